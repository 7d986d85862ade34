from odoo import api, fields, models
from odoo.tools import SQL


class RelationshipSnapshot(models.Model):
    """Snapshots of days on which none was taken, from the history of levels."""

    _inherit = "relationship.snapshot"

    @api.model
    def _rebuild(self, maps, date_from, date_to=None, step=7):
        """Recreate past snapshots of maps from what is known of that time.

        Levels are those at the end of each day (UTC). People are there from their
        first assessment or creation until they left. Weights, roles, departments and
        positions are today's: their history is not kept. Days whose snapshot was
        really taken stay as they are; opportunities end on the day they closed.

        :param maps: ``relationship.map``
        :param date_from: first day
        :param date_to: last day, always rebuilt; today when omitted
        :param step: days between two snapshots
        """
        self.env.flush_all()
        date_to = date_to or fields.Date.today()
        self._store(
            SQL(
                """
                WITH day AS (%(days)s), span AS (%(spans)s), first AS (%(first)s)
                SELECT day.date, day.map_id, %(person)s, span.level::integer AS level
                  FROM day
                  JOIN relationship_stakeholder person ON person.map_id = day.map_id
                  LEFT JOIN relationship_role role ON role.id = person.role_id
                  LEFT JOIN first ON first.stakeholder_id = person.id
                  JOIN span ON span.stakeholder_id = person.id
                   AND COALESCE(span.since < day.date + 1, TRUE)
                   AND COALESCE(span.until >= day.date + 1, TRUE)
                 WHERE LEAST(first.date, person.create_date) < day.date + 1
                   AND COALESCE(person.left_on > day.date, TRUE)
                """,
                days=self._sql_days(maps, date_from, date_to, step),
                spans=self._sql_spans(maps),
                first=self._sql_first_seen(maps),
                person=self._sql_person(),
            ),
            "rebuilt",
            stale=SQL(
                "occasion = 'rebuilt' AND date BETWEEN %s AND %s AND map_id = ANY(%s)",
                date_from,
                date_to,
                maps.ids,
            ),
        )

    def _sql_days(self, maps, date_from, date_to, step):
        """The days of each map; of closed opportunities those until they closed."""
        return SQL(
            """
            SELECT map.id AS map_id, date.date
              FROM relationship_map map
              LEFT JOIN LATERAL (
                SELECT COALESCE(date_closed, write_date)::date AS date
                  FROM crm_lead
                 WHERE id = map.lead_id AND NOT (active AND won_status = 'pending')
              ) closed ON TRUE
              JOIN LATERAL (
                SELECT generate_series(
                    %(date_from)s::date, %(date_to)s::date, %(step)s * '1 day'::interval
                )::date AS date
                 UNION
                SELECT LEAST(%(date_to)s::date, closed.date)
              ) date ON date.date >= %(date_from)s::date
                    AND COALESCE(date.date <= closed.date, TRUE)
             WHERE map.id = ANY(%(map_ids)s)
               AND NOT EXISTS (
                SELECT FROM relationship_snapshot taken
                 WHERE taken.map_id = map.id AND taken.date = date.date
                   AND taken.scope = 'map' AND taken.occasion <> 'rebuilt'
               )
            """,
            date_from=date_from,
            date_to=date_to,
            step=step,
            map_ids=maps.ids,
        )

    def _sql_spans(self, maps):
        """Each person's levels with the moments since and until when they held."""
        return SQL(
            """
            WITH change AS (
                SELECT stakeholder_id, old_level, new_level, date,
                       LEAD(date) OVER person AS until,
                       ROW_NUMBER() OVER person AS position
                  FROM relationship_level_change
                 WHERE feature = 'level' AND map_id = ANY(%(map_ids)s)
                WINDOW person AS (PARTITION BY stakeholder_id ORDER BY date, id)
            )
            SELECT stakeholder_id, new_level AS level, date AS since, until FROM change
             UNION ALL
            SELECT stakeholder_id, old_level, NULL, date FROM change WHERE position = 1
             UNION ALL
            SELECT id, level, NULL, NULL FROM relationship_stakeholder unchanged
             WHERE map_id = ANY(%(map_ids)s)
               AND NOT EXISTS (
                SELECT FROM change WHERE change.stakeholder_id = unchanged.id
               )
            """,
            map_ids=maps.ids,
        )

    def _sql_first_seen(self, maps):
        """When people were first assessed: often before they were entered here."""
        return SQL(
            """
            SELECT stakeholder_id, MIN(date) AS date
              FROM relationship_level_change
             WHERE map_id = ANY(%(map_ids)s)
             GROUP BY stakeholder_id
            """,
            map_ids=maps.ids,
        )
