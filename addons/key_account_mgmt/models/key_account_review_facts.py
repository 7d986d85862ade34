from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.relationship_network.models.nullable_float import NullableFloat

from .key_account_plan_health import HEALTH
from .key_account_policy import ACCOUNT_CLASSES


class KeyAccountReviewFacts(models.Model):
    """How the account stood when the review was prepared, beside the last review.

    Copies, not references: what a decision was based on must still be readable when
    everything has moved on.
    """

    _inherit = "key.account.review"

    facts_date = fields.Date("Facts of", readonly=True, copy=False)
    previous_id = fields.Many2one(
        "key.account.review",
        "Last Review",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The review of this kind that was done before.",
    )
    previous_facts_date = fields.Date(
        related="previous_id.facts_date", string="Facts of the Last Review"
    )
    account_class = fields.Selection(
        ACCOUNT_CLASSES, "Class", readonly=True, copy=False, index="btree_not_null"
    )
    score = NullableFloat(
        digits=(5, 1), aggregator="avg", readonly=True, copy=False, help="0 to 100."
    )
    potential = fields.Monetary(readonly=True, copy=False)
    revenue = fields.Monetary(
        "Revenue (12 Months)",
        readonly=True,
        copy=False,
        help="Confirmed orders of the twelve months before the facts were taken.",
    )
    closeness = NullableFloat(
        "Closeness (%)", digits=(6, 2), aggregator="avg", readonly=True, copy=False
    )
    relationship_coverage = NullableFloat(
        "People Assessed (%)",
        digits=(6, 2),
        aggregator="avg",
        readonly=True,
        copy=False,
        help="Share of the decision weight on the map whose level is known.",
    )
    alert_count = fields.Integer("Open Alerts", readonly=True, copy=False)
    opportunity_count = fields.Integer("Opportunities", readonly=True, copy=False)
    opportunity_amount = fields.Monetary(
        "Open Opportunities",
        readonly=True,
        copy=False,
        help="Expected revenue of the open opportunities.",
    )
    last_visit = fields.Date(
        readonly=True, copy=False, help="The last meeting with people of the customer."
    )
    gap_count = fields.Integer("Coverage Gaps", readonly=True, copy=False)
    gaps = fields.Text(
        "What Is Missing",
        readonly=True,
        copy=False,
        help="What the policy of the class asks for and the account does not have.",
    )
    plan_health = fields.Selection(
        HEALTH, "Plan", readonly=True, copy=False, help="Empty: there is no plan."
    )
    plan_health_reason = fields.Char(
        "Why the Plan Stands So", readonly=True, copy=False
    )
    previous_plan_health = fields.Selection(
        related="previous_id.plan_health", string="Plan Before"
    )
    previous_class = fields.Selection(
        related="previous_id.account_class", string="Class Before"
    )
    previous_score = NullableFloat(related="previous_id.score", string="Score Before")
    previous_potential = fields.Monetary(
        related="previous_id.potential", string="Potential Before"
    )
    previous_revenue = fields.Monetary(
        related="previous_id.revenue", string="Revenue Before"
    )
    previous_closeness = NullableFloat(
        related="previous_id.closeness", string="Closeness Before (%)"
    )
    previous_coverage = NullableFloat(
        related="previous_id.relationship_coverage", string="People Assessed Before (%)"
    )
    previous_alert_count = fields.Integer(
        related="previous_id.alert_count", string="Alerts Before"
    )
    previous_opportunity_amount = fields.Monetary(
        related="previous_id.opportunity_amount", string="Opportunities Before"
    )
    previous_visit = fields.Date(
        related="previous_id.last_visit", string="Last Visit Before"
    )
    previous_gap_count = fields.Integer(
        related="previous_id.gap_count", string="Coverage Gaps Before"
    )
    closeness_change = NullableFloat(
        "Closeness Gained (%)",
        digits=(6, 2),
        aggregator="avg",
        compute="_compute_closeness_change",
        store=True,
        help="Closeness now less the closeness at the last review, in points.",
    )

    @api.depends("closeness", "previous_id.closeness")
    def _compute_closeness_change(self):
        for review in self:
            now, before = review.closeness, review.previous_id.closeness
            # 0 % is a closeness too, and equals False.
            is_known = review.previous_id and now is not False and before is not False
            review.closeness_change = now - before if is_known else False

    def action_refresh_facts(self):
        """Take the facts of today; those of a review that is done stay."""
        self._check_state("planned", "in_progress")
        self._take_facts()

    def _take_facts(self):
        facts = self._get_facts(self.key_account_id)
        for review in self:
            review.write(facts[review.key_account_id])

    @api.model
    def _with_facts(self, vals_list):
        """Add the facts and the last review to the values of new reviews.

        Values that are given win, as those of imported reviews do.
        """
        accounts = self.env["key.account"].browse(
            [vals["key_account_id"] for vals in vals_list if vals.get("key_account_id")]
        )
        facts = self._get_facts(accounts)
        previous = self._get_previous(accounts)
        return [
            {
                **facts.get(accounts.browse(vals.get("key_account_id")), {}),
                "previous_id": previous.get(
                    (vals.get("key_account_id"), vals.get("kind", "plan"))
                ),
                **vals,
            }
            for vals in vals_list
        ]

    @api.model
    def _get_previous(self, accounts):
        """The last review that was done, ``{(key account id, kind): review id}``."""
        groups = self.search_fetch(
            [("key_account_id", "in", accounts.ids), ("state", "=", "done")],
            ["key_account_id", "kind"],
            order="date_done, id",
        )
        return {(review.key_account_id.id, review.kind): review.id for review in groups}

    @api.model
    def _get_facts(self, accounts):
        """How accounts stand today; another addon adds what it knows.

        The accounts must be readable. What is then counted does not depend on whose
        opportunities or alerts the user sees: a decision needs all of them.

        :return: ``{key account: values of a review}``
        """
        accounts.check_access("read")
        facts = {}
        for company, batch in accounts.sudo().grouped("company_id").items():
            # Texts are kept; the daily job has no language of its own.
            lang = self.env.lang or company.partner_id.lang
            batch = batch.with_company(company).with_context(lang=lang)
            for account, values in self._get_company_facts(company, batch).items():
                facts[accounts.browse(account.id)] = values
        return facts

    @api.model
    def _get_company_facts(self, company, accounts):
        today = fields.Date.context_today(self)
        year_ago = fields.Date.add(today, years=-1, days=1)
        revenues = accounts._get_contributions(year_ago, today)
        alerts = self._count_alerts(company, accounts)
        opportunities = self._sum_opportunities(company, accounts)
        facts = {}
        for account in accounts:
            count, amount = opportunities.get(account.account_id, (0, 0.0))
            gaps = account.coverage_gaps or []
            facts[account] = {
                "facts_date": today,
                "account_class": account.account_class,
                "score": account.score,
                "potential": account.potential,
                "revenue": revenues[account],
                "closeness": account.account_id.closeness,
                "relationship_coverage": account.account_id.relationship_coverage,
                "alert_count": alerts.get(account.account_id, 0),
                "opportunity_count": count,
                "opportunity_amount": amount,
                "plan_health": account.plan_health,
                "plan_health_reason": account.plan_health_reason,
                "last_visit": account.last_visit,
                "gap_count": len(gaps),
                "gaps": "\n".join(gap["message"] for gap in gaps),
            }
        return facts

    def _count_alerts(self, company, accounts):
        return dict(
            self.env["relationship.alert"]
            .sudo()
            ._read_group(
                [
                    ("account_id", "in", accounts.account_id.ids),
                    ("company_id", "=", company.id),
                    ("state", "=", "open"),
                ],
                ["account_id"],
                ["__count"],
            )
        )

    def _sum_opportunities(self, company, accounts):
        """``{customer: (number, expected revenue)}`` of open opportunities."""
        sums = {}
        groups = (
            self.env["crm.lead"]
            .sudo()
            ._read_group(
                Domain("type", "=", "opportunity")
                & Domain("won_status", "=", "pending")
                & Domain("company_id", "in", [company.id, False])
                & Domain(
                    "partner_id.commercial_partner_id", "in", accounts.account_id.ids
                ),
                ["partner_id"],
                ["__count", "expected_revenue:sum"],
            )
        )
        for contact, count, amount in groups:
            customer = contact.commercial_partner_id
            before = sums.get(customer, (0, 0.0))
            sums[customer] = (before[0] + count, before[1] + amount)
        return sums
