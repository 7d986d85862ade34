from odoo import api, fields, models
from odoo.exceptions import UserError

from .nullable_float import NullableFloat

MEANINGS = [
    ("economic_buyer", "Economic Buyer / Approver"),
    ("decision_maker", "Decision Maker"),
    ("technical_evaluator", "Technical Evaluator"),
    ("user", "User"),
    ("champion", "Champion / Coach"),
    ("gatekeeper", "Gatekeeper / Procurement"),
    ("influencer", "Influencer"),
]


class RelationshipRole(models.Model):
    """A part somebody plays in a decision.

    Rules rely on the meaning, which never changes; people read the name and the
    weight, which an administrator adapts.
    """

    _name = "relationship.role"
    _description = "Decision Role"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    short_name = fields.Char(
        size=3,
        translate=True,
        help="One to three letters that stand for the role on a map.",
    )
    meaning = fields.Selection(
        MEANINGS,
        help="What rules understand by this role. It cannot change once set.",
    )
    default_weight = fields.Float(
        default=1.0,
        digits=(16, 2),
        help="Decision weight that a person gets with this role.",
    )
    is_needed = fields.Boolean(
        "Needed", help="A map on which nobody has this role has a gap."
    )
    needed_from_stage_id = fields.Many2one(
        "crm.stage",
        "Needed From",
        ondelete="set null",
        help="Needed only on maps of opportunities that have reached this stage. "
        "Empty: needed on every map.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    stakeholder_count = fields.Integer("People", compute="_compute_closeness")
    closeness = NullableFloat(
        "Closeness (%)",
        compute="_compute_closeness",
        help="Over the people with this role on the account maps you may see.",
    )
    coverage = NullableFloat("Coverage (%)", compute="_compute_closeness")

    _positive_default_weight = models.Constraint(
        "CHECK(default_weight > 0)", "The default weight of a role must be positive."
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_closeness(self):
        groups = self.env["relationship.stakeholder"]._read_group(
            [("role_id", "in", self.ids), ("lead_id", "=", False)],
            ["role_id"],
            ["__count", "closeness:avg", "coverage:avg"],
        )
        figures = {role: values for role, *values in groups}
        for role in self:
            count, closeness, coverage = figures.get(role, (0, False, False))
            role.stakeholder_count = count
            role.closeness = closeness
            role.coverage = coverage

    def _is_needed_on(self, relationship_map):
        """Whether a map has a gap when nobody has this role."""
        self.ensure_one()
        stage = self.needed_from_stage_id
        # Who sees the map may not see the opportunity.
        lead_stage = relationship_map.lead_id.sudo().stage_id
        return self.is_needed and (
            not stage or (lead_stage and lead_stage.sequence >= stage.sequence)
        )

    def write(self, vals):
        if "meaning" in vals:
            changed = self.filtered(
                lambda role: role.meaning and role.meaning != vals["meaning"]
            )
            if changed:
                raise UserError(
                    self.env._(
                        "The meaning of the role “%(role)s” cannot change, because "
                        "rules rely on it. Create another role instead.",
                        role=changed[0].name,
                    )
                )
        return super().write(vals)
