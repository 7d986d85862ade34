from odoo import api, fields, models

from odoo.addons.relationship_network.tools import ranking


class PresalesCenter(models.Model):
    """Those who support: a delivery centre, a local office, a hotline, a project team.

    A delivery centre has presales, test, delivery, after-sales and development in one
    team for the industries and solutions it stands for; a project team is drawn from
    several departments for one opportunity, with start and end.
    """

    _name = "presales.center"
    _description = "Delivery Centre"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "kind, sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    kind = fields.Selection(
        [
            ("center", "Delivery centre"),
            ("local", "Local office"),
            ("hotline", "Hotline"),
            ("project", "Project team"),
        ],
        required=True,
        default="center",
        index=True,
        tracking=True,
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer()
    description = fields.Html(sanitize=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    lead_user_id = fields.Many2one(
        "res.users",
        "Led By",
        index=True,
        domain="[('share', '=', False)]",
        tracking=True,
        help="Takes the support to its end and commands local resources, too.",
    )
    industry_ids = fields.Many2many("res.partner.industry", string="Industries")
    solution_ids = fields.Many2many("key.account.solution", string="Solutions")
    country_ids = fields.Many2many(
        "res.country", string="Countries", help="Whose customers a local office serves."
    )
    member_ids = fields.One2many("presales.center.member", "center_id", "Members")
    request_ids = fields.One2many("presales.request", "center_id", "Requests")
    answer_hours = fields.Float(
        "Answer Within (h)",
        default=8.0,
        required=True,
        help="Hours an expert has to accept a firm booking before the lead is told.",
    )
    lead_id = fields.Many2one(
        "crm.lead",
        "Opportunity",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        help="What a project team is drawn together for.",
    )
    date_start = fields.Date("From")
    date_end = fields.Date("Until")

    _project_check = models.Constraint(
        "CHECK(kind != 'project' OR (lead_id IS NOT NULL AND date_start IS NOT NULL"
        " AND date_end IS NOT NULL AND date_end >= date_start))",
        "A project team needs an opportunity, a start and a later end.",
    )
    _answer_check = models.Constraint(
        "CHECK(answer_hours > 0)", "Experts need more than 0 hours to answer."
    )

    @api.model
    def _get_goals(self, request):
        """What makes a centre the right one for a request."""
        lead = request.lead_id
        customer = lead.partner_id.commercial_partner_id
        return [
            ranking.Goal(
                self.env._("the solution %s", lead.solution_id.name or ""),
                3,
                lambda center: float(lead.solution_id in center.solution_ids),
            ),
            ranking.Goal(
                self.env._("the industry %s", customer.industry_id.name or ""),
                2,
                lambda center: float(customer.industry_id in center.industry_ids),
            ),
            ranking.Goal(
                self.env._("the country %s", customer.country_id.name or ""),
                2 if request.policy_id.supporter == "local" else 1,
                lambda center: float(customer.country_id in center.country_ids),
            ),
        ]

    def _pick(self, request):
        """The centre of these that serves a request best.

        :return: ``(centre, sentence why)``; no centre when there is none of the kind
        """
        if not self:
            return self, self.env._("nobody of this kind exists in the company")
        best = ranking.rank(self, [], self._get_goals(request)).ranked[0]
        served = [reason.goal for reason in best.reasons if reason.value]
        if not served:
            return best.candidate, self.env._(
                "“%s” comes first, none serves this solution, industry or country",
                best.candidate.name,
            )
        return best.candidate, self.env._(
            "“%(center)s” serves %(what)s",
            center=best.candidate.name,
            what=", ".join(served),
        )
