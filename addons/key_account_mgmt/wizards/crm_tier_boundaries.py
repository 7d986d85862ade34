from odoo import api, fields, models
from odoo.fields import Command
from odoo.tools import SQL


class CrmTierBoundaries(models.TransientModel):
    """Moves the boundaries of tiers, after showing what that does."""

    _name = "crm.tier.boundaries"
    _description = "Change the Boundaries of Tiers"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        default=lambda self: self.env.company,
        ondelete="cascade",
        readonly=True,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    line_ids = fields.One2many(
        "crm.tier.boundaries.line",
        "wizard_id",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
        precompute=True,
    )
    moved_count = fields.Integer(
        "Opportunities That Change Tier", compute="_compute_moved_count"
    )

    @api.depends("company_id")
    def _compute_line_ids(self):
        tiers = self.env["crm.opportunity.tier"]
        for wizard in self:
            wizard.line_ids = [
                Command.create({"tier_id": tier.id, "amount_min": tier.amount_min})
                for tier in tiers.search([("company_id", "=", wizard.company_id.id)])
            ]

    @api.depends("line_ids.amount_min")
    def _compute_moved_count(self):
        for wizard in self:
            wizard.moved_count = sum(
                count
                for now, then, count in wizard._get_moves()
                if now and then and now != then
            )

    def _get_moves(self):
        """Opportunities by the tier that they have and the one they would get.

        Those whose tier was set by hand stay.

        :return: list of ``(tier id now, tier id then, number)``
        """
        self.ensure_one()
        bounds = sorted(
            (line.amount_min, line.tier_id.id) for line in self.line_ids if line.tier_id
        )
        if not bounds:
            return []
        leads = self.env["crm.lead"].with_context(active_test=False)
        query = leads._search(
            [
                ("type", "=", "opportunity"),
                ("tier_id.company_id", "=", self.company_id.id),
                ("tier_override_id", "=", False),
            ]
        )
        revenue = SQL.identifier(leads._table, "expected_revenue")
        cases = SQL(" ").join(
            SQL("WHEN %s >= %s THEN %s", revenue, low, tier)
            for low, tier in reversed(bounds)
        )
        then = SQL("CASE %s ELSE %s END", cases, bounds[0][1])
        now = SQL.identifier(leads._table, "tier_id")
        query.groupby = SQL("1, 2")
        return self.env.execute_query(query.select(now, then, SQL("COUNT(*)")))

    def action_apply(self):
        """Move the boundaries; opportunities get their new tiers at once.

        :raise ValidationError: when the amounts leave a gap or are out of order
        """
        self.ensure_one()
        # In an order in which every step is in order, if the outcome is.
        changes = self.line_ids.filtered(
            lambda li: li.amount_min != li.tier_id.amount_min
        )
        falling = changes.filtered(lambda li: li.amount_min < li.tier_id.amount_min)
        for line in falling.sorted("amount_min"):
            line.tier_id.amount_min = line.amount_min
        for line in (changes - falling).sorted("amount_min", reverse=True):
            line.tier_id.amount_min = line.amount_min
        return {"type": "ir.actions.act_window_close"}


class CrmTierBoundariesLine(models.TransientModel):
    """One tier in the wizard."""

    _name = "crm.tier.boundaries.line"
    _description = "Boundary of a Tier"
    _order = "amount_min DESC, id"

    wizard_id = fields.Many2one(
        "crm.tier.boundaries", required=True, index=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="wizard_id.currency_id")
    tier_id = fields.Many2one(
        "crm.opportunity.tier", required=True, readonly=True, ondelete="cascade"
    )
    amount_min = fields.Monetary("From", required=True)
    count_now = fields.Integer("Now", compute="_compute_counts")
    count_then = fields.Integer("After the Change", compute="_compute_counts")

    @api.depends("amount_min", "wizard_id.line_ids.amount_min")
    def _compute_counts(self):
        for wizard, lines in self.grouped("wizard_id").items():
            moves = wizard._get_moves()
            for line in lines:
                tier = line.tier_id.id
                line.count_now = sum(n for now, __, n in moves if now == tier)
                line.count_then = sum(n for __, then, n in moves if then == tier)
