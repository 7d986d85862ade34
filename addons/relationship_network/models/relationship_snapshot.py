from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.closeness import DECIDING_MEANINGS
from .levels import COUNT_FIELDS, LEVELS, STATUSES
from .nullable_float import NullableFloat

# How many maps the nightly run takes between two commits.
BATCH_SIZE = 5000
FIGURES = (
    "closeness",
    "coverage",
    "total_weight",
    "stakeholder_count",
    "level",
    "status",
    "occasion",
    *COUNT_FIELDS.values(),
)


class RelationshipSnapshot(models.Model):
    """How close a map, one of its departments or one of its people was on one day.

    Rows are written by the system only, in bulk: no log fields, no stored copies of
    what the map says. Who may see the map sees its past.
    """

    _name = "relationship.snapshot"
    _description = "Closeness Snapshot"
    _log_access = False
    _order = "date desc, map_id, id"
    _rec_name = "map_id"

    date = fields.Date(required=True)
    map_id = fields.Many2one("relationship.map", required=True, ondelete="cascade")
    department_id = fields.Many2one(
        "relationship.department",
        index="btree_not_null",
        ondelete="cascade",
        help="Set on the rows of departments; people of departments below count.",
    )
    stakeholder_id = fields.Many2one(
        "relationship.stakeholder",
        "Person",
        index="btree_not_null",
        ondelete="cascade",
        help="Set on the rows of people.",
    )
    scope = fields.Selection(
        [("map", "Map"), ("department", "Department"), ("person", "Person")],
        required=True,
    )
    occasion = fields.Selection(
        [
            ("daily", "Daily"),
            ("closed", "Opportunity Closed"),
            ("rebuilt", "Rebuilt from History"),
        ],
        required=True,
    )
    company_id = fields.Many2one(related="map_id.company_id")
    account_id = fields.Many2one(related="map_id.account_id")
    lead_id = fields.Many2one(related="map_id.lead_id", string="Opportunity")
    user_id = fields.Many2one(related="map_id.user_id", string="Responsible")
    team_id = fields.Many2one(related="map_id.team_id", string="Sales Team")
    kind = fields.Selection(related="map_id.kind", string="Kind of Map")
    closeness = NullableFloat("Closeness (%)", digits=(6, 2), aggregator="avg")
    coverage = NullableFloat("Coverage (%)", digits=(6, 2), aggregator="avg")
    total_weight = fields.Float("Decision Weight", digits=(16, 2), aggregator="avg")
    level = fields.Selection(LEVELS, "Closeness Level", help="Of people only.")
    status = fields.Selection(STATUSES, help="Of maps only.")
    # Averages: a sum would count the same person once per day.
    stakeholder_count = fields.Integer("People", aggregator="avg")
    count_strong_support = fields.Integer("Strong Support", aggregator="avg")
    count_support = fields.Integer("Support", aggregator="avg")
    count_neutral = fields.Integer("Neutral", aggregator="avg")
    count_oppose = fields.Integer("Oppose", aggregator="avg")
    count_strong_oppose = fields.Integer("Strong Oppose", aggregator="avg")
    count_unassessed = fields.Integer("Not Assessed", aggregator="avg")

    # The map first: the past of one map is what screens read.
    _day_uniq = models.UniqueIndex(
        "(map_id, date, COALESCE(department_id, 0), COALESCE(stakeholder_id, 0))",
        "This day already has its snapshot.",
    )
    _map_day_idx = models.Index("(date, map_id) WHERE scope = 'map'")

    def _read_group_select(self, aggregate_spec, query):
        """Weight the closeness and coverage of every group of rows."""
        name, __, function = aggregate_spec.partition(":")
        if name not in ("closeness", "coverage") or function != "avg":
            return super()._read_group_select(aggregate_spec, query)
        return SQL(
            "SUM(%(weight)s * %(value)s) / NULLIF(SUM(%(weight)s), 0)",
            weight=self._field_to_sql(self._table, "total_weight", query),
            value=self._field_to_sql(self._table, name, query),
        )

    # ------------------------------------------------------------------- taking

    @api.model
    def _take(self, maps=None, occasion="daily"):
        """Keep how things stand today, in place of what was kept earlier today.

        :param maps: ``relationship.map``; those that are not closed, when omitted
        :param occasion: why, a value of the field
        """
        maps = self._get_open_maps() if maps is None else maps
        self.env.flush_all()
        today = fields.Date.today()
        self._store(
            self._sql_people_today(maps, today),
            occasion,
            stale=SQL("date = %s AND map_id = ANY(%s)", today, maps.ids),
        )

    def _get_open_maps(self):
        """Maps of accounts and of opportunities that are neither won nor lost."""
        open_lead = Domain("lead_id.active", "=", True)
        open_lead &= Domain("lead_id.won_status", "=", "pending")
        return self.env["relationship.map"].search(
            Domain("lead_id", "=", False) | open_lead, order="id"
        )

    @api.model
    def _cron_take(self):
        """Take the snapshots of the day, map by map complete and committed in batches.

        What a run that broke off did not reach comes first in the next one.
        """
        maps = self._get_open_maps()
        taken = self._get_taken_map_ids()
        maps = maps.sorted(lambda relationship_map: relationship_map.id in taken)
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(maps))
        for start in range(0, len(maps), BATCH_SIZE):
            batch = maps[start : start + BATCH_SIZE]
            self._take(batch)
            if not cron._commit_progress(len(batch)):
                break

    def _get_taken_map_ids(self):
        rows = self.env.execute_query(
            SQL(
                "SELECT map_id FROM relationship_snapshot "
                "WHERE date = %s AND scope = 'map'",
                fields.Date.today(),
            )
        )
        return {map_id for (map_id,) in rows}

    # ---------------------------------------------------------------------- SQL

    def _sql_people_today(self, maps, today):
        return SQL(
            """
            SELECT %(today)s::date AS date, person.map_id, %(person)s,
                   person.level::integer AS level
              FROM relationship_stakeholder person
              LEFT JOIN relationship_role role ON role.id = person.role_id
             WHERE person.active AND person.map_id = ANY(%(map_ids)s)
            """,
            today=today,
            person=self._sql_person(),
            map_ids=maps.ids,
        )

    def _sql_person(self):
        """What :meth:`_store` needs of tables ``person`` and ``role``."""
        return SQL(
            """
            person.id AS person_id, person.department_id AS own_department_id,
            person.weight, person.is_key_player, person.has_veto,
            person.has_approval OR role.meaning = ANY(%s) AS decides
            """,
            list(DECIDING_MEANINGS),
        )

    def _store(self, people, occasion, stale):
        """Write the rows of maps, departments and people, in one statement.

        The figures are those of ``tools/closeness.py``. Rows that did not change are
        left alone.

        :param people: SQL of ``date, map_id, person_id, own_department_id, weight,
            is_key_player, has_veto, decides, level``
        :param stale: SQL condition of the rows to delete unless they are written anew
        """
        self.env.cr.execute(
            SQL(
                """
                WITH RECURSIVE people AS MATERIALIZED (%(people)s),
                branch AS (
                    SELECT DISTINCT own_department_id AS department_id,
                           own_department_id AS below_id
                      FROM people WHERE own_department_id IS NOT NULL
                     UNION
                    SELECT department.parent_id, branch.below_id
                      FROM branch
                      JOIN relationship_department department
                        ON department.id = branch.department_id
                     WHERE department.parent_id IS NOT NULL
                ),
                member AS (
                    SELECT 'map' AS scope, NULL::integer AS department_id,
                           NULL::integer AS stakeholder_id, people.*
                      FROM people
                     UNION ALL
                    SELECT 'department', branch.department_id, NULL, people.*
                      FROM people
                      JOIN branch ON branch.below_id = people.own_department_id
                     UNION ALL
                    SELECT 'person', NULL, people.person_id, people.*
                      FROM people
                ),
                picture AS (
                    SELECT date, map_id, department_id, stakeholder_id, scope,
                           %(figures)s
                      FROM member
                     GROUP BY date, map_id, department_id, stakeholder_id, scope
                ),
                gone AS (
                    -- Grouped, not joined: how many rows a new day has, the planner
                    -- does not know yet, and would compare each with each.
                    DELETE FROM relationship_snapshot
                     WHERE id IN (
                        SELECT MAX(id)
                          FROM (
                            SELECT id, date, map_id, department_id, stakeholder_id
                              FROM relationship_snapshot WHERE %(stale)s
                             UNION ALL
                            SELECT NULL, date, map_id, department_id, stakeholder_id
                              FROM picture
                          ) row
                         GROUP BY date, map_id, department_id, stakeholder_id
                        HAVING COUNT(*) = COUNT(id)
                     )
                )
                INSERT INTO relationship_snapshot AS old (
                    date, map_id, department_id, stakeholder_id, scope, %(columns)s
                )
                SELECT date, map_id, department_id, stakeholder_id, scope, %(columns)s
                  FROM picture
                    ON CONFLICT (
                        map_id, date,
                        COALESCE(department_id, 0), COALESCE(stakeholder_id, 0)
                    )
                    DO UPDATE SET (%(columns)s) = ROW(%(new)s)
                 WHERE (%(old)s) IS DISTINCT FROM (%(new)s)
                """,
                people=people,
                figures=self._sql_figures(occasion),
                stale=stale,
                columns=SQL(", ").join(map(SQL.identifier, FIGURES)),
                new=SQL(", ").join(SQL.identifier("excluded", n) for n in FIGURES),
                old=SQL(", ").join(SQL.identifier("old", name) for name in FIGURES),
            )
        )
        self.invalidate_model()

    def _sql_figures(self, occasion):
        """The columns of ``FIGURES`` over a group of people."""
        counts = [
            SQL(
                "COUNT(*) FILTER (WHERE level IS NOT DISTINCT FROM %s) AS %s",
                level,
                SQL.identifier(count_field),
            )
            for level, count_field in COUNT_FIELDS.items()
        ]
        return SQL(
            """
            ROUND(100 * SUM(weight * COALESCE(level, 0)) / SUM(weight), 2) AS closeness,
            ROUND(
                100 * COALESCE(SUM(weight) FILTER (WHERE level IS NOT NULL), 0)
                / SUM(weight), 2
            ) AS coverage,
            SUM(weight) AS total_weight,
            COUNT(*) AS stakeholder_count,
            CASE WHEN scope = 'person' THEN MIN(level)::varchar END AS level,
            CASE
                WHEN scope <> 'map' THEN NULL
                WHEN bool_or(has_veto AND level < 0) THEN 'red'
                WHEN bool_or(is_key_player AND level > 0 AND decides) THEN 'green'
                WHEN bool_or(is_key_player AND level > 0) THEN 'amber'
                ELSE 'red'
            END AS status,
            %(occasion)s AS occasion,
            %(counts)s
            """,
            occasion=occasion,
            counts=SQL(", ").join(counts),
        )

    # ----------------------------------------------------------------- thinning

    @api.autovacuum
    def _gc_thin_out(self):
        """Keep, of older days, the last of each week and those of closed deals.

        The system parameter ``relationship_network.snapshot_days`` says how many days
        are kept one by one.
        """
        days = self.env["ir.config_parameter"].sudo()
        days = int(days.get_param("relationship_network.snapshot_days", 100))
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM relationship_snapshot old
                 USING (
                    SELECT map_id, date, occasion, LEAD(date) OVER (
                               PARTITION BY map_id, date_trunc('week', date)
                               ORDER BY date
                           ) AS later_in_week
                      FROM relationship_snapshot
                     WHERE scope = 'map'
                 ) day
                 WHERE day.map_id = old.map_id AND day.date = old.date
                   AND day.later_in_week IS NOT NULL
                   AND day.occasion <> 'closed'
                   AND old.date < %s
                """,
                fields.Date.subtract(fields.Date.today(), days=days),
            )
        )
