from odoo import models
from odoo.tools import formatLang

from odoo.addons.relationship_network.tools import simulation

from ..tools import outlook


class RelationshipMap(models.Model):
    """How a decision may go, from more than closeness."""

    _inherit = "relationship.map"

    def _get_outlook(self, people):
        """Who decides leans as closeness, solution and price say together."""
        weights = self.env["crm.outlook.weight"]._get_weights(self.company_id)
        stakeholders = {person.id: person for person in self.stakeholder_ids}
        leaning = [
            person._replace(
                level=outlook.lean(
                    stakeholders[person.key]._get_outlook_value(
                        weights, level=person.level
                    )
                )
            )
            for person in people
        ]
        return simulation.outlook(leaning)

    def _get_decision_outlook(self):
        """How the decision may go and what each key person adds to it.

        :return: dict with ``verdict``, ``label``, ``sentence``, the shares
            ``supporting``, ``undecided``, ``opposing`` in percent, and ``people``
        """
        self.ensure_one()
        people = [self._get_simulated_person(p) for p in self.stakeholder_ids]
        chain = self._get_outlook(people)
        weights = self.env["crm.outlook.weight"]._get_weights(self.company_id)
        deciding = self.stakeholder_ids.filtered(
            lambda p: p._decides() or p.has_veto or p.has_approval
        )
        return {
            **chain._asdict(),
            "label": self._get_verdict_labels()[chain.verdict],
            "sentence": self._outlook_sentence(chain),
            "weights": [
                {"label": label, "weight": weights.get(attitude, 0)}
                for attitude, label in self.env["crm.outlook.weight"]
                ._fields["attitude"]
                ._description_selection(self.env)
            ],
            "people": [
                self._describe_key_person(person, weights)
                for person in deciding.sorted(lambda p: (-p.weight, p.id))
            ],
        }

    def _describe_key_person(self, person, weights):
        value = person._get_outlook_value(weights)
        return {
            "id": person.id,
            "name": person.name or "",
            "role": person.role_id.name or "",
            "levels": [person[name] or False for name in outlook.ATTITUDES],
            "has_veto": person.has_veto,
            "has_approval": person.has_approval,
            "lean": outlook.lean(value),
            "outlook": (
                self.env._("not known")
                if value is None
                else formatLang(self.env, value, digits=1)
            ),
        }
