from odoo import api, fields, models
from odoo.tools import SQL

from .key_account_policy import ACCOUNT_CLASSES
from .key_account_review import OPEN_STATES

# How many reviews the daily job creates between two commits.
BATCH_SIZE = 500
CADENCE_FIELDS = {
    "plan": "plan_review_months",
    "evaluation": "evaluation_review_months",
    "coverage": "coverage_review_months",
    "strategy": "strategy_review_months",
}


class KeyAccountReviewSchedule(models.Model):
    """Reviews create themselves from the policy of the account's class."""

    _inherit = "key.account.review"

    @api.model
    def _cron_create_reviews(self):
        """Create the reviews that come due, and find somebody for those left alone.

        Committed in batches; a run that broke off goes on where it stopped, because
        what exists is not due any more.
        """
        self._reassign_unattended()
        due = self._get_due()
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(due))
        for start in range(0, len(due), BATCH_SIZE):
            batch = due[start : start + BATCH_SIZE]
            self._create_due(batch)
            if not cron._commit_progress(len(batch)):
                break

    @api.model
    def _create_due(self, due):
        # Hundreds of mails at dawn help nobody: the activities say it.
        quiet = self.with_context(
            mail_activity_quick_update=True, mail_create_nolog=True
        )
        return quiet.create(
            [
                {
                    "key_account_id": account_id,
                    "kind": kind,
                    "date_due": date_due,
                    "is_automatic": True,
                }
                for account_id, kind, date_due in due
            ]
        )

    @api.model
    def _get_due(self):
        """Which reviews the policies ask for now and nobody has planned yet.

        A review is due so many months (of the policy) after the last one was done; one
        that was cancelled counts from the day it was due; before the first, the months
        run from the day the account was created. When that day has passed already, as
        after a change of class, it is due in as many days as the policy gives notice.
        Many accounts start on the same day; their first reviews are therefore spread
        over the second half of the period, a tenth of the accounts at a time.

        :return: list of ``(key account id, kind, due date)``, in order of the accounts
        """
        cadences = self._get_cadences()
        if not cadences:
            return []
        self.env["key.account"].flush_model(
            ["account_class", "company_id", "active", "create_date"]
        )
        self.flush_model(
            ["key_account_id", "kind", "state", "active", "date_due", "date_done"]
        )
        return self.env.execute_query(
            SQL(
                """
                WITH cadence (company_id, account_class, kind, months, notice) AS (
                    VALUES %(cadences)s
                ),
                past AS (
                    SELECT key_account_id, kind,
                           MAX(COALESCE(date_done, date_due))
                               FILTER (WHERE state <> ALL(%(open)s)) AS last,
                           bool_or(active AND state = ANY(%(open)s)) AS is_open
                      FROM key_account_review
                     GROUP BY key_account_id, kind
                ),
                due AS (
                    SELECT account.id, cadence.kind, cadence.notice, spread.days,
                           (
                               COALESCE(past.last, account.create_date::date)
                               + make_interval(months => cadence.months)
                           )::date - spread.days AS day
                      FROM key_account account
                      JOIN cadence
                        ON cadence.company_id = account.company_id
                       AND cadence.account_class = account.account_class
                      LEFT JOIN past
                        ON past.key_account_id = account.id
                       AND past.kind = cadence.kind
                     CROSS JOIN LATERAL (
                        SELECT CASE WHEN past.last IS NULL
                                    THEN account.id %% 10 * cadence.months * 3 / 2
                                    ELSE 0 END AS days
                     ) spread
                     WHERE account.active AND past.is_open IS NOT TRUE
                )
                SELECT id, kind, CASE WHEN day >= %(today)s THEN day
                                      ELSE %(today)s + notice + days END
                  FROM due
                 WHERE day - notice <= %(today)s
                 ORDER BY id, kind
                """,
                cadences=SQL(", ").join(SQL("%s", cadence) for cadence in cadences),
                open=list(OPEN_STATES),
                today=SQL("%s::date", fields.Date.today()),
            )
        )

    @api.model
    def _get_cadences(self):
        """``(company id, class, kind, months, notice days)``; 0 months: never."""
        cadences = []
        for (company,) in self.env["key.account"]._read_group([], ["company_id"]):
            policies = self.env["key.account.policy"]._get_policies(company)
            cadences += [
                (company.id, letter, kind, policies[letter][months], notice)
                for letter, __ in ACCOUNT_CLASSES
                if letter in policies
                for kind, months in CADENCE_FIELDS.items()
                if policies[letter][months] > 0
                for notice in [policies[letter].review_notice_days]
            ]
        return cadences

    @api.model
    def _reassign_unattended(self):
        """Give open reviews whose responsible is missing or has left to the role."""
        reviews = self.with_context(mail_activity_quick_update=True).search(
            [
                ("state", "in", OPEN_STATES),
                "|",
                ("user_id", "=", False),
                ("user_id.active", "=", False),
            ]
        )
        sponsors = reviews._get_sponsors()
        for user, mine in reviews.grouped(
            lambda review: review._get_responsible(sponsors)[0]
        ).items():
            mine.filtered(lambda r, user=user: r.user_id != user).user_id = user
