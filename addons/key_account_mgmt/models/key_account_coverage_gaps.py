from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .key_account_policy import SPONSOR_LEVELS

SPONSOR_ORDER = [level for level, __ in SPONSOR_LEVELS]


class KeyAccountMember(models.Model):
    _inherit = "key.account.member"

    sponsor_level = fields.Selection(
        SPONSOR_LEVELS, help="How high in our company a sponsor stands."
    )


class KeyAccount(models.Model):
    """What the policy of the class asks for, and the account does not have."""

    _inherit = "key.account"

    last_visit = fields.Date(
        compute="_compute_last_visit",
        help="The last meeting in the calendar with a contact of the customer.",
    )
    coverage_gap_count = fields.Integer(
        "Coverage Gaps",
        compute="_compute_coverage_gaps",
        search="_search_coverage_gap_count",
    )
    coverage_gaps = fields.Json("What Is Missing", compute="_compute_coverage_gaps")

    def _compute_last_visit(self):
        visits = self._get_last_visits()
        for account in self:
            account.last_visit = visits.get(account.id, False)

    def _get_last_visits(self):
        """Date of the last meeting with people of each account.

        :return: ``{id of the account: date}``
        """
        if not self.ids:
            return {}
        self.env["calendar.event"].flush_model(["start", "partner_ids", "active"])
        self.env["res.partner"].flush_model(["commercial_partner_id"])
        self.flush_recordset(["account_id"])
        # Only that there was a meeting, never what it was about.
        rows = self.env.execute_query(
            SQL(
                """
                SELECT account.id, MAX(event.start)::date
                  FROM key_account account
                  JOIN res_partner contact
                    ON contact.commercial_partner_id = account.account_id
                  JOIN calendar_event_res_partner_rel attends
                    ON attends.res_partner_id = contact.id
                  JOIN calendar_event event ON event.id = attends.calendar_event_id
                 WHERE account.id = ANY(%s) AND event.active
                   AND event.start < now() AT TIME ZONE 'UTC'
                 GROUP BY account.id
                """,
                self.ids,
            )
        )
        return dict(rows)

    @api.depends("account_class", "member_ids.role_id", "member_ids.sponsor_level")
    @api.depends_context("lang")
    def _compute_coverage_gaps(self):
        visits = self._get_last_visits()
        held = self._get_current_roles()
        for account in self:
            gaps = [
                *account._get_role_gaps(held.get(account.id, {})),
                *account._get_visit_gaps(visits.get(account.id)),
                *account._get_plan_gaps(),
            ]
            account.coverage_gaps = gaps
            account.coverage_gap_count = len(gaps)

    @api.model
    def _search_coverage_gap_count(self, operator, value):
        if operator not in ("in", "not in", ">", ">=", "<", "<="):
            return NotImplemented
        # Without a class nothing is asked for.
        accounts = self.search(Domain("account_class", "!=", False))
        found = accounts.filtered_domain(Domain("coverage_gap_count", operator, value))
        if self.new({}).filtered_domain(Domain("coverage_gap_count", operator, value)):
            return Domain("id", "not in", (accounts - found).ids)
        return Domain("id", "in", found.ids)

    def _get_current_roles(self):
        """Highest sponsor level by role held today.

        :return: ``{id of the account: {role: set of sponsor levels}}``
        """
        members = self.env["key.account.member"]
        rows = members._read_group(
            members._get_current_domain() & Domain("key_account_id", "in", self.ids),
            ["key_account_id", "role_id"],
            ["sponsor_level:array_agg"],
        )
        held = {}
        for account, role, levels in rows:
            held.setdefault(account.id, {})[role] = set(levels)
        return held

    def _get_role_gaps(self, held):
        self.ensure_one()
        gaps = []
        for role in self.policy_id.role_ids:
            if role not in held:
                gaps.append(
                    {
                        "kind": "role",
                        "role_id": role.id,
                        "message": self.env._("Nobody is %(role)s", role=role.name),
                    }
                )
            elif role.kind == "sponsor":
                gaps += self._get_sponsor_gaps(role, held[role])
        return gaps

    def _get_sponsor_gaps(self, role, levels):
        wanted = self.policy_id.sponsor_level
        reached = max(
            (SPONSOR_ORDER.index(level) for level in levels if level), default=0
        )
        if reached >= SPONSOR_ORDER.index(wanted):
            return []
        labels = dict(
            self.policy_id._fields["sponsor_level"]._description_selection(self.env)
        )
        return [
            {
                "kind": "sponsor",
                "role_id": role.id,
                "message": self.env._(
                    "The sponsor stands lower than “%(level)s”", level=labels[wanted]
                ),
            }
        ]

    def _get_visit_gaps(self, last):
        self.ensure_one()
        days = self.policy_id.visit_days
        if not days:
            return []
        gone = (fields.Date.context_today(self) - last).days if last else None
        if gone is not None and gone <= days:
            return []
        message = (
            self.env._(
                "No visit for %(gone)s days (every %(days)s)", gone=gone, days=days
            )
            if last
            else self.env._("No visit on record (every %(days)s days)", days=days)
        )
        return [{"kind": "visit", "role_id": False, "message": message}]

    def _get_plan_gaps(self):
        if not self.lacks_plan:
            return []
        message = self.env._("No approved plan holds today")
        return [{"kind": "plan", "role_id": False, "message": message}]

    def get_coverage_gaps(self):
        """What the class policy asks for and the account does not have.

        :return: list of dicts ``kind`` (role, sponsor, visit or plan), ``message`` and
            ``role_id`` (the role to fill, or False)
        """
        self.ensure_one()
        self.check_access("read")
        return self.coverage_gaps or []

    def action_close_coverage_gap(self, kind, role_id=False):
        """One click to act on a gap.

        :param kind: ``kind`` of a gap
        :param role_id: its ``role_id``
        :return: window action that fills the role, plans the visit or opens the plan
        """
        self.ensure_one()
        if kind == "plan":
            return self.action_open_plan()
        if kind == "visit":
            return {
                "type": "ir.actions.act_window",
                "name": self.env._("Plan a Visit"),
                "res_model": "calendar.event",
                "views": [(False, "form")],
                "target": "new",
                "context": {
                    "default_name": self.env._(
                        "Visit of %(account)s", account=self.name
                    ),
                    "default_partner_ids": [self.env.user.partner_id.id],
                    "default_res_model": self._name,
                    "default_res_id": self.id,
                },
            }
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Put Somebody on the Team"),
            "res_model": "key.account.member",
            "views": [
                (
                    self.env.ref("key_account_mgmt.key_account_member_view_form").id,
                    "form",
                )
            ],
            "target": "new",
            "context": {
                "default_key_account_id": self.id,
                "default_role_id": role_id,
                "default_is_primary": True,
            },
        }
