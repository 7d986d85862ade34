from odoo import api, fields, models

from odoo.addons.key_account_mgmt.models.crm_opportunity_tier import TIER_CODES

SUPPORTERS = [
    ("center", "Delivery centre"),
    ("local", "Local office"),
    ("hotline", "Hotline"),
]


class PresalesPolicy(models.Model):
    """Who supports the opportunities of a tier in a scene, and how fast."""

    _name = "presales.policy"
    _description = "Dispatch Policy"
    _order = "tier_code, is_default DESC, scene_id, id"

    tier_code = fields.Selection(TIER_CODES, "Tier", required=True)
    scene_id = fields.Many2one(
        "presales.scene", required=True, index=True, ondelete="restrict"
    )
    supporter = fields.Selection(SUPPORTERS, "Supported By", required=True)
    response_hours = fields.Float(
        "Response Within (h)",
        required=True,
        default=16.0,
        aggregator=None,
        help="Working hours from the submission until an expert has accepted.",
    )
    is_members_only = fields.Boolean(
        "Members Only",
        help="Only members of the centre in charge can be assigned.",
    )
    is_default = fields.Boolean(
        "Usual Scene", help="The scene of a request of this tier unless one is chosen."
    )
    active = fields.Boolean(default=True)

    _pair_uniq = models.UniqueIndex(
        "(tier_code, scene_id) WHERE active",
        "There is a policy for this tier in this scene.",
    )
    _default_uniq = models.UniqueIndex(
        "(tier_code) WHERE active AND is_default", "A tier has one usual scene."
    )
    _hours_check = models.Constraint(
        "CHECK(response_hours > 0)", "A response time is longer than 0 hours."
    )

    @api.depends("tier_code", "scene_id", "supporter")
    def _compute_display_name(self):
        supporters = dict(self._fields["supporter"]._description_selection(self.env))
        for policy in self:
            policy.display_name = self.env._(
                "Tier %(tier)s, %(scene)s: %(supporter)s",
                tier=policy.tier_code or "",
                scene=policy.scene_id.name or "",
                supporter=supporters.get(policy.supporter, ""),
            )

    @api.model
    def _get_policies(self):
        """All policies: ``({(tier, scene): policy}, {tier: usual policy})``."""
        policies = self.search([])
        return (
            {(policy.tier_code, policy.scene_id): policy for policy in policies},
            {policy.tier_code: policy for policy in policies if policy.is_default},
        )
