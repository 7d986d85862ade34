from collections import defaultdict

from odoo import api, fields, models


class RelationshipPeopleHidden(models.Model):
    """Somebody of an account who shall not be suggested for its maps again."""

    _name = "relationship.people.hidden"
    _description = "Person Not to Suggest"
    _rec_name = "email"

    account_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    partner_id = fields.Many2one(
        "res.partner", "Contact", index="btree_not_null", ondelete="cascade"
    )
    email = fields.Char(help="Of somebody who is no contact yet.")

    _somebody = models.Constraint(
        "CHECK(partner_id IS NOT NULL OR email IS NOT NULL)",
        "Choose the contact or the e-mail address to hide.",
    )
    _once_uniq = models.UniqueIndex(
        "(account_id, company_id, COALESCE(partner_id, 0), COALESCE(email, ''))",
        "This person is hidden already.",
    )

    @api.model
    def _get_hidden(self, maps):
        """Who is hidden on the accounts of these maps.

        :return: records of this model
        """
        # Who sees a map sees who is hidden there; nobody reads this model directly.
        return self.sudo().search_fetch(
            [
                ("account_id", "in", maps.account_id.ids),
                ("company_id", "in", maps.company_id.ids),
            ],
            ["account_id", "company_id", "partner_id", "email"],
        )

    @api.model
    def _get_hidden_ids(self, maps):
        """Contacts hidden on these maps: ``{(account, company): {contact id}}``."""
        hidden = defaultdict(set)
        for record in self._get_hidden(maps):
            if record.partner_id:
                hidden[record.account_id, record.company_id].add(record.partner_id.id)
        return hidden
