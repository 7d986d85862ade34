from odoo import api, fields, models


class PresalesRequest(models.Model):
    """Who is in charge of a request, by the policy of its tier and scene."""

    _inherit = "presales.request"

    scene_id = fields.Many2one(
        "presales.scene",
        "Collaboration",
        compute="_compute_scene_id",
        store=True,
        readonly=False,
        index=True,
        ondelete="restrict",
        help="Who works together: the scene of the opportunity, or a chosen one.",
    )
    policy_id = fields.Many2one(
        "presales.policy", readonly=True, copy=False, index=True, ondelete="set null"
    )
    supporter = fields.Selection(related="policy_id.supporter")
    center_id = fields.Many2one(
        "presales.center",
        "In Charge",
        copy=False,
        index=True,
        ondelete="restrict",
        check_company=True,
        tracking=True,
        help="The centre, office, hotline or project team that supports.",
    )
    center_lead_id = fields.Many2one(
        related="center_id.lead_user_id", store=True, index=True, string="Led By"
    )
    routing_reason = fields.Char("Why Them", readonly=True, copy=False)

    @api.depends("lead_id.presales_scene_id")
    def _compute_scene_id(self):
        for request in self:
            scene = request.lead_id.presales_scene_id
            if scene and (request.state == "draft" or not request.scene_id):
                request.scene_id = scene
            else:
                request.scene_id = request.scene_id

    def action_route(self):
        """Put the requests in charge of whom the policies say, and say why."""
        self.check_access("write")
        # Centres are chosen among all of the company, and the opportunity's customer
        # is read, whoever asks.
        self.sudo()._route()

    def _route(self):
        pairs, usual = self.env["presales.policy"]._get_policies()
        centers = self.env["presales.center"].search(
            [("company_id", "in", self.company_id.ids)]
        )
        by_kind = centers.grouped(lambda center: (center.company_id, center.kind))
        for request in self:
            policy = pairs.get(
                (request.tier_code, request.scene_id), usual.get(request.tier_code)
            )
            request.policy_id = policy
            team = request._get_project_team(
                by_kind.get((request.company_id, "project"), centers.browse())
            )
            if team:
                request.center_id = team
                request.routing_reason = self.env._(
                    "“%s” is the project team of this opportunity.", team.name
                )
                continue
            request.center_id, request.routing_reason = request._route_by_policy(
                by_kind
            )

    def _get_project_team(self, teams):
        """The team drawn together for the opportunity, while it exists."""
        self.ensure_one()
        return teams.filtered(
            lambda team: (
                team.lead_id == self.lead_id
                and team.date_start <= self.date_end
                and team.date_end >= self.date_start
            )
        )[:1]

    def _route_by_policy(self, by_kind):
        """``(centre, sentence why)`` by the policy of the request."""
        self.ensure_one()
        centers = self.env["presales.center"]
        policy = self.policy_id
        if not policy:
            return centers, self.env._(
                "No policy for tier %s: a presales lead says who supports.",
                self.tier_code or "–",
            )
        candidates = by_kind.get((self.company_id, policy.supporter), centers)
        center, why = candidates._pick(self)
        return center, self.env._(
            "%(policy)s; %(why)s.", policy=policy.display_name, why=why
        )
