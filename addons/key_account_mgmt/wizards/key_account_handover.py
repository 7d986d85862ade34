from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

LIVE_PLANS = ("draft", "submitted", "approved")


class RelationshipHandover(models.TransientModel):
    """Whoever leaves also gives away roles, plans, reviews and open activities."""

    _inherit = "relationship.handover"

    role_line_ids = fields.One2many(
        "key.account.handover.role",
        "handover_id",
        "Roles",
        compute="_compute_role_line_ids",
        compute_sudo=False,
        store=True,
        readonly=False,
    )

    @api.depends("user_id", "successor_id", "company_id")
    def _compute_role_line_ids(self):
        members = self.env["key.account.member"]
        for handover in self:
            held = members.search(
                members._get_current_domain()
                & Domain("user_id", "=", handover.user_id._origin.id)
                & Domain("company_id", "=", handover.company_id.id)
            )
            handover.role_line_ids = [
                Command.clear(),
                *(
                    Command.create(
                        {
                            "member_id": member.id,
                            "successor_id": handover._propose_successor(member).id,
                        }
                    )
                    for member in held
                ),
            ]

    def _propose_successor(self, member):
        """Somebody else in the same role, else the colleague for all others."""
        others = member.key_account_id.member_ids.filtered(
            lambda other: (
                other.is_current
                and other.role_id == member.role_id
                and other.user_id
                and other.user_id != member.user_id
            )
        )
        return others[:1].user_id or self.successor_id._origin

    @api.model_create_multi
    def create(self, vals_list):
        handovers = super().create(vals_list)
        handovers.mapped("role_line_ids")
        return handovers

    def action_apply(self):
        """Give roles and what hangs on them to the successors, then the contacts."""
        self.ensure_one()
        roles = self.role_line_ids.filtered("successor_id")
        contacts = self.line_ids.filtered("successor_id")
        if not roles or not self._may_apply():
            return super().action_apply()
        logs = self._apply_roles(roles)
        if contacts:
            return super().action_apply()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "relationship_network.relationship_handover_log_action"
        )
        return {**action, "domain": [("id", "in", logs.ids)], "target": "main"}

    def _apply_roles(self, lines):
        """Move roles, plans, reviews and activities, account by account, and log it.

        :return: ``relationship.handover.log``
        """
        values = []
        for line in lines:
            line._move_role()
            values.append(line._get_role_log("role", 1))
        for account, given in lines.grouped("key_account_id").items():
            # One colleague takes what hangs on the account as a whole.
            first = given.sorted(lambda line: line.role_id.sequence)[:1]
            for what, number in self._move_work(account, first.successor_id).items():
                if number:
                    values.append(first._get_role_log(what, number))
        # Nobody may write the log by hand.
        return self.env["relationship.handover.log"].sudo().create(values).sudo(False)

    def _move_work(self, account, successor):
        """Give plans, open reviews and open activities of an account to a colleague.

        :return: ``{what: number}``
        """
        leaving = self.user_id
        # Whoever may hand over moves all of it, seen or not: nothing stays behind.
        env = self.sudo().env
        mine = Domain("key_account_id", "=", account.id) & Domain(
            "user_id", "=", leaving.id
        )
        plans = env["key.account.plan"].search(mine & Domain("state", "in", LIVE_PLANS))
        plans.user_id = successor
        reviews = env["key.account.review"].search(
            mine & Domain("state", "not in", ["done", "cancelled"])
        )
        reviews.user_id = successor
        documents = {
            "key.account": account.ids,
            "key.account.plan": env["key.account.plan"]
            .search([("key_account_id", "=", account.id)])
            .ids,
        }
        activities = env["mail.activity"].search(
            Domain("user_id", "=", leaving.id)
            & Domain.OR(
                Domain("res_model", "=", model) & Domain("res_id", "in", ids)
                for model, ids in documents.items()
            )
        )
        activities.user_id = successor
        return {
            "plan": len(plans),
            "review": len(reviews),
            "activity": len(activities),
        }


class KeyAccountHandoverRole(models.TransientModel):
    """A role of the leaving colleague, and who takes it over."""

    _name = "key.account.handover.role"
    _description = "Role to Hand Over"
    _order = "id"

    handover_id = fields.Many2one(
        "relationship.handover", required=True, index=True, ondelete="cascade"
    )
    member_id = fields.Many2one(
        "key.account.member", required=True, ondelete="cascade", readonly=True
    )
    key_account_id = fields.Many2one(related="member_id.key_account_id")
    account_class = fields.Selection(related="key_account_id.account_class")
    role_id = fields.Many2one(related="member_id.role_id")
    is_primary = fields.Boolean(related="member_id.is_primary")
    leaving_id = fields.Many2one(related="handover_id.user_id")
    successor_id = fields.Many2one(
        "res.users", domain="[('share', '=', False), ('id', '!=', leaving_id)]"
    )

    def _move_role(self):
        """End the membership yesterday; the successor starts today."""
        self.ensure_one()
        member, today = self.member_id, fields.Date.context_today(self)
        if self.successor_id == member.user_id:
            raise UserError(
                self.env._(
                    "%(user)s cannot take over from themselves. Choose somebody else "
                    "for %(account)s.",
                    user=member.user_id.name,
                    account=self.key_account_id.name,
                )
            )
        values = member.copy_data(
            {
                "user_id": self.successor_id.id,
                "partner_id": self.successor_id.partner_id.id,
                "date_start": today,
                "date_end": member.date_end,
            }
        )
        # Who deputised in the role until now holds it alone from today.
        deputy = self.key_account_id.member_ids.filtered(
            lambda other: (
                other.is_current
                and other.role_id == member.role_id
                and other.user_id == self.successor_id
            )
        )
        for ending in member + deputy:
            if ending.date_start < today:
                ending.date_end = today - timedelta(days=1)
            else:
                ending.write({"is_primary": False, "date_end": ending.date_start})
        self.env["key.account.member"].create(values)

    def _get_role_log(self, what, number):
        self.ensure_one()
        return {
            "name": self.key_account_id.name,
            "account_id": self.key_account_id.account_id.id,
            "from_user_id": self.handover_id.user_id.id,
            "to_user_id": self.successor_id.id,
            "what": what,
            "place_count": number,
            "reason": self.role_id.name if what == "role" else False,
            "company_id": self.handover_id.company_id.id,
        }


class RelationshipHandoverLog(models.Model):
    _inherit = "relationship.handover.log"

    what = fields.Selection(
        selection_add=[
            ("role", "Role on the Account Team"),
            ("plan", "Plans"),
            ("review", "Reviews"),
            ("activity", "Open Activities"),
        ],
        ondelete=dict.fromkeys(("role", "plan", "review", "activity"), "cascade"),
    )
