from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .unique_messages import duplicate_message

OPEN_STATES = ("asked", "agreed")
ACTIVITY_TYPE = "relationship_network.mail_activity_type_introduction"
# How well two people know each other right after they were introduced.
FIRST_STRENGTH = 2


class RelationshipIntroduction(models.Model):
    """A request to one of us to introduce a colleague to somebody, and its answer.

    Nobody edits a request: it is asked on an introduction path and answered with its
    buttons, so that what it says happened.
    """

    _name = "relationship.introduction"
    _description = "Introduction"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _mail_post_access = "read"
    _check_company_auto = True
    _order = "date_asked desc, id desc"

    name = fields.Char(compute="_compute_name")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    asker_id = fields.Many2one(
        "res.users",
        "Asked By",
        required=True,
        index=True,
        default=lambda self: self.env.user,
    )
    introducer_id = fields.Many2one(
        "res.users",
        required=True,
        index=True,
        help="The colleague who is asked: the first person on the path.",
    )
    contact_id = fields.Many2one(
        "res.partner",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
        help="Whom we want to get to know.",
    )
    stakeholder_id = fields.Many2one(
        "relationship.stakeholder",
        "Place on the Map",
        index="btree_not_null",
        ondelete="set null",
        help="Place of the contact on the map the request is about.",
    )
    map_id = fields.Many2one(related="stakeholder_id.map_id")
    lead_id = fields.Many2one(
        "crm.lead",
        "Opportunity",
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
    )
    path = fields.Json(
        help="The people and links of the path, in order.",
        export_string_translation=False,
    )
    path_display = fields.Char(
        "Way", compute="_compute_path_display", help="As far as you may see it."
    )
    reliability = fields.Float(
        digits=(3, 2),
        aggregator="avg",
        help="Product of the strengths along the path, from 0 to 1.",
    )
    first_link_id = fields.Many2one(
        "relationship.link",
        index="btree_not_null",
        ondelete="set null",
        help="The introducer's own link on the path.",
    )
    connection_id = fields.Many2one(
        "relationship.link",
        "New Connection",
        index="btree_not_null",
        ondelete="set null",
        help="The link that came of the introduction.",
    )
    state = fields.Selection(
        [
            ("asked", "Asked"),
            ("agreed", "Agreed"),
            ("done", "Introduced"),
            ("refused", "Refused"),
        ],
        required=True,
        default="asked",
        index=True,
        tracking=True,
        group_expand=True,
    )
    answer = fields.Text(tracking=True)
    date_asked = fields.Date(
        "Asked On", required=True, default=fields.Date.context_today
    )
    date_answered = fields.Date("Answered On")
    can_answer = fields.Boolean(compute="_compute_can_answer")
    can_withdraw = fields.Boolean(compute="_compute_can_answer")

    _open_uniq = models.UniqueIndex(
        "(company_id, asker_id, introducer_id, contact_id) "
        "WHERE active AND state IN ('asked', 'agreed')",
        duplicate_message(
            lambda env, names: env._(
                "You asked %(introducer)s already for an introduction to %(contact)s. "
                "Wait for the answer, or withdraw that request first.",
                **names,
            ),
            introducer=(2, "res.users"),
            contact=(3, "res.partner"),
        ),
    )

    # ------------------------------------------------------------------ compute

    @api.depends("contact_id.name")
    def _compute_name(self):
        for request in self:
            request.name = self.env._(
                "Introduction to %(contact)s", contact=request.contact_id.name
            )

    @api.depends("path", "contact_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_path_display(self):
        """The names on the path, up to the first link that the reader may not see."""
        paths = [request.path or {} for request in self]
        partners, links = self._get_path_records(paths)
        for request, path in zip(self, paths, strict=True):
            names = []
            for i, partner_id in enumerate(path.get("partner_ids", ())):
                if i and path["link_ids"][i - 1] not in links:
                    break
                names.append(partners.get(partner_id))
            if None in names:
                names = names[: names.index(None)]
            contact = request.contact_id.name
            if not names or names[-1] != contact:
                names.append(contact)
            request.path_display = " → ".join(names)

    @api.model
    def _get_path_records(self, paths):
        """What the user may see of the people and links of some paths.

        :return: ``{partner id: name}`` and the set of ids of the links
        """
        partner_ids = [pid for path in paths for pid in path.get("partner_ids", ())]
        link_ids = [lid for path in paths for lid in path.get("link_ids", ())]
        people = self.env["res.partner"].search_fetch(
            Domain("id", "in", partner_ids) & Domain("active", "in", [True, False]),
            ["name"],
        )
        links = self.env["relationship.link"].search(
            Domain("id", "in", link_ids) & Domain("active", "in", [True, False])
        )
        return {person.id: person.name for person in people}, set(links.ids)

    @api.depends("state", "asker_id", "introducer_id")
    @api.depends_context("uid")
    def _compute_can_answer(self):
        user = self.env.user
        for request in self:
            is_open = request.active and request.state in OPEN_STATES
            request.can_answer = is_open and request._may_answer(user)
            request.can_withdraw = is_open and request.asker_id == user

    def _may_answer(self, user):
        """Whether the request is for this user to answer; managers stand in."""
        return self.introducer_id == user or user.has_group(
            "relationship_network.group_manager"
        )

    # ------------------------------------------------------------------- asking

    @api.model
    def _ask(self, contact, path, lead_id=False):
        """Ask the first person on a path to introduce the user to a contact.

        :param contact: ``res.partner``
        :param path: :class:`~..tools.paths.Path` to it that the user may see
        :param lead_id: id of the opportunity it is about, if any
        :return: the new ``relationship.introduction``
        """
        introducer = self._get_introducer(path)
        self._check_not_asked(introducer, contact)
        # Requests are made here only; the path was found with the user's rights.
        request = self.sudo().create(
            {
                "introducer_id": introducer.id,
                "contact_id": contact.id,
                "lead_id": lead_id,
                "stakeholder_id": self._find_stakeholder(contact, lead_id).id,
                "path": {"partner_ids": path.people, "link_ids": path.link_ids},
                "reliability": path.reliability,
                "first_link_id": path.link_ids[0],
            }
        )
        request.message_subscribe((self.env.user | introducer).partner_id.ids)
        request._schedule_request()
        return request.sudo(False)

    @api.model
    def _check_not_asked(self, introducer, contact):
        """Say it in words before the unique index does."""
        opened = self.search(
            [
                ("company_id", "=", self.env.company.id),
                ("asker_id", "=", self.env.uid),
                ("introducer_id", "=", introducer.id),
                ("contact_id", "=", contact.id),
                ("state", "in", OPEN_STATES),
            ]
        )
        if opened:
            raise UserError(
                self.env._(
                    "You asked %(introducer)s already for an introduction to "
                    "%(contact)s. Wait for the answer, or withdraw that request first.",
                    introducer=introducer.name,
                    contact=contact.name,
                )
            )

    @api.model
    def _get_introducer(self, path):
        """The user at the beginning of a path.

        :raise UserError: when nobody needs to be asked, or nobody can be
        """
        partner = self.env["res.partner"].browse(path.people[0])
        introducer = partner._get_path_users()[partner]
        if introducer == self.env.user and len(path.steps) == 1:
            raise UserError(
                self.env._(
                    "You know %(contact)s yourself. Plan a call or a meeting instead.",
                    contact=partner.browse(path.people[-1]).name,
                )
            )
        if not introducer:
            raise UserError(
                self.env._(
                    "%(person)s is not a user here and cannot be asked. Choose a path "
                    "that begins with a colleague.",
                    person=partner.name,
                )
            )
        return introducer

    @api.model
    def _find_stakeholder(self, contact, lead_id):
        """The contact's place on the map of the opportunity, or else of the account."""
        places = self.env["relationship.stakeholder"].search(
            [
                ("partner_id", "=", contact.id),
                ("company_id", "=", self.env.company.id),
                ("lead_id", "in", [False, lead_id]),
            ]
        )
        return places.sorted(lambda place: not place.lead_id)[:1]

    def _schedule_request(self):
        """Remind the introducer, on the contact.

        Whoever may read the contact may read this: it tells nothing of the path.
        """
        self.ensure_one()
        translated = self.with_context(lang=self.introducer_id.lang)
        kind = self.env.ref(ACTIVITY_TYPE)
        self.contact_id.activity_schedule(
            ACTIVITY_TYPE,
            date_deadline=kind._get_date_deadline(),
            user_id=self.introducer_id.id,
            introduction_id=self.id,
            summary=translated.name,
            note=translated.env["ir.qweb"]._render(
                "relationship_network.introduction_activity_note",
                {"introduction": translated},
            ),
        )

    def action_write_mail(self):
        """Open the proposed mail to the person to be asked, to edit and send.

        :return: window action
        """
        self.ensure_one()
        template = self.env.ref("relationship_network.mail_template_introduction")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ask for an Introduction"),
            "res_model": "mail.compose.message",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_model": self._name,
                "default_res_ids": self.ids,
                "default_composition_mode": "comment",
                "default_template_id": template.id,
                "default_email_layout_xmlid": "mail.mail_notification_light",
                "force_email": True,
            },
        }

    def _get_recipient(self):
        """Whom the proposed mail goes to: the colleague, or on one's own path the next
        person.

        :return: ``res.partner``
        """
        self.ensure_one()
        if self.introducer_id != self.asker_id:
            return self.introducer_id.partner_id
        return self.env["res.partner"].browse(self.path["partner_ids"][1])

    def _get_next_person(self):
        """Whom the recipient of the proposed mail knows on the path.

        :return: ``res.partner``
        """
        self.ensure_one()
        ids = self.path["partner_ids"]
        position = ids.index(self._get_recipient().id)
        return self.env["res.partner"].browse(ids[position + 1])

    # ---------------------------------------------------------------- answering

    def action_agree(self):
        """The introducer promises the introduction."""
        self._record_answer("agreed")

    def action_done(self):
        """Open the dialog that records that the introduction took place.

        :return: window action
        """
        return self._open_answer("done")

    def action_refuse(self):
        """Open the dialog that records why there will be no introduction.

        :return: window action
        """
        return self._open_answer("refused")

    def _open_answer(self, state):
        self.ensure_one()
        self._check_may_answer()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "relationship_network.relationship_introduction_answer_action"
        )
        action["context"] = {
            "default_introduction_id": self.id,
            "default_state": state,
            "dialog_size": "medium",
        }
        return action

    def action_withdraw(self):
        """Take a request back; only who asked can."""
        for request in self:
            if not request.can_withdraw:
                raise UserError(
                    self.env._(
                        "Only %(asker)s can withdraw this request, and only before it "
                        "is answered.",
                        asker=request.asker_id.name,
                    )
                )
        # Requests are not edited by hand.
        self.sudo().active = False
        self._get_reminders().unlink()

    def _check_may_answer(self):
        self.check_access("read")
        for request in self:
            if not request._may_answer(self.env.user):
                raise AccessError(
                    self.env._(
                        "Only %(introducer)s or a manager can answer this request.",
                        introducer=request.introducer_id.name,
                    )
                )
            if not request.active or request.state not in OPEN_STATES:
                raise UserError(
                    self.env._("This request is closed. Ask again to open a new one.")
                )

    def _record_answer(self, state, answer=False, strength=None):
        """Record the introducer's answer, and what it teaches about the links.

        :param state: ``agreed``, ``done`` or ``refused``
        :param answer: what they say about it
        :param strength: of the new connection when ``done``, and when ``refused`` the
            corrected one of the introducer's own link; from 1 to 5
        """
        self._check_may_answer()
        # Requests are not edited by hand.
        requests = self.sudo()
        requests.write(
            {
                "state": state,
                "answer": answer or False,
                "date_answered": fields.Date.context_today(self),
            }
        )
        if state == "done":
            for request in requests:
                request.connection_id = request._connect(strength or FIRST_STRENGTH)
        if state == "refused" and strength:
            # An end of the link corrects it, or a manager.
            self.first_link_id.write({"strength": strength})
        self._close_reminders(state)
        self._notify_asker()

    def _connect(self, strength):
        """Create the link between asker and contact, or strengthen the one there is.

        In sudo: the introducer may not see what links the asker has, and a second link
        of the same type must not appear.
        """
        self.ensure_one()
        asker, contact = self.asker_id.partner_id, self.contact_id
        pair = (asker + contact).ids
        today = fields.Date.context_today(self)
        link = self.env["relationship.link"].search(
            [
                ("source_id", "in", pair),
                ("target_id", "in", pair),
                ("kind", "=", "knows"),
                ("lead_id", "=", False),
                ("company_id", "=", self.company_id.id),
            ],
            limit=1,
        )
        origin = self.env._(
            "Introduced by %(introducer)s", introducer=self.introducer_id.name
        )
        if not link:
            return link.create(
                {
                    "source_id": asker.id,
                    "target_id": contact.id,
                    "type_id": self.env.ref(
                        "relationship_network.relationship_link_type_acquaintance"
                    ).id,
                    "strength": strength,
                    "origin": origin,
                    "date_start": today,
                    "company_id": self.company_id.id,
                }
            )
        link.strength = max(strength, link.strength)
        link.origin = link.origin or origin
        if link.date_end and link.date_end < today:
            link.date_end = False
        return link

    def _get_reminders(self):
        # The reminder is the introducer's, also when somebody else ends the request.
        return (
            self.env["mail.activity"]
            .sudo()
            .search([("introduction_id", "in", self.ids)])
        )

    def _close_reminders(self, state):
        """Finish the reminder; only an introduction is news for all on the contact."""
        reminders = self._get_reminders()
        if state == "done":
            reminders.action_done()
        elif state == "refused":
            reminders.unlink()

    def _notify_asker(self):
        for request in self:
            if request.asker_id == self.env.user:
                continue
            states = dict(self._fields["state"]._description_selection(self.env))
            request.message_post(
                body=request.answer or states[request.state],
                partner_ids=request.asker_id.partner_id.ids,
                subtype_xmlid="mail.mt_comment",
            )
