from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools.safe_eval import safe_eval


class CrmStageGate(models.Model):
    """A criterion that an opportunity meets before it leaves a stage.

    Another addon adds a kind with ``selection_add`` on :attr:`kind` and a method
    ``_met_<kind>(leads)`` that returns the ``(gate id, lead id)`` pairs that hold.
    """

    _name = "crm.stage.gate"
    _description = "Exit Criterion of a Stage"
    _order = "stage_sequence, stage_id, sequence, id"

    name = fields.Char(
        "Criterion",
        required=True,
        translate=True,
        help="What must be true, as sellers read it.",
    )
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    stage_id = fields.Many2one(
        "crm.stage", "Before Leaving", required=True, index=True, ondelete="cascade"
    )
    stage_sequence = fields.Integer(
        "Place of the Stage", related="stage_id.sequence", store=True
    )
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: in all companies."
    )
    tier_ids = fields.Many2many(
        "crm.opportunity.tier", string="Tiers", help="Empty: for all tiers."
    )
    kind = fields.Selection(
        [
            ("field", "A field is filled"),
            ("role", "A role is known on the map"),
            ("closeness", "Closeness reached"),
            ("document", "A document is attached"),
            ("approval", "Somebody approved"),
            ("domain", "A condition holds"),
        ],
        required=True,
        default="field",
    )
    supplier = fields.Char(
        "Who Can Supply It",
        translate=True,
        help="Said beside what is missing, e.g. “the solution manager”.",
    )
    field_id = fields.Many2one(
        "ir.model.fields",
        domain=[("model", "=", "crm.lead"), ("store", "=", True)],
        ondelete="cascade",
    )
    role_id = fields.Many2one("relationship.role", ondelete="cascade")
    closeness_min = fields.Float("Closeness From (%)")
    document_name = fields.Char(
        "Name Contains", help="Part of the file's name; empty: any document."
    )
    approver_id = fields.Many2one(
        "res.users",
        domain="[('share', '=', False)]",
        help="Empty: the leader of the sales team.",
    )
    lead_domain = fields.Char("Condition", default="[]")
    lead_count = fields.Integer(
        "Open Opportunities",
        compute="_compute_lead_count",
        help="Open opportunities that this criterion concerns now.",
    )
    blocked_count = fields.Integer(
        "Not Met",
        compute="_compute_lead_count",
        help="How many of them do not meet it.",
    )

    @api.depends(
        "stage_id",
        "company_id",
        "tier_ids",
        "kind",
        "field_id",
        "role_id",
        "closeness_min",
        "document_name",
        "lead_domain",
    )
    def _compute_lead_count(self):
        leads = self.env["crm.lead"].search(
            Domain("stage_id", "in", self.stage_id.ids)
            & Domain("type", "=", "opportunity")
        )
        for gate in self:
            concerned = leads.filtered(gate._concerns)
            met = {lead for __, lead in gate._get_met(concerned)}
            gate.lead_count = len(concerned)
            gate.blocked_count = len(concerned) - len(met)

    @api.constrains(
        "kind", "field_id", "role_id", "lead_domain", "name", "closeness_min"
    )
    def _check_settings(self):
        needed = {"field": "field_id", "role": "role_id"}
        for gate in self:
            field_name = needed.get(gate.kind)
            if field_name and not gate[field_name]:
                raise ValidationError(
                    self.env._(
                        "Criterion “%(gate)s”: choose what “%(field)s” it asks for.",
                        gate=gate.name,
                        field=self._fields[field_name]._description_string(self.env),
                    )
                )
            if gate.kind == "closeness" and not -200 <= gate.closeness_min <= 200:
                raise ValidationError(
                    self.env._(
                        "Criterion “%(gate)s”: closeness runs from −200 to +200 %%.",
                        gate=gate.name,
                    )
                )
            if gate.kind == "domain":
                gate._check_lead_domain()

    def _check_lead_domain(self):
        self.ensure_one()
        try:
            self.env["crm.lead"].search(self._get_lead_domain(), limit=1)
        except (ValueError, TypeError, SyntaxError, NameError, KeyError) as error:
            raise ValidationError(
                self.env._(
                    "Criterion “%(gate)s”: the condition cannot be read (%(error)s).",
                    gate=self.name,
                    error=error,
                )
            ) from error

    # --------------------------------------------------------------- evaluation

    @api.model
    def _get_gates(self, stages):
        """The criteria for leaving stages; they hold whoever looks."""
        return self.sudo().search([("stage_id", "in", stages.ids)])

    def _concerns(self, lead):
        """Whether the criterion holds for an opportunity, wherever it stands."""
        self.ensure_one()
        tier, company = lead.tier_id, self.company_id
        if tier.is_fast_track or (self.tier_ids and tier not in self.tier_ids):
            return False
        return not company or lead.company_id in (company, lead.company_id.browse())

    def _get_met(self, leads):
        """Which criteria are met, evaluated now.

        :param leads: ``crm.lead``
        :return: set of ``(gate id, lead id)``; the number of queries does not depend on
            the number of opportunities
        """
        met = set()
        for kind, gates in self.grouped("kind").items():
            met |= getattr(gates, f"_met_{kind}")(leads)
        return met

    def _met_field(self, leads):
        return {
            (gate.id, lead.id)
            for gate in self
            for lead in leads
            if lead[gate.field_id.name]
        }

    def _met_role(self, leads):
        rows = self.env["relationship.stakeholder"]._read_group(
            [
                ("map_id.lead_id", "in", leads.ids),
                ("role_id", "in", self.role_id.ids),
                ("is_placeholder", "=", False),
            ],
            ["role_id", "map_id"],
        )
        known = {(role, person_map.lead_id) for role, person_map in rows}
        return {
            (gate.id, lead.id)
            for gate in self
            for lead in leads
            if (gate.role_id, lead._origin) in known
        }

    def _met_closeness(self, leads):
        return {
            (gate.id, lead.id)
            for gate in self
            for lead in leads
            if lead.closeness is not False and lead.closeness >= gate.closeness_min
        }

    def _met_document(self, leads):
        attachments = self.env["ir.attachment"].search_fetch(
            [("res_model", "=", "crm.lead"), ("res_id", "in", leads.ids)],
            ["name", "res_id"],
        )
        return {
            (gate.id, attachment.res_id)
            for gate in self
            for attachment in attachments
            if (gate.document_name or "").lower() in (attachment.name or "").lower()
        }

    def _met_approval(self, leads):
        rows = self.env["crm.lead.gate.approval"]._read_group(
            [
                ("lead_id", "in", leads.ids),
                ("gate_id", "in", self.ids),
                ("state", "=", "approved"),
            ],
            ["gate_id", "lead_id"],
        )
        return {(gate.id, lead.id) for gate, lead in rows}

    def _met_domain(self, leads):
        return {
            (gate.id, lead.id)
            for gate in self
            for lead in leads.filtered_domain(gate._get_lead_domain())
        }

    def _get_lead_domain(self):
        self.ensure_one()
        return safe_eval(self.lead_domain or "[]", {"uid": self.env.uid})

    # -------------------------------------------------------------------- words

    def _describe_missing(self):
        """What is missing, as a line of text."""
        self.ensure_one()
        if self.supplier:
            return self.env._(
                "%(criterion)s (%(supplier)s can supply it)",
                criterion=self.name,
                supplier=self.supplier,
            )
        return self.name

    def _get_approver(self, lead):
        """Who is asked to approve."""
        self.ensure_one()
        return self.approver_id or lead.team_id.user_id
