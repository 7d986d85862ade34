from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from .relationship_handover_survey import HandoverSurvey

MANAGER_GROUP = "relationship_network.group_manager"


class RelationshipHandover(models.TransientModel):
    """What we lose when a colleague leaves, and who takes over.

    Lists every contact whom the colleague owns or alone knows, as far as the user sees
    their maps and links. Other addons hand over more: they add lines in
    :meth:`_get_line_values` and act on them in :meth:`_apply`.
    """

    _name = "relationship.handover"
    _description = "Hand-Over of Relationships"

    user_id = fields.Many2one(
        "res.users",
        "Leaving Colleague",
        required=True,
        default=lambda self: self._default_user_id(),
        domain="[('id', 'in', allowed_user_ids)]",
        context={"active_test": False},
    )
    allowed_user_ids = fields.Many2many(
        "res.users",
        compute="_compute_allowed_user_ids",
        export_string_translation=False,
    )
    successor_id = fields.Many2one(
        "res.users",
        "All Others To",
        domain="[('share', '=', False), ('id', '!=', user_id)]",
        help="Takes over whom nobody else knows, and whose account has no other "
        "salesperson.",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    line_ids = fields.One2many(
        "relationship.handover.line",
        "handover_id",
        "Contacts",
        compute="_compute_line_ids",
        # Nothing beyond what the user may see.
        compute_sudo=False,
        store=True,
        readonly=False,
    )
    can_apply = fields.Boolean(compute="_compute_can_apply")
    contact_count = fields.Integer("People to Hand Over", compute="_compute_totals")
    only_known_count = fields.Integer("Known by Nobody Else", compute="_compute_totals")
    open_count = fields.Integer("Without Successor", compute="_compute_totals")
    value = fields.Float(
        "Connection Value",
        compute="_compute_totals",
        digits=(16, 2),
        help="Σ strength × weight of these contacts, as the leaving colleague has it.",
    )
    lost_value = fields.Float(
        "Value Lost",
        compute="_compute_totals",
        digits=(16, 2),
        help="The part of the connection value that the successors do not have yet.",
    )

    @api.model
    def _default_user_id(self):
        """Whoever may see only the own hand-over need not choose."""
        user = self.env.user
        return user if self._get_allowed_users() == user else False

    # ------------------------------------------------------------------ compute

    @api.depends("user_id")
    def _compute_display_name(self):
        for handover in self:
            handover.display_name = (
                self.env._("Hand-over of %(user)s", user=handover.user_id.name)
                if handover.user_id
                else self.env._("Hand-Over")
            )

    @api.depends_context("uid")
    def _compute_allowed_user_ids(self):
        self.allowed_user_ids = self._get_allowed_users()

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_can_apply(self):
        for handover in self:
            handover.can_apply = handover._may_apply()

    @api.depends("user_id", "successor_id", "company_id")
    def _compute_line_ids(self):
        for handover in self:
            lines = handover._get_line_values() if handover.user_id else []
            handover.line_ids = [
                Command.clear(),
                *(Command.create(values) for values in lines),
            ]

    @api.depends(
        "line_ids.value",
        "line_ids.lost_value",
        "line_ids.successor_id",
        "line_ids.is_only_known",
    )
    def _compute_totals(self):
        for handover in self:
            lines = handover.line_ids
            handover.contact_count = len(lines)
            handover.only_known_count = sum(line.is_only_known for line in lines)
            handover.open_count = sum(not line.successor_id for line in lines)
            handover.value = sum(line.value for line in lines)
            handover.lost_value = sum(line.lost_value for line in lines)

    @api.model_create_multi
    def create(self, vals_list):
        handovers = super().create(vals_list)
        # Listed at once: later it might be done with somebody else's rights.
        handovers.mapped("line_ids")
        return handovers

    # ------------------------------------------------------------------- rights

    @api.model
    def _get_allowed_users(self):
        """Whose hand-over the user may see: all for managers, else the own one and
        those of the teams that the user leads."""
        users = self.env["res.users"].with_context(active_test=False)
        if self.env.user.has_group(MANAGER_GROUP):
            return users.search(
                [("share", "=", False), ("company_ids", "in", self.env.companies.ids)]
            )
        return users.union(self.env.user, self._get_led_users())

    @api.model
    def _get_led_users(self):
        """Members of the sales teams that the user leads."""
        # A seller may not read the other members of a team.
        teams = self.env["crm.team"].sudo().search([("user_id", "=", self.env.uid)])
        return teams.crm_team_member_ids.user_id.sudo(False)

    def _may_apply(self):
        """Managers and the leader of the colleague's team hand over."""
        self.ensure_one()
        is_manager = self.env.user.has_group(MANAGER_GROUP)
        leaving = self.user_id._origin or self.user_id
        return is_manager or leaving in self._get_led_users()

    @api.constrains("user_id")
    def _check_user_id(self):
        allowed = self._get_allowed_users()
        for handover in self:
            if handover.user_id not in allowed:
                raise AccessError(
                    self.env._(
                        "Only managers and the leader of the sales team may hand over "
                        "the contacts of %(user)s.",
                        user=handover.user_id.name,
                    )
                )

    # -------------------------------------------------------------------- lines

    def _get_line_values(self):
        """What this colleague leaves behind.

        :return: list of values of ``relationship.handover.line``
        """
        self.ensure_one()
        return HandoverSurvey(
            self.user_id._origin, self.successor_id._origin, self.company_id
        ).get_line_values()

    # -------------------------------------------------------------------- apply

    def action_apply(self):
        """Give the contacts to their successors.

        :return: window action with what was handed over
        :raise AccessError: when the user is neither manager nor leads the team
        :raise UserError: when no contact has a successor
        """
        self.ensure_one()
        if not self._may_apply():
            raise AccessError(
                self.env._(
                    "You may see what would be lost, but only managers and the leader "
                    "of the sales team may hand over the contacts of %(user)s.",
                    user=self.user_id.name,
                )
            )
        lines = self.line_ids.filtered("successor_id")
        if not lines:
            raise UserError(
                self.env._("Choose a successor for at least one contact first.")
            )
        logs = self._apply(lines)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "relationship_network.relationship_handover_log_action"
        )
        return {**action, "domain": [("id", "in", logs.ids)], "target": "main"}

    def _apply(self, lines):
        """Hand over these lines and log it.

        :param lines: lines with a successor
        :return: ``relationship.handover.log``
        """
        self._plan_introductions(lines)
        for successor, given in lines.grouped("successor_id").items():
            self._give(given.stakeholder_ids, successor)
        # Nobody may write the log by hand, hence sudo.
        logs = self.env["relationship.handover.log"].sudo()
        return logs.create([line._get_log_values() for line in lines]).sudo(False)

    def _give(self, people, successor):
        """Make a colleague the owner of people, and say so in their chatter."""
        people.owner_id = successor
        body = self.env._(
            "Handed over from %(old)s to %(new)s.",
            old=self.user_id.name,
            new=successor.name,
        )
        people._message_log_batch(bodies=dict.fromkeys(people.ids, body))

    def _plan_introductions(self, lines):
        """Ask the leaving colleague, or who has left already the successor, to make
        the contacts acquainted with the successor."""
        activity_type = self.env.ref("relationship_network.mail_activity_type_handover")
        model_id = self.env["ir.model"]._get_id("res.partner")
        leaves = self.user_id
        # One list of activities, not one mail per contact.
        activities = self.env["mail.activity"].with_context(
            mail_activity_quick_update=True
        )
        activities.create(
            [
                {
                    "activity_type_id": activity_type.id,
                    "res_model_id": model_id,
                    "res_id": line.partner_id.id,
                    "user_id": (leaves if leaves.active else line.successor_id).id,
                    "summary": line._get_introduction_summary(),
                    "date_deadline": fields.Date.add(
                        fields.Date.context_today(self), days=7
                    ),
                }
                for line in lines
                if line.partner_id
            ]
        )

    # ------------------------------------------------------------------ actions

    def action_export_xlsx(self):
        """Download the list as a workbook.

        :return: URL action
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/relationship_network/handover.xlsx?handover_id={self.id}",
            "target": "download",
        }

    @api.model
    def _open(self, user):
        """Open the hand-over of a colleague.

        :return: window action
        """
        handover = self.create({"user_id": user.id})
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "relationship_network.relationship_handover_action"
        )
        return {**action, "res_id": handover.id}
