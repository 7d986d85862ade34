from datetime import date

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.next_step import count_effects

HISTORY_YEARS = 3


class RelationshipActivityEffect(models.Model):
    """After which kinds of activity levels rose, in the company's own history.

    Counted every night; see ``tools/next_step.py`` for what a case is. Users see only
    kinds with enough cases, so that nobody's single case can be read off.
    """

    _name = "relationship.activity.effect"
    _description = "Effect of Activities"
    _log_access = False
    _order = "share desc, cases desc, id"
    _rec_name = "activity_type_id"

    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    activity_type_id = fields.Many2one(
        "mail.activity.type", required=True, index=True, ondelete="cascade"
    )
    cases = fields.Integer(
        help="An activity of this kind with a person; others within the next 60 days "
        "belong to the same case."
    )
    rises = fields.Integer(
        "Level Rose", help="Cases in which a level rose within 60 days."
    )
    share = fields.Float(
        "Share (%)", compute="_compute_share", store=True, aggregator="avg"
    )

    _type_uniq = models.UniqueIndex(
        "(company_id, activity_type_id)", "This kind is counted already."
    )

    @api.depends("cases", "rises")
    def _compute_share(self):
        for effect in self:
            effect.share = effect.cases and 100.0 * effect.rises / effect.cases

    @api.model
    def _cron_refresh(self):
        """Count anew, company by company."""
        companies = self.env["res.company"].search([], order="id")
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(companies))
        for company in companies:
            self._refresh(company)
            if not cron._commit_progress(1):
                break

    @api.model
    def _refresh(self, companies=None):
        """Count what followed the activities of the last years.

        :param companies: ``res.company``, all when omitted
        """
        if companies is None:
            companies = self.env["res.company"].search([])
        self.env.flush_all()
        for company in companies:
            effects = count_effects(
                self.env.execute_query(self._sql_activities(company)),
                self.env.execute_query(self._sql_rises(company)),
                fields.Date.today().toordinal(),
            )
            self._store(company, {effect.kind: effect for effect in effects})

    def _store(self, company, effects):
        """Write the counts of a company; what did not change is left alone."""
        for record in self.search([("company_id", "=", company.id)]):
            effect = effects.pop(record.activity_type_id.id, None)
            if not effect:
                record.unlink()
            elif (record.cases, record.rises) != (effect.cases, effect.rises):
                record.write({"cases": effect.cases, "rises": effect.rises})
        self.create(
            [
                {
                    "company_id": company.id,
                    "activity_type_id": effect.kind,
                    "cases": effect.cases,
                    "rises": effect.rises,
                }
                for effect in effects.values()
            ]
        )

    def _sql_activities(self, company):
        """What we did with people of the maps: person, kind, day as a number."""
        now = fields.Datetime.now()
        return SQL(
            """
            SELECT DISTINCT contact_id, activity_type_id, %(day)s
              FROM (%(encounters)s) encounter
             WHERE company_id = %(company_id)s AND kind <> 'mail_in'
               AND activity_type_id IS NOT NULL
               AND contact_id IN (
                SELECT partner_id FROM relationship_stakeholder
                 WHERE company_id = %(company_id)s
               )
            """,
            day=self._sql_day(SQL("date")),
            encounters=self.env["relationship.encounter"]._sql_encounters(
                self.env["res.users"].search([("share", "=", False)]),
                fields.Datetime.subtract(now, years=HISTORY_YEARS),
                now,
            ),
            company_id=company.id,
        )

    def _sql_rises(self, company):
        """When the level of somebody rose: person, day as a number."""
        return SQL(
            """
            SELECT DISTINCT partner_id, %(day)s
              FROM relationship_level_change
             WHERE company_id = %(company_id)s AND feature = 'level'
               AND partner_id IS NOT NULL AND new_level::integer > old_level::integer
            """,
            day=self._sql_day(SQL("date")),
            company_id=company.id,
        )

    def _sql_day(self, column):
        """A day as Python's ``date.toordinal()`` counts it."""
        return SQL("%s::date - %s::date + 1", column, date.min)
