from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError, ValidationError

PLAN_DAYS = 7


class RelationshipMap(models.Model):
    """Every gap of a map comes with one click that closes it, or starts to."""

    _inherit = "relationship.map"

    def get_gap_data(self):
        """What this map lacks, and what can be done about it.

        :return: list of dicts, most serious first: ``kind``, ``title``, ``sentence``,
            ``items`` (``key`` and ``name`` of whom or what it is about), ``action``
            (label of the click, see :meth:`action_close_gap`), ``other_action`` (label
            of a second choice, or False) and ``is_joint`` (one click for all items,
            without a key)
        :raise AccessError: when the user may not read the map
        """
        self.ensure_one()
        self.check_access("read")
        titles, labels = self._get_gap_titles(), self._get_gap_labels()
        return [
            {
                "kind": gap.kind,
                "title": titles[gap.kind],
                "sentence": self._gap_sentence(gap),
                "items": [item._asdict() for item in gap.items],
                "action": labels[gap.kind][0],
                "other_action": labels[gap.kind][1],
                "is_joint": gap.kind in ("single_thread", "unknown_people"),
            }
            for gap in self._get_gaps()[self]
        ]

    def _get_gap_titles(self):
        """A heading for each kind of gap."""
        _ = self.env._
        return {
            "missing_role": _("Roles nobody is known to have"),
            "placeholder": _("No name yet"),
            "uncovered_department": _("Key departments not covered"),
            "single_thread": _("Real contact with one person only"),
            "unknown_people": _("Met, but not on the map"),
            "unused_supporter": _("Supporters not used yet"),
            "not_assessed": _("Not assessed"),
            "no_owner": _("Owned by no colleague"),
        }

    def _get_gap_labels(self):
        """The labels of the click of each kind of gap, and of a second choice."""
        _ = self.env._
        return {
            "missing_role": (_("Add a placeholder"), False),
            "placeholder": (_("Name the person"), False),
            "uncovered_department": (_("Add a person"), False),
            "single_thread": (_("Who else have we met?"), False),
            "unknown_people": (_("Choose whom to add"), False),
            "unused_supporter": (_("Plan a talk"), False),
            "not_assessed": (_("Assess"), _("Find a way")),
            "no_owner": (_("Take over"), _("Choose")),
        }

    def action_close_gap(self, kind, key=False, other=False):
        """Do what closes a gap, or open where the user does it.

        :param kind: kind of the gap, see :meth:`get_gap_data`
        :param key: key of one of its items; none where the gap ``is_joint``
        :param other: do the second choice instead
        :return: client or window action
        :raise ValidationError: when there is no such kind
        :raise UserError: when the gap has been closed meanwhile
        """
        self.ensure_one()
        self.check_access("write")
        if not self._get_gap_labels().get(kind, (False, False))[bool(other)]:
            raise ValidationError(
                self.env._(
                    "“%(kind)s” is no kind of gap. Reload the page and choose one of "
                    "the gaps shown.",
                    kind=kind,
                )
            )
        gaps = {gap.kind: gap for gap in self._get_gaps()[self]}
        items = gaps[kind].items if kind in gaps else ()
        if not items or (key and key not in [item.key for item in items]):
            raise UserError(
                self.env._(
                    "This gap of “%(map)s” is closed already. Reload the page.",
                    map=self.name,
                )
            )
        suffix = "_other" if other else ""
        return getattr(self, f"_close_{kind}{suffix}")(key or items[0].key)

    def action_open_suggestions(self):
        """Look for people of the account who were met, and offer to add them.

        :return: window action
        """
        self.ensure_one()
        self.check_access("write")
        return self.env["relationship.people.suggestion"]._open(self)

    # ----------------------------------------------------------------- by kind

    def _close_missing_role(self, role_id):
        """A placeholder for the role; one that is there already asks for its name."""
        role = self.env["relationship.role"].browse(role_id)
        placeholder = self.stakeholder_ids.filtered(
            lambda person: person.is_placeholder and person.role_id == role
        )[:1]
        if placeholder:
            return self._close_placeholder(placeholder.id)
        self.env["relationship.stakeholder"].create(
            {"map_id": self.id, "role_id": role.id, "is_parked": True}
        )
        return self._tell(
            self.env._(
                "A placeholder for “%(role)s” waits on the map for its name.",
                role=role.name,
            )
        )

    def _close_placeholder(self, person_id):
        return self._open_person(person_id, self.env._("Who is it? Choose the contact"))

    def _close_uncovered_department(self, department_id):
        return self._open_person(
            False,
            self.env._("New person"),
            default_map_id=self.id,
            default_department_id=department_id,
        )

    def _close_single_thread(self, person_id):
        return self.action_open_suggestions()

    def _close_unknown_people(self, partner_id):
        return self.action_open_suggestions()

    def _close_unused_supporter(self, person_id):
        person = self.env["relationship.stakeholder"].browse(person_id)
        user = person.owner_id or self.env.user
        person.activity_schedule(
            "mail.mail_activity_data_call",
            date_deadline=self._get_plan_date(),
            summary=self.env._(
                "Ask %(person)s to speak for us with who decides", person=person.name
            ),
            user_id=user.id,
        )
        return self._tell(
            self.env._(
                "Planned for %(user)s: a call with %(person)s.",
                user=user.name,
                person=person.name,
            )
        )

    def _close_not_assessed(self, person_id):
        return self._open_person(person_id, self.env._("How much do they support us?"))

    def _close_not_assessed_other(self, person_id):
        person = self.env["relationship.stakeholder"].browse(person_id)
        return person.action_open_introduction_paths()

    def _close_no_owner(self, person_id):
        person = self.env["relationship.stakeholder"].browse(person_id)
        person.owner_id = self.env.user
        return self._tell(
            self.env._(
                "You own the relationship with %(person)s now.", person=person.name
            )
        )

    def _close_no_owner_other(self, person_id):
        return self._open_person(person_id, self.env._("Who owns the relationship?"))

    # ------------------------------------------------------------------ helpers

    def _get_plan_date(self):
        return fields.Date.context_today(self) + timedelta(days=PLAN_DAYS)

    def _open_person(self, person_id, title, **defaults):
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "relationship.stakeholder",
            "res_id": person_id,
            "views": [(False, "form")],
            "target": "new",
            "context": defaults,
        }

    def _tell(self, message):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": "success", "message": message},
        }
