from odoo import fields, models
from odoo.tools import SQL


class RelationshipAlertRule(models.Model):
    """Alerts about what the class of an account asks for, on the account's map."""

    _inherit = "relationship.alert.rule"

    kind = fields.Selection(
        selection_add=[
            ("role_uncovered", "Role of the account class not covered"),
            ("visit_overdue", "Key account not visited in time"),
        ],
        ondelete={"role_uncovered": "cascade", "visit_overdue": "cascade"},
    )

    def _sql_policies(self):
        """The key accounts of maps in ``scope``, each with the policy of its class."""
        return SQL(
            """
            SELECT scope.map_id, account.id AS key_account_id, policy.id AS policy_id,
                   policy.visit_days, account.account_id
              FROM scope
              JOIN key_account account
                ON account.account_id = scope.account_id
               AND account.company_id = scope.company_id AND account.active
              JOIN LATERAL (
                    SELECT id, visit_days FROM key_account_policy policy
                     WHERE policy.active
                       AND policy.account_class = account.account_class
                       AND COALESCE(policy.company_id, account.company_id)
                           = account.company_id
                     ORDER BY policy.company_id NULLS LAST
                     LIMIT 1
                   ) policy ON TRUE
             WHERE scope.lead_id IS NULL
            """
        )

    def _find_role_uncovered(self):
        """A role that the policy of the class asks for is held by nobody today."""
        return SQL(
            """
            SELECT map_id, NULL::integer AS stakeholder_id,
                   NULL::integer AS related_map_id,
                   jsonb_build_object(
                       'roles', jsonb_agg(asked.key_account_role_id
                                          ORDER BY asked.key_account_role_id)
                   ) AS facts
              FROM (%(policies)s) account
              JOIN key_account_policy_key_account_role_rel asked
                ON asked.key_account_policy_id = account.policy_id
             WHERE NOT EXISTS (
                    SELECT FROM key_account_member member
                     WHERE member.key_account_id = account.key_account_id
                       AND member.role_id = asked.key_account_role_id
                       AND member.date_start <= CURRENT_DATE
                       AND COALESCE(member.date_end, CURRENT_DATE) >= CURRENT_DATE
                   )
             GROUP BY map_id
            """,
            policies=self._sql_policies(),
        )

    def _find_visit_overdue(self):
        """No meeting with anybody of the customer in the cadence of its class."""
        return SQL(
            """
            SELECT map_id, NULL::integer AS stakeholder_id,
                   NULL::integer AS related_map_id,
                   jsonb_build_object('days', visit_days, 'last', visit.day) AS facts
              FROM (%(policies)s) account
              LEFT JOIN LATERAL (
                    SELECT MAX(event.start)::date AS day
                      FROM res_partner contact
                      JOIN calendar_event_res_partner_rel attends
                        ON attends.res_partner_id = contact.id
                      JOIN calendar_event event ON event.id = attends.calendar_event_id
                     WHERE contact.commercial_partner_id = account.account_id
                       AND event.active AND event.start < now() AT TIME ZONE 'UTC'
                   ) visit ON TRUE
             WHERE visit_days > 0
               AND COALESCE(visit.day < CURRENT_DATE - visit_days, TRUE)
            """,
            policies=self._sql_policies(),
        )


class RelationshipAlert(models.Model):
    _inherit = "relationship.alert"

    def _message_role_uncovered(self):
        roles = self.env["key.account.role"].browse(self._fact("roles")).exists()
        return self.env._(
            "Nobody covers: %(roles)s", roles=", ".join(roles.mapped("name"))
        )

    def _message_visit_overdue(self):
        if self._fact("last"):
            return self.env._(
                "Last visit on %(date)s; the class asks for one every %(days)s days",
                date=self._date_fact("last"),
                days=self._fact("days"),
            )
        return self.env._(
            "No visit on record; the class asks for one every %(days)s days",
            days=self._fact("days"),
        )
