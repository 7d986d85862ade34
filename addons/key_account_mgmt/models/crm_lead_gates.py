from odoo import api, fields, models
from odoo.exceptions import AccessError, RedirectWarning, UserError

# Says that a manager lets an opportunity pass, and why.
OVERRIDE_KEY = "gate_override_reason"
MANAGER_GROUP = "key_account_mgmt.group_manager"


class CrmLead(models.Model):
    """Opportunities move on when they meet what their stages and tier ask for."""

    _inherit = "crm.lead"

    gate_checklist = fields.Json(
        compute="_compute_gate_checklist",
        help="The exit criteria of the stage, each met or not, evaluated now.",
    )
    gate_progress = fields.Char(
        "Exit Criteria",
        compute="_compute_gate_checklist",
        help="How many exit criteria of the stage are met.",
    )
    stage_log_ids = fields.One2many("crm.lead.stage.log", "lead_id", "Stage History")

    @api.depends("stage_id", "tier_id", "type", "closeness", "relationship_map_ids")
    @api.depends_context("lang")
    def _compute_gate_checklist(self):
        gates = self.env["crm.stage.gate"]._get_gates(self.stage_id)
        met = gates._get_met(self) if gates else set()
        for lead in self:
            own = lead._filter_gates(gates, lead.stage_id)
            checklist = [
                {
                    "id": gate.id,
                    "name": gate.name,
                    "kind": gate.kind,
                    "supplier": gate.supplier or "",
                    "is_met": (gate.id, lead.id) in met,
                }
                for gate in own
            ]
            done = sum(line["is_met"] for line in checklist)
            lead.gate_checklist = checklist
            lead.gate_progress = f"{done}/{len(own)}" if own else False

    def _filter_gates(self, gates, stages):
        """Those of the criteria that hold before this opportunity leaves stages."""
        self.ensure_one()
        if self.type != "opportunity":
            return gates.browse()
        return gates.filtered(
            lambda gate: gate.stage_id in stages and gate._concerns(self)
        )

    def _get_missing_gates(self, new_stage):
        """What keeps opportunities from moving on to a stage.

        :param new_stage: ``crm.stage``
        :return: ``{lead: criteria}`` of those that move forward and lack something; who
            skips a stage meets its criteria as well
        """
        forward = self.filtered(lambda lead: lead._moves_forward(new_stage))
        if not forward:
            return {}
        stages = self.env["crm.stage"].search(
            [
                ("sequence", ">=", min(forward.stage_id.mapped("sequence"))),
                ("sequence", "<=", new_stage.sequence),
                ("id", "!=", new_stage.id),
            ]
        )
        gates = self.env["crm.stage.gate"]._get_gates(stages)
        met = gates._get_met(forward) if gates else set()
        missing = {}
        for lead in forward:
            passed = lead._get_passed_stages(stages)
            lacking = lead._filter_gates(gates, passed).filtered(
                lambda gate, lead=lead: (gate.id, lead.id) not in met
            )
            if lacking:
                missing[lead] = lacking
        return missing

    def _moves_forward(self, new_stage):
        old = self.stage_id
        return (
            self.type == "opportunity"
            and bool(old)
            and old != new_stage
            and old.sequence <= new_stage.sequence
        )

    def _get_passed_stages(self, stages):
        """Those of the stages ahead that hold for the opportunity's team."""
        self.ensure_one()
        own = self.stage_id
        return stages.filtered(
            lambda stage: (
                stage == own
                or (
                    stage.sequence > own.sequence
                    and (not stage.team_ids or self.team_id in stage.team_ids)
                )
            )
        )

    def write(self, vals):
        if not vals.get("stage_id"):
            return super().write(vals)
        new_stage = self.env["crm.stage"].browse(vals["stage_id"])
        moving = self.filtered(lambda lead: lead.stage_id != new_stage)
        before = [(lead, lead.stage_id, lead._get_days_in_stage()) for lead in moving]
        # What is written together with the stage counts.
        others = {name: value for name, value in vals.items() if name != "stage_id"}
        if others and "probability" not in others and "active" not in others:
            super().write(others)
        missing = moving._get_missing_gates(new_stage)
        reason = self._check_gates(missing, new_stage)
        result = super().write(vals)
        self._log_stages(before, new_stage, missing, reason)
        return result

    def _get_days_in_stage(self):
        since = self.date_last_stage_update or self.create_date
        if not since:
            return 0.0
        return (fields.Datetime.now() - since).total_seconds() / 86400

    def _check_gates(self, missing, new_stage):
        """Refuse what lacks something, unless a manager lets it pass.

        :return: the manager's reason, or False
        :raise UserError: naming what is missing and who can supply it
        """
        if not missing:
            return False
        reason = self.env.context.get(OVERRIDE_KEY)
        is_manager = self.env.user.has_group(MANAGER_GROUP)
        if reason and isinstance(reason, str) and reason.strip():
            if not is_manager:
                raise AccessError(
                    self.env._("Only managers let opportunities pass a gate.")
                )
            return reason.strip()
        message = self._explain_missing(missing, new_stage)
        if is_manager and len(missing) == 1:
            raise RedirectWarning(
                message,
                self.env.ref("key_account_mgmt.crm_lead_gate_override_action").id,
                self.env._("Let It Pass"),
                {
                    "default_lead_id": next(iter(missing)).id,
                    "default_stage_id": new_stage.id,
                },
            )
        raise UserError(message)

    def _explain_missing(self, missing, new_stage):
        lines = []
        for lead, gates in missing.items():
            lines.append(
                self.env._(
                    "“%(lead)s” cannot move on to %(stage)s yet. Missing:",
                    lead=lead.name,
                    stage=new_stage.name,
                )
            )
            lines += [f"– {gate._describe_missing()}" for gate in gates]
        return "\n".join(lines)

    def _log_stages(self, before, new_stage, missing, reason):
        # Everybody's moves are logged; nobody writes the log by hand.
        self.env["crm.lead.stage.log"].sudo().create(
            [
                {
                    "lead_id": lead.id,
                    "user_id": self.env.uid,
                    "salesperson_id": lead.user_id.id,
                    "team_id": lead.team_id.id,
                    "tier_code": lead.tier_code,
                    "stage_from_id": old.id,
                    "stage_to_id": new_stage.id,
                    "days": days,
                    "is_forward": old.sequence < new_stage.sequence,
                    "is_override": lead in missing and bool(reason),
                    "missing": "\n".join(missing[lead].mapped("name"))
                    if lead in missing
                    else False,
                    "reason": reason if lead in missing else False,
                }
                for lead, old, days in before
            ]
        )

    def action_ask_gate_approval(self, gate_id):
        """Ask for the approval that an exit criterion of this opportunity wants.

        :param gate_id: id of a ``crm.stage.gate`` of the kind approval
        :raise UserError: when the criterion asks for something else, or nobody approves
        """
        self.ensure_one()
        self.check_access("write")
        gate = self.env["crm.stage.gate"]._get_gates(self.stage_id)
        gate = gate.filtered(lambda g: g.id == gate_id and g.kind == "approval")
        if not gate:
            raise UserError(
                self.env._("There is nothing to approve before this stage is left.")
            )
        self.env["crm.lead.gate.approval"]._ask(self, gate)
        return True
