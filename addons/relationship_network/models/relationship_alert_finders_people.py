from odoo import models
from odoo.tools import SQL

from ..tools.closeness import DECIDING_MEANINGS


class RelationshipAlertRule(models.Model):
    """Rules about single people. See :meth:`_get_findings` for the columns."""

    _inherit = "relationship.alert.rule"

    def _sql_people(self):
        """The people on the maps in scope, with what the rules ask of them."""
        return SQL(
            """
            SELECT person.*,
                   person.level::integer AS level_value,
                   person.has_approval
                       OR COALESCE(role.meaning = ANY(%s), FALSE) AS decides
              FROM relationship_stakeholder person
              JOIN scope USING (map_id)
              LEFT JOIN relationship_role role ON role.id = person.role_id
             WHERE person.active
            """,
            list(DECIDING_MEANINGS),
        )

    def _find_level_conflict(self):
        """The account's map and the opportunity's place a person far apart."""
        return SQL(
            """
            SELECT person.map_id, person.id AS stakeholder_id,
                   other.map_id AS related_map_id,
                   jsonb_build_object(
                       'level', person.level, 'account_level', other.level
                   ) AS facts
              FROM relationship_stakeholder person
              JOIN scope USING (map_id)
              JOIN relationship_map account_map
                ON account_map.account_id = scope.account_id
               AND account_map.company_id = scope.company_id
               AND account_map.lead_id IS NULL AND account_map.active
              JOIN relationship_stakeholder other
                ON other.map_id = account_map.id AND other.active
               AND other.partner_id = person.partner_id
             WHERE scope.lead_id IS NOT NULL AND person.active
               AND ABS(person.level::integer - other.level::integer) >= %s
            """,
            self.level_gap,
        )

    def _find_veto_holder(self):
        """Somebody who can stop the decision is against us or not assessed."""
        return SQL(
            """
            SELECT map_id, id AS stakeholder_id, NULL::integer AS related_map_id,
                   jsonb_build_object('level', level) AS facts
              FROM (%s) person
             WHERE has_veto AND COALESCE(level_value, -1) < 0
            """,
            self._sql_people(),
        )

    def _find_decider_unowned(self):
        """Somebody who decides has no colleague who owns the relationship.

        A colleague whose user is archived owns nothing any more.
        """
        return SQL(
            """
            SELECT map_id, id AS stakeholder_id, NULL::integer AS related_map_id,
                   jsonb_build_object('level', level) AS facts
              FROM (%s) person
             WHERE decides AND NOT is_placeholder
               AND NOT EXISTS (
                SELECT FROM res_users owner
                 WHERE owner.id = person.owner_id AND owner.active
               )
            """,
            self._sql_people(),
        )

    def _find_no_contact(self):
        """Nobody of us has met or written to a key player or decider for some days.

        Counts from the last mail, meeting or activity, else from when the person came
        on the map. The day is told where everybody who sees the map may know it: for
        people of its account.
        """
        return SQL(
            """
            SELECT map_id, id AS stakeholder_id, NULL::integer AS related_map_id,
                   jsonb_build_object(
                       'last', last_known::date,
                       'days', CASE WHEN last_contact IS DISTINCT FROM last_known
                                    THEN %(days)s END
                   ) AS facts
              FROM (%(people)s) person
              LEFT JOIN LATERAL (
                SELECT MAX(last_contact) AS last_contact,
                       MAX(last_contact) FILTER (
                           WHERE signal.account_id = person.account_id
                       ) AS last_known
                  FROM relationship_signal signal
                 WHERE signal.contact_id = person.partner_id
                   AND signal.company_id = person.company_id
              ) signal ON TRUE
             WHERE (is_key_player OR decides) AND NOT is_placeholder
               AND COALESCE(last_contact, person.create_date)
                   < (now() AT TIME ZONE 'UTC') - %(days)s * '1 day'::interval
            """,
            people=self._sql_people(),
            days=self.days,
        )

    def _find_competitor_closer(self):
        """A competitor's tie to a decider is stronger than our best one.

        Looks at ties into the account of the map only: those may be seen by whoever
        sees the map.
        """
        is_rival = SQL(
            """
            other.partner_share AND EXISTS (
                SELECT FROM res_partner company
                 WHERE company.id = other.commercial_partner_id
                   AND company.is_competitor
            )
            """
        )
        return SQL(
            """
            SELECT person.map_id, person.id AS stakeholder_id,
                   NULL::integer AS related_map_id,
                   jsonb_build_object(
                       'strength', rival.strength, 'partner_id', rival.partner_id,
                       'own_strength', COALESCE(own.strength, 0)
                   ) AS facts
              FROM (%(people)s) person
              JOIN (
                SELECT DISTINCT ON (stakeholder_id) *
                  FROM (%(rival_ties)s) tie
                 ORDER BY stakeholder_id, strength DESC, partner_id
              ) rival ON rival.stakeholder_id = person.id
              LEFT JOIN (
                SELECT stakeholder_id, MAX(strength) AS strength
                  FROM (%(own_ties)s) tie
                 GROUP BY stakeholder_id
              ) own ON own.stakeholder_id = person.id
             WHERE person.decides AND rival.strength > COALESCE(own.strength, 0)
            """,
            people=self._sql_people(),
            rival_ties=self._sql_ties(is_rival),
            own_ties=self._sql_ties(SQL("NOT other.partner_share")),
        )

    def _sql_ties(self, condition):
        """Today's ties of the people in scope into the account of their map.

        :param condition: SQL about the ``other`` end, a contact
        :return: SQL of ``stakeholder_id, strength, partner_id`` (the other end)
        """
        return SQL(" UNION ALL ").join(
            SQL(
                """
                SELECT person.id AS stakeholder_id, link.strength,
                       other.id AS partner_id
                  FROM scope
                  JOIN relationship_stakeholder person
                    ON person.map_id = scope.map_id AND person.active
                  JOIN relationship_link link
                    ON link.%(end)s = person.partner_id AND link.active
                   AND link.kind <> 'conflict'
                   AND link.company_id = scope.company_id
                   AND (link.lead_id IS NULL OR link.lead_id = scope.lead_id)
                   AND scope.account_id
                       IN (link.source_account_id, link.target_account_id)
                   AND COALESCE(link.date_start <= CURRENT_DATE, TRUE)
                   AND COALESCE(link.date_end >= CURRENT_DATE, TRUE)
                  JOIN res_partner other ON other.id = link.%(other)s
                 WHERE %(condition)s
                """,
                end=SQL.identifier(end),
                other=SQL.identifier(other),
                condition=condition,
            )
            for end, other in (("source_id", "target_id"), ("target_id", "source_id"))
        )

    def _find_supporter_left(self):
        """Somebody who supports us changed employer, or was taken off the map lately.

        The first closes when the person is taken off the map or the change is taken
        note of there, the second after the days of the rule.
        """
        return SQL(
            """
            SELECT person.map_id, person.id AS stakeholder_id,
                   NULL::integer AS related_map_id,
                   jsonb_build_object(
                       'level', person.level, 'left_on', person.left_on
                   ) AS facts
              FROM relationship_stakeholder person
              JOIN scope USING (map_id)
              JOIN res_partner partner ON partner.id = person.partner_id
             WHERE person.level::integer > 0
               AND CASE WHEN person.active
                   THEN partner.commercial_partner_id <> person.employer_id
                        OR NOT partner.active
                   ELSE person.left_on > CURRENT_DATE - %s
                   END
            """,
            self.days,
        )
