from odoo import fields, models


class CrmStageTemplate(models.Model):
    """A stage of the sales process that may be applied to a pipeline."""

    _name = "crm.stage.template"
    _description = "Stage of the Template"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    requirements = fields.Text(
        translate=True, help="Shown when somebody points at the stage."
    )
    active = fields.Boolean(default=True)


class CrmStageTemplateRun(models.Model):
    """That the template was applied: what was created and moved, to undo it."""

    _name = "crm.stage.template.run"
    _description = "Template Applied to a Pipeline"
    _order = "id DESC"
    _rec_name = "create_date"

    team_ids = fields.Many2many("crm.team", string="Sales Teams")
    stage_ids = fields.One2many("crm.stage", "template_run_id", "Stages Created")
    moves = fields.Json(
        help="Stage that each opportunity had: {opportunity: stage}, by id."
    )
    fallback_moves = fields.Json(
        help="Where opportunities go that came later: {new stage: old stage}."
    )
    lead_count = fields.Integer("Opportunities Moved")
    state = fields.Selection(
        [("applied", "Applied"), ("undone", "Undone")], default="applied", required=True
    )

    def action_undo(self):
        """Give opportunities their stages back, and remove the created ones.

        An opportunity that came later takes the old stage that stands for its own.
        """
        for run in self.filtered(lambda run: run.state == "applied"):
            leads = (
                self.env["crm.lead"]
                .with_context(active_test=False)
                .search([("stage_id", "in", run.stage_ids.ids)])
            )
            known = {int(lead): stage for lead, stage in (run.moves or {}).items()}
            later = {int(new): old for new, old in (run.fallback_moves or {}).items()}
            stages = self.env["crm.stage"].browse({*known.values(), *later.values()})
            alive = set(stages.exists().ids)
            targets = {}
            for lead in leads:
                stage = known.get(lead.id) or later.get(lead.stage_id.id)
                if stage not in alive:
                    stage = later.get(lead.stage_id.id)
                targets.setdefault(stage, []).append(lead.id)
            for stage, ids in targets.items():
                leads.browse(ids)._relabel_stage(stages.browse(stage))
            run.stage_ids.unlink()
            run.state = "undone"


class CrmStage(models.Model):
    _inherit = "crm.stage"

    template_run_id = fields.Many2one(
        "crm.stage.template.run",
        index="btree_not_null",
        copy=False,
        ondelete="set null",
        export_string_translation=False,
    )
