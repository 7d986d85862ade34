from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.relationship_network.models.nullable_float import NullableFloat

from ..tools import assessment
from .key_account_policy import ACCOUNT_CLASSES

# What may still be written on a closed assessment.
OPEN_FIELDS = {"note", "active", "message_follower_ids", "message_ids"}


class KeyAccountAssessment(models.Model):
    """How a year went for an account, a person or a team.

    The measure is the growth of connections, not revenue alone. A closed assessment
    stays as it is.
    """

    _name = "key.account.assessment"
    _description = "Yearly Assessment"
    _inherit = ["mail.thread"]
    _order = "year DESC, subject, score DESC NULLS LAST, id"

    name = fields.Char(compute="_compute_name", store=True)
    active = fields.Boolean(default=True)
    subject = fields.Selection(
        [("account", "Account"), ("person", "Person"), ("team", "Team")],
        required=True,
        default="account",
        index=True,
    )
    year = fields.Integer(
        required=True,
        index=True,
        aggregator=None,
        default=lambda self: fields.Date.context_today(self).year - 1,
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    key_account_id = fields.Many2one(
        "key.account", index="btree_not_null", ondelete="restrict"
    )
    user_id = fields.Many2one("res.users", "Person", index="btree_not_null")
    team_id = fields.Many2one("crm.team", "Sales Team", index="btree_not_null")
    account_class = fields.Selection(
        ACCOUNT_CLASSES, "Class", readonly=True, help="When the figures were taken."
    )
    state = fields.Selection(
        [("draft", "Open"), ("closed", "Closed")],
        required=True,
        default="draft",
        index=True,
        copy=False,
        tracking=True,
        readonly=True,
    )
    account_count = fields.Integer("Accounts", readonly=True)
    closeness_growth = NullableFloat(
        "Closeness Growth (points)", digits=(6, 1), aggregator="avg", readonly=True
    )
    closeness = NullableFloat(
        "Closeness (%)", digits=(6, 1), aggregator="avg", readonly=True
    )
    coverage = NullableFloat(
        "People Assessed (%)", digits=(6, 1), aggregator="avg", readonly=True
    )
    supporters_won = fields.Integer(readonly=True)
    opponents_turned = fields.Integer(readonly=True)
    plan_progress = NullableFloat(
        "Plan Goals (%)", digits=(6, 1), aggregator="avg", readonly=True
    )
    solutions_won = fields.Integer(
        "White Space Won",
        readonly=True,
        help="Solutions ordered this year that were not ordered the year before.",
    )
    revenue = fields.Monetary(readonly=True)
    revenue_before = fields.Monetary("Revenue the Year Before", readonly=True)
    revenue_growth = NullableFloat(
        "Revenue Growth (%)", digits=(9, 1), aggregator="avg", readonly=True
    )
    reviews_on_time = NullableFloat(
        "Reviews on Time (%)", digits=(6, 1), aggregator="avg", readonly=True
    )
    score = NullableFloat(digits=(5, 1), aggregator="avg", readonly=True)
    parts = fields.Json(
        readonly=True, help="What each metric earned, as it was weighed then."
    )
    explanation = fields.Text(compute="_compute_explanation")
    note = fields.Html("Appraisal")

    _subject_uniq = models.UniqueIndex(
        "(company_id, year, subject, COALESCE(key_account_id, 0), "
        "COALESCE(user_id, 0), COALESCE(team_id, 0))",
        "There is an assessment of this year already. Open that one.",
    )
    _year_check = models.Constraint(
        "CHECK(year BETWEEN 1990 AND 2200)", "Write the year with four digits."
    )
    _subject_check = models.Constraint(
        "CHECK((subject = 'account') = (key_account_id IS NOT NULL) "
        "AND (subject = 'person') = (user_id IS NOT NULL) "
        "AND (subject = 'team') = (team_id IS NOT NULL))",
        "Choose the account, the person or the team that is assessed.",
    )

    @api.depends("subject", "key_account_id", "user_id", "team_id")
    def _compute_name(self):
        for record in self:
            whom = record.key_account_id or record.user_id or record.team_id
            # The name only, as a many2one shows it.
            record.name = whom.sudo().display_name or ""

    @api.depends("name", "year")
    def _compute_display_name(self):
        for record in self:
            record.display_name = f"{record.name or ''} {record.year}"

    @api.depends("parts")
    @api.depends_context("lang")
    def _compute_explanation(self):
        weights = self.env["key.account.assessment.weight"]
        labels = dict(weights._fields["metric"]._description_selection(self.env))
        for record in self:
            record.explanation = "\n".join(
                self.env._(
                    "%(metric)s: %(value)s earned %(points)s of %(most)s points",
                    metric=labels[part["metric"]],
                    value=round(part["value"], 1),
                    points=round(part["points"], 1),
                    most=round(part["most"], 1),
                )
                for part in record.parts or []
            )

    def _get_accounts(self, year):
        """The accounts that assessments of one year and company are about, seen or not.

        A person's are the key accounts on whose team they were in the year; a team's
        are the key accounts of its account managers.

        :return: ``{assessment: key accounts}``
        """
        key_accounts = self.env["key.account"]
        is_key = [
            ("is_key_account", "=", True),
            ("company_id", "=", self.company_id.id),
        ]
        by_team = key_accounts.search(
            [*is_key, ("team_id", "in", self.team_id.ids)]
        ).grouped("team_id")
        by_person = (
            self.env["key.account.member"]
            .search(
                [
                    ("key_account_id", "any", is_key),
                    ("user_id", "in", self.user_id.ids),
                    ("date_start", "<=", f"{year}-12-31"),
                    "|",
                    ("date_end", "=", False),
                    ("date_end", ">=", f"{year}-01-01"),
                ]
            )
            .grouped("user_id")
        )
        accounts = {}
        for record in self:
            if record.subject == "account":
                accounts[record] = record.key_account_id
            elif record.subject == "team":
                accounts[record] = by_team.get(record.team_id, key_accounts)
            else:
                members = by_person.get(record.user_id)
                accounts[record] = members.key_account_id if members else key_accounts
        return accounts

    def action_refresh(self):
        """Take the figures again from the data.

        :raise UserError: for a closed assessment
        """
        self._check_open()
        for (year, company), records in self.grouped(
            lambda record: (record.year, record.company_id)
        ).items():
            records._refresh(year, company)

    def _refresh(self, year, company):
        # Figures are about whole accounts, whoever takes them.
        everything = self.sudo()
        accounts = everything._get_accounts(year)
        figures = (
            self.env["key.account"].sudo().union(*accounts.values())._get_year(year)
        )
        weights = [
            assessment.Weight(item.metric, item.weight, item.full_value)
            for item in self.env["key.account.assessment.weight"]
            .sudo()
            ._get_weights(company)
        ]
        for record in everything:
            own = [figures[account] for account in accounts[record]]
            values, means = _add_up(own)
            score, parts = assessment.score(means, weights)
            record.write(
                {
                    **values,
                    "account_count": len(own),
                    "account_class": record.key_account_id.account_class,
                    "score": False if score is None else score,
                    "parts": [
                        {
                            "metric": part.metric,
                            "value": part.value,
                            "points": part.points,
                            "most": part.most,
                        }
                        for part in parts
                    ],
                }
            )

    def action_close(self):
        """Take the figures a last time, and keep them for ever."""
        self.action_refresh()
        self.state = "closed"

    def _check_open(self):
        for record in self:
            if record.state == "closed":
                raise UserError(
                    self.env._(
                        "“%(name)s” is closed; its figures stay as they were.",
                        name=record.display_name,
                    )
                )

    def write(self, vals):
        if vals.keys() - OPEN_FIELDS:
            self._check_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_closed(self):
        self._check_open()


SUMS = ("supporters_won", "opponents_turned", "solutions_won")
MEANS = (
    "closeness_growth",
    "closeness",
    "coverage",
    "plan_progress",
    "reviews_on_time",
)


def _add_up(figures):
    """Figures of several accounts: counts and money as sums, the rest as means.

    :return: ``(values to write, {metric: value per account, None while unknown})``
    """
    values, means = {}, {}
    for name in SUMS:
        values[name] = sum(item[name] for item in figures)
        means[name] = values[name] / len(figures) if figures else None
    for name in MEANS:
        known = [item[name] for item in figures if item[name] is not None]
        means[name] = sum(known) / len(known) if known else None
        values[name] = False if means[name] is None else means[name]
    revenue = sum(item["revenue"] for item in figures)
    before = sum(item["revenue_before"] for item in figures)
    growth = 100 * (revenue - before) / before if before else None
    means["revenue_growth"] = growth
    values.update(
        revenue=revenue,
        revenue_before=before,
        revenue_growth=False if growth is None else growth,
    )
    return values, means
