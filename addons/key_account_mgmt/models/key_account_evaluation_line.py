from odoo import api, fields, models

from odoo.addons.relationship_network.models.nullable_float import NullableFloat

from .key_account_numbers import format_number, name_range


class KeyAccountEvaluationLine(models.Model):
    """What one criterion added to the score of an account on one day."""

    _name = "key.account.evaluation.line"
    _description = "Line of an Account Evaluation"
    _order = "evaluation_id, id"
    # As many as accounts × criteria, all written by the system.
    _log_access = False

    evaluation_id = fields.Many2one(
        "key.account.evaluation", required=True, index=True, ondelete="cascade"
    )
    criterion_id = fields.Many2one(
        "key.account.scoring.criterion", index="btree_not_null", ondelete="set null"
    )
    name = fields.Char(required=True)
    kind = fields.Char(export_string_translation=False)
    weight = fields.Float(digits=(8, 2), aggregator=None)
    value = NullableFloat(digits=(16, 2), aggregator="avg")
    value_text = fields.Char("Text")
    points = NullableFloat(
        digits=(5, 1), aggregator="avg", help="0 to 100; empty: nothing known."
    )
    has_bands = fields.Boolean(export_string_translation=False)
    band_from = NullableFloat(digits=(16, 2), aggregator=None)
    band_to = NullableFloat(digits=(16, 2), aggregator=None)
    reason = fields.Char(compute="_compute_reason")

    @api.depends("value", "value_text", "points", "has_bands")
    @api.depends_context("lang")
    def _compute_reason(self):
        for line in self:
            line.reason = line._explain()

    def _explain(self):
        values = {
            "value": self.value_text or format_number(self.env, self.value),
            "points": format_number(self.env, self.points),
        }
        if self.points is False:
            if self.kind == "manual":
                return self.env._("Nobody has judged this yet: 0 points.")
            return self.env._("The account has no value: 0 points.")
        if self.kind == "manual":
            return self.env._("Judged by hand: %(points)s points.", **values)
        if self.value_text or not self.has_bands:
            return self.env._("%(value)s: %(points)s points.", **values)
        if self.band_from is False and self.band_to is False and not self.points:
            return self.env._("%(value)s lies outside all bands: 0 points.", **values)
        return self.env._(
            "%(value)s lies in the band %(band)s: %(points)s points.",
            band=self._name_band(),
            **values,
        )

    def _name_band(self):
        return name_range(
            self.env,
            None if self.band_from is False else self.band_from,
            None if self.band_to is False else self.band_to,
        )
