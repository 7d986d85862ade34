from odoo import fields, models


class PresalesCenter(models.Model):
    """An office that bears presales cost has an account for it."""

    _inherit = "presales.center"

    account_id = fields.Many2one(
        "account.analytic.account",
        "Cost Account",
        copy=False,
        check_company=True,
        groups="presales_dispatch.group_controller",
        index="btree_not_null",
        ondelete="restrict",
        help="Bears the hours of scenes whose cost is the local office's. Made when it "
        "is first needed.",
    )

    def _get_cost_account(self):
        """:return: the account, made where there is none; as superuser"""
        self.ensure_one()
        center = self.sudo()
        if not center.account_id:
            plan = self.env.ref("presales_dispatch.analytic_plan_opportunities")
            center.account_id = center.account_id.create(
                {
                    "name": center.name,
                    "plan_id": plan.id,
                    "company_id": center.company_id.id,
                }
            )
        return center.account_id
