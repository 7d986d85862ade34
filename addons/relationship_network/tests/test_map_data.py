from odoo.tests import tagged

from .common import RelationshipCommon


@tagged("post_install", "-at_install")
class TestMapData(RelationshipCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.finance = cls.env["relationship.department"].create(
            {"name": "Finance", "account_id": cls.account.id, "is_key": True}
        )
        cls.boss = cls._add(
            cls.anna,
            department_id=cls.finance.id,
            level="1",
            role_id=cls.roles["champion"].id,
            owner_id=cls.seller.id,
        )
        cls.junior = cls._add(cls.bruno, reports_to_id=cls.boss.id)
        cls.lead = cls._lead()
        cls.outsider = cls.env["res.partner"].create({"name": "Olga Outside"})
        cls.env["relationship.link"].create(
            [
                {
                    "source_id": source.id,
                    "target_id": target.id,
                    "type_id": link_type.id,
                    **vals,
                }
                for source, target, link_type, vals in (
                    (cls.anna, cls.bruno, cls.influence_type, {}),
                    (cls.bruno, cls.anna, cls.influence_type, {"lead_id": cls.lead.id}),
                    (cls.outsider, cls.anna, cls.friend_type, {}),
                    (cls.seller.partner_id, cls.anna, cls.friend_type, {}),
                    (
                        cls.clara,
                        cls.anna,
                        cls.friend_type,
                        {"date_end": "2020-01-01"},
                    ),
                )
            ]
        )

    def _data(self, user=None, relationship_map=None):
        relationship_map = relationship_map or self.account_map
        return relationship_map.with_user(user or self.seller).get_map_data()

    def test_map(self):
        data = self._data()
        self.assertEqual(data["map"]["closeness"], self.account_map.closeness)
        self.assertEqual(data["map"]["counts"]["1"], 1)
        self.assertEqual(data["map"]["counts"][""], 1)
        self.assertTrue(data["map"]["can_write"])
        self.assertFalse(data["map"]["lead"])

    def test_people(self):
        people = {person["name"]: person for person in self._data()["people"]}
        boss, junior = people["Anna Berg"], people["Bruno Costa"]
        self.assertEqual(boss["role"]["meaning"], "champion")
        self.assertEqual(boss["owner"]["id"], self.seller.id)
        self.assertEqual(boss["department_id"], self.finance.id)
        self.assertEqual(junior["reports_to_id"], boss["id"])
        self.assertIs(junior["level"], False)
        self.assertIs(junior["role"], False)

    def test_departments_count_the_people_of_this_map(self):
        lead_map = self.env["relationship.map"].create({"lead_id": self.lead.id})
        self._add(self.anna, lead_map, department_id=self.finance.id, level="-2")
        self.assertEqual(self._data()["departments"][0]["closeness"], 100)
        finance = self._data(relationship_map=lead_map)["departments"][0]
        self.assertEqual(finance["closeness"], -200)

    def test_links_that_hold_now(self):
        data = self._data()
        self.assertEqual(len(data["links"]), 3)
        self.assertEqual(
            {other["name"]: other["side"] for other in data["others"]},
            {"Olga Outside": "account", self.seller.name: "own"},
        )

    def test_links_of_the_opportunity(self):
        lead_map = self.env["relationship.map"].create({"lead_id": self.lead.id})
        self._add(self.anna, lead_map)
        links = self._data(relationship_map=lead_map)["links"]
        self.assertEqual(len([x for x in links if x["lead_id"] == self.lead.id]), 1)

    def test_switch_lists_account_first(self):
        self.env["relationship.map"].create({"lead_id": self.lead.id})
        self.assertEqual(
            [other["kind"] for other in self._data()["maps"]],
            ["account", "opportunity"],
        )

    def test_archived_map_is_read_only(self):
        self.account_map.active = False
        self.assertFalse(self._data()["map"]["can_write"])
