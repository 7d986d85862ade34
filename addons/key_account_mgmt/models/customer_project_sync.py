from odoo import api, models
from odoo.tools import SQL

from odoo.addons.relationship_network.tools.closeness import DECIDING_MEANINGS

# What follows the opportunity; attitudes stay those of the day on which it closed.
PARTS = ("customer.project.criterion", "customer.project.competitor")


class CustomerProject(models.Model):
    """Closed opportunities enter the history by themselves."""

    _inherit = "customer.project"

    @api.model
    def _sync_leads(self, leads=None):
        """Bring the projects of closed opportunities up to date, in a few statements.

        Those of opportunities that are open again leave the history.

        :param leads: these opportunities, or all
        :return: number of projects of closed opportunities
        """
        self.env.flush_all()
        among = SQL("TRUE") if leads is None else SQL("lead.id = ANY(%s)", leads.ids)
        self.env.execute_query(
            SQL(
                """
                DELETE FROM customer_project project USING crm_lead lead
                 WHERE lead.id = project.lead_id AND (%s)
                   AND (lead.won_status NOT IN ('won', 'lost')
                        OR lead.partner_id IS NULL)
                RETURNING project.id
                """,
                among,
            )
        )
        rows = self.env.execute_query(self._sql_projects(among))
        ids = [row[0] for row in rows]
        if ids:
            for model in PARTS:
                table = SQL.identifier(self.env[model]._table)
                self.env.execute_query(
                    SQL(
                        "DELETE FROM %s WHERE project_id = ANY(%s) RETURNING id",
                        table,
                        ids,
                    )
                )
            self.env.execute_query(self._sql_people(ids))
            self.env.execute_query(self._sql_criteria(ids))
            self.env.execute_query(self._sql_competitors(ids))
        self.env.invalidate_all(flush=False)
        return len(ids)

    def _sql_stamp(self):
        return SQL(
            "%(uid)s, now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC'",
            uid=self.env.uid,
        )

    def _sql_projects(self, among):
        # Where the customer's dates are not known, ours stand in for them.
        return SQL(
            """
            INSERT INTO customer_project (
                name, active, lead_id, origin, account_id, company_id, currency_id,
                user_id, solution_id, department_id, budget_amount, award_amount, size,
                size_company_currency, date_initiated, date_tender, date_bid,
                date_award, outcome, winner_name, reason_id,
                create_uid, create_date, write_uid, write_date
            )
            SELECT lead.name, TRUE, lead.id, 'ours', customer.commercial_partner_id,
                   lead.company_id, COALESCE(company.currency_id, %(currency)s),
                   lead.user_id, lead.solution_id, lead.account_department_id,
                   COALESCE(lead.budget_amount, 0), amount.award,
                   amount.size, amount.size,
                   LEAST(COALESCE(lead.date_initiated, lead.date_open::date,
                                  lead.create_date::date), lead.date_tender,
                         lead.date_bid, closing.day),
                   lead.date_tender, lead.date_bid, closing.day, lead.won_status,
                   CASE WHEN lead.won_status = 'lost' THEN winner.name END,
                   review.main_reason_id, %(stamp)s
              FROM crm_lead lead
              JOIN res_partner customer ON customer.id = lead.partner_id
              LEFT JOIN res_company company ON company.id = lead.company_id
              LEFT JOIN crm_lead_competitor winner
                ON winner.lead_id = lead.id AND winner.is_winner
              LEFT JOIN LATERAL (
                  SELECT main_reason_id FROM crm_lead_review
                   WHERE lead_id = lead.id AND main_reason_id IS NOT NULL
                   ORDER BY date DESC, id DESC LIMIT 1
              ) review ON TRUE
              CROSS JOIN LATERAL (
                  SELECT COALESCE(
                      NULLIF(lead.award_amount, 0),
                      CASE WHEN lead.won_status = 'won'
                           THEN lead.expected_revenue END,
                      0) AS award
              ) awarded
              CROSS JOIN LATERAL (
                  SELECT awarded.award,
                         COALESCE(NULLIF(awarded.award, 0),
                                  NULLIF(lead.budget_amount, 0),
                                  lead.expected_revenue, 0) AS size
              ) amount
              CROSS JOIN LATERAL (
                  SELECT COALESCE(lead.date_award, lead.date_closed::date,
                                  lead.write_date::date) AS day
              ) closing
             WHERE lead.won_status IN ('won', 'lost') AND lead.type = 'opportunity'
               AND customer.commercial_partner_id IS NOT NULL AND (%(among)s)
            ON CONFLICT (lead_id) WHERE lead_id IS NOT NULL DO UPDATE SET
                name = EXCLUDED.name, account_id = EXCLUDED.account_id,
                company_id = EXCLUDED.company_id, currency_id = EXCLUDED.currency_id,
                user_id = EXCLUDED.user_id, solution_id = EXCLUDED.solution_id,
                department_id = EXCLUDED.department_id,
                budget_amount = EXCLUDED.budget_amount,
                award_amount = EXCLUDED.award_amount, size = EXCLUDED.size,
                size_company_currency = EXCLUDED.size_company_currency,
                date_initiated = EXCLUDED.date_initiated,
                date_tender = EXCLUDED.date_tender, date_bid = EXCLUDED.date_bid,
                date_award = EXCLUDED.date_award, outcome = EXCLUDED.outcome,
                winner_name = EXCLUDED.winner_name, reason_id = EXCLUDED.reason_id
            RETURNING id
            """,
            among=among,
            currency=self.env.company.currency_id.id,
            stamp=self._sql_stamp(),
        )

    def _sql_people(self, ids):
        return SQL(
            """
            INSERT INTO customer_project_person (
                project_id, partner_id, name, role_id, attitude, is_decider,
                create_uid, create_date, write_uid, write_date
            )
            SELECT project.id, person.partner_id, contact.name, person.role_id,
                   person.level,
                   person.has_approval OR COALESCE(role.meaning = ANY(%(deciding)s),
                                                   FALSE),
                   %(stamp)s
              FROM customer_project project
              JOIN relationship_map chain
                ON chain.lead_id = project.lead_id AND chain.active
              JOIN relationship_stakeholder person
                ON person.map_id = chain.id AND person.active
              JOIN res_partner contact ON contact.id = person.partner_id
              LEFT JOIN relationship_role role ON role.id = person.role_id
             WHERE project.id = ANY(%(ids)s)
               AND NOT EXISTS (
                   SELECT FROM customer_project_person known
                    WHERE known.project_id = project.id
               )
            RETURNING id
            """,
            deciding=list(DECIDING_MEANINGS),
            ids=ids,
            stamp=self._sql_stamp(),
        )

    def _sql_criteria(self, ids):
        return SQL(
            """
            INSERT INTO customer_project_criterion (
                project_id, criterion_id, weight,
                create_uid, create_date, write_uid, write_date
            )
            SELECT project.id, line.criterion_id, line.weight, %(stamp)s
              FROM customer_project project
              JOIN crm_lead_criterion line ON line.lead_id = project.lead_id
             WHERE project.id = ANY(%(ids)s)
            RETURNING id
            """,
            ids=ids,
            stamp=self._sql_stamp(),
        )

    def _sql_competitors(self, ids):
        return SQL(
            """
            INSERT INTO customer_project_competitor (
                project_id, partner_id, name, solution, price, is_winner,
                create_uid, create_date, write_uid, write_date
            )
            SELECT project.id, line.partner_id, line.name, line.solution, line.price,
                   COALESCE(line.is_winner, FALSE), %(stamp)s
              FROM customer_project project
              JOIN crm_lead_competitor line ON line.lead_id = project.lead_id
             WHERE project.id = ANY(%(ids)s)
            RETURNING id
            """,
            ids=ids,
            stamp=self._sql_stamp(),
        )
