from odoo import api, fields, models


class PresalesCandidateGoal(models.Model):
    """How much a wish counts when experts are ranked for a request."""

    _name = "presales.candidate.goal"
    _description = "Goal of the Ranking"
    _order = "weight DESC, id"

    code = fields.Selection(
        [
            ("skill", "Skill level"),
            ("free", "Free hours"),
            ("place", "Near, or near in time"),
            ("history", "Knows the customer"),
            ("win_rate", "Wins with this seller"),
        ],
        "Goal",
        required=True,
    )
    name = fields.Char(required=True, translate=True)
    weight = fields.Float(
        required=True, default=1.0, help="Only the proportion of the weights matters."
    )

    _code_uniq = models.UniqueIndex("(code)", "This goal has a weight already.")
    _weight_check = models.Constraint(
        "CHECK(weight >= 0)", "A weight cannot be below 0."
    )

    @api.model
    def _get_weights(self):
        """``({code: weight}, {code: name})``; without any, skill alone counts."""
        goals = self.search([])
        weights = {goal.code: goal.weight for goal in goals}
        names = dict(self._fields["code"]._description_selection(self.env))
        names.update({goal.code: goal.name for goal in goals})
        return (weights if any(weights.values()) else {"skill": 1.0}), names
