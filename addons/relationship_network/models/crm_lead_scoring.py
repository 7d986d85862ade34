from odoo import api, fields, models

# Lower bounds of the closeness (%), highest first.
BANDS = [
    (100.0, "strongly_for"),
    (25.0, "for"),
    (-25.0, "balanced"),
    (-100.0, "against"),
]
LOWEST_BAND = "strongly_against"
COVERED = [("yes", "Yes"), ("no", "No")]
SCORING_FIELDS = ("closeness_band", "approver_covered", "decider_covered")


class RelationshipMap(models.Model):
    _inherit = "relationship.map"

    approver_covered = fields.Selection(
        COVERED, compute="_compute_covered", store=True, export_string_translation=False
    )
    decider_covered = fields.Selection(
        COVERED, compute="_compute_covered", store=True, export_string_translation=False
    )

    @api.depends(
        "stakeholder_ids.active",
        "stakeholder_ids.has_approval",
        "stakeholder_ids.is_placeholder",
        "stakeholder_ids.level",
        "stakeholder_ids.role_id.meaning",
    )
    def _compute_covered(self):
        for relationship_map in self:
            known = [
                person
                for person in relationship_map.stakeholder_ids
                if person.active and person.level and not person.is_placeholder
            ]
            meanings = {person.role_id.meaning for person in known}
            approves = any(person.has_approval for person in known)
            relationship_map.approver_covered = (
                "yes" if approves or "economic_buyer" in meanings else "no"
            )
            relationship_map.decider_covered = (
                "yes" if "decision_maker" in meanings else "no"
            )


class CrmLead(models.Model):
    """What the decision chain tells Odoo's predictive lead scoring.

    All are empty without a map: leads that have none are scored as before. They are
    open to everybody who may read the lead, because scoring runs with their rights.
    """

    _inherit = "crm.lead"

    closeness_band = fields.Selection(
        [
            ("strongly_for", "Strongly for us"),
            ("for", "For us"),
            ("balanced", "Balanced"),
            ("against", "Against us"),
            ("strongly_against", "Strongly against us"),
        ],
        compute="_compute_scoring_facts",
        store=True,
        help="Closeness of the decision chain: from 100 %, from 25 %, from -25 %, from "
        "-100 %, and below.",
    )
    approver_covered = fields.Selection(
        COVERED,
        compute="_compute_scoring_facts",
        store=True,
        help="Whether we know by name who approves, and where they stand.",
    )
    decider_covered = fields.Selection(
        COVERED,
        compute="_compute_scoring_facts",
        store=True,
        help="Whether we know by name who decides, and where they stand.",
    )

    @api.depends(
        "relationship_map_ids.active",
        "relationship_map_ids.closeness",
        "relationship_map_ids.approver_covered",
        "relationship_map_ids.decider_covered",
    )
    def _compute_scoring_facts(self):
        for lead in self:
            lead_map = lead.relationship_map_ids.filtered("active")[:1]
            lead.closeness_band = lead._get_closeness_band(lead_map.closeness)
            lead.approver_covered = lead_map.approver_covered
            lead.decider_covered = lead_map.decider_covered

    @api.model
    def _get_closeness_band(self, closeness):
        """Band of a closeness in percent; False for that of nobody."""
        if closeness is False:
            return False
        return next((band for least, band in BANDS if closeness >= least), LOWEST_BAND)
