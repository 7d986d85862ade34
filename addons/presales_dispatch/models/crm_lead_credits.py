from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import float_compare


class CrmLead(models.Model):
    """An opportunity's credit: shared revenue, and overlay beside it."""

    _inherit = "crm.lead"

    credit_ids = fields.One2many(
        "crm.lead.credit",
        "lead_id",
        "Credits",
        groups="presales_dispatch.group_user",
    )
    credit_total = fields.Float(
        "Revenue Shared (%)",
        compute="_compute_credit_total",
        digits=(6, 2),
        groups="presales_dispatch.group_user",
    )
    is_credit_right = fields.Boolean(
        "Credit Adds Up",
        compute="_compute_credit_total",
        groups="presales_dispatch.group_user",
    )

    @api.depends("credit_ids.share", "credit_ids.kind")
    def _compute_credit_total(self):
        for lead in self:
            revenue = lead.credit_ids.filtered(lambda credit: credit.kind == "revenue")
            lead.credit_total = sum(revenue.mapped("share"))
            lead.is_credit_right = (
                not lead.credit_ids
                or float_compare(lead.credit_total, 100, precision_digits=2) == 0
            )

    def write(self, vals):
        result = super().write(vals)
        if vals.get("stage_id"):
            self.filtered(lambda lead: lead.won_status == "won")._check_credits()
        if vals.get("user_id"):
            self._add_owner_credit()
        return result

    def _check_credits(self):
        """What is won is shared out exactly.

        :raise UserError: naming the opportunity and what is shared
        """
        # The split counts, whoever wins.
        for lead in self.sudo():
            if not lead.is_credit_right:
                raise UserError(
                    self.env._(
                        "The revenue of “%(lead)s” is shared to %(total)s %%. Correct "
                        "the shares to 100 %% before it is won.",
                        lead=lead.name,
                        total=round(lead.credit_total, 2),
                    )
                )

    def _add_owner_credit(self):
        """A new salesperson gets a row where revenue is shared already."""
        # Whoever changes the salesperson need not see the credits.
        leads = self.sudo().filtered("credit_ids")
        rows = []
        for lead in leads:
            owners = lead.credit_ids.filtered(lambda credit: credit.kind == "revenue")
            if lead.user_id and lead.user_id not in owners.user_id:
                rows.append(
                    {"lead_id": lead.id, "user_id": lead.user_id.id, "share": 0.0}
                )
        self.env["crm.lead.credit"].sudo().create(rows)

    def action_share_credit(self):
        """Start sharing: the salesperson first has all of it."""
        for lead in self.filtered(lambda lead: lead.user_id and not lead.credit_ids):
            self.env["crm.lead.credit"].create(
                {"lead_id": lead.id, "user_id": lead.user_id.id, "share": 100.0}
            )
        return True
