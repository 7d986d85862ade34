from odoo import api, fields, models

from ..tools import worth

DEFAULT_REFERENCE = 1_000_000.0


class PresalesWorthWeight(models.Model):
    """How much one fact about an opportunity counts in the queue."""

    _name = "presales.worth.weight"
    _description = "Weight in the Queue"
    _order = "weight DESC, id"

    factor = fields.Selection(
        [
            ("tier", "Tier"),
            ("amount", "Expected value"),
            ("probability", "Probability"),
            ("closeness", "Closeness"),
            ("account_class", "Account class"),
        ],
        required=True,
    )
    name = fields.Char(required=True, translate=True)
    weight = fields.Float(
        required=True, default=1.0, help="Only the proportion of the weights matters."
    )
    reference_amount = fields.Float(
        "Counts Fully From",
        help="Amount in the company's currency; a thousandth of it counts nothing. "
        "Used by the expected value.",
    )

    _factor_uniq = models.UniqueIndex("(factor)", "This fact has a weight already.")
    _weight_check = models.Constraint(
        "CHECK(weight >= 0)", "A weight cannot be below 0."
    )
    _reference_check = models.Constraint(
        "CHECK(reference_amount >= 0)", "An amount cannot be below 0."
    )

    @api.model
    def _get_worth_function(self):
        """A function from the facts of an opportunity to ``(points, parts)``."""
        weights = self.search([])
        counted = {weight.factor: weight.weight for weight in weights}
        reference = max(weights.mapped("reference_amount"), default=0)
        return lambda facts: worth.worth(facts, counted, reference or DEFAULT_REFERENCE)

    @api.model_create_multi
    def create(self, vals_list):
        weights = super().create(vals_list)
        self._recompute_queue()
        return weights

    def write(self, vals):
        result = super().write(vals)
        if {"weight", "reference_amount", "factor"} & vals.keys():
            self._recompute_queue()
        return result

    def unlink(self):
        result = super().unlink()
        self._recompute_queue()
        return result

    @api.model
    def _recompute_queue(self):
        """Order the queue by the weights as they are now."""
        # The order holds for everybody's requests, whoever may see them.
        requests = self.env["presales.request"].sudo()
        waiting = requests.search([("state", "in", ("draft", "queued", "assigned"))])
        self.env.add_to_compute(requests._fields["worth"], waiting)
