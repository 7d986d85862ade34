from odoo import fields, models
from odoo.tools import SQL

from .levels import COUNT_FIELDS
from .nullable_float import NullableFloat


class RelationshipClosenessMixin(models.AbstractModel):
    """Closeness, coverage and counts per level of a set of people.

    A model that inherits it says whose levels count (:meth:`_get_closeness_tally`) and
    what that depends on (``@api.depends`` on :meth:`_compute_closeness`).
    """

    _name = "relationship.closeness.mixin"
    _description = "Closeness of a Set of People"

    closeness = NullableFloat(
        "Closeness (%)",
        compute="_compute_closeness",
        store=True,
        digits=(6, 2),
        aggregator="avg",
        help="Weighted mean of the levels, from -200 % to +200 %; people who are not "
        "assessed count as neutral. Empty when there is nobody.",
    )
    coverage = NullableFloat(
        "Coverage (%)",
        compute="_compute_closeness",
        store=True,
        digits=(6, 2),
        aggregator="avg",
        help="Share of the decision weight that has been assessed.",
    )
    total_weight = fields.Float(
        "Decision Weight", compute="_compute_closeness", store=True, digits=(16, 2)
    )
    count_strong_support = fields.Integer(
        "Strong Support", compute="_compute_closeness", store=True
    )
    count_support = fields.Integer("Support", compute="_compute_closeness", store=True)
    count_neutral = fields.Integer("Neutral", compute="_compute_closeness", store=True)
    count_oppose = fields.Integer("Oppose", compute="_compute_closeness", store=True)
    count_strong_oppose = fields.Integer(
        "Strong Oppose", compute="_compute_closeness", store=True
    )
    count_unassessed = fields.Integer(
        "Not Assessed", compute="_compute_closeness", store=True
    )
    stakeholder_count = fields.Integer(
        "People", compute="_compute_closeness", store=True
    )

    def _get_closeness_tally(self):
        """Levels of the people whose levels count for this record.

        :return: :class:`Tally`
        """
        raise NotImplementedError

    def _read_group_select(self, aggregate_spec, query):
        """Weight the closeness and coverage of every group of records."""
        name, __, function = aggregate_spec.partition(":")
        if name not in ("closeness", "coverage") or function != "avg":
            return super()._read_group_select(aggregate_spec, query)
        return SQL(
            "(SUM(%(weight)s * %(value)s) / NULLIF(SUM(%(weight)s), 0))::float",
            weight=self._field_to_sql(self._table, "total_weight", query),
            value=self._field_to_sql(self._table, name, query),
        )

    def _compute_closeness(self):
        for record in self:
            tally = record._get_closeness_tally()
            record.closeness = tally.closeness
            record.coverage = tally.coverage
            record.total_weight = tally.weight
            record.stakeholder_count = tally.total
            for level, count_field in COUNT_FIELDS.items():
                record[count_field] = tally.count(level)
