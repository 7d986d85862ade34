from odoo.tests import tagged

from .common import RelationshipCommon


@tagged("post_install", "-at_install")
class TestLead(RelationshipCommon):
    def test_opportunity_shows_its_map(self):
        lead = self._lead()
        self.assertFalse(lead.relationship_map_id)
        self.assertIs(lead.closeness, False)
        action = lead.with_user(self.seller).action_open_relationship_map()
        self.assertEqual(action["params"]["map_id"], lead.relationship_map_id.id)
        self._add(self.anna, lead.relationship_map_id, level="2")
        self.assertRecordValues(
            lead,
            [
                {
                    "closeness": 200,
                    "relationship_coverage": 100,
                    "relationship_status": "red",
                }
            ],
        )

    def test_opening_twice_makes_one_map(self):
        lead = self._lead().with_user(self.seller)
        first = lead.action_open_relationship_map()
        self.assertEqual(lead.action_open_relationship_map(), first)

    def test_lists_filter_sort_and_group(self):
        close, far, unknown = (self._lead(name=name) for name in "abc")
        for lead, level in ((close, "1"), (far, "-1")):
            lead_map = self.env["relationship.map"].create({"lead_id": lead.id})
            self._add(self.anna, lead_map, level=level, political_status="inner")
        leads = self.env["crm.lead"].with_user(self.seller)
        mine = [("id", "in", (close + far + unknown).ids)]
        self.assertEqual(leads.search([*mine, ("closeness", "<", 0)]), far)
        self.assertEqual(
            leads.search(mine, order="closeness desc nulls last"), close + far + unknown
        )
        groups = dict(leads._read_group(mine, ["relationship_status"], ["__count"]))
        self.assertEqual(groups, {"amber": 1, "red": 1, False: 1})

    def test_departments_follow_a_changed_customer(self):
        lead = self._lead()
        lead_map = self.env["relationship.map"].create({"lead_id": lead.id})
        group = self.env["relationship.department"].create(
            {"name": "Operations", "account_id": self.account.id}
        )
        mill = self.env["relationship.department"].create(
            {"name": "Mill", "account_id": self.account.id, "parent_id": group.id}
        )
        anna = self._add(self.anna, lead_map, department_id=mill.id)
        other = self.env["res.partner"].create({"name": "Other", "is_company": True})
        lead.with_user(self.seller).partner_id = other
        self.assertEqual(lead_map.account_id, other)
        self.assertEqual(anna.department_id.complete_name, "Operations / Mill")
        self.assertEqual(anna.department_id.account_id, other)

    def test_merging_keeps_everybody(self):
        first, second = self._lead(name="First"), self._lead(name="Second")
        maps = self.env["relationship.map"].create(
            [{"lead_id": first.id}, {"lead_id": second.id}]
        )
        self._add(self.anna, maps[0], level="1")
        boss = self._add(self.anna, maps[1], level="-1")
        self._add(self.bruno, maps[1], level="2", reports_to_id=boss.id)
        merged = (first + second).merge_opportunity()
        people = merged.relationship_map_id.stakeholder_ids
        self.assertEqual(people.partner_id, self.anna + self.bruno)
        anna = people.filtered(lambda person: person.partner_id == self.anna)
        self.assertEqual((people - anna).reports_to_id, anna)

    def test_merging_into_an_opportunity_without_map(self):
        first, second = self._lead(name="First"), self._lead(name="Second")
        for lead in (first, second):
            with self.subTest(lead=lead.name), self.cr.savepoint() as savepoint:
                lead_map = self.env["relationship.map"].create({"lead_id": lead.id})
                self._add(self.anna, lead_map)
                merged = (first + second).merge_opportunity()
                self.assertEqual(
                    merged.relationship_map_id.stakeholder_ids.partner_id, self.anna
                )
                savepoint.close(rollback=True)
                self.env.invalidate_all()
