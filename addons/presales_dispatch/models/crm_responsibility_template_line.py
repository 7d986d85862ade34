from odoo import api, fields, models
from odoo.exceptions import ValidationError

INVOLVEMENTS = [
    ("accountable", "Accountable"),
    ("responsible", "Responsible"),
    ("consulted", "Consulted"),
    ("informed", "Informed"),
]
PARTIES = [
    ("seller", "Salesperson"),
    ("team_leader", "Leader of the Sales Team"),
    ("support_owner", "Owner of the Support"),
    ("account_role", "Role on the Account Team"),
    ("user", "This Person"),
]


class CrmResponsibilityTemplateLine(models.Model):
    """The part of one party in one stage."""

    _name = "crm.responsibility.template.line"
    _description = "Part in a Responsibility Matrix"
    _order = "stage_sequence, involvement, id"
    _rec_name = "stage_id"

    template_id = fields.Many2one(
        "crm.responsibility.template", required=True, ondelete="cascade", index=True
    )
    stage_id = fields.Many2one(
        "crm.stage", required=True, ondelete="cascade", index=True
    )
    stage_sequence = fields.Integer(
        "Place of the Stage", related="stage_id.sequence", store=True
    )
    involvement = fields.Selection(INVOLVEMENTS, required=True, default="accountable")
    party = fields.Selection(PARTIES, required=True, default="seller")
    role_id = fields.Many2one("key.account.role", ondelete="restrict")
    user_id = fields.Many2one(
        "res.users", "Person", domain="[('share', '=', False)]", ondelete="restrict"
    )

    _accountable_uniq = models.UniqueIndex(
        "(template_id, stage_id) WHERE involvement = 'accountable'",
        "Exactly one party is accountable for a stage.",
    )

    @api.constrains("party", "role_id", "user_id")
    def _check_party(self):
        needed = {"account_role": "role_id", "user": "user_id"}
        for line in self:
            field = needed.get(line.party)
            if field and not line[field]:
                raise ValidationError(
                    self.env._(
                        "%(stage)s: say which %(field)s is meant.",
                        stage=line.stage_id.name,
                        field=self._fields[field]._description_string(self.env),
                    )
                )

    def _get_user(self, lead):
        self.ensure_one()
        if self.party == "seller":
            return lead.user_id
        if self.party == "team_leader":
            return lead.team_id.user_id
        if self.party == "support_owner":
            return lead._get_support_owner()
        if self.party == "user":
            return self.user_id
        members = lead.partner_id.commercial_partner_id.key_account_ids.member_ids
        return members.filtered(
            lambda member: member.is_current and member.role_id == self.role_id
        ).user_id[:1]
