from odoo import fields, models
from odoo.tools import SQL


class PresalesCenterSkill(models.Model):
    """Which skills a centre has today, and what its open requests ask for."""

    _name = "presales.center.skill"
    _description = "Skill Coverage of a Centre"
    _auto = False
    _order = "center_id, is_missing DESC, demand_hours DESC, people DESC, skill_id"
    _rec_name = "skill_id"
    _depends = {
        "presales.center.member": [
            "center_id",
            "employee_id",
            "date_start",
            "date_end",
        ],
        "hr.employee.skill": ["employee_id", "skill_id", "skill_level_id", "valid_to"],
        "presales.request": ["center_id", "state", "hours"],
        "presales.request.skill": ["request_id", "skill_id", "skill_level_id"],
    }

    center_id = fields.Many2one("presales.center", readonly=True)
    skill_id = fields.Many2one("hr.skill", readonly=True)
    people = fields.Integer(readonly=True, help="Members who have the skill today.")
    best_level = fields.Integer("Best Level (%)", readonly=True, aggregator="max")
    asked_level = fields.Integer("Level Asked (%)", readonly=True, aggregator="max")
    demand_hours = fields.Float(
        "Hours Asked", readonly=True, help="Of open requests that need the skill."
    )
    is_missing = fields.Boolean(
        readonly=True, help="Asked for at a level that no member has."
    )

    @property
    def _table_query(self):
        return SQL(
            """
            WITH supply AS (
                SELECT m.center_id, s.skill_id, MAX(level.level_progress) AS best,
                       COUNT(DISTINCT m.employee_id) AS people
                  FROM presales_center_member m
                  JOIN hr_employee_skill s ON s.employee_id = m.employee_id
                  JOIN hr_skill_level level ON level.id = s.skill_level_id
                 WHERE m.date_start <= CURRENT_DATE
                   AND COALESCE(m.date_end, CURRENT_DATE) >= CURRENT_DATE
                   AND COALESCE(s.valid_to, CURRENT_DATE) >= CURRENT_DATE
              GROUP BY m.center_id, s.skill_id
            ), demand AS (
                SELECT r.center_id, n.skill_id, SUM(r.hours) AS hours,
                       MAX(COALESCE(level.level_progress, 1)) AS asked
                  FROM presales_request r
                  JOIN presales_request_skill n ON n.request_id = r.id
             LEFT JOIN hr_skill_level level ON level.id = n.skill_level_id
                 WHERE r.state IN ('queued', 'assigned') AND r.center_id IS NOT NULL
              GROUP BY r.center_id, n.skill_id
            )
            SELECT ROW_NUMBER() OVER (
                       ORDER BY COALESCE(s.center_id, d.center_id),
                                COALESCE(s.skill_id, d.skill_id)) AS id,
                   COALESCE(s.center_id, d.center_id) AS center_id,
                   COALESCE(s.skill_id, d.skill_id) AS skill_id,
                   COALESCE(s.people, 0) AS people,
                   COALESCE(s.best, 0) AS best_level,
                   COALESCE(d.asked, 0) AS asked_level,
                   COALESCE(d.hours, 0) AS demand_hours,
                   COALESCE(d.asked, 0) > COALESCE(s.best, 0) AS is_missing
              FROM supply s
              FULL JOIN demand d
                ON d.center_id = s.center_id AND d.skill_id = s.skill_id
            """
        )
