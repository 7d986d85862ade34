from odoo.tests import new_test_user

from odoo.addons.base.tests.common import BaseCommon


class RelationshipCommon(BaseCommon):
    """An account with three contacts, seen by sellers of different rights."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        salesman = "sales_team.group_sale_salesman"
        cls.seller = new_test_user(cls.env, "rel_seller", groups=salesman)
        cls.other_seller = new_test_user(cls.env, "rel_other", groups=salesman)
        cls.manager = new_test_user(
            cls.env, "rel_manager", groups="sales_team.group_sale_salesman_all_leads"
        )
        cls.admin = new_test_user(
            cls.env, "rel_admin", groups="sales_team.group_sale_manager"
        )
        cls.employee = new_test_user(cls.env, "rel_employee", groups="base.group_user")
        cls.portal = new_test_user(cls.env, "rel_portal", groups="base.group_portal")
        cls.company_b = cls.env["res.company"].create({"name": "Second Company"})
        cls.foreign_manager = new_test_user(
            cls.env,
            "rel_foreign",
            groups="sales_team.group_sale_manager",
            company_id=cls.company_b.id,
            company_ids=[(6, 0, cls.company_b.ids)],
        )
        cls.account = cls.env["res.partner"].create(
            {"name": "Aurora Steel", "is_company": True, "user_id": cls.seller.id}
        )
        cls.anna, cls.bruno, cls.clara = cls.env["res.partner"].create(
            [
                {"name": name, "parent_id": cls.account.id}
                for name in ("Anna Berg", "Bruno Costa", "Clara Duval")
            ]
        )
        cls.account_map = cls.env["relationship.map"].create(
            {"account_id": cls.account.id}
        )
        cls.roles = {
            role.meaning: role for role in cls.env["relationship.role"].search([])
        }
        cls.influence_type = cls.env.ref(
            "relationship_network.relationship_link_type_influence"
        )
        cls.friend_type = cls.env.ref(
            "relationship_network.relationship_link_type_friend"
        )

    @classmethod
    def _add(cls, partner=None, relationship_map=None, **vals):
        """Put a contact, or without one a placeholder, on the account's map."""
        vals.setdefault("map_id", (relationship_map or cls.account_map).id)
        vals["partner_id"] = partner.id if partner else False
        return cls.env["relationship.stakeholder"].create(vals)

    @classmethod
    def _crowd(cls, relationship_map, levels):
        """Put one person of equal weight per level on a map."""
        partners = cls.env["res.partner"].create(
            [
                {"name": f"Person {i}", "parent_id": relationship_map.account_id.id}
                for i, __ in enumerate(levels)
            ]
        )
        return cls.env["relationship.stakeholder"].create(
            [
                {"map_id": relationship_map.id, "partner_id": p.id, "level": level}
                for p, level in zip(partners, levels, strict=True)
            ]
        )

    @classmethod
    def _lead(cls, **vals):
        vals = {
            "name": "Rolling mill",
            "type": "opportunity",
            "partner_id": cls.account.id,
            "user_id": cls.seller.id,
            **vals,
        }
        return cls.env["crm.lead"].create(vals)
