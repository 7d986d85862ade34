from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ..tools import closeness as rules
from ..tools.gaps import PersonFacts
from .levels import LEVEL_FEATURES, LEVELS
from .nullable_float import NullableFloat
from .unique_messages import duplicate_message

# Depths of contact in which we really talk with somebody.
ENGAGED = ("several", "in_depth")


class RelationshipStakeholder(models.Model):
    """A person on a map, or a placeholder for a person we know must exist.

    Every opinion about a person belongs here, to the pair (map, person), never to the
    contact: the same person can approve one deal and oppose another.
    """

    _name = "relationship.stakeholder"
    _description = "Stakeholder"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _check_company_auto = True
    _parent_name = "reports_to_id"
    _order = "weight desc, name, id"

    map_id = fields.Many2one(
        "relationship.map", required=True, index=True, ondelete="cascade"
    )
    account_id = fields.Many2one(
        related="map_id.account_id", store=True, index=True, precompute=True
    )
    lead_id = fields.Many2one(
        related="map_id.lead_id", store=True, index="btree_not_null", precompute=True
    )
    company_id = fields.Many2one(
        related="map_id.company_id", store=True, index=True, precompute=True
    )
    active = fields.Boolean(default=True, tracking=True)
    partner_id = fields.Many2one(
        "res.partner",
        "Contact",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('is_company', '=', False)]",
        tracking=True,
        help="Leave it empty for a placeholder: a role that must exist, with no name "
        "yet.",
    )
    name = fields.Char(
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
        index="trigram",
    )
    is_placeholder = fields.Boolean(
        compute="_compute_is_placeholder", store=True, precompute=True
    )
    function = fields.Char(related="partner_id.function", string="Job Position")
    side = fields.Selection(
        [
            ("account", "Account"),
            ("external", "External"),
            ("own", "Our People"),
            ("competitor", "Competitor"),
        ],
        compute="_compute_side",
        help="Where the person belongs, seen from the account.",
    )
    role_id = fields.Many2one(
        "relationship.role",
        "Decision Role",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    role_meaning = fields.Selection(related="role_id.meaning")
    weight = fields.Float(
        compute="_compute_weight",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        digits=(16, 2),
        aggregator="sum",
        tracking=True,
        help="How much this person counts in the decision; the role proposes it.",
    )
    department_id = fields.Many2one(
        "relationship.department",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('account_id', '=', account_id), ('company_id', '=', company_id)]",
    )
    political_status = fields.Selection(
        [
            ("outside", "Outside"),
            ("structure", "Political Structure"),
            ("inner", "Inner Circle"),
        ],
        required=True,
        default="outside",
        tracking=True,
    )
    is_key_player = fields.Boolean(
        "Key Player",
        compute="_compute_is_key_player",
        store=True,
        precompute=True,
        help="Belongs to the political structure or the inner circle.",
    )
    is_decider = fields.Boolean(
        "Decides",
        compute="_compute_is_decider",
        store=True,
        help="Decides or approves, by role or by own right.",
    )
    contact_depth = fields.Selection(
        [
            ("none", "None"),
            ("brief", "Brief"),
            ("several", "Several"),
            ("in_depth", "In Depth"),
        ],
        "Depth of Contact",
        required=True,
        default="none",
        tracking=True,
    )
    owner_id = fields.Many2one(
        "res.users",
        "Relationship Owner",
        index="btree_not_null",
        domain="[('share', '=', False)]",
        tracking=True,
        help="The colleague who owns the relationship with this person.",
    )
    level = fields.Selection(
        LEVELS,
        "Closeness Level",
        index=True,
        help="How much this person supports us; empty when not assessed.",
    )
    solution_level = fields.Selection(LEVELS, "Solution Acceptance")
    price_level = fields.Selection(LEVELS, "Price Acceptance")
    target_level = fields.Selection(LEVELS)
    assessed_on = fields.Date(tracking=False)
    assessed_by_id = fields.Many2one("res.users")
    has_veto = fields.Boolean(
        "Veto", tracking=True, help="Can stop the decision alone."
    )
    has_approval = fields.Boolean(
        "Approval", tracking=True, help="Can approve the decision alone."
    )
    reports_to_id = fields.Many2one(
        "relationship.stakeholder",
        index="btree_not_null",
        ondelete="set null",
        domain="[('map_id', '=', map_id), ('id', '!=', id)]",
        tracking=True,
    )
    subordinate_ids = fields.One2many(
        "relationship.stakeholder", "reports_to_id", "Reporting People"
    )
    is_parked = fields.Boolean(
        "Not Placed Yet",
        compute="_compute_is_parked",
        store=True,
        readonly=False,
        precompute=True,
        help="Waits in the parking list of the map for a place.",
    )
    note = fields.Text()
    closeness = NullableFloat(
        "Closeness (%)",
        compute="_compute_closeness",
        aggregator="avg",
        help="100 % per level; over several people the mean weighted by their weight.",
    )
    coverage = NullableFloat(
        "Coverage (%)", compute="_compute_closeness", aggregator="avg"
    )
    change_reason = fields.Char(
        "Why",
        store=False,
        help="Why a level changes; kept in the history of levels.",
    )
    change_date = fields.Datetime(
        "Changed On",
        store=False,
        help="When a level changed, if not now; kept in the history of levels and as "
        "the date of the assessment.",
    )
    level_change_ids = fields.One2many(
        "relationship.level.change", "stakeholder_id", "Level History"
    )

    _positive_weight = models.Constraint(
        "CHECK(weight > 0)", "The weight of a stakeholder must be positive."
    )
    _partner_uniq = models.UniqueIndex(
        "(map_id, partner_id) WHERE partner_id IS NOT NULL",
        duplicate_message(
            lambda env, names: env._(
                "%(contact)s is already on the map “%(map)s”.", **names
            ),
            map=(0, "relationship.map"),
            contact=(1, "res.partner"),
        ),
    )

    # ------------------------------------------------------------------ compute

    @api.depends("partner_id.name", "role_id")
    def _compute_name(self):
        for person in self:
            person.name = person.partner_id.name or person.name or person.role_id.name

    @api.depends("partner_id")
    def _compute_is_placeholder(self):
        for person in self:
            person.is_placeholder = not person.partner_id

    @api.depends("role_id")
    def _compute_weight(self):
        for person in self:
            person.weight = person.role_id.default_weight or person.weight or 1.0

    @api.depends("political_status")
    def _compute_is_key_player(self):
        for person in self:
            person.is_key_player = rules.is_key_player(person.political_status)

    @api.depends("role_id.meaning", "has_approval")
    def _compute_is_decider(self):
        for person in self:
            person.is_decider = person._decides()

    @api.depends("reports_to_id", "department_id", "subordinate_ids")
    def _compute_is_parked(self):
        for person in self:
            placed = (
                person.reports_to_id or person.department_id or person.subordinate_ids
            )
            person.is_parked = not placed and person.is_parked

    @api.depends(
        "partner_id.partner_share",
        "partner_id.commercial_partner_id.is_competitor",
        "account_id",
    )
    def _compute_side(self):
        for person in self:
            person.side = person.partner_id._relationship_side(person.account_id)

    @api.depends("level")
    def _compute_closeness(self):
        for person in self:
            person.closeness = 100.0 * int(person.level or 0)
            person.coverage = 100.0 if person.level else 0.0

    def _read_group_select(self, aggregate_spec, query):
        """Weight the closeness and coverage of every group of people."""
        parts = {
            "closeness:avg": SQL("COALESCE(%s::integer, 0)", self._sql("level", query)),
            "coverage:avg": SQL("(%s IS NOT NULL)::integer", self._sql("level", query)),
        }
        if aggregate_spec not in parts:
            return super()._read_group_select(aggregate_spec, query)
        return SQL(
            "100.0 * SUM(%(weight)s * %(value)s) / NULLIF(SUM(%(weight)s), 0)",
            weight=SQL("%s::double precision", self._sql("weight", query)),
            value=parts[aggregate_spec],
        )

    def _sql(self, field_name, query):
        return self._field_to_sql(self._table, field_name, query)

    def _get_tally(self):
        """How these people, by weight, stand on the levels."""
        return rules.Tally.of(
            (person.weight, int(person.level) if person.level else None)
            for person in self
        )

    def _decides(self):
        """Whether this person decides or approves, by role or by own right."""
        self.ensure_one()
        return rules.decides(self.role_id.meaning, self.has_approval)

    def _gap_facts(self, is_busy=False):
        return PersonFacts(
            key=self.id,
            name=self.name or "",
            role=self.role_id.id or None,
            meaning=self.role_id.meaning or None,
            department_id=self.department_id.id or None,
            level=int(self.level) if self.level else None,
            is_placeholder=self.is_placeholder,
            has_owner=bool(self.owner_id),
            decides=self._decides(),
            is_engaged=self.contact_depth in ENGAGED,
            reaches_others=self.influence > 0,
            is_busy=is_busy,
        )

    # -------------------------------------------------------------- constraints

    @api.constrains("name", "partner_id")
    def _check_name(self):
        for person in self:
            if not person.name:
                raise ValidationError(
                    self.env._(
                        "A person on the map of %(map)s needs a contact, or, as a "
                        "placeholder, a name or a role.",
                        map=person.map_id.name,
                    )
                )

    @api.constrains("reports_to_id", "map_id", "partner_id")
    def _check_reports_to_id(self):
        for person in self:
            superior = person.reports_to_id
            if not superior:
                continue
            if superior.map_id != person.map_id:
                raise ValidationError(
                    self.env._(
                        "%(person)s cannot report to %(superior)s, who is on another "
                        "map (%(map)s). Add %(superior)s to this map first.",
                        person=person.display_name,
                        superior=superior.display_name,
                        map=superior.map_id.name,
                    )
                )
            companies = person._get_employer(), superior._get_employer()
            if companies[0] != companies[1]:
                raise ValidationError(
                    self.env._(
                        "%(person)s of %(company)s cannot report to %(superior)s of "
                        "%(other)s. Draw an influence line between them instead.",
                        person=person.display_name,
                        company=companies[0].name,
                        superior=superior.display_name,
                        other=companies[1].name,
                    )
                )
        # One query for all; only when there is a cycle, its people are looked for.
        for person in self if self._has_cycle() else ():
            if person._has_cycle():
                raise ValidationError(
                    self.env._(
                        "%(person)s cannot report to %(superior)s, who already reports "
                        "to %(person)s, directly or through others.",
                        person=person.display_name,
                        superior=person.reports_to_id.display_name,
                    )
                )

    @api.constrains("department_id", "map_id")
    def _check_department_id(self):
        for person in self:
            department = person.department_id
            if department and department.account_id != person.account_id:
                raise ValidationError(
                    self.env._(
                        "%(person)s is on a map of %(account)s and cannot belong to "
                        "the department “%(department)s” of %(other)s.",
                        person=person.display_name,
                        account=person.account_id.name,
                        department=department.name,
                        other=department.account_id.name,
                    )
                )

    def _check_weight_value(self, vals):
        """Name the person before the database refuses the weight namelessly."""
        weight = vals.get("weight")
        if weight is None or weight > 0:
            return
        partner = self.env["res.partner"].browse(vals.get("partner_id"))
        names = self.mapped("display_name") or [partner.name or vals.get("name") or "?"]
        raise ValidationError(
            self.env._(
                "The weight of %(person)s must be greater than 0, not %(weight)s.",
                person=", ".join(names),
                weight=weight,
            )
        )

    def _get_employer(self):
        """The group of companies this person works for; the account's by default."""
        own_group = self.partner_id._relationship_group()
        return own_group or self.account_id._relationship_group()

    # --------------------------------------------------------------------- CRUD

    @api.model_create_multi
    def create(self, vals_list):
        """Create people; somebody who was removed from the map before comes back."""
        vals_list = [dict(vals) for vals in vals_list]
        for vals in vals_list:
            self._check_weight_value(vals)
        remarks = [self._pop_remark(vals) for vals in vals_list]
        for vals, remark in zip(vals_list, remarks, strict=True):
            if vals.get("level"):
                self._sign_assessment(vals, remark)
        removed = self._find_removed(vals_list)
        created = iter(
            super().create(
                [vals for i, vals in enumerate(vals_list) if i not in removed]
            )
        )
        people = self.browse()
        changes = []
        for i, (vals, remark) in enumerate(zip(vals_list, remarks, strict=True)):
            if i in removed:
                person = removed[i]
                person.write({**vals, **remark, "active": True})
            else:
                person = next(created)
                changes.append((person, dict.fromkeys(LEVEL_FEATURES, False), remark))
            people += person
        self._log_level_changes(changes)
        return people

    def write(self, vals):
        vals = dict(vals)
        self._check_weight_value(vals)
        remark = self._pop_remark(vals)
        features = [feature for feature in LEVEL_FEATURES if feature in vals]
        if "level" in vals:
            self._sign_assessment(vals, remark)
        changes = [
            (person, {f: person[f] for f in features}, remark) for person in self
        ]
        result = super().write(vals)
        if features:
            self._log_level_changes(changes)
        return result

    def _copy_vals(self, levels):
        """What this person brings to another map, the levels only if wanted."""
        self.ensure_one()
        names = [
            "partner_id",
            "name",
            "role_id",
            "weight",
            "political_status",
            "contact_depth",
            "owner_id",
            "has_veto",
            "has_approval",
            "is_parked",
            "note",
        ]
        if levels:
            names += [*LEVEL_FEATURES, "assessed_on", "assessed_by_id"]
        return {
            name: self._fields[name].convert_to_write(self[name], self)
            for name in names
        }

    def _find_removed(self, vals_list):
        """Archived people of the same map and contact, by index into ``vals_list``."""
        pairs = [(vals.get("map_id"), vals.get("partner_id")) for vals in vals_list]
        if not any(partner_id for __, partner_id in pairs):
            return {}
        archived = self.with_context(active_test=False).search(
            [
                ("active", "=", False),
                ("map_id", "in", [map_id for map_id, __ in pairs]),
                ("partner_id", "in", [partner_id for __, partner_id in pairs]),
            ]
        )
        by_pair = {(p.map_id.id, p.partner_id.id): p for p in archived}
        return {i: by_pair[pair] for i, pair in enumerate(pairs) if pair in by_pair}

    def _pop_remark(self, vals):
        """Take out of ``vals`` what goes to the history only: why and when."""
        remark = {
            name: vals.pop(name, False) for name in ("change_reason", "change_date")
        }
        date = fields.Datetime.to_datetime(remark["change_date"])
        if date and date > fields.Datetime.now():
            raise ValidationError(
                self.env._(
                    "A level cannot change in the future (%(date)s). Leave the date "
                    "empty to record the change now.",
                    date=date,
                )
            )
        return remark

    def _sign_assessment(self, vals, remark):
        """Date and sign an assessment unless the caller says when and by whom."""
        assessed = bool(vals["level"])
        changed_on = fields.Datetime.to_datetime(remark["change_date"]) or None
        today = fields.Date.context_today(self, changed_on)
        vals.setdefault("assessed_on", assessed and today)
        vals.setdefault("assessed_by_id", assessed and self.env.uid)

    def _log_level_changes(self, changes):
        """Keep what changed.

        :param changes: list of ``(person, {feature: old level}, remark)``, the remark
            as :meth:`_pop_remark` returns it
        """
        # Nobody may write the history by hand, hence sudo.
        self.env["relationship.level.change"].sudo().create(
            [
                {
                    "stakeholder_id": person.id,
                    "feature": feature,
                    "old_level": old_level,
                    "new_level": person[feature],
                    "user_id": self.env.uid,
                    "reason": remark["change_reason"],
                    "date": remark["change_date"] or fields.Datetime.now(),
                }
                for person, before, remark in changes
                for feature, old_level in before.items()
                if person[feature] != old_level
            ]
        )

    # ------------------------------------------------------------------ actions

    def action_open_map(self):
        """Open the drawn map this person is on, with the person in the middle.

        :return: client action
        """
        self.ensure_one()
        action = self.map_id.action_open_map()
        action["params"]["person_id"] = self.id
        return action
