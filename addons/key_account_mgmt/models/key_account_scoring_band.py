from odoo import api, fields, models

from odoo.addons.relationship_network.models.nullable_float import NullableFloat

from .key_account_scoring_model import LATER


class KeyAccountScoringBand(models.Model):
    """Values from here on and below there earn so many points."""

    _name = "key.account.scoring.band"
    _description = "Band of a Scoring Criterion"
    _order = "criterion_id, value_from NULLS FIRST, sequence, id"
    _rec_name = "value_match"

    criterion_id = fields.Many2one(
        "key.account.scoring.criterion", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    value_from = NullableFloat("From", help="Empty: whatever is lower.")
    value_to = NullableFloat("Below", help="Empty: whatever is higher.")
    value_match = fields.Char(
        "Is",
        help="For texts, choices and records: the value or its name, in any spelling "
        "of capitals. Empty: any other value.",
    )
    points = fields.Float(required=True, digits=(5, 1), help="0 to 100.")

    # What tools/scoring.py calls them; an open end is None there.

    @property
    def start(self):
        return None if self.value_from is False else self.value_from

    @property
    def end(self):
        return None if self.value_to is False else self.value_to

    @api.constrains("criterion_id", "value_from", "value_to", "value_match", "points")
    def _check_bands(self):
        if not self.env.context.get(LATER):
            self.criterion_id._check_bands()

    @api.ondelete(at_uninstall=False)
    def _unlink_check_gap(self):
        if not self.env.context.get(LATER):
            for criterion in self.criterion_id:
                criterion._raise_band_problem(criterion.band_ids - self)
