from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmLeadCredit(models.Model):
    """Who earns which share of an opportunity.

    Revenue shares add up to 100 %; overlay shares may be anything and never enter
    revenue totals. The salesperson's row follows the opportunity.
    """

    _name = "crm.lead.credit"
    _description = "Credit for an Opportunity"
    _order = "lead_id, kind DESC, share DESC, id"
    _rec_name = "user_id"

    lead_id = fields.Many2one(
        "crm.lead", "Opportunity", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="lead_id.company_id", store=True)
    currency_id = fields.Many2one(related="lead_id.company_currency")
    user_id = fields.Many2one(
        "res.users",
        "Person",
        required=True,
        index=True,
        domain="[('share', '=', False)]",
        ondelete="restrict",
    )
    kind = fields.Selection(
        [("revenue", "Revenue"), ("overlay", "Overlay")],
        required=True,
        default="revenue",
        help="Revenue: a share of the amount, together 100 %. Overlay: beside it.",
    )
    share = fields.Float("Share (%)", required=True, digits=(6, 2))
    amount = fields.Monetary(compute="_compute_amount")
    is_owner = fields.Boolean(
        compute="_compute_is_owner", help="The salesperson of the opportunity."
    )
    note = fields.Char("For")

    _person_uniq = models.UniqueIndex(
        "(lead_id, user_id, kind)", "This person has such a credit already."
    )
    _share_check = models.Constraint(
        "CHECK(share >= 0 AND share <= 100)", "A share lies between 0 and 100 %."
    )

    @api.depends("share", "lead_id.expected_revenue")
    def _compute_amount(self):
        for credit in self:
            credit.amount = credit.lead_id.expected_revenue * credit.share / 100

    @api.depends("kind", "user_id", "lead_id.user_id")
    def _compute_is_owner(self):
        for credit in self:
            credit.is_owner = (
                credit.kind == "revenue" and credit.user_id == credit.lead_id.user_id
            )

    @api.constrains("kind", "user_id", "lead_id")
    def _check_scene(self):
        self.lead_id._check_sharing()

    def write(self, vals):
        if {"user_id", "kind", "lead_id"} & vals.keys():
            self._check_owner_stays()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_owner(self):
        self._check_owner_stays()

    def _check_owner_stays(self):
        owned = self.filtered("is_owner")
        if owned:
            raise UserError(
                self.env._(
                    "%(user)s is the salesperson of “%(lead)s” and keeps a credit row. "
                    "Change the share instead.",
                    user=owned[0].user_id.name,
                    lead=owned[0].lead_id.name,
                )
            )
