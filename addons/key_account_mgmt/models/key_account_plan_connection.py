from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.relationship_network.models.nullable_float import NullableFloat

from ..tools.plan_health import progress


class KeyAccountPlanConnection(models.Model):
    """How close we want to come to the account, a department or a person.

    All three are measured as closeness, from −200 % to +200 %; the support of a person
    is a closeness of one (+1 is +100 %).
    """

    _name = "key.account.plan.connection"
    _description = "Connection Goal"
    _inherit = "key.account.plan.line.mixin"
    _order = "plan_id, sequence, id"
    _result_fields = frozenset({"final"})

    name = fields.Char("Whom", compute="_compute_name", store=True)
    department_id = fields.Many2one(
        "relationship.department",
        domain="[('account_id', '=', account_id)]",
        index="btree_not_null",
        ondelete="cascade",
    )
    stakeholder_id = fields.Many2one(
        "relationship.stakeholder",
        "Person",
        domain="[('account_id', '=', account_id), ('map_id.lead_id', '=', False)]",
        index="btree_not_null",
        ondelete="cascade",
    )
    baseline = NullableFloat(
        "Baseline (%)",
        digits=(6, 2),
        aggregator=None,
        copy=True,
        help="How close we were when the goal was set; it stays.",
    )
    target = fields.Float("Target (%)", digits=(6, 2), aggregator=None, default=100)
    current = NullableFloat("Now (%)", compute="_compute_current", aggregator=None)
    final = NullableFloat(
        "At the End (%)", digits=(6, 2), readonly=True, copy=False, aggregator=None
    )
    progress = NullableFloat(
        "Progress (%)", compute="_compute_current", aggregator=None
    )
    user_id = fields.Many2one(
        "res.users", "Who Cares", domain="[('share', '=', False)]"
    )

    @api.depends("department_id.name", "stakeholder_id.name")
    def _compute_name(self):
        for goal in self:
            goal.name = (
                goal.stakeholder_id.name
                or goal.department_id.name
                or self.env._("The whole account")
            )

    @api.depends("stakeholder_id.level", "department_id", "baseline", "target", "final")
    def _compute_current(self):
        values = self._get_current()
        for goal in self:
            now = values[goal]
            goal.current = now
            share = progress(
                *(
                    None if value is False else value
                    for value in (goal.baseline, goal.target, now)
                )
            )
            goal.progress = False if share is None else 100 * share

    def _get_current(self):
        """How close we are now, or were when the plan was closed.

        :return: ``{goal: closeness in percent, False without anybody assessed}``
        """
        return {
            goal: goal.final if goal.plan_id.state == "closed" else goal._measure()
            for goal in self
        }

    def _measure(self):
        self.ensure_one()
        if self.stakeholder_id:
            level = self.stakeholder_id.level
            return 100.0 * int(level) if level else False
        if self.department_id:
            return self.department_id.closeness
        return self.plan_id.key_account_id.closeness

    @api.constrains("department_id", "stakeholder_id", "target", "plan_id")
    def _check_goal(self):
        for goal in self:
            goal._check_of_account(goal.department_id)
            goal._check_of_account(goal.stakeholder_id)
            if goal.department_id and goal.stakeholder_id:
                raise ValidationError(
                    self.env._(
                        "Connection goal “%(goal)s”: choose a person or a department, "
                        "not both.",
                        goal=goal.name,
                    )
                )
            if not -200 <= goal.target <= 200:
                raise ValidationError(
                    self.env._(
                        "Connection goal “%(goal)s”: closeness runs from −200 to "
                        "+200 %%.",
                        goal=goal.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        goals = super().create(vals_list)
        for goal, vals in zip(goals, vals_list, strict=True):
            if "baseline" not in vals:
                goal.baseline = goal._measure()
        return goals

    def _freeze(self):
        # sudo: the plan is being closed by somebody who may write on it.
        for goal in self:
            goal.sudo().final = goal._measure()

    def _describe(self):
        return self.env._(
            "%(baseline)s → %(target)s %%",
            baseline="–" if self.baseline is False else f"{self.baseline:.0f}",
            target=f"{self.target:.0f}",
        )


class KeyAccountPlan(models.Model):
    _inherit = "key.account.plan"

    def action_take_connections(self):
        """Propose goals from the map: the account, its key departments, its deciders.

        What is there already stays; a person's target is the one set on the map.
        """
        self.ensure_one()
        account_map = self.account_id.relationship_map_id
        people = account_map.stakeholder_ids.filtered(
            lambda person: person.is_key_player or person.is_decider
        )
        departments = account_map.department_ids.filtered("is_key")
        known = self.connection_ids
        vals_list = []
        if not known.filtered(lambda g: not g.department_id and not g.stakeholder_id):
            vals_list.append({"target": min(200, (account_map.closeness or 0) + 50)})
        vals_list += [
            {"department_id": department.id, "target": 100}
            for department in departments - known.department_id
        ]
        vals_list += [
            {
                "stakeholder_id": person.id,
                "user_id": person.owner_id.id,
                "target": 100 * int(person.target_level or "1"),
            }
            for person in people - known.stakeholder_id
        ]
        known.create([{"plan_id": self.id, **vals} for vals in vals_list])
