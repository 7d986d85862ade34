from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain


class CrmStageTemplateApply(models.TransientModel):
    """Applies the template's stages to a pipeline, as its owner maps them."""

    _name = "crm.stage.template.apply"
    _description = "Apply the Stage Template"

    team_ids = fields.Many2many(
        "crm.team", string="Sales Teams", help="Empty: the stages that all teams share."
    )
    line_ids = fields.One2many(
        "crm.stage.template.apply.line",
        "wizard_id",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
        precompute=True,
    )
    lead_count = fields.Integer("Opportunities to Move", compute="_compute_lead_count")

    @api.depends("team_ids")
    def _compute_line_ids(self):
        templates = self.env["crm.stage.template"].search([])
        for wizard in self:
            stages = wizard._get_old_stages()
            wizard.line_ids = [Command.clear()] + [
                Command.create(
                    {
                        "stage_id": stage.id,
                        "template_id": templates[
                            place * len(templates) // len(stages)
                        ].id,
                    }
                )
                for place, stage in enumerate(stages)
                if templates
            ]

    @api.depends("line_ids.template_id")
    def _compute_lead_count(self):
        for wizard in self:
            wizard.lead_count = sum(
                line.lead_count for line in wizard.line_ids if line.template_id
            )

    def _get_old_stages(self):
        """The open stages of the pipeline; the won stage stays what it is."""
        self.ensure_one()
        teams = self.team_ids._origin
        return self.env["crm.stage"].search(
            Domain("is_won", "=", False)
            & Domain("template_run_id", "=", False)
            & Domain("team_ids", "in" if teams else "=", teams.ids or False)
        )

    def action_apply(self):
        """Create the stages and move the opportunities as mapped.

        :return: the run, where it can be undone
        :raise UserError: when the template was applied to this pipeline before
        """
        self.ensure_one()
        templates = self.env["crm.stage.template"].search([])
        self._check_not_applied()
        run = self.env["crm.stage.template.run"].create(
            {"team_ids": [Command.set(self.team_ids.ids)]}
        )
        stages = self._create_stages(run, templates)
        moves = {}
        for line in self.line_ids.filtered("template_id"):
            leads = line._get_leads()
            moves.update(dict.fromkeys(map(str, leads.ids), line.stage_id.id))
            leads._relabel_stage(stages[line.template_id])
        run.write(
            {
                "moves": moves,
                "lead_count": len(moves),
                "fallback_moves": self._get_fallback_moves(templates, stages),
            }
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": run._name,
            "res_id": run.id,
            "views": [(False, "form")],
        }

    def _check_not_applied(self):
        runs = self.env["crm.stage.template.run"].search([("state", "=", "applied")])
        if any(run.team_ids == self.team_ids for run in runs):
            raise UserError(
                self.env._(
                    "The template is applied to this pipeline already. Undo that first."
                )
            )

    def _create_stages(self, run, templates):
        """New stages, all before the won ones; existing stages keep their places."""
        won = self.env["crm.stage"].search([("is_won", "=", True)])
        first = min([*won.mapped("sequence"), len(templates) + 1]) - len(templates)
        stages = self.env["crm.stage"].create(
            [
                {
                    "name": template.name,
                    "requirements": template.requirements,
                    "sequence": first + place,
                    "team_ids": [Command.set(self.team_ids.ids)],
                    "template_run_id": run.id,
                }
                for place, template in enumerate(templates)
            ]
        )
        return dict(zip(templates, stages, strict=True))

    def _get_fallback_moves(self, templates, stages):
        """Which old stage stands for each new one: the nearest mapped before it."""
        old = {line.template_id: line.stage_id for line in self.line_ids}
        fallback, last = {}, self.line_ids[:1].stage_id
        for template in templates:
            last = old.get(template, last)
            fallback[str(stages[template].id)] = last.id
        return fallback


class CrmStageTemplateApplyLine(models.TransientModel):
    """One existing stage, and the stage of the template that stands for it."""

    _name = "crm.stage.template.apply.line"
    _description = "Existing Stage in the Template"

    wizard_id = fields.Many2one(
        "crm.stage.template.apply", required=True, index=True, ondelete="cascade"
    )
    stage_id = fields.Many2one(
        "crm.stage", "Existing Stage", required=True, readonly=True, ondelete="cascade"
    )
    template_id = fields.Many2one(
        "crm.stage.template",
        "Becomes",
        ondelete="cascade",
        help="Empty: the stage and its opportunities stay as they are.",
    )
    lead_count = fields.Integer("Opportunities", compute="_compute_lead_count")

    @api.depends("stage_id", "wizard_id.team_ids")
    def _compute_lead_count(self):
        for wizard, lines in self.grouped("wizard_id").items():
            rows = self.env["crm.lead"]._read_group(
                lines._get_lead_domain(wizard), ["stage_id"], ["__count"]
            )
            counts = {stage.id: count for stage, count in rows}
            for line in lines:
                line.lead_count = counts.get(line.stage_id.id, 0)

    def _get_lead_domain(self, wizard):
        domain = Domain("stage_id", "in", self.stage_id.ids)
        domain &= Domain("active", "in", [True, False])
        teams = wizard.team_ids._origin
        return domain & Domain("team_id", "in", teams.ids) if teams else domain

    def _get_leads(self):
        return self.env["crm.lead"].search(self._get_lead_domain(self.wizard_id))
