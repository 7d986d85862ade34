from odoo import fields, models
from odoo.tools import SQL


class CrmProcessReport(models.Model):
    """Where opportunities are, were and jumped over: one row per opportunity and stage.

    Days are held against the norm of the tier, or else the stage's days to rot.
    """

    _name = "crm.process.report"
    _description = "Process Monitoring"
    _auto = False
    _order = "days DESC, id"
    _rec_name = "lead_id"
    _depends = {
        "crm.lead": [
            "stage_id",
            "tier_id",
            "tier_code",
            "user_id",
            "team_id",
            "company_id",
            "won_status",
            "date_last_stage_update",
            "date_closed",
            "expected_revenue",
            "type",
            "active",
        ],
        "crm.lead.stage.log": [
            "lead_id",
            "stage_from_id",
            "stage_to_id",
            "days",
            "is_forward",
            "is_override",
            "moved_on",
        ],
        "crm.stage": ["sequence", "rotting_threshold_days"],
        "crm.stage.norm": ["stage_id", "tier_id", "days"],
    }

    lead_id = fields.Many2one("crm.lead", "Opportunity", readonly=True)
    stage_id = fields.Many2one("crm.stage", readonly=True)
    stage_sequence = fields.Integer("Place of the Stage", readonly=True)
    tier_id = fields.Many2one("crm.opportunity.tier", "Tier Record", readonly=True)
    tier_code = fields.Selection(
        selection=lambda self: (
            self.env["crm.opportunity.tier"]
            ._fields["code"]
            ._description_selection(self.env)
        ),
        string="Tier",
        readonly=True,
    )
    user_id = fields.Many2one("res.users", "Salesperson", readonly=True)
    team_id = fields.Many2one("crm.team", "Sales Team", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    passage = fields.Selection(
        [
            ("now", "Stands Here"),
            ("passed", "Passed"),
            ("unseen", "Passed Unrecorded"),
            ("skipped", "Skipped"),
        ],
        readonly=True,
        help="Unrecorded: the opportunity was created or imported in a later stage.",
    )
    is_open = fields.Boolean("Open Opportunity", readonly=True)
    is_overridden = fields.Boolean(
        readonly=True, help="A manager let it pass without all exit criteria."
    )
    days = fields.Float(
        "Days in Stage", readonly=True, aggregator="avg", digits=(16, 1)
    )
    norm_days = fields.Float("Norm", readonly=True, aggregator="avg", digits=(16, 1))
    days_over = fields.Float(
        "Days over the Norm", readonly=True, aggregator="avg", digits=(16, 1)
    )
    is_late = fields.Boolean("Over the Norm", readonly=True)
    is_stuck = fields.Boolean(
        readonly=True, help="Open, and longer in its stage than the norm allows."
    )
    lead_count = fields.Integer("Opportunities", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
            WITH passage AS (
                SELECT lead.id AS lead_id, lead.stage_id, 'now' AS passage,
                       FALSE AS is_overridden,
                       GREATEST(0, EXTRACT(EPOCH FROM
                           COALESCE(lead.date_closed, now() AT TIME ZONE 'UTC')
                           - COALESCE(lead.date_last_stage_update, lead.create_date)
                       ) / 86400) AS days
                  FROM crm_lead lead
                 WHERE lead.type = 'opportunity' AND lead.stage_id IS NOT NULL
                   AND (lead.active OR lead.won_status = 'lost')
                UNION ALL
                SELECT log.lead_id, log.stage_from_id, 'passed',
                       bool_or(log.is_override), SUM(log.days)
                  FROM crm_lead_stage_log log
                  JOIN crm_lead lead ON lead.id = log.lead_id
                 WHERE log.stage_from_id != lead.stage_id
                 GROUP BY log.lead_id, log.stage_from_id
                UNION ALL
                SELECT lead.id, stage.id,
                       CASE WHEN EXISTS (
                           SELECT FROM crm_lead_stage_log log
                             JOIN crm_stage old ON old.id = log.stage_from_id
                             JOIN crm_stage new ON new.id = log.stage_to_id
                            WHERE log.lead_id = lead.id AND log.is_forward
                              AND stage.sequence > old.sequence
                              AND stage.sequence < new.sequence
                       ) THEN 'skipped' ELSE 'unseen' END,
                       FALSE, NULL::float
                  FROM crm_lead lead
                  JOIN crm_stage here ON here.id = lead.stage_id
                  JOIN crm_stage stage ON stage.sequence < here.sequence
                 WHERE lead.type = 'opportunity'
                   AND (lead.active OR lead.won_status = 'lost')
                   AND (NOT EXISTS (
                           SELECT FROM crm_stage_crm_team_rel rel
                            WHERE rel.crm_stage_id = stage.id
                       ) OR EXISTS (
                           SELECT FROM crm_stage_crm_team_rel rel
                            WHERE rel.crm_stage_id = stage.id
                              AND rel.crm_team_id = lead.team_id
                       ))
                   AND NOT EXISTS (
                       SELECT FROM crm_lead_stage_log seen
                        WHERE seen.lead_id = lead.id
                          AND stage.id IN (seen.stage_from_id, seen.stage_to_id)
                   )
            ), held AS (
                SELECT passage.*, stage.sequence, lead.tier_id, lead.tier_code,
                       lead.user_id, lead.team_id, lead.company_id,
                       lead.won_status = 'pending' AS is_open,
                       COALESCE(
                           norm.days, NULLIF(stage.rotting_threshold_days, 0)
                       ) AS norm_days
                  FROM passage
                  JOIN crm_lead lead ON lead.id = passage.lead_id
                  JOIN crm_stage stage ON stage.id = passage.stage_id
                  LEFT JOIN crm_stage_norm norm
                    ON norm.stage_id = passage.stage_id
                   AND norm.tier_id = lead.tier_id
            )
            SELECT lead_id::bigint * 100000 + stage_id AS id,
                   lead_id, stage_id, sequence AS stage_sequence, tier_id, tier_code,
                   user_id, team_id, company_id, passage, is_open, is_overridden,
                   days, norm_days, 1 AS lead_count,
                   GREATEST(days - norm_days, 0) AS days_over,
                   COALESCE(days > norm_days, FALSE) AS is_late,
                   is_open AND passage = 'now'
                       AND COALESCE(days > norm_days, FALSE) AS is_stuck
              FROM held
            """
        )
