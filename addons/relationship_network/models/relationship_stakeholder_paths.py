from odoo import models
from odoo.exceptions import UserError


class RelationshipStakeholder(models.Model):
    """The way to a person on a map."""

    _inherit = "relationship.stakeholder"

    def action_open_introduction_paths(self):
        """Open the dialog that shows who can introduce us to this person.

        :return: client action
        :raise UserError: for a placeholder, whom nobody can know
        """
        self.ensure_one()
        if not self.partner_id:
            raise UserError(
                self.env._(
                    "“%(person)s” is a placeholder. Choose the contact first; then you "
                    "see who can introduce you.",
                    person=self.name,
                )
            )
        return self.partner_id.action_open_introduction_paths(self.lead_id.id)
