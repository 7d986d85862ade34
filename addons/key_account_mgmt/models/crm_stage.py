from odoo import fields, models


class CrmStage(models.Model):
    """What a stage asks for, how long it may take, and whom that concerns now."""

    _inherit = "crm.stage"

    gate_ids = fields.One2many("crm.stage.gate", "stage_id", "Exit Criteria")
    norm_ids = fields.One2many("crm.stage.norm", "stage_id", "Norms")
    gate_count = fields.Integer("Exit Criteria Set", compute="_compute_gate_count")
    open_lead_count = fields.Integer(
        "Open Opportunities", compute="_compute_open_lead_count"
    )

    def _compute_gate_count(self):
        rows = self.env["crm.stage.gate"]._read_group(
            [("stage_id", "in", self.ids)], ["stage_id"], ["__count"]
        )
        counts = dict(rows)
        for stage in self:
            stage.gate_count = counts.get(stage, 0)

    def _compute_open_lead_count(self):
        rows = self.env["crm.lead"]._read_group(
            [
                ("stage_id", "in", self.ids),
                ("type", "=", "opportunity"),
                ("won_status", "=", "pending"),
            ],
            ["stage_id"],
            ["__count"],
        )
        counts = dict(rows)
        for stage in self:
            stage.open_lead_count = counts.get(stage, 0)
