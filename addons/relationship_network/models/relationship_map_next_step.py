from odoo import models


class RelationshipMap(models.Model):
    """The next steps of everybody on a map."""

    _inherit = "relationship.map"

    def get_next_step_data(self):
        """The next step of each person, who weighs and misses most first.

        :return: list of dicts as :meth:`relationship.stakeholder.get_next_step` gives
            them, with ``weight``, ``function``, ``role`` (name), ``is_key_player`` and
            ``can_be_reached``; without our own people
        :raise AccessError: when the user may not read the map
        """
        self.ensure_one()
        self.check_access("read")
        steps = self.stakeholder_ids._get_next_steps()
        values = [
            {
                **step,
                "weight": person.weight,
                "function": person.function,
                "role": person.role_id.name,
                "is_key_player": person.is_key_player,
                "can_be_reached": bool(person.partner_id),
            }
            for person, step in steps.items()
            if step["state"] != "own"
        ]
        return sorted(values, key=lambda step: -step["urgency"])
