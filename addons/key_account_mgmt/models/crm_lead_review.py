from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

ACTIVITY = "key_account_mgmt.mail_activity_type_win_loss_review"


class CrmLeadReview(models.Model):
    """Why an opportunity was won or lost, and what is learnt from it."""

    _name = "crm.lead.review"
    _description = "Win/Loss Review"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date DESC, id DESC"
    _rec_name = "lead_id"

    lead_id = fields.Many2one(
        "crm.lead",
        "Opportunity",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="lead_id.company_id", store=True)
    currency_id = fields.Many2one(related="lead_id.company_currency")
    account_id = fields.Many2one(
        related="lead_id.partner_id.commercial_partner_id",
        string="Account",
        store=True,
        index=True,
    )
    solution_id = fields.Many2one(related="lead_id.solution_id", store=True)
    tier_code = fields.Selection(related="lead_id.tier_code", store=True)
    user_id = fields.Many2one(related="lead_id.user_id", store=True, index=True)
    team_id = fields.Many2one(related="lead_id.team_id", store=True)
    expected_revenue = fields.Monetary(related="lead_id.expected_revenue", store=True)
    outcome = fields.Selection(
        [("won", "Won"), ("lost", "Lost")], required=True, readonly=True
    )
    date = fields.Date(
        "Closed On", required=True, readonly=True, default=fields.Date.context_today
    )
    state = fields.Selection(
        [("open", "To Do"), ("done", "Done")],
        required=True,
        default="open",
        readonly=True,
        tracking=True,
    )
    main_reason_id = fields.Many2one(
        "crm.review.reason",
        index=True,
        ondelete="restrict",
        domain="[('outcome', 'in', [outcome, False])]",
        tracking=True,
    )
    reason_ids = fields.Many2many(
        "crm.review.reason",
        "crm_lead_review_reason_rel",
        "review_id",
        "reason_id",
        "Further Reasons",
        domain="[('outcome', 'in', [outcome, False]), ('id', '!=', main_reason_id)]",
    )
    winner_id = fields.Many2one(
        "crm.lead.competitor",
        domain="[('lead_id', '=', lead_id)]",
        ondelete="set null",
        help="Who won it instead of us; add competitors on the pursuit page.",
    )
    award_amount = fields.Monetary(related="lead_id.award_amount", readonly=False)
    source_id = fields.Many2one(
        "res.partner",
        "Said By",
        domain="[('commercial_partner_id', '=', account_id)]",
        help="Who of the customer told us. Empty: only our own view.",
    )
    what_worked = fields.Text()
    what_failed = fields.Text("What Did Not")
    lessons = fields.Text(help="What we do differently next time.")

    _open_uniq = models.UniqueIndex(
        "(lead_id) WHERE state = 'open'",
        "This opportunity is being reviewed already.",
    )

    @api.constrains("winner_id", "outcome", "main_reason_id", "reason_ids")
    def _check_outcome(self):
        for review in self:
            if review.winner_id and (
                review.outcome == "won" or review.winner_id.lead_id != review.lead_id
            ):
                raise ValidationError(
                    self.env._(
                        "“%(winner)s” cannot have won “%(lead)s”: it was ours, or they "
                        "were not in it.",
                        winner=review.winner_id.name,
                        lead=review.lead_id.name,
                    )
                )
            wrong = (review.main_reason_id | review.reason_ids).filtered(
                lambda reason, own=review.outcome: (reason.outcome or own) != own
            )
            if wrong:
                raise ValidationError(
                    self.env._(
                        "“%(reason)s” is no reason for how “%(lead)s” ended.",
                        reason=wrong[0].name,
                        lead=review.lead_id.name,
                    )
                )

    @api.model
    def _start(self, leads):
        """Ask the salesperson of closed opportunities for a review.

        :return: the new reviews; who is reviewed already is left alone
        """
        known = self.search([("lead_id", "in", leads.ids), ("state", "=", "open")])
        reviews = self.create(
            [
                {"lead_id": lead.id, "outcome": lead.won_status}
                for lead in leads - known.lead_id
            ]
        )
        for review in reviews:
            review.activity_schedule(
                ACTIVITY, user_id=review.user_id.id or self.env.uid
            )
        return reviews

    def action_finish(self):
        """Keep the review.

        :raise UserError: when no reason is named
        """
        for review in self:
            if not review.main_reason_id:
                raise UserError(
                    self.env._(
                        "Name the main reason why “%(lead)s” was won or lost.",
                        lead=review.lead_id.name,
                    )
                )
            competitors = review.lead_id.competitor_ids
            (competitors - review.winner_id).is_winner = False
            competitors.flush_recordset(["is_winner"])
            review.winner_id.is_winner = True
        self.state = "done"
        self.activity_feedback([ACTIVITY])
        self.lead_id._sync_projects()

    def action_reopen(self):
        """Correct a finished review."""
        self.state = "open"
