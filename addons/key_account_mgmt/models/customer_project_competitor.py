from odoo import api, fields, models


class CustomerProjectCompetitor(models.Model):
    """Who competed for an earlier project, with what and at what price."""

    _name = "customer.project.competitor"
    _description = "Competitor in a Customer Project"
    _inherit = ["customer.project.fact.mixin"]
    _order = "is_winner DESC, id"

    project_id = fields.Many2one(
        "customer.project", required=True, index=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="project_id.currency_id")
    partner_id = fields.Many2one(
        "res.partner", "Contact", index="btree_not_null", ondelete="restrict"
    )
    name = fields.Char(
        "Competitor",
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    solution = fields.Char()
    price = fields.Monetary(help="0: not known.")
    is_winner = fields.Boolean("Won")

    _price_check = models.Constraint(
        "CHECK(price >= 0)", "A competitor's price cannot be negative."
    )
    _winner_uniq = models.UniqueIndex(
        "(project_id) WHERE is_winner", "Only one competitor can win a project."
    )

    @api.depends("partner_id")
    def _compute_name(self):
        for competitor in self:
            competitor.name = competitor.partner_id.name or competitor.name
