from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common import RelationshipCommon


@tagged("post_install", "-at_install")
class TestContact(RelationshipCommon):
    def _mine(self, partner):
        return partner.with_user(self.seller)

    def test_contact_shows_its_place_on_the_account_map(self):
        champion = self.roles["champion"]
        self._add(self.anna, level="1", role_id=champion.id)
        lead_map = self.env["relationship.map"].create({"lead_id": self._lead().id})
        self._add(self.anna, lead_map, level="-2")
        self.assertEqual(self._mine(self.anna).support_level, "1")
        self.assertEqual(self._mine(self.anna).decision_role_id, champion)
        self.assertFalse(self._mine(self.bruno).support_level)

    def test_editing_a_contact_puts_it_on_the_map(self):
        with Form(self._mine(self.anna)) as form:
            form.support_level = "2"
            form.decision_role_id = self.roles["champion"]
        anna = self.account_map.stakeholder_ids
        self.assertEqual(anna.partner_id, self.anna)
        self.assertEqual((anna.level, anna.role_id), ("2", self.roles["champion"]))
        self.assertEqual(anna.level_change_ids.user_id, self.seller)
        self._mine(self.anna).support_level = False
        self.assertFalse(anna.level)

    def test_editing_starts_the_map(self):
        account = self.env["res.partner"].create({"name": "New", "is_company": True})
        contacts = self.env["res.partner"].create(
            [{"name": name, "parent_id": account.id} for name in "ab"]
        )
        self._mine(contacts).write({"support_level": "-1"})
        self.assertEqual(len(account.relationship_map_ids), 1)
        self.assertEqual(self._mine(account).closeness, -100)

    def test_contacts_filter_sort_and_group(self):
        self._add(self.anna, level="1", role_id=self.roles["champion"].id)
        self._add(self.bruno, level="-2", role_id=self.roles["champion"].id)
        contacts = self.anna + self.bruno + self.clara
        mine = [("id", "in", contacts.ids)]
        partners = self.env["res.partner"].with_user(self.seller)
        self.assertEqual(
            partners.search([*mine, ("support_level", "=", "1")]), self.anna
        )
        self.assertEqual(
            partners.search([*mine, ("support_level", "=", False)]), self.clara
        )
        self.assertEqual(
            partners.search([*mine, ("support_level", "!=", "1")]),
            self.bruno + self.clara,
        )
        self.assertEqual(
            partners.search([*mine, ("decision_role_id", "ilike", "champion")]),
            self.anna + self.bruno,
        )
        groups = dict(
            partners._read_group(mine, ["decision_role_id"], ["id:recordset"])
        )
        self.assertEqual(groups[self.roles["champion"]], self.anna + self.bruno)
        levels = dict(partners._read_group(mine, ["support_level"], ["__count"]))
        self.assertEqual(levels, {"1": 1, "-2": 1, False: 1})
        self.assertEqual(
            partners.search(mine, order="support_level desc nulls last, id"),
            self.anna + self.bruno + self.clara,
        )

    def test_accounts_filter_sort_and_group(self):
        self._add(self.anna, level="-1")
        other = self.env["res.partner"].create({"name": "Zenith", "is_company": True})
        mine = [("id", "in", (self.account + other).ids)]
        partners = self.env["res.partner"].with_user(self.seller)
        self.assertEqual(partners.search([*mine, ("closeness", "<", 0)]), self.account)
        self.assertEqual(
            partners.search([*mine, ("relationship_status", "=", "red")]), self.account
        )
        self.assertEqual(
            partners.search([*mine, ("relationship_map_id", "=", False)]), other
        )
        self.assertEqual(
            partners.search([*mine, ("relationship_map_id.coverage", "=", 100)]),
            self.account,
        )
        self.assertEqual(
            partners.search(mine, order="closeness nulls last"), self.account + other
        )
        [(status, closeness), *__] = partners._read_group(
            mine, ["relationship_status"], ["closeness:avg"]
        )
        self.assertEqual((status, closeness), ("red", -100))

    def test_fields_are_offered_for_sorting_and_grouping(self):
        fields = self.env["res.partner"].with_user(self.seller).fields_get()
        for name in ("closeness", "relationship_status", "support_level"):
            self.assertTrue(fields[name]["sortable"], name)
            self.assertTrue(fields[name]["groupable"], name)
            self.assertTrue(fields[name]["searchable"], name)

    def test_opinions_stay_in_their_company(self):
        self._add(self.anna, level="1")
        foreign = self.anna.with_user(self.foreign_manager)
        self.assertFalse(foreign.support_level)
        self.assertFalse(
            foreign.search([("id", "=", self.anna.id), ("support_level", "=", "1")])
        )
        foreign.support_level = "-2"
        self.assertEqual(self._mine(self.anna).support_level, "1")

    def test_other_sellers_see_nothing(self):
        self._add(self.anna, level="1")
        other = self.anna.with_user(self.other_seller)
        self.assertFalse(other.support_level)
        self.assertFalse(other.parent_id.closeness)
        for domain in (
            [("support_level", "=", "1")],
            [("parent_id.closeness", ">", 0)],
        ):
            self.assertFalse(other.search([("id", "=", self.anna.id), *domain]))
        groups = other._read_group(
            [("id", "=", self.anna.id)], ["support_level"], ["__count"]
        )
        self.assertEqual(groups, [(False, 1)])

    def test_employees_cannot_read_the_fields(self):
        with self.assertRaises(AccessError):
            self.anna.with_user(self.employee).read(["support_level"])
        with self.assertRaises(AccessError):
            self.env["res.partner"].with_user(self.employee).search(
                [("support_level", "=", "1")]
            )

    def test_open_map_from_a_contact(self):
        action = self._mine(self.anna).action_open_relationship_map()
        self.assertEqual(action["params"]["map_id"], self.account_map.id)

    def test_links_on_the_contact(self):
        form = Form(self._mine(self.anna))
        with form.influence_link_ids.new() as line:
            line.target_id = self.bruno
            line.type_id = self.influence_type
            line.strength = 4
        form.save()
        self.assertEqual(self.anna.influence_link_ids.strength, 4)
        self.assertEqual(self.bruno.influenced_by_link_ids.source_id, self.anna)
