from odoo import api, fields, models
from odoo.exceptions import ValidationError

# What kind of centre leads the support, by the owner rule of the scene.
CENTER_KINDS = {"local_lead": "local", "center_lead": "center"}


class CrmLead(models.Model):
    """The scene of an opportunity sets who owns it, how credit and cost are shared."""

    _inherit = "crm.lead"

    presales_scene_id = fields.Many2one(
        "presales.scene",
        "Collaboration",
        compute="_compute_presales_scene_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        ondelete="restrict",
        help="Who works together: the usual scene of the tier, or a chosen one. It "
        "stays once revenue is shared.",
    )
    credit_rule = fields.Selection(
        related="presales_scene_id.credit_rule", groups="presales_dispatch.group_user"
    )

    @api.depends("tier_code")
    def _compute_presales_scene_id(self):
        _pairs, usual = self.env["presales.policy"]._get_policies()
        for lead in self:
            scene = usual.get(lead.tier_code, self.env["presales.policy"]).scene_id
            kept = lead.credit_ids or not scene or lead.type != "opportunity"
            lead.presales_scene_id = lead.presales_scene_id if kept else scene

    @api.model
    def _set_usual_scenes(self):
        """Give opportunities without a scene the usual one of their tier."""
        leads = self.with_context(active_test=False).search(
            [("type", "=", "opportunity"), ("presales_scene_id", "=", False)]
        )
        leads._compute_presales_scene_id()

    @api.constrains("presales_scene_id")
    def _check_scene(self):
        self._check_sharing()

    def _check_sharing(self):
        """Revenue is shared where the scene says so.

        :raise ValidationError: naming the opportunity, its scene and what to do
        """
        # The rule holds, whoever sees the credits.
        for lead in self.sudo():
            scene = lead.presales_scene_id
            others = lead.credit_ids.filtered(
                lambda credit: credit.kind == "revenue" and not credit.is_owner
            )
            if scene and scene.credit_rule != "split" and others:
                raise ValidationError(
                    self.env._(
                        "In the scene “%(scene)s” the revenue of “%(lead)s” is not "
                        "shared. Choose a scene with a revenue split first.",
                        scene=scene.name,
                        lead=lead.name,
                    )
                )

    def _get_support_owner(self):
        """Who answers for the support: by the owner rule of the scene.

        :return: ``res.users``; empty when there is no such centre, or it has no lead
        """
        self.ensure_one()
        rule = self.presales_scene_id.owner_rule
        if rule not in CENTER_KINDS:
            return self.user_id
        kind = CENTER_KINDS[rule]
        centers = self.presales_request_ids.center_id.filtered(
            lambda center: center.kind == kind
        )
        if not centers:
            company = self.company_id or self.env.company
            candidates = centers.search(
                [("kind", "=", kind), ("company_id", "=", company.id)]
            )
            request = self.env["presales.request"].new({"lead_id": self.id})
            centers = candidates._pick(request)[0]
        return centers[:1].lead_user_id
