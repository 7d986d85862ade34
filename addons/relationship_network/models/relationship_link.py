from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .relationship_link_type import KINDS
from .unique_messages import duplicate_message

_duplicate_link = duplicate_message(
    lambda env, names: env._(
        "%(one)s and %(other)s already have a link “%(type)s”. Change that one "
        "instead.",
        **names,
    ),
    one=(1, "res.partner"),
    other=(2, "res.partner"),
    type=(3, "relationship.link.type"),
)


class RelationshipLink(models.Model):
    """A tie between two people: influence, conflict, or knowing each other.

    It joins contacts, not places on a map, so that one tie serves every map. With an
    opportunity it holds for that opportunity only.
    """

    _name = "relationship.link"
    _description = "Relationship Link"
    _check_company_auto = True
    _order = "strength desc, id"

    source_id = fields.Many2one(
        "res.partner",
        "From",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
        help="Who influences, obstructs or knows the other person.",
    )
    target_id = fields.Many2one(
        "res.partner",
        "To",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    type_id = fields.Many2one(
        "relationship.link.type", required=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(
        KINDS, compute="_compute_kind", store=True, precompute=True, index=True
    )
    strength = fields.Integer(
        required=True, default=3, aggregator="avg", help="From 1 (weak) to 5 (strong)."
    )
    desired_strength = fields.Integer(
        aggregator="avg", help="The strength we aim at, from 1 to 5; 0 when not set."
    )
    confidence = fields.Selection(
        [("low", "Low"), ("medium", "Medium"), ("high", "High")],
        required=True,
        default="medium",
        help="How sure we are of this link.",
    )
    origin = fields.Char("Source", help="Where the information comes from.")
    date_start = fields.Date("Since")
    date_end = fields.Date("Until")
    note = fields.Text()
    lead_id = fields.Many2one(
        "crm.lead",
        "Only for Opportunity",
        index="btree_not_null",
        ondelete="cascade",
        check_company=True,
        help="Leave empty when the link holds everywhere.",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    active = fields.Boolean(default=True)
    source_account_id = fields.Many2one(
        "res.partner",
        "From Account",
        compute="_compute_ends",
        store=True,
        precompute=True,
        index="btree_not_null",
        help="Company of the first person; empty for our own people.",
    )
    target_account_id = fields.Many2one(
        "res.partner",
        "To Account",
        compute="_compute_ends",
        store=True,
        precompute=True,
        index="btree_not_null",
        help="Company of the second person; empty for our own people.",
    )
    scope = fields.Selection(
        [("internal", "Internal"), ("external", "External")],
        compute="_compute_ends",
        store=True,
        precompute=True,
        help="Internal: both people work for the same company.",
    )
    is_connection = fields.Boolean(
        "Connection",
        compute="_compute_ends",
        store=True,
        precompute=True,
        help="One of our own people and somebody outside.",
    )
    own_partner_id = fields.Many2one(
        "res.partner",
        "Our Person",
        compute="_compute_ends",
        store=True,
        precompute=True,
        index="btree_not_null",
    )
    contact_id = fields.Many2one(
        "res.partner",
        compute="_compute_ends",
        store=True,
        precompute=True,
        index="btree_not_null",
    )
    contact_account_id = fields.Many2one(
        "res.partner",
        "Account",
        compute="_compute_ends",
        store=True,
        precompute=True,
        index="btree_not_null",
        help="Company of the contact whom one of our own people knows.",
    )

    _no_self_link = models.Constraint(
        "CHECK(source_id != target_id)", "A person cannot be linked to themselves."
    )
    _strength_range = models.Constraint(
        "CHECK(strength BETWEEN 1 AND 5)", "The strength of a link runs from 1 to 5."
    )
    _desired_strength_range = models.Constraint(
        "CHECK(desired_strength IS NULL OR desired_strength BETWEEN 0 AND 5)",
        "The desired strength of a link runs from 1 to 5.",
    )
    _dates_order = models.Constraint(
        "CHECK(date_start <= date_end)", "A link cannot end before it starts."
    )
    _directed_uniq = models.UniqueIndex(
        "(company_id, source_id, target_id, type_id, COALESCE(lead_id, 0)) "
        "WHERE active AND kind != 'knows'",
        _duplicate_link,
    )
    _mutual_uniq = models.UniqueIndex(
        "(company_id, LEAST(source_id, target_id), GREATEST(source_id, target_id), "
        "type_id, COALESCE(lead_id, 0)) WHERE active AND kind = 'knows'",
        _duplicate_link,
    )

    # ------------------------------------------------------------------ compute

    @api.depends("type_id.kind")
    def _compute_kind(self):
        for link in self:
            link.kind = link.type_id.kind

    @api.depends(
        "source_id.partner_share",
        "source_id.commercial_partner_id",
        "target_id.partner_share",
        "target_id.commercial_partner_id",
    )
    def _compute_ends(self):
        for link in self:
            source, target = link.source_id, link.target_id
            companies = source.commercial_partner_id, target.commercial_partner_id
            link.source_account_id = companies[0] if source.partner_share else False
            link.target_account_id = companies[1] if target.partner_share else False
            link.scope = "internal" if companies[0] == companies[1] else "external"
            link.is_connection = source.partner_share != target.partner_share
            own, contact = source, target
            if source.partner_share:
                own, contact = target, source
            link.own_partner_id = own if link.is_connection else False
            link.contact_id = contact if link.is_connection else False
            link.contact_account_id = link.contact_id.commercial_partner_id

    @api.depends("source_id.name", "target_id.name", "type_id.name", "kind")
    def _compute_display_name(self):
        for link in self:
            arrow = "↔" if link.kind == "knows" else "→"
            link.display_name = (
                f"{link.source_id.name or ''} {arrow} {link.target_id.name or ''} "
                f"({link.type_id.name or ''})"
            )

    # -------------------------------------------------------------- constraints

    def _check_values(self, vals):
        """Name the link before the database refuses it namelessly."""
        partners = self.env["res.partner"]
        for link in self or [self]:
            source = partners.browse(vals.get("source_id")) or link.source_id
            target = partners.browse(vals.get("target_id")) or link.target_id
            if source and source == target:
                raise ValidationError(
                    self.env._(
                        "%(person)s cannot be linked to themselves. Choose another "
                        "person.",
                        person=source.name,
                    )
                )
            strengths = vals.get("strength", 1), vals.get("desired_strength") or 1
            if not all(strength in range(1, 6) for strength in strengths):
                raise ValidationError(
                    self.env._(
                        "The strength of the link between %(one)s and %(other)s must "
                        "be a whole number from 1 to 5.",
                        one=source.name,
                        other=target.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_values(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_values(vals)
        result = super().write(vals)
        if "active" in vals:
            # A removed link makes room for a new one in the same transaction.
            self.flush_recordset(["active"])
        return result
