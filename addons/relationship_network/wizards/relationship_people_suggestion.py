from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.mail_domains import name_from_address


class RelationshipPeopleSuggestion(models.TransientModel):
    """People of an account who were met by mail or in meetings, but are on no map.

    Nobody is added unless the user ticks them.
    """

    _name = "relationship.people.suggestion"
    _description = "Unknown People"
    _rec_name = "map_id"

    map_id = fields.Many2one("relationship.map", required=True, ondelete="cascade")
    line_ids = fields.One2many(
        "relationship.people.suggestion.line",
        "suggestion_id",
        "People",
        domain=[("is_hidden", "=", False)],
    )
    hidden_line_ids = fields.One2many(
        "relationship.people.suggestion.line",
        "suggestion_id",
        "Hidden People",
        domain=[("is_hidden", "=", True)],
    )
    mail_domains = fields.Char(
        help="Addresses of these domains are taken for people of the account."
    )

    @api.model
    def _open(self, relationship_map):
        """Look for people and show them.

        :return: window action
        """
        search = self.env["relationship.people.search"]
        domains = search._get_mail_domains(relationship_map)
        wizard = self.create(
            {
                "map_id": relationship_map.id,
                "mail_domains": ", ".join(domains),
                "line_ids": [
                    fields.Command.create(self._get_line_values(person))
                    for person in search._find(relationship_map, domains)
                ],
            }
        )
        return wizard._reopen()

    def _get_line_values(self, person):
        return {
            "partner_id": person.partner_id,
            "name": person.name or name_from_address(person.email),
            "email": person.email,
            "mails": person.mails,
            "meetings": person.meetings,
            "last_contact": person.last_contact,
            "user_ids": [fields.Command.set(person.user_ids)],
            "is_hidden": person.is_hidden,
        }

    def _reopen(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Met, but not on the map"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }

    def action_add(self):
        """Put the people who are ticked on the map, without a place yet.

        :return: client action that says who was added
        :raise UserError: when nobody is ticked
        """
        self.ensure_one()
        lines = self.line_ids.filtered("is_chosen")
        if not lines:
            raise UserError(self.env._("Tick the people whom you want to add."))
        lines._create_contacts()
        people = self.env["relationship.stakeholder"].create(
            [
                {
                    "map_id": self.map_id.id,
                    "partner_id": line.partner_id.id,
                    "is_parked": True,
                }
                for line in lines
            ]
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "Now on the map, not placed yet: %(names)s",
                    names=", ".join(people.mapped("name")),
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }


class RelationshipPeopleSuggestionLine(models.TransientModel):
    _name = "relationship.people.suggestion.line"
    _description = "Unknown Person"
    _order = "last_contact desc, id"

    suggestion_id = fields.Many2one(
        "relationship.people.suggestion", required=True, index=True, ondelete="cascade"
    )
    is_chosen = fields.Boolean("Add")
    partner_id = fields.Many2one(
        "res.partner", "Contact", help="Empty: a contact is created when you add them."
    )
    name = fields.Char(required=True)
    function = fields.Char("Job Position", related="partner_id.function")
    email = fields.Char()
    mails = fields.Integer()
    meetings = fields.Integer()
    last_contact = fields.Datetime()
    user_ids = fields.Many2many(
        "res.users", string="Met By", relation="relationship_people_met_rel"
    )
    is_hidden = fields.Boolean()

    def _create_contacts(self):
        """Create the contacts that are missing, as people of the account."""
        missing = self.filtered(lambda line: not line.partner_id)
        partners = self.env["res.partner"].create(
            [
                {
                    "name": line.name,
                    "email": line.email,
                    "parent_id": line.suggestion_id.map_id.account_id.id,
                }
                for line in missing
            ]
        )
        for line, partner in zip(missing, partners, strict=True):
            line.partner_id = partner

    def action_hide(self):
        """Never suggest this person for the account again.

        :return: window action
        """
        self.ensure_one()
        account_map = self.suggestion_id.map_id
        account_map.check_access("write")
        # Whoever works with the map says who does not belong there.
        self.env["relationship.people.hidden"].sudo().create(
            {
                "account_id": account_map.account_id.id,
                "company_id": account_map.company_id.id,
                "partner_id": self.partner_id.id,
                "email": not self.partner_id and self.email,
            }
        )
        self.write({"is_hidden": True, "is_chosen": False})
        return self.suggestion_id._reopen()

    def action_show(self):
        """Suggest this person again.

        :return: window action
        """
        self.ensure_one()
        account_map = self.suggestion_id.map_id
        account_map.check_access("write")
        hidden = self.env["relationship.people.hidden"]._get_hidden(account_map)
        hidden.filtered(
            lambda record: (
                record.account_id == account_map.account_id
                and record.partner_id == self.partner_id
                and (self.partner_id or record.email == self.email)
            )
        ).unlink()
        self.is_hidden = False
        return self.suggestion_id._reopen()
