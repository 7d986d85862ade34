from odoo import api, fields, models

# What makes an earlier project similar, and how much, until an administrator says else.
FEATURES = ("account", "group", "solution", "department", "size", "recency")


class CustomerProjectWeight(models.Model):
    """How much a trait counts for whether an earlier project is similar."""

    _name = "customer.project.weight"
    _description = "Weight in the Similarity of Projects"
    _order = "sequence, id"
    _rec_name = "feature"

    feature = fields.Selection(
        [
            ("account", "Same customer"),
            ("group", "Same group of companies"),
            ("solution", "Same solution"),
            ("department", "Same department"),
            ("size", "Similar size"),
            ("recency", "Recent"),
        ],
        required=True,
        readonly=True,
    )
    sequence = fields.Integer(default=10)
    weight = fields.Float(required=True, default=1.0)

    _feature_uniq = models.UniqueIndex("(feature)", "Each trait has one weight.")
    _weight_check = models.Constraint(
        "CHECK(weight > 0)", "The weight of a trait is above 0."
    )

    @api.model
    def _get_weights(self):
        """``{feature: weight}`` of every trait."""
        known = {weight.feature: weight.weight for weight in self.search([])}
        return {feature: known.get(feature, 1.0) for feature in FEATURES}
