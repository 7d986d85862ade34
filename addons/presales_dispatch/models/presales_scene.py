from odoo import fields, models


class PresalesScene(models.Model):
    """Who works together on an opportunity, and what follows for owner, credit, cost.

    The three rules are read by those who keep owners, credits and cost transfers.
    """

    _name = "presales.scene"
    _description = "Collaboration Scene"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Selection(
        [
            ("local", "Local alone"),
            ("local_industry", "Local with industry"),
            ("center", "Centre-led"),
            ("cross_region", "Cross-region"),
        ],
        "Kind",
        required=True,
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    description = fields.Char(translate=True)
    owner_rule = fields.Selection(
        [
            ("seller", "Salesperson"),
            ("local_lead", "Lead of the local office"),
            ("center_lead", "Lead of the delivery centre"),
        ],
        "Owner",
        required=True,
        default="seller",
        help="Who is accountable for the support.",
    )
    credit_rule = fields.Selection(
        [
            ("own", "All to the salesperson"),
            ("split", "Revenue split"),
            ("scores", "Scores by the owner"),
        ],
        "Credit",
        required=True,
        default="own",
    )
    cost_rule = fields.Selection(
        [
            ("local", "Local office"),
            ("opportunity", "Opportunity"),
            ("shared", "Shared by the regions"),
        ],
        "Cost",
        required=True,
        default="opportunity",
        help="Who bears the hours of presales.",
    )
    policy_ids = fields.One2many("presales.policy", "scene_id", "Policies")

    _code_uniq = models.UniqueIndex("(code) WHERE active", "This scene exists already.")
