from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class CrmLeadCompetitor(models.Model):
    """Who else wants this opportunity, with what and at what price."""

    _name = "crm.lead.competitor"
    _description = "Competitor for an Opportunity"
    _inherit = ["crm.lead.fact.mixin"]
    _order = "is_winner DESC, id"

    lead_id = fields.Many2one(
        "crm.lead", "Opportunity", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="lead_id.company_id", store=True)
    currency_id = fields.Many2one(related="lead_id.company_currency")
    partner_id = fields.Many2one(
        "res.partner",
        "Competitor",
        index=True,
        ondelete="restrict",
        domain="[('is_company', '=', True)]",
    )
    name = fields.Char(
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        help="Enough where the competitor is no contact of ours, e.g. “in-house”.",
    )
    solution = fields.Char(help="What they offer.")
    price = fields.Monetary(help="What they ask, as far as we know; 0: not known.")
    strengths = fields.Char()
    weaknesses = fields.Char()
    is_winner = fields.Boolean("Won", help="They won the opportunity.")

    _partner_uniq = models.UniqueIndex(
        "(lead_id, partner_id) WHERE partner_id IS NOT NULL",
        "The opportunity already names this competitor.",
    )
    _winner_uniq = models.UniqueIndex(
        "(lead_id) WHERE is_winner", "Only one competitor can win an opportunity."
    )
    _price_check = models.Constraint(
        "CHECK(price >= 0)", "A competitor's price cannot be negative."
    )

    @api.depends("partner_id")
    def _compute_name(self):
        for competitor in self:
            competitor.name = competitor.partner_id.name or competitor.name

    @api.constrains("partner_id", "lead_id")
    def _check_customer(self):
        for competitor in self:
            customer = competitor.lead_id.partner_id.commercial_partner_id
            if customer and competitor.partner_id.commercial_partner_id == customer:
                raise ValidationError(
                    self.env._(
                        "%(customer)s is the customer of “%(lead)s”. Name an own team "
                        "of theirs in words, without choosing the contact.",
                        customer=customer.name,
                        lead=competitor.lead_id.name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_assessed(self):
        answers = self.env["crm.pursuit.score"].search(
            [("competitor_id", "in", self.ids)]
        )
        kept = answers.filtered(lambda answer: answer.assessment_id.state == "done")
        if kept:
            raise UserError(
                self.env._(
                    "“%(competitor)s” is part of a finished assessment of “%(lead)s” "
                    "and stays in its history.",
                    competitor=kept[0].competitor_id.name,
                    lead=kept[0].lead_id.name,
                )
            )
        answers.unlink()
