from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from .relationship_alert_rule import SEVERITIES


class RelationshipAlert(models.Model):
    """A warning about a map or a person on it, with its evidence.

    The rules open and close alerts (``relationship.alert.rule._evaluate``); people
    only snooze them. Closed alerts stay as history.
    """

    _name = "relationship.alert"
    _description = "Relationship Alert"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "severity, opened_on desc, id desc"
    _rec_name = "message"
    # The message depends on its reader; it cannot be searched.
    _rec_names_search = ["rule_id", "map_id", "stakeholder_id"]
    _mail_post_access = "read"

    rule_id = fields.Many2one(
        "relationship.alert.rule", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(related="rule_id.kind", store=True)
    severity = fields.Selection(
        SEVERITIES, required=True, readonly=True, group_expand=True
    )
    map_id = fields.Many2one(
        "relationship.map", required=True, index=True, ondelete="cascade"
    )
    stakeholder_id = fields.Many2one(
        "relationship.stakeholder",
        "Person",
        index="btree_not_null",
        ondelete="cascade",
        context={"active_test": False},
    )
    related_map_id = fields.Many2one(
        "relationship.map",
        "Compared With",
        index="btree_not_null",
        ondelete="cascade",
        help="The other map that gives evidence. Only who sees both sees the alert.",
    )
    account_id = fields.Many2one("res.partner", index=True, ondelete="cascade")
    lead_id = fields.Many2one(
        "crm.lead", "Opportunity", index="btree_not_null", ondelete="cascade"
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, ondelete="cascade"
    )
    user_ids = fields.Many2many(
        "res.users", string="Told", help="Whom the rule says to tell."
    )
    state = fields.Selection(
        [("open", "Open"), ("snoozed", "Snoozed"), ("closed", "Closed")],
        required=True,
        default="open",
        index=True,
        tracking=True,
    )
    opened_on = fields.Datetime(required=True, default=fields.Datetime.now)
    closed_on = fields.Datetime()
    snooze_until = fields.Date(tracking=True)
    snooze_reason = fields.Char(tracking=True)
    facts = fields.Json(export_string_translation=False)
    message = fields.Char(compute="_compute_message")
    rival_id = fields.Many2one(
        "res.partner",
        compute="_compute_rival_id",
        help="Who is closer to the person than we are, if you may see them.",
    )
    note = fields.Text(related="rule_id.note")
    is_off_map = fields.Boolean(compute="_compute_is_off_map")

    _cause_uniq = models.UniqueIndex(
        "(rule_id, map_id, COALESCE(stakeholder_id, 0), COALESCE(related_map_id, 0)) "
        "WHERE state <> 'closed'",
        "This alert is open already.",
    )

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        if field_name == "severity":
            # By seriousness, not by spelling.
            return SQL(
                "array_position(%s, %s::text) %s",
                [value for value, __ in SEVERITIES],
                self._field_to_sql(alias, field_name, query),
                direction,
            )
        return super()._order_field_to_sql(alias, field_name, direction, nulls, query)

    # ------------------------------------------------------------------ message

    @api.depends("facts")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_rival_id(self):
        ids = [(alert.facts or {}).get("partner_id") for alert in self]
        partners = self.env["res.partner"].with_context(active_test=False)
        visible = set(partners.search([("id", "in", ids)]).ids)
        for alert, rival_id in zip(self, ids, strict=True):
            alert.rival_id = rival_id in visible and rival_id

    @api.depends("kind", "facts", "map_id.name", "stakeholder_id.name", "rival_id")
    @api.depends_context("lang", "uid")
    def _compute_message(self):
        for alert in self:
            describe = getattr(alert, f"_message_{alert.kind}", None)
            alert.message = describe() if describe else alert.rule_id.sudo().name

    @api.depends("stakeholder_id.active")
    def _compute_is_off_map(self):
        for alert in self:
            alert.is_off_map = not alert.stakeholder_id.active

    # ------------------------------------------------------------------- people

    @api.model
    def _refresh_told(self, rules, map_ids):
        """Bring who is told in line with the rules and who is responsible today.

        :param rules: ``relationship.alert.rule``
        :param map_ids: ids of the maps concerned, all when None
        """
        self.env.cr.execute(
            SQL(
                """
                WITH alert AS (
                    SELECT id, rule_id, map_id, stakeholder_id
                      FROM relationship_alert
                     WHERE rule_id = ANY(%(rule_ids)s) AND state <> 'closed'
                       AND %(within)s
                ),
                told AS MATERIALIZED (%(told)s),
                gone AS (
                    DELETE FROM relationship_alert_res_users_rel old
                     USING alert
                     WHERE old.relationship_alert_id = alert.id
                       AND NOT EXISTS (
                        SELECT FROM told
                         WHERE told.alert_id = old.relationship_alert_id
                           AND told.user_id = old.res_users_id
                       )
                )
                INSERT INTO relationship_alert_res_users_rel AS rel (
                    relationship_alert_id, res_users_id
                )
                SELECT alert_id, user_id FROM told
                    ON CONFLICT DO NOTHING
                """,
                rule_ids=rules.ids,
                within=SQL("TRUE")
                if map_ids is None
                else SQL("map_id = ANY(%s)", map_ids),
                told=self._sql_told(),
            )
        )

    @api.model
    def _sql_told(self):
        """Whom to tell of each ``alert``: one look-up per person, whoever there is."""
        return SQL(
            """
            SELECT alert.id AS alert_id, users.id AS user_id
              FROM alert
              JOIN relationship_alert_rule rule ON rule.id = alert.rule_id
              JOIN relationship_map map ON map.id = alert.map_id
              LEFT JOIN relationship_stakeholder person
                ON person.id = alert.stakeholder_id
              LEFT JOIN crm_team team ON team.id = map.team_id
             CROSS JOIN LATERAL (
                SELECT map.user_id WHERE rule.tells_responsible
                 UNION
                SELECT person.owner_id WHERE rule.tells_owner
                 UNION
                SELECT team.user_id WHERE rule.tells_team_leader
                 UNION
                SELECT also.res_users_id
                  FROM relationship_alert_rule_res_users_rel also
                 WHERE also.relationship_alert_rule_id = rule.id
             ) told
              JOIN res_users users ON users.id = told.user_id AND users.active
            """
        )

    # -------------------------------------------------------------- for others

    @api.model
    def _count_open(self, field_name, records):
        """How many open alerts the user may see on each record.

        :param field_name: many2one of the alert that points to the records
        :param records: what to count for
        :return: dict ``{record: number}`` without those that have none
        """
        domain = [(field_name, "in", records.ids), ("state", "=", "open")]
        return dict(self._read_group(domain, [field_name], ["__count"]))

    def _by_severity(self):
        """These alerts by severity, the gravest first.

        :return: list of ``(severity, word in the reader's language, alerts)``
        """
        groups = self.grouped("severity")
        words = self._fields["severity"]._description_selection(self.env)
        return [
            (value, word, groups[value]) for value, word in words if value in groups
        ]

    def _describe(self):
        """The alerts as screens show them."""
        return [
            {"id": alert.id, "severity": alert.severity, "message": alert.message}
            for alert in self
        ]

    @api.model
    def _get_action(self, field_name, records):
        """Window action of the alerts of these records, the open ones first."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "relationship_network.relationship_alert_action"
        )
        action["domain"] = [(field_name, "in", records.ids)]
        action["context"] = {"search_default_open": 1}
        return action

    # ------------------------------------------------------------------ actions

    @api.model
    def _wake_up(self, rules, map_ids):
        """Open the alerts again whose snooze is over.

        :param rules: ``relationship.alert.rule``
        :param map_ids: ids of the maps concerned, all when None
        """
        over = Domain("state", "=", "snoozed") & Domain("rule_id", "in", rules.ids)
        over &= Domain("snooze_until", "<=", fields.Date.today())
        if map_ids is not None:
            over &= Domain("map_id", "in", map_ids)
        # Time ends a snooze, whoever made the change that the rules now look at.
        self.sudo().search(over)._set_snooze("open")

    def _snooze(self, until, reason):
        """Keep these alerts quiet for a while; their cause may end them earlier.

        :param until: date on which they open again
        :param reason: why, kept in the chatter
        :raise UserError: without a reason, for a day not in the future, or for alerts
            that are closed
        """
        closed = self.filtered(lambda alert: alert.state == "closed")
        if closed:
            raise UserError(
                self.env._(
                    "“%(alert)s” is closed already; there is nothing to snooze.",
                    alert=closed[0].message,
                )
            )
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the alert can wait."))
        if until <= fields.Date.context_today(self):
            raise UserError(
                self.env._("Choose a day in the future for the alert to come back.")
            )
        self._set_snooze("snoozed", until, reason)

    def action_reopen(self):
        """End the snooze of these alerts."""
        self.filtered(lambda alert: alert.state == "snoozed")._set_snooze("open")

    def _set_snooze(self, state, until=False, reason=False):
        self.check_access("read")
        # Alerts are the rules' to write; who may read one may snooze it.
        self.sudo().write(
            {"state": state, "snooze_until": until, "snooze_reason": reason}
        )

    def action_open_map(self):
        """Open the drawn map the alert is about, with the person in the middle.

        :return: client action
        """
        self.ensure_one()
        shown = self.map_id if self.is_off_map else self.stakeholder_id
        return shown.action_open_map()

    def action_open_ties(self):
        """Open the links of the person that the alert is about.

        :return: window action
        """
        self.ensure_one()
        return self.stakeholder_id.partner_id.action_open_ties()

    def action_keep_after_move(self):
        """Take note that the person works elsewhere and still matters here."""
        self.stakeholder_id.action_keep_after_move()

    def action_introduction_paths(self):
        """Show who can introduce us to the person of the alert.

        :return: client action
        """
        self.ensure_one()
        return self.stakeholder_id.action_open_introduction_paths()

    def action_schedule_activity(self):
        """Plan the activity that the rule proposes, for whoever looks at the alert.

        :return: window action of the activity
        """
        self.ensure_one()
        rule = self.rule_id.sudo()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Schedule Activity"),
            "res_model": "mail.activity.schedule",
            "view_mode": "form",
            "target": "new",
            "context": {
                "active_model": self._name,
                "active_ids": self.ids,
                "active_id": self.id,
                "default_activity_type_id": rule.activity_type_id.id,
                "default_summary": rule.activity_summary,
                "default_date_deadline": fields.Date.add(
                    fields.Date.context_today(self), days=rule.activity_days
                ),
            },
        }
