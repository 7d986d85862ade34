from odoo import api, fields, models


class PresalesRequestSkill(models.Model):
    """A skill that a request needs, at least at a level."""

    _name = "presales.request.skill"
    _description = "Skill Needed"
    _order = "request_id, id"
    _rec_name = "skill_id"

    request_id = fields.Many2one(
        "presales.request", required=True, index=True, ondelete="cascade"
    )
    skill_type_id = fields.Many2one(
        "hr.skill.type",
        "Kind of Skill",
        compute="_compute_skill_type_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        ondelete="restrict",
    )
    skill_id = fields.Many2one(
        "hr.skill",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('skill_type_id', '=?', skill_type_id)]",
    )
    skill_level_id = fields.Many2one(
        "hr.skill.level",
        "At Least",
        ondelete="restrict",
        domain="[('skill_type_id', '=', skill_type_id)]",
        help="Empty: any level will do.",
    )
    level_min = fields.Integer(related="skill_level_id.level_progress")

    _skill_uniq = models.UniqueIndex(
        "(request_id, skill_id)", "The request names this skill already."
    )

    @api.depends("skill_id")
    def _compute_skill_type_id(self):
        for line in self:
            line.skill_type_id = line.skill_id.skill_type_id or line.skill_type_id
