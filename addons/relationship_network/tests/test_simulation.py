from unittest.mock import patch

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from ..tools.simulation import Outlook
from .common import RelationshipCommon


@tagged("post_install", "-at_install")
class TestSimulation(RelationshipCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stakeholder_a = cls._add(
            cls.anna,
            weight=4,
            level="0",
            political_status="inner",
            role_id=cls.roles["economic_buyer"].id,
        )
        cls.stakeholder_b = cls._add(cls.bruno, weight=4, level="-1", has_veto=True)
        cls.stakeholder_c = cls._add(cls.clara, weight=2, level="2")
        cls.seen_map = cls.account_map.with_user(cls.seller)

    def test_before_and_after(self):
        found = self.seen_map.simulate(
            {
                self.stakeholder_a.id: {"level": "1"},
                self.stakeholder_b.id: {"level": "1"},
            }
        )
        before, after = found["before"], found["after"]
        self.assertEqual((before["closeness"], after["closeness"]), (0, 120))
        self.assertEqual((before["status"], after["status"]), ("red", "green"))
        self.assertEqual(before["status_label"], "Red")
        self.assertEqual(
            before["outlook"]["sentence"], "Can veto and against us: Bruno Costa"
        )
        self.assertEqual(before["outlook"]["label"], "Unfavourable")
        self.assertEqual(after["outlook"]["verdict"], "favourable")
        self.assertEqual(after["outlook"]["supporting"], 100)

    def test_as_the_map_itself(self):
        found = self.seen_map.get_simulation_data()
        for figures in (found["before"], found["after"]):
            self.assertEqual(figures["closeness"], self.account_map.closeness)
            self.assertEqual(figures["coverage"], self.account_map.coverage)
            self.assertEqual(figures["status"], self.account_map.status)
            self.assertEqual(figures["status_reason"], self.account_map.status_reason)
        self.assertEqual(len(found["people"]), 3)

    def test_powers(self):
        found = self.seen_map.simulate(
            {str(self.stakeholder_b.id): {"has_veto": False}}
        )
        self.assertEqual(found["after"]["outlook"]["reason"], "no_majority")
        found = self.seen_map.simulate(
            {
                self.stakeholder_c.id: {"has_approval": True},
                self.stakeholder_b.id: {"has_veto": False},
            }
        )
        self.assertEqual(found["after"]["outlook"]["reason"], "approval_for")

    def test_levers(self):
        found = self.seen_map.simulate({})
        self.assertEqual(
            [lever["person_id"] for lever in found["levers"]],
            (self.stakeholder_b + self.stakeholder_a).ids,
        )
        [friend] = found["rejected"]
        self.assertEqual(friend["person_id"], self.stakeholder_c.id)
        self.assertEqual(friend["why"], "Supports us strongly already")
        veto, buyer = found["levers"]
        self.assertEqual(veto["level"], "0")
        self.assertEqual(
            veto["reasons"], ["Closeness +40.0 %", "The outlook becomes Open"]
        )
        self.assertIn("50 % more of the deciding weight for us", buyer["reasons"])
        # Once the veto is settled, the buyer turns the status.
        found = self.seen_map.simulate({self.stakeholder_b.id: {"level": "0"}})
        self.assertEqual(found["levers"][0]["person_id"], self.stakeholder_a.id)
        self.assertEqual(found["levers"][0]["reasons"][0], "The status turns Green")

    def test_writes_nothing(self):
        self.env.flush_all()
        with patch.object(
            type(self.env.cr),
            "execute",
            autospec=True,
            side_effect=type(self.env.cr).execute,
        ) as execute:
            self.seen_map.simulate({self.stakeholder_a.id: {"level": "2"}})
            self.env.flush_all()
        statements = " ".join(str(call.args[1]) for call in execute.call_args_list)
        self.assertIn("SELECT", statements)
        self.assertNotRegex(statements, "UPDATE|INSERT")
        self.env.invalidate_all()
        self.assertEqual(self.stakeholder_a.level, "0")
        self.assertEqual(self.account_map.closeness, 0)

    def test_bad_changes(self):
        stranger = self._add(
            self.anna,
            self.env["relationship.map"].create({"lead_id": self._lead().id}),
        )
        person = self.stakeholder_a.id
        for changes in (
            {stranger.id: {"level": "1"}},
            {"x": {}},
            {person: "2"},
            [person],
            {person: {"level": "3"}},
            {person: {"level": 2}},
            {person: {"has_veto": "yes"}},
            {person: {"weight": 100}},
        ):
            with self.subTest(changes), self.assertRaises(ValidationError):
                self.seen_map.simulate(changes)

    def test_rights(self):
        for user in (self.other_seller, self.employee, self.foreign_manager):
            relationship_map = self.account_map.with_user(user)
            for call in (
                lambda m: m.simulate({}),
                lambda m: m.get_simulation_data(),
                lambda m: m.get_influence_data(),
                lambda m: m.get_closeness_detail(),
                lambda m: m.get_analysis_data(),
            ):
                with self.assertRaises(AccessError):
                    call(relationship_map)

    def test_target_level(self):
        """The button of the screen writes as the user; history follows."""
        self.stakeholder_a.with_user(self.seller).target_level = "2"
        change = self.stakeholder_a.level_change_ids[:1]
        self.assertEqual(
            (change.feature, change.user_id), ("target_level", self.seller)
        )

    def test_addons_refine_the_outlook(self):
        lost = Outlook("unfavourable", "veto_against", ("Board",), 0, 0, 100)
        with patch.object(
            type(self.account_map), "_get_outlook", lambda self, people: lost
        ):
            found = self.seen_map.simulate({})
        self.assertEqual(
            found["after"]["outlook"]["sentence"], "Can veto and against us: Board"
        )

    def test_queries_do_not_grow(self):
        def count(relationship_map):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            relationship_map.with_user(self.seller).get_simulation_data()
            return self.cr.sql_log_count - before

        count(self.account_map)
        few = count(self.account_map)
        self._crowd(self.account_map, ["1", "0", "-1"] * 20)
        self.assertLessEqual(count(self.account_map), few)
        self.assertLessEqual(few, 15)
