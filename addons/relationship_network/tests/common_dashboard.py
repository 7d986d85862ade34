import json

from odoo import fields
from odoo.tools import json_default

from .common import RelationshipCommon


class DashboardCommon(RelationshipCommon):
    """Accounts and opportunities of two sellers, and an account of another company."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.env["relationship.map"].search([]) - cls.account_map).active = False
        cls.env["relationship.link"].search([]).active = False
        cls.team = cls.env["crm.team"].create({"name": "Steel"})
        cls.closed_account = cls.env["res.partner"].create(
            {
                "name": "Closed Works",
                "is_company": True,
                "user_id": cls.other_seller.id,
            }
        )
        cls.dora = cls.env["res.partner"].create(
            {"name": "Dora Egger", "parent_id": cls.closed_account.id}
        )
        cls.closed_map = cls.env["relationship.map"].create(
            {"account_id": cls.closed_account.id}
        )
        cls.account_map.team_id = cls.team
        decides = {"role_id": cls.roles["decision_maker"].id}
        cls._add(cls.anna, weight=5, level="2", political_status="inner", **decides)
        cls._add(cls.bruno, weight=2, level="-1", has_approval=True)
        cls._add(cls.clara, weight=3)
        cls._add(cls.dora, cls.closed_map, weight=10, level="-2", **decides)
        cls.lead = cls._lead(expected_revenue=100, team_id=cls.team.id)
        cls.other_lead = cls._lead(
            name="Furnace",
            partner_id=cls.closed_account.id,
            user_id=cls.other_seller.id,
            expected_revenue=300,
        )
        cls._chain(cls.lead, cls.anna, "1", **decides)
        cls._chain(cls.other_lead, cls.dora, "-1", **decides)
        for contact, strength in ((cls.anna, 4), (cls.clara, 2)):
            cls._tie(cls.seller, contact, strength)
        cls._tie(cls.seller, cls.clara, 1, type_id=cls.influence_type.id)
        cls._tie(cls.other_seller, cls.clara, 3)
        cls.foreign_account = cls.env["res.partner"].create(
            {"name": "Foreign Mills", "is_company": True}
        )
        cls.foreign_map = cls.env["relationship.map"].create(
            {
                "account_id": cls.foreign_account.id,
                "company_id": cls.company_b.id,
                "user_id": cls.foreign_manager.id,
            }
        )
        cls._crowd(cls.foreign_map, ["2", "2", "-1"])

    @classmethod
    def _chain(cls, lead, partner, level, **vals):
        lead_map = cls.env["relationship.map"].create({"lead_id": lead.id})
        cls._add(partner, lead_map, level=level, **vals)
        return lead_map

    @classmethod
    def _tie(cls, user, contact, strength, **vals):
        return cls.env["relationship.link"].create(
            {
                "source_id": user.partner_id.id,
                "target_id": contact.id,
                "type_id": cls.friend_type.id,
                "strength": strength,
                **vals,
            }
        )

    @classmethod
    def _snapshot(cls, relationship_map, days, closeness, weight=1):
        """How a map stood some days ago."""
        cls.env["relationship.snapshot"].create(
            {
                "map_id": relationship_map.id,
                "date": fields.Date.subtract(fields.Date.today(), days=days),
                "scope": "map",
                "occasion": "rebuilt",
                "closeness": closeness,
                "coverage": 100,
                "total_weight": weight,
            }
        )

    def _dashboard(self, user):
        return self.env["relationship.dashboard"].with_user(user)

    def _data(self, user, **filters):
        """The answer as a browser gets it."""
        self.env.flush_all()
        self.env.invalidate_all()
        data = self._dashboard(user).get_data(filters)
        return json.loads(json.dumps(data, default=json_default))

    def _questions(self, user, **filters):
        questions = self._data(user, **filters)["questions"]
        return {question["name"]: question for question in questions}

    def _figures(self, user, question, **filters):
        entry = self._questions(user, **filters)[question]
        return {figure["name"]: figure["value"] for figure in entry["figures"]}

    def _rows(self, user, question, position=0, **filters):
        return self._questions(user, **filters)[question]["lists"][position]["rows"]
