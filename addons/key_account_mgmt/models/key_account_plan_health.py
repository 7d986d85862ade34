from odoo import api, fields, models

from odoo.addons.relationship_network.models.nullable_float import NullableFloat

from ..tools import plan_health

HEALTH = [("on_track", "On Track"), ("at_risk", "At Risk"), ("off", "Off")]


class KeyAccountPlan(models.Model):
    """Whether the plan is on track, with the sentence that says why."""

    _inherit = "key.account.plan"

    health = fields.Selection(HEALTH, compute="_compute_health")
    health_reason = fields.Char(compute="_compute_health")
    time_gone = fields.Float("Time Gone (%)", compute="_compute_health")
    progress = NullableFloat(
        "Progress (%)",
        compute="_compute_health",
        help="Mean of the objectives that can be measured, at most 100 % each.",
    )

    @api.depends(
        "date_start",
        "date_end",
        "state",
        "objective_ids.name",
        "objective_ids.progress",
    )
    @api.depends_context("lang")
    def _compute_health(self):
        for plan in self:
            gone = plan._get_time_gone()
            objectives = [
                plan_health.Objective(
                    objective.name or "",
                    None if objective.progress is False else objective.progress / 100,
                )
                for objective in plan.objective_ids
            ]
            result = plan_health.health(objectives, gone)
            known = [o.progress for o in objectives if o.progress is not None]
            plan.time_gone = 100 * gone
            plan.progress = (
                100 * sum(min(max(share, 0), 1) for share in known) / len(known)
                if known
                else False
            )
            plan.health = result.colour
            plan.health_reason = plan._explain_health(result)

    def _get_time_gone(self):
        if not self.date_start or not self.date_end:
            return 0.0
        today = fields.Date.context_today(self)
        return plan_health.elapsed(self.date_start, self.date_end, today)

    def _explain_health(self, result):
        names = ", ".join(f"“{name}”" for name in result.names[:3])
        gone = round(self.time_gone)
        sentences = {
            "no_objectives": self.env._("The plan has no objective yet."),
            "far_behind": self.env._(
                "%(gone)s %% of the time is gone; far behind: %(names)s.",
                gone=gone,
                names=names,
            ),
            "behind": self.env._(
                "%(gone)s %% of the time is gone; behind: %(names)s.",
                gone=gone,
                names=names,
            ),
            "unknown": self.env._("Cannot be measured yet: %(names)s.", names=names),
            "on_track": self.env._("All objectives keep pace with the time gone."),
        }
        return sentences[result.reason]
