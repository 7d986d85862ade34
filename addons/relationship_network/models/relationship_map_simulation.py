from odoo import models
from odoo.exceptions import ValidationError
from odoo.tools import formatLang

from ..tools import simulation
from ..tools.closeness import decides
from .levels import LEVELS

SHOWN_LEVERS = 10
POWERS = ("has_veto", "has_approval")


class RelationshipMap(models.Model):
    """What if people changed their minds: computed, shown, never written."""

    _inherit = "relationship.map"

    def get_simulation_data(self):
        """Where a simulation starts.

        :return: dict with ``people`` (what the drawn map tells of them), ``levels``,
            and ``before``, ``after``, ``levers`` and ``rejected`` as :meth:`simulate`
            returns them
        :raise AccessError: when the user may not read the map
        """
        self.ensure_one()
        simulated = self.simulate({})
        level_field = self.env["relationship.stakeholder"]._fields["level"]
        return {
            "people": [self._get_person_values(p) for p in self.stakeholder_ids],
            "levels": level_field._description_selection(self.env),
            **simulated,
        }

    def simulate(self, changes):
        """Figures of this map if people changed; nothing is written.

        :param changes: ``{stakeholder id: {"level": "2" … "-2" or False, "has_veto":
            bool, "has_approval": bool}}``, each value optional
        :return: dict with ``before`` and ``after`` (``closeness`` and ``coverage`` in
            percent, ``status`` with label and reason, ``outlook``), ``levers`` (what to
            change next: ``person_id``, ``level``, ``points`` from 0 to 100,
            ``reasons``, figures ``after``) and ``rejected`` (``person_id``, ``why``)
        :raise AccessError: when the user may not read the map
        :raise ValidationError: when a change is about somebody else, or no change
        """
        self.ensure_one()
        self.check_access("read")
        changes = self._parse_changes(changes)
        people = [self._get_simulated_person(person) for person in self.stakeholder_ids]
        after = simulation.changed(people, changes)
        ranking = simulation.best_levers(after, self._get_outlook, SHOWN_LEVERS)
        return {
            "before": self._get_figures(simulation.figures(people, self._get_outlook)),
            "after": self._get_figures(simulation.figures(after, self._get_outlook)),
            "levers": [
                {
                    "person_id": ranked.candidate.person.key,
                    "level": str(ranked.candidate.level),
                    "points": ranked.points,
                    "reasons": self._get_lever_reasons(ranked),
                    "after": self._get_figures(ranked.candidate.figures),
                }
                for ranked in ranking.ranked
            ],
            "rejected": [
                {
                    "person_id": rejected.candidate.person.key,
                    "why": self._get_lever_obstacle(rejected.rule),
                }
                for rejected in ranking.rejected
            ],
        }

    # -------------------------------------------------------------------- hooks

    def _get_outlook(self, people):
        """How the decision may go; addons that know more of the deal refine it.

        :param people: list of ``tools.simulation.Person``
        :return: ``tools.simulation.Outlook``
        """
        return simulation.outlook(people)

    def _get_simulated_person(self, person):
        return simulation.Person(
            key=person.id,
            name=person.name or "",
            weight=person.weight,
            level=int(person.level) if person.level else None,
            is_key_player=person.is_key_player,
            decides=person._decides(),
            has_veto=person.has_veto,
            has_approval=person.has_approval,
            side=person.side,
            is_placeholder=person.is_placeholder,
            influence=person.influence,
        )

    # --------------------------------------------------------------- validation

    def _parse_changes(self, changes):
        """Changes in the terms of ``tools.simulation``, once they are known good."""
        people = {str(person.id): person for person in self.stakeholder_ids}
        if not isinstance(changes, dict) or not all(
            isinstance(values, dict) for values in changes.values()
        ):
            raise ValidationError(
                self.env._("Say for each person what changes, e.g. the level.")
            )
        parsed = {}
        for key, values in changes.items():
            person = people.get(str(key))
            if not person:
                raise ValidationError(
                    self.env._(
                        "Somebody whose change is simulated is not on the map of "
                        "%(map)s (any more). Load the page again.",
                        map=self.name,
                    )
                )
            parsed[person.id] = self._parse_change(person, values)
        return parsed

    def _parse_change(self, person, values):
        change = {}
        for name, value in values.items():
            if name == "level" and (not value or value in dict(LEVELS)):
                change["level"] = int(value) if value else None
            elif name in POWERS and isinstance(value, bool):
                change[name] = value
            else:
                raise ValidationError(
                    self.env._(
                        "“%(value)s” is no %(field)s that %(person)s can have. Levels "
                        "run from -2 to 2; veto and approval are yes or no.",
                        value=value,
                        field=name,
                        person=person.name,
                    )
                )
        # Who is given the right to approve decides; who loses it may do so by role.
        if "has_approval" in change:
            change["decides"] = decides(person.role_id.meaning, change["has_approval"])
        return change

    # -------------------------------------------------------------------- words

    def _get_figures(self, figures):
        status_labels = dict(self._fields["status"]._description_selection(self.env))
        colour = figures.status.colour
        return {
            "closeness": False if figures.closeness is None else figures.closeness,
            "coverage": False if figures.coverage is None else figures.coverage,
            "status": colour,
            "status_label": status_labels[colour],
            "status_reason": self._status_sentence(figures.status),
            "outlook": {
                **figures.outlook._asdict(),
                "label": self._get_verdict_labels()[figures.outlook.verdict],
                "sentence": self._outlook_sentence(figures.outlook),
            },
        }

    def _get_verdict_labels(self):
        _ = self.env._
        return {
            "favourable": _("Favourable"),
            "open": _("Open"),
            "unfavourable": _("Unfavourable"),
        }

    def _outlook_sentence(self, outlook):
        """Say in the user's language why a decision may go this way."""
        _ = self.env._
        names = self._name_list(outlook.names)
        return {
            "veto_against": lambda: _(
                "Can veto and against us: %(names)s", names=names
            ),
            "veto_open": lambda: _("Can veto and not yet won: %(names)s", names=names),
            "nobody_decides": lambda: _("Nobody who decides is known."),
            "approval_for": lambda: _(
                "Can approve alone and supports us: %(names)s", names=names
            ),
            "approval_against": lambda: _(
                "Can approve alone and is against us: %(names)s", names=names
            ),
            "majority_for": lambda: _("Most of those who decide support us."),
            "majority_against": lambda: _("Most of those who decide are against us."),
            "no_majority": lambda: _("Those who decide have no majority either way."),
        }[outlook.reason]()

    def _get_lever_reasons(self, ranked):
        """Say in the user's language what a lever gains, the most important first."""
        sentences = {
            "status": self._lever_status_sentence,
            "outlook": self._lever_outlook_sentence,
            "closeness": self._lever_closeness_sentence,
            "influence": self._lever_influence_sentence,
        }
        return [
            sentences[reason.goal](ranked.candidate)
            for reason in ranked.reasons
            if reason.points > 0
        ]

    def _lever_status_sentence(self, lever):
        labels = dict(self._fields["status"]._description_selection(self.env))
        return self.env._(
            "The status turns %(colour)s", colour=labels[lever.figures.status.colour]
        )

    def _lever_outlook_sentence(self, lever):
        outlook = lever.figures.outlook
        if lever.verdict:
            return self.env._(
                "The outlook becomes %(verdict)s",
                verdict=self._get_verdict_labels()[outlook.verdict],
            )
        return self.env._(
            "%(share)s %% more of the deciding weight for us",
            share=round(lever.supporting),
        )

    def _lever_closeness_sentence(self, lever):
        gain = formatLang(self.env, lever.closeness, digits=1)
        return self.env._("Closeness +%(gain)s %%", gain=gain)

    def _lever_influence_sentence(self, lever):
        return self.env._(
            "Reaches %(share)s %% of the decision weight of the others",
            share=round(lever.person.influence),
        )

    def _get_lever_obstacle(self, rule):
        """Say in the user's language why somebody is no lever."""
        _ = self.env._
        return {
            "own": lambda: _("One of our own people"),
            "competitor": lambda: _("Works for a competitor"),
            "placeholder": lambda: _("Nobody known yet: find out who it is"),
            "strong_support": lambda: _("Supports us strongly already"),
        }[rule]()
