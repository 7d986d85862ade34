from datetime import date, timedelta

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .common import RelationshipCommon

TODAY = date(2026, 5, 4)


@tagged("post_install", "-at_install")
class TestInfluence(RelationshipCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.conflict_type = cls.env.ref(
            "relationship_network.relationship_link_type_conflict"
        )
        cls.stakeholder_a = cls._add(cls.anna, weight=1)
        cls.stakeholder_b = cls._add(cls.bruno, weight=3)
        cls.stakeholder_c = cls._add(cls.clara, weight=6)
        cls.people = cls.stakeholder_a + cls.stakeholder_b + cls.stakeholder_c

    @classmethod
    def _link(cls, source, target, strength, link_type=None, **vals):
        return cls.env["relationship.link"].create(
            {
                "source_id": source.id,
                "target_id": target.id,
                "type_id": (link_type or cls.influence_type).id,
                "strength": strength,
                **vals,
            }
        )

    def _assert_influence(self, *shares, people=None):
        self.assertEqual(
            [round(person.influence) for person in people or self.people], list(shares)
        )

    def test_links_change_it(self):
        self._assert_influence(0, 0, 0)
        self.assertFalse(self.stakeholder_a.influence_rank)
        link = self._link(self.anna, self.bruno, 4)
        self._assert_influence(27, 0, 0)
        further = self._link(self.bruno, self.clara, 5)
        self._assert_influence(53, 86, 0)
        self.assertEqual(self.people.mapped("influence_rank"), [2, 1, 0])
        link.strength = 2
        self._assert_influence(27, 86, 0)
        further.type_id = self.conflict_type
        self._assert_influence(0, 0, 0)
        self.assertEqual(self.people.mapped("influence_rank"), [1, 2, 0])
        further.active = False
        self._assert_influence(13, 0, 0)
        link.target_id = self.clara
        self._assert_influence(27, 0, 0)
        link.unlink()
        self._assert_influence(0, 0, 0)

    def test_people_change_it(self):
        self._link(self.anna, self.bruno, 4)
        self._link(self.bruno, self.clara, 5)
        self.stakeholder_b.weight = 6
        self._assert_influence(60, 86, 0)
        self.stakeholder_b.active = False
        self._assert_influence(0, 0, people=self.stakeholder_a + self.stakeholder_c)
        self.stakeholder_b.active = True
        self._assert_influence(60, 86, 0)
        # Another contact takes the place: the link is with the person, not the place.
        dora = self.env["res.partner"].create(
            {"name": "Dora Engel", "parent_id": self.account.id}
        )
        self.stakeholder_b.partner_id = dora
        self._assert_influence(0, 0, 0)

    def test_dates(self):
        with freeze_time(TODAY):
            self._link(self.anna, self.bruno, 5, date_end=TODAY)
            self._link(self.anna, self.clara, 5, date_start=TODAY + timedelta(days=3))
            self._link(self.bruno, self.anna, 5, active=False)
            self._assert_influence(33, 0, 0)
            self.assertEqual(self.account_map.influence_due, date(2026, 5, 5))
            self.env.flush_all()
        cron = self.env.ref("relationship_network.ir_cron_update_influence")
        with freeze_time("2026-05-05"), self.enter_registry_test_mode():
            cron.method_direct_trigger()
            self._assert_influence(0, 0, 0)
            self.assertEqual(self.account_map.influence_due, date(2026, 5, 7))
        # The server was down for days: nothing is lost.
        with freeze_time("2026-06-01"), self.enter_registry_test_mode():
            cron.method_direct_trigger()
            self._assert_influence(67, 0, 0)
            self.assertFalse(self.account_map.influence_due)

    def test_opportunity_links_count_there(self):
        lead = self._lead()
        lead_map = self.env["relationship.map"].create({"lead_id": lead.id})
        people = lead_map._copy_people(self.people)
        link = self._link(self.anna, self.bruno, 5, lead_id=lead.id)
        self._assert_influence(0, 0, 0)
        self._assert_influence(33, 0, 0, people=people)
        link.lead_id = False
        self._assert_influence(33, 0, 0)
        self._assert_influence(33, 0, 0, people=people)

    def test_only_what_everybody_on_the_map_may_see(self):
        """A link between outsiders is not for all eyes, so no figure tells of it."""
        other = self.env["res.partner"].create(
            {
                "name": "Consult AG",
                "is_company": True,
                "user_id": self.other_seller.id,
                "child_ids": [(0, 0, {"name": "Eva"}), (0, 0, {"name": "Finn"})],
            }
        )
        eva, finn = other.child_ids
        people = self._add(eva) + self._add(finn, weight=50)
        hidden = self._link(eva, finn, 5)
        self.assertFalse(hidden.with_user(self.seller).has_access("read"))
        seen = people.with_user(self.seller)
        self.assertEqual(seen.mapped("influence"), [0, 0])
        self.assertEqual(seen.mapped("influence_rank"), [0, 0])
        self.assertEqual(
            seen[0].influence_explanation, "Influences nobody on this map."
        )
        # Opened to the seller through the account of the map.
        shown = self._link(eva, self.anna, 5)
        self.assertTrue(shown.with_user(self.seller).has_access("read"))
        self.assertTrue(people[0].influence)

    def test_other_company(self):
        self.anna.company_id = self.bruno.company_id = False
        self._link(self.anna, self.bruno, 5, company_id=self.company_b.id)
        self._assert_influence(0, 0, 0)

    def test_explanation(self):
        self._link(self.anna, self.bruno, 4)
        self._link(self.bruno, self.clara, 5)
        self._link(self.clara, self.bruno, 2, self.conflict_type)
        explained = self.people.with_user(self.seller).mapped("influence_explanation")
        self.assertEqual(
            explained,
            [
                "Reaches 53 % of the decision weight: Bruno Costa directly (strength "
                "4), Clara Duval through Bruno Costa",
                "Reaches 86 % of the decision weight: Clara Duval directly (strength "
                "5)",
                "Conflicts outweigh the influence: against Bruno Costa (conflict, "
                "strength 2)",
            ],
        )

    def test_long_explanation_is_cut(self):
        crowd = self._crowd(self.account_map, ["0"] * 8)
        for person in crowd:
            self._link(self.anna, person.partner_id, 3)
        self.assertIn(" and 3 more", self.stakeholder_a.influence_explanation)

    def test_rights(self):
        self._link(self.anna, self.bruno, 4)
        for user in (self.other_seller, self.employee, self.portal):
            with self.assertRaises(AccessError):
                self.stakeholder_a.with_user(user).read(["influence"])

    def test_group_and_sort(self):
        self._link(self.anna, self.bruno, 5)
        self._link(self.bruno, self.clara, 5)
        stakeholders = self.env["relationship.stakeholder"].with_user(self.seller)
        domain = [("map_id", "=", self.account_map.id)]
        first = stakeholders.search(domain, order="influence desc", limit=1)
        self.assertEqual(first.partner_id, self.bruno)
        [(average,)] = stakeholders._read_group(domain, [], ["influence:avg"])
        self.assertAlmostEqual(average, sum(self.people.mapped("influence")) / 3, 2)

    def test_many_people_and_links(self):
        """Queries depend on the number of maps, not of people and links."""

        def count(number):
            account = self.env["res.partner"].create(
                {"name": "Large", "is_company": True, "user_id": self.seller.id}
            )
            large = self.env["relationship.map"].create({"account_id": account.id})
            self.env.flush_all()
            self.env.invalidate_all()
            partners = self.env["res.partner"].create(
                [
                    {"name": f"Person {i}", "parent_id": account.id}
                    for i in range(number)
                ]
            )
            self.env.flush_all()
            before = self.cr.sql_log_count
            people = self.env["relationship.stakeholder"].create(
                [{"map_id": large.id, "partner_id": p.id} for p in partners]
            )
            self.env.flush_all()
            middle = self.cr.sql_log_count
            self.env["relationship.link"].create(
                [
                    {
                        "source_id": partners[i].id,
                        "target_id": partners[(7 * i + 1) % number].id,
                        "type_id": self.influence_type.id,
                    }
                    for i in range(number)
                    if i != (7 * i + 1) % number
                ]
            )
            self.env.flush_all()
            self.assertTrue(all(p.influence_rank for p in people[1:]))
            return middle - before, self.cr.sql_log_count - middle

        count(10)
        few, many = count(20), count(500)
        # Inserts and updates go out in batches; nothing else may grow.
        for small, large in zip(few, many, strict=True):
            self.assertLessEqual(large, small + 30)

    def test_ranking_of_the_screen(self):
        self._link(self.anna, self.bruno, 4)
        self._link(self.bruno, self.clara, 5)
        data = self.account_map.with_user(self.seller).get_influence_data()
        self.assertEqual(
            [(p["name"], p["influence_rank"]) for p in data["people"]],
            [("Bruno Costa", 1), ("Anna Berg", 2)],
        )
        anna = data["people"][1]
        self.assertAlmostEqual(
            sum(part["points"] for part in anna["parts"]), anna["influence"]
        )
        self.assertEqual(anna["parts"][0]["person_id"], self.stakeholder_b.id)
        self.assertEqual(anna["more"], 0)
        self.assertAlmostEqual(anna["influence"], self.stakeholder_a.influence, 2)

    def test_reading_it_does_not_cost_per_person(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            seen_map = self.account_map.with_user(self.seller)
            seen_map.get_influence_data()
            middle = self.cr.sql_log_count
            self.env.invalidate_all()
            seen_map.stakeholder_ids.mapped("influence_explanation")
            return middle - before, self.cr.sql_log_count - middle

        self._link(self.anna, self.bruno, 4)
        count()
        few = count()
        for person in self._crowd(self.account_map, ["0"] * 30):
            self._link(self.bruno, person.partner_id, 3)
        many = count()
        self.assertLessEqual(many[0], few[0])
        self.assertLessEqual(many[1], few[1])
        self.assertLessEqual(few[0], 18)
