from itertools import pairwise

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import float_compare, formatLang

TIER_CODES = [("A", "A"), ("B", "B"), ("C", "C"), ("D", "D"), ("E", "E")]
# Lower bounds of the tiers that a company starts with, in its currency.
DEFAULT_BOUNDS = {"A": 1_000_000, "B": 300_000, "C": 100_000, "D": 20_000, "E": 0}


class CrmOpportunityTier(models.Model):
    """How large an opportunity is: what it is worth decides how it is handled.

    A tier starts at its lower bound and ends where the next higher one starts, so that
    gaps and overlaps cannot be expressed; a value on a boundary belongs to the higher.
    """

    _name = "crm.opportunity.tier"
    _description = "Opportunity Tier"
    _order = "company_id, amount_min DESC, id"
    _rec_name = "code"

    code = fields.Selection(TIER_CODES, "Tier", required=True)
    description = fields.Char(translate=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount_min = fields.Monetary(
        "From",
        required=True,
        help="The smallest expected revenue of the tier, in the company's currency.",
    )
    amount_max = fields.Monetary(
        "Below", compute="_compute_amount_max", help="Empty for the highest tier."
    )
    color = fields.Integer()
    is_fast_track = fields.Boolean(
        "Fast Track",
        help="From request to quotation on one screen; exit criteria are skipped.",
    )
    has_review = fields.Boolean(
        "Win/Loss Review",
        help="When such an opportunity closes, its salesperson is asked why.",
    )
    lead_count = fields.Integer("Opportunities", compute="_compute_lead_count")
    open_revenue = fields.Monetary(compute="_compute_lead_count")

    _code_uniq = models.UniqueIndex(
        "(company_id, code)", "The company already has a tier of this letter."
    )
    _amount_uniq = models.UniqueIndex(
        "(company_id, amount_min)", "Two tiers of the company start at the same amount."
    )
    _amount_check = models.Constraint(
        "CHECK(amount_min >= 0)", "A tier cannot start below zero."
    )

    @api.depends("amount_min", "company_id")
    def _compute_amount_max(self):
        siblings = self.search([("company_id", "in", self.company_id.ids)])
        for company, tiers in siblings.grouped("company_id").items():
            ceilings = dict(pairwise(reversed(tiers.sorted("amount_min"))))
            ceilings = {low: high for high, low in ceilings.items()}
            for tier in self.filtered(lambda t, c=company: t.company_id == c):
                tier.amount_max = ceilings.get(tier, tier.browse()).amount_min

    def _compute_lead_count(self):
        rows = self.env["crm.lead"]._read_group(
            [("tier_id", "in", self.ids), ("type", "=", "opportunity")],
            ["tier_id"],
            ["__count", "expected_revenue:sum"],
        )
        totals = {tier: (count, revenue) for tier, count, revenue in rows}
        for tier in self:
            tier.lead_count, tier.open_revenue = totals.get(tier, (0, 0.0))

    @api.constrains("code", "amount_min", "company_id")
    def _check_order(self):
        """The lowest tier starts at zero, and A is worth more than B."""
        companies = self.company_id
        tiers = self.search([("company_id", "in", companies.ids)])
        for company, siblings in tiers.grouped("company_id").items():
            by_amount = siblings.sorted("amount_min")
            by_letter = siblings.sorted("code", reverse=True)
            if by_amount.ids != by_letter.ids:
                raise ValidationError(
                    self.env._(
                        "Tiers of %(company)s: A must start above B, B above C and so "
                        "on. Correct the amounts.",
                        company=company.name,
                    )
                )
            lowest = by_amount[0]
            if float_compare(lowest.amount_min, 0, precision_digits=2):
                raise ValidationError(
                    self.env._(
                        "Tiers of %(company)s: opportunities below %(amount)s would "
                        "have no tier. Let tier %(tier)s start at 0.",
                        company=company.name,
                        amount=formatLang(
                            self.env, lowest.amount_min, currency_obj=lowest.currency_id
                        ),
                        tier=lowest.code,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_lowest(self):
        remaining = self.search([("company_id", "in", self.company_id.ids)]) - self
        for company, tiers in remaining.grouped("company_id").items():
            if min(tiers.mapped("amount_min")):
                raise ValidationError(
                    self.env._(
                        "The lowest tier of %(company)s catches the smallest "
                        "opportunities. Let another one start at 0 first.",
                        company=company.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        tiers = super().create(vals_list)
        tiers.company_id._assign_opportunity_tiers()
        return tiers

    def write(self, vals):
        result = super().write(vals)
        if {"amount_min", "code", "company_id"} & vals.keys():
            self.company_id._assign_opportunity_tiers()
        return result

    def unlink(self):
        companies = self.company_id
        result = super().unlink()
        companies._assign_opportunity_tiers()
        return result

    @api.model
    def _get_tiers(self, companies):
        """The tiers of companies, the highest first.

        :return: ``{company: tiers}``
        """
        # What an opportunity is worth does not depend on who looks at it.
        tiers = self.sudo().search([("company_id", "in", companies.ids)])
        return tiers.grouped("company_id")

    def _pick(self, amount):
        """The tier of an amount in the company's currency.

        :param amount: anything below zero counts as zero
        :return: the highest tier of these that starts at or below the amount
        """
        for tier in self:
            rounding = tier.currency_id.rounding or 0.01
            if float_compare(amount, tier.amount_min, precision_rounding=rounding) >= 0:
                return tier
        return self[-1:]

    def action_open_leads(self):
        """Open the opportunities of the tier."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm.crm_lead_action_pipeline"
        )
        action["domain"] = Domain("tier_id", "=", self.id) & Domain(
            "type", "=", "opportunity"
        )
        action["context"] = {}
        return action
