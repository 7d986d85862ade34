from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date

from ..tools.next_step import MIN_CASES, WINDOW, Effect, rank_effects, urgency
from .relationship_map_gap_actions import PLAN_DAYS

# Whom to win when no target is set: support.
DEFAULT_TARGET = 1


class RelationshipStakeholder(models.Model):
    """What to do next with a person, and who of us should do it."""

    _inherit = "relationship.stakeholder"

    next_step = fields.Char(
        compute="_compute_next_step", export_string_translation=False
    )
    can_plan_next_step = fields.Boolean(
        compute="_compute_next_step", export_string_translation=False
    )

    @api.depends("level", "target_level", "owner_id", "partner_id", "activity_ids")
    @api.depends_context("lang", "uid", "allowed_company_ids")
    def _compute_next_step(self):
        steps = self._origin._get_next_steps()
        for person in self:
            step = steps.get(person._origin, {})
            person.next_step = step.get("sentence")
            person.can_plan_next_step = bool(step.get("activity_type"))

    def get_next_step(self):
        """What to do next with this person, after what usually worked here.

        Kinds of activity are ranked by how often a level rose within 60 days, in the
        company's own history, and named from five cases on. The owner should do it,
        else who knows the person best, else the first on the best introduction path.

        :return: dict with ``person_id``, ``name``, ``level`` and ``target_level``
            (selection values), ``urgency`` (weight × levels missing to the target),
            ``state`` (``placeholder``, ``own``, ``reached``, ``planned``, ``unknown``
            when too little is known, ``proposed``), ``sentence``, ``activity_type`` and
            ``user`` (``id`` and ``name``, or False), ``cases`` and ``rises``
        :raise AccessError: when the user may not read the person
        """
        self.ensure_one()
        self.check_access("read")
        return self._get_next_steps(with_paths=True)[self]

    def _get_next_steps(self, with_paths=False):
        """See :meth:`get_next_step`, for many people at once.

        :param with_paths: look for introduction paths as well; they are searched
            person by person
        :return: ``{person: dict}``
        """
        best = self._get_best_effects()
        planned = self._get_planned_activities()
        doers = self._get_doers()
        steps = {}
        for person in self:
            user, reason = doers[person]
            if not user and with_paths:
                user, reason = person._get_path_doer()
            steps[person] = person._describe_next_step(
                best.get(person.company_id), planned.get(person.id), user, reason
            )
        return steps

    def _describe_next_step(self, effect, activity, user, reason):
        target = int(self.target_level or DEFAULT_TARGET)
        level = int(self.level) if self.level else None
        missing = urgency(self.weight, level, target)
        state = self._get_next_step_state(effect, activity, missing)
        if state != "proposed":
            effect = None
        if state not in ("unknown", "proposed"):
            user = None
        return {
            "person_id": self.id,
            "name": self.name,
            "level": self.level,
            "target_level": str(target),
            "urgency": 0.0 if state in ("placeholder", "own") else missing,
            "state": state,
            "sentence": self._next_step_sentence(state, effect, activity, user, reason),
            "activity_type": effect
            and {
                "id": effect.kind.id,
                "name": effect.kind.name,
                "icon": effect.kind.icon or "fa-tasks",
            },
            "user": bool(user) and {"id": user.id, "name": user.name},
            "cases": effect.cases if effect else 0,
            "rises": effect.rises if effect else 0,
        }

    def _get_next_step_state(self, effect, activity, missing):
        if self.is_placeholder:
            return "placeholder"
        if self.side == "own":
            return "own"
        if not missing:
            return "reached"
        if activity:
            return "planned"
        return "proposed" if effect else "unknown"

    def _next_step_sentence(self, state, effect, activity, user, reason):
        _ = self.env._
        sentence = {
            "placeholder": lambda: _("Find out who this is."),
            "own": lambda: "",
            "reached": lambda: _("The target is reached."),
            "planned": lambda: _(
                "Planned: %(activity)s, %(date)s, %(user)s",
                activity=activity.activity_type_id.name or activity.summary,
                date=format_date(self.env, activity.date_deadline),
                user=activity.user_id.name or _("nobody"),
            ),
            "unknown": lambda: "",
            "proposed": lambda: _(
                "%(activity)s: in %(rises)s of %(cases)s cases a level rose within "
                "%(days)s days.",
                activity=effect.kind.name,
                rises=effect.rises,
                cases=effect.cases,
                days=WINDOW,
            ),
        }[state]()
        if not user:
            return sentence
        who = {
            "owner": lambda: _(
                "Proposed: %(user)s, who owns the relationship.", user=user.name
            ),
            "tie": lambda: _(
                "Proposed: %(user)s, who knows %(person)s best.",
                user=user.name,
                person=self.name,
            ),
            "path": lambda: _(
                "Proposed: %(user)s, with whom the best way to %(person)s begins.",
                user=user.name,
                person=self.name,
            ),
        }[reason]()
        return f"{sentence} {who}".strip()

    # -------------------------------------------------------------------- facts

    def _get_best_effects(self):
        """The kind of activity that usually works best: ``{company: Effect}``."""
        effects = self.env["relationship.activity.effect"].search_fetch(
            [("company_id", "in", self.company_id.ids)],
            ["company_id", "activity_type_id", "cases", "rises"],
        )
        best = {}
        for company, records in effects.grouped("company_id").items():
            ranking = rank_effects(
                Effect(record.activity_type_id, record.cases, record.rises)
                for record in records
            )
            if ranking.ranked:
                best[company] = ranking.ranked[0].candidate
        return best

    def _get_planned_activities(self):
        """What is planned next with each person: ``{person id: activity}``."""
        # What is planned counts, whoever may read the activity.
        activities = (
            self.env["mail.activity"]
            .sudo()
            .search(
                [("res_model", "=", self._name), ("res_id", "in", self.ids)],
                order="date_deadline desc, id desc",
            )
        )
        return {activity.res_id: activity for activity in activities}

    def _get_doers(self):
        """Who should talk with each person: ``{person: (user, reason)}``.

        The owner, else who has the strongest tie, the better signal first; both as far
        as the user may see them.
        """
        orphans = self.filtered(
            lambda person: person.partner_id and not person.owner_id
        )
        ties = orphans._get_best_ties()
        nobody = self.env["res.users"]
        doers = {}
        for person in self:
            user = ties.get((person.partner_id, person.company_id), nobody)
            doers[person] = (
                (person.owner_id, "owner") if person.owner_id else (user, "tie")
            )
        return doers

    def _get_best_ties(self):
        """Who knows these people best: ``{(contact, company): user}``."""
        if not self:
            return {}
        contacts = Domain("contact_id", "in", self.partner_id.ids)
        signals = self.env["relationship.signal"].search_fetch(
            contacts, ["contact_id", "company_id", "own_partner_id", "score"]
        )
        links = self.env["relationship.link"]
        links = links.search_fetch(
            links._get_connection_domain() & contacts & Domain("lead_id", "=", False),
            ["contact_id", "company_id", "own_partner_id", "strength"],
        )
        known = {}
        for signal in signals:
            key = signal.contact_id, signal.company_id, signal.own_partner_id
            known[key] = (signal.suggested_strength, signal.score)
        for link in links:
            key = link.contact_id, link.company_id, link.own_partner_id
            score = known.get(key, (0, 0))[1]
            known[key] = max(known.get(key, (0, 0)), (link.strength, score))
        users = self.env["res.partner"].union(*[key[2] for key in known])
        users = users._get_path_users()
        best = {}
        for (contact, company, own), __ in sorted(
            known.items(), key=lambda item: item[1]
        ):
            if users[own]:
                best[contact, company] = users[own]
        return best

    def _get_path_doer(self):
        """The first person on the best introduction path, and the reason."""
        nobody = self.env["res.users"], "path"
        if not self.partner_id:
            return nobody
        paths = self.partner_id.relationship_paths(limit=1, lead_id=self.lead_id.id)
        if not paths:
            return nobody
        first = self.env["res.partner"].browse(paths[0]["partner_ids"][0])
        return first._get_path_users()[first], "path"

    # ----------------------------------------------------------------- planning

    def action_plan_next_step(self):
        """Plan exactly the proposed activity, for the proposed colleague.

        A colleague who may not see the map gets no activity there: it is planned for
        the user, who asks them.

        :return: client action that says what was planned
        :raise UserError: when there is nothing to propose
        """
        self.ensure_one()
        self.check_access("write")
        step = self.get_next_step()
        if step["state"] != "proposed":
            raise UserError(
                self.env._(
                    "There is no step to propose for %(person)s: %(reason)s",
                    person=self.name,
                    reason=self.env._(
                        "fewer than %(count)s cases tell what works.", count=MIN_CASES
                    )
                    if step["state"] == "unknown"
                    else step["sentence"],
                )
            )
        proposed = self.env["res.users"].browse(
            step["user"]["id"] if step["user"] else self.env.uid
        )
        user, summary = proposed, False
        if not self.with_user(proposed).has_access("read"):
            user = self.env.user
            summary = self.env._("Ask %(user)s to do it", user=proposed.name)
        activity = self.activity_schedule(
            activity_type_id=step["activity_type"]["id"],
            date_deadline=fields.Date.context_today(self) + timedelta(days=PLAN_DAYS),
            user_id=user.id,
            **({"summary": summary} if summary else {}),
        )
        return self.map_id._tell(
            self.env._(
                "%(activity)s with %(person)s planned for %(user)s on %(date)s.",
                activity=step["activity_type"]["name"],
                person=self.name,
                user=user.name,
                date=format_date(self.env, activity.date_deadline),
            )
        )
