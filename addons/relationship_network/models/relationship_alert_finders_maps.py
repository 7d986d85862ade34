from odoo import models
from odoo.tools import SQL


class RelationshipAlertRule(models.Model):
    """Rules about whole maps. See :meth:`_get_findings` for the columns."""

    _inherit = "relationship.alert.rule"

    def _find_probability_against(self):
        """We expect to win although most key departments or much weight oppose us.

        A key department is against us when its people, those of the departments below
        included, have a closeness under zero on this map.
        """
        return SQL(
            """
            SELECT map_id, NULL::integer AS stakeholder_id,
                   NULL::integer AS related_map_id,
                   jsonb_build_object(
                       'probability', ROUND(probability::numeric),
                       'share', ROUND(share), 'departments', departments,
                       'key_departments', key_departments
                   ) AS facts
              FROM scope
              JOIN LATERAL (
                SELECT 100.0 * SUM(weight) FILTER (WHERE level::integer < 0)
                       / SUM(weight) AS share
                  FROM relationship_stakeholder person
                 WHERE person.map_id = scope.map_id AND person.active
              ) weight ON TRUE
              LEFT JOIN LATERAL (
                SELECT COUNT(*) AS key_departments,
                       COUNT(*) FILTER (WHERE stand < 0) AS departments
                  FROM (%(departments)s) department
              ) department ON TRUE
             WHERE lead_id IS NOT NULL AND probability >= %(probability)s
               AND (share >= %(share)s OR departments * 2 > key_departments)
            """,
            departments=self._sql_key_departments(),
            probability=self.probability,
            share=self.weight_share,
        )

    def _sql_key_departments(self):
        """How the key departments of a map in ``scope`` stand: a weighted sum."""
        return SQL(
            """
            WITH RECURSIVE branch AS (
                SELECT id AS key_id, id AS below_id
                  FROM relationship_department
                 WHERE account_id = scope.account_id
                   AND company_id = scope.company_id AND is_key
                 UNION
                SELECT branch.key_id, below.id
                  FROM branch
                  JOIN relationship_department below
                    ON below.parent_id = branch.below_id
            )
            SELECT key_id,
                   SUM(person.weight * COALESCE(person.level::integer, 0)) AS stand
              FROM branch
              LEFT JOIN relationship_stakeholder person
                ON person.department_id = branch.below_id
               AND person.map_id = scope.map_id AND person.active
             GROUP BY key_id
            """
        )

    def _find_approver_unknown(self):
        """From a stage on, nobody by name approves or is the economic buyer."""
        return SQL(
            """
            SELECT map_id, NULL::integer AS stakeholder_id,
                   NULL::integer AS related_map_id, '{}'::jsonb AS facts
              FROM scope
             WHERE lead_id IS NOT NULL
               AND COALESCE(
                stage_sequence >= (SELECT sequence FROM crm_stage WHERE id = %s), TRUE
               )
               AND NOT EXISTS (
                SELECT FROM relationship_stakeholder person
                  LEFT JOIN relationship_role role ON role.id = person.role_id
                 WHERE person.map_id = scope.map_id AND person.active
                   AND NOT person.is_placeholder
                   AND (person.has_approval OR role.meaning = 'economic_buyer')
               )
            """,
            self.stage_id.id or None,
        )

    def _find_single_thread(self):
        """Of all people on the map, we are in real contact with one only."""
        return SQL(
            """
            SELECT map_id, MIN(person.id) AS stakeholder_id,
                   NULL::integer AS related_map_id, '{}'::jsonb AS facts
              FROM scope
              JOIN relationship_stakeholder person USING (map_id)
             WHERE person.active AND NOT person.is_placeholder
               AND person.contact_depth IN ('several', 'in_depth')
             GROUP BY map_id
            HAVING COUNT(*) = 1
            """
        )

    def _find_closeness_drop(self):
        """The closeness lies well below its highest of the last days."""
        return SQL(
            """
            SELECT scope.map_id, NULL::integer AS stakeholder_id,
                   NULL::integer AS related_map_id,
                   jsonb_build_object(
                       'closeness', ROUND(scope.closeness::numeric),
                       'before', ROUND(best.closeness::numeric), 'date', best.date
                   ) AS facts
              FROM scope
              JOIN LATERAL (
                SELECT closeness, date
                  FROM relationship_snapshot snapshot
                 WHERE snapshot.map_id = scope.map_id AND snapshot.scope = 'map'
                   AND snapshot.date >= CURRENT_DATE - %(days)s
                   AND snapshot.closeness IS NOT NULL
                 ORDER BY closeness DESC, date DESC
                 LIMIT 1
              ) best ON TRUE
             WHERE best.closeness - scope.closeness >= %(points)s
            """,
            days=self.days,
            points=self.points,
        )
