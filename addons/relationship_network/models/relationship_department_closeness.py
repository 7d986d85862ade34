from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.closeness import Tally
from .levels import COUNT_FIELDS
from .nullable_float import NullableFloat
from .visible_join import join_rows, search_through_sql, visible_rows

FIGURES = (
    "closeness",
    "coverage",
    "total_weight",
    "stakeholder_count",
    *COUNT_FIELDS.values(),
)


def _figure(name, field=fields.Integer, **attributes):
    return field(store=False, search=search_through_sql(name), **attributes)


class RelationshipDepartment(models.Model):
    """How close departments are, to whoever sees the map of their account.

    Whoever sees the map of an opportunity sees the departments of its account, but not
    always the account's map. So the figures are not stored: lists search, sort, group
    and sum them through the maps that the user may see.
    """

    _inherit = "relationship.department"

    closeness = _figure("closeness", NullableFloat)
    coverage = _figure("coverage", NullableFloat)
    total_weight = _figure("total_weight", fields.Float)
    stakeholder_count = _figure("stakeholder_count")
    count_strong_support = _figure("count_strong_support")
    count_support = _figure("count_support")
    count_neutral = _figure("count_neutral")
    count_oppose = _figure("count_oppose")
    count_strong_oppose = _figure("count_strong_oppose")
    count_unassessed = _figure("count_unassessed")

    @api.model
    def _get_shown_domain(self):
        """Domain of the maps whose people the figures are about."""
        return Domain("lead_id", "=", False) & Domain("active", "=", True)

    @api.depends("tally")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_closeness(self):
        maps = self.env["relationship.map"].search_fetch(
            self._get_shown_domain() & Domain("account_id", "in", self.account_id.ids),
            ["account_id", "company_id"],
        )
        seen = {(shown.account_id, shown.company_id) for shown in maps}
        visible = self.browse().union(
            *(d for d in self if (d.account_id, d.company_id) in seen)
        )
        for department in self - visible:
            department.update(dict.fromkeys(FIGURES, False))
        return super(RelationshipDepartment, visible)._compute_closeness()

    def _get_closeness_tally(self):
        # Of departments whose map the user sees.
        return Tally.from_json(self.sudo().tally)

    # ------------------------------------------------- reading through the maps

    def _field_to_sql(self, alias, field_expr, query=None):
        """Let lists search, sort, group and sum by what the visible maps say."""
        if query is None or field_expr not in FIGURES:
            return super()._field_to_sql(alias, field_expr, query)
        self._check_field_access(self._fields[field_expr], "read")
        rows = SQL(
            """(
            SELECT department.id, %(figures)s
              FROM relationship_department department
              JOIN %(maps)s map USING (account_id, company_id)
             CROSS JOIN LATERAL (
                SELECT (entry->>0)::integer AS level, (entry->>1)::integer AS people,
                       (entry->>2)::float8 AS weight
                  FROM jsonb_array_elements(%(tally)s) entry
             ) entry
             GROUP BY department.id
            )""",
            figures=self._sql_figures(),
            tally=SQL.identifier("department", "tally", to_flush=self._fields["tally"]),
            maps=visible_rows(
                self.env["relationship.map"],
                self._get_shown_domain(),
                ["account_id", "company_id"],
            ),
        )
        joined = join_rows(self, alias, query, "figures", rows, {"id": "id"})
        column = SQL.identifier(joined, field_expr)
        if field_expr in ("closeness", "coverage"):
            return column
        return SQL("COALESCE(%s, 0)", column)

    def _sql_figures(self):
        """The columns of ``FIGURES`` over a tally; see ``tools/closeness.py``."""
        counts = [
            SQL(
                "COALESCE(SUM(people) FILTER (WHERE level IS NOT DISTINCT FROM %s), 0)"
                " AS %s",
                level,
                SQL.identifier(field_name),
            )
            for level, field_name in COUNT_FIELDS.items()
        ]
        return SQL(
            """
            100 * SUM(weight * COALESCE(level, 0)) / SUM(weight) AS closeness,
            100 * COALESCE(SUM(weight) FILTER (WHERE level IS NOT NULL), 0)
                / SUM(weight) AS coverage,
            SUM(weight) AS total_weight, SUM(people) AS stakeholder_count, %s
            """,
            SQL(", ").join(counts),
        )
