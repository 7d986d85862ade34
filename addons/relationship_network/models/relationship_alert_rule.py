from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.service.model import retrying
from odoo.tools import SQL

SEVERITIES = [("critical", "Critical"), ("warning", "Warning"), ("info", "Info")]
# Thresholds with their least and greatest sensible value.
RANGES = {
    "level_gap": (1, 4),
    "probability": (0, 100),
    "weight_share": (0, 100),
    "days": (1, 3650),
    "points": (1, 400),
    "activity_days": (0, 3650),
}
# What neither changes what a rule finds nor who is told.
SILENT_FIELDS = {
    "activity_days",
    "activity_summary",
    "activity_type_id",
    "name",
    "note",
    "sequence",
}


class RelationshipAlertRule(models.Model):
    """What is worth a warning on a map, how serious it is and who is told.

    The kinds are an open registry: another addon adds one by ``selection_add`` on
    ``kind``, a method ``_find_<kind>`` here (see :meth:`_get_findings`) and a method
    ``_message_<kind>`` on ``relationship.alert``.
    """

    _name = "relationship.alert.rule"
    _description = "Alert Rule"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    kind = fields.Selection(
        [
            ("level_conflict", "Account and opportunity disagree on a person"),
            ("probability_against", "Likely win although people are against us"),
            ("veto_holder", "Veto holder against us or unknown"),
            ("approver_unknown", "No approver known"),
            ("single_thread", "Only one engaged person"),
            ("no_contact", "Key person without contact"),
            ("competitor_closer", "Competitor closer to a decider"),
            ("decider_unowned", "Decider whom nobody owns"),
            ("closeness_drop", "Closeness fell"),
            ("supporter_left", "A supporter left"),
        ],
        required=True,
    )
    severity = fields.Selection(SEVERITIES, required=True, default="warning")
    company_id = fields.Many2one(
        "res.company", index=True, help="Leave it empty for a rule of all companies."
    )
    level_gap = fields.Integer(
        default=2, help="By how many levels the two maps differ, from 1 to 4."
    )
    probability = fields.Float(
        "Win Probability (%)", default=70.0, help="From this probability on."
    )
    weight_share = fields.Float(
        "Weight Against Us (%)",
        default=60.0,
        help="From this share of the decision weight on.",
    )
    days = fields.Integer(default=30, help="How many days the rule looks back.")
    points = fields.Float("Points (%)", default=30.0, help="Fall of the closeness.")
    stage_id = fields.Many2one(
        "crm.stage",
        "From Stage On",
        ondelete="restrict",
        help="The rule holds from this stage on; always, when empty.",
    )
    tells_responsible = fields.Boolean(
        "Responsible", default=True, help="Tell who is responsible for the map."
    )
    tells_owner = fields.Boolean(
        "Relationship Owner", default=True, help="Tell who owns the relationship."
    )
    tells_team_leader = fields.Boolean("Team Leader")
    user_ids = fields.Many2many(
        "res.users", string="Also Tell", domain="[('share', '=', False)]"
    )
    activity_type_id = fields.Many2one(
        "mail.activity.type",
        "Next Activity",
        ondelete="set null",
        domain="[('res_model', '=', False)]",
    )
    activity_summary = fields.Char("Summary of the Activity", translate=True)
    activity_days = fields.Integer(
        "Due In", default=3, help="Days until the activity is due."
    )
    note = fields.Text("Explanation", translate=True)
    alert_ids = fields.One2many("relationship.alert", "rule_id")
    open_alert_count = fields.Integer(
        "Open Alerts", compute="_compute_open_alert_count"
    )

    @api.depends("alert_ids.state")
    def _compute_open_alert_count(self):
        counts = self.env["relationship.alert"]._count_open("rule_id", self)
        for rule in self:
            rule.open_alert_count = counts.get(rule, 0)

    @api.constrains(*RANGES)
    def _check_thresholds(self):
        for rule in self:
            for name, (least, most) in RANGES.items():
                if not least <= rule[name] <= most:
                    raise ValidationError(
                        self.env._(
                            "“%(field)s” of the rule “%(rule)s” must lie between "
                            "%(least)s and %(most)s, not at %(value)s.",
                            field=self._fields[name]._description_string(self.env),
                            rule=rule.name,
                            least=least,
                            most=most,
                            value=rule[name],
                        )
                    )

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        rules._evaluate()
        return rules

    def write(self, vals):
        """A changed rule looks again at once; a rule put to rest closes its alerts."""
        self._check_kind(vals)
        result = super().write(vals)
        if not SILENT_FIELDS.issuperset(vals):
            self._evaluate()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_with_history(self):
        for rule in self:
            # The history of companies that the user does not see counts as well.
            if rule.sudo().alert_ids:
                raise UserError(
                    self.env._(
                        "“%(rule)s” has raised alerts, which stay as history. Archive "
                        "it instead: that closes its alerts.",
                        rule=rule.name,
                    )
                )

    def _check_kind(self, vals):
        for rule in self:
            if rule.kind != vals.get("kind", rule.kind):
                raise UserError(
                    self.env._(
                        "The history of “%(rule)s” keeps what it found. Archive it and "
                        "create another rule instead of changing its kind.",
                        rule=rule.name,
                    )
                )

    def action_open_alerts(self):
        """Open the alerts this rule raised.

        :return: window action
        """
        self.ensure_one()
        return self.env["relationship.alert"]._get_action("rule_id", self)

    # --------------------------------------------------------------- evaluation

    def _evaluate(self, maps=None):
        """Open, refresh and close the alerts of these rules; end snoozes that are over.

        Running it again changes nothing. A cause that is gone closes its alert; one
        that comes back opens a new one.

        :param maps: ``relationship.map`` to look at, all when omitted; the other maps
            of their accounts are looked at too, because rules compare them
        """
        self.env.flush_all()
        map_ids = None
        if maps is not None:
            siblings = maps.sudo().search_fetch(
                [("account_id", "in", maps.sudo().account_id.ids)], ["account_id"]
            )
            map_ids = [*maps.ids, *siblings.ids]
        alerts = self.env["relationship.alert"]
        for rule in self:
            rule._evaluate_one(map_ids)
        alerts._refresh_told(self, map_ids)
        alerts.invalidate_model()
        alerts._wake_up(self, map_ids)

    @api.model
    def _get_rules(self):
        # What is wrong with a map does not depend on who looks at it.
        return self.sudo().with_context(active_test=True).search([])

    @api.model
    def _cron_evaluate(self):
        """Evaluate every rule, each complete and committed by itself.

        Rules are few and set-based: all have their turn in one run, so that none waits
        behind slower ones night after night.
        """
        rules = self._get_rules()
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(rules))
        for rule in rules:
            # People change maps at night too.
            retrying(rule._evaluate, self.env)
            cron._commit_progress(1)

    def _evaluate_one(self, map_ids):
        """Bring the alerts of one rule in line with what it finds, in one statement.

        :param map_ids: ids of the maps to look at, all when None
        """
        self.ensure_one()
        within = SQL("TRUE")
        if map_ids is not None:
            within = SQL("map_id = ANY(%s)", map_ids)
        # The full join is a hash join whatever PostgreSQL believes about the number of
        # alerts; it may not know of those that another rule has just opened.
        self.env.cr.execute(
            SQL(
                """
                WITH RECURSIVE scope AS MATERIALIZED (%(scope)s),
                found AS MATERIALIZED (%(findings)s),
                news AS MATERIALIZED (
                    SELECT alert.id, found.*
                      FROM (
                        SELECT id, map_id, facts, severity,
                               COALESCE(stakeholder_id, 0) AS person_key,
                               COALESCE(related_map_id, 0) AS related_key
                          FROM relationship_alert
                         WHERE rule_id = %(rule_id)s AND state <> 'closed'
                           AND %(within)s
                      ) alert
                      FULL JOIN found
                        ON found.map_id = alert.map_id
                       AND COALESCE(found.stakeholder_id, 0) = alert.person_key
                       AND COALESCE(found.related_map_id, 0) = alert.related_key
                     WHERE alert.id IS NULL OR found.map_id IS NULL
                        OR (alert.facts, alert.severity)
                           IS DISTINCT FROM (found.facts, %(severity)s)
                ),
                gone AS (
                    UPDATE relationship_alert alert
                       SET state = 'closed', closed_on = %(now)s,
                           write_date = %(now)s, write_uid = %(uid)s
                      FROM news
                     WHERE alert.id = news.id AND news.map_id IS NULL
                ),
                changed AS (
                    UPDATE relationship_alert alert
                       SET facts = news.facts, severity = %(severity)s,
                           write_date = %(now)s, write_uid = %(uid)s
                      FROM news
                     WHERE alert.id = news.id AND news.map_id IS NOT NULL
                )
                INSERT INTO relationship_alert (
                    rule_id, kind, severity, map_id, stakeholder_id, related_map_id,
                    account_id, lead_id, company_id, facts, state, opened_on,
                    create_date, create_uid, write_date, write_uid
                )
                SELECT %(rule_id)s, %(kind)s, %(severity)s, news.map_id,
                       news.stakeholder_id, news.related_map_id,
                       map.account_id, map.lead_id, map.company_id, news.facts,
                       'open', %(now)s, %(now)s, %(uid)s, %(now)s, %(uid)s
                  FROM news JOIN relationship_map map ON map.id = news.map_id
                 WHERE news.id IS NULL
                    ON CONFLICT DO NOTHING
                """,
                scope=self._sql_scope(map_ids),
                findings=self._get_findings(),
                within=within,
                rule_id=self.id,
                kind=self.kind,
                severity=self.severity,
                now=fields.Datetime.now(),
                uid=self.env.uid,
            )
        )

    def _sql_scope(self, map_ids):
        """The maps that a rule looks at: active, of open opportunities or accounts."""
        return SQL(
            """
            SELECT map.id AS map_id, map.account_id, map.lead_id, map.company_id,
                   map.closeness, map.total_weight,
                   lead.probability, stage.sequence AS stage_sequence
              FROM relationship_map map
              LEFT JOIN crm_lead lead ON lead.id = map.lead_id
              LEFT JOIN crm_stage stage ON stage.id = lead.stage_id
             WHERE map.active AND %(is_active)s
               AND (
                lead.id IS NULL OR (lead.active AND lead.won_status = 'pending')
               )
               AND COALESCE(map.company_id = %(company_id)s, TRUE)
               AND %(within)s
            """,
            is_active=self.active,
            company_id=self.company_id.id or None,
            within=SQL("TRUE") if map_ids is None else SQL("map.id = ANY(%s)", map_ids),
        )

    def _get_findings(self):
        """What this rule finds wrong.

        :return: SQL that reads ``scope`` (see :meth:`_sql_scope`) and selects
            ``map_id``, ``stakeholder_id``, ``related_map_id`` (the other map that
            gives evidence) and ``facts`` (jsonb: numbers and ids for the message)
        """
        return getattr(self, f"_find_{self.kind}")()
