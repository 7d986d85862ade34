from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common_signal import SignalCommon


@tagged("post_install", "-at_install")
class TestMapGaps(SignalCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.map = cls.account_map.with_user(cls.seller)
        cls.person_anna = cls._add(
            cls.anna, level="1", contact_depth="several", owner_id=cls.seller.id
        )

    def _gaps(self, relationship_map=None):
        gaps = (relationship_map or self.map).get_gap_data()
        return {gap["kind"]: [item["name"] for item in gap["items"]] for gap in gaps}

    def _key(self, kind):
        gaps = {gap["kind"]: gap for gap in self.map.get_gap_data()}
        return gaps[kind]["items"][0]["key"]

    def test_summary_and_data_say_the_same(self):
        gaps = self.map.get_gap_data()
        self.assertEqual(
            self.map.gap_summary.splitlines(), [gap["sentence"] for gap in gaps]
        )
        self.assertEqual(self.map.gap_count, sum(len(gap["items"]) for gap in gaps))
        self.assertTrue(all(gap["action"] for gap in gaps))

    # -------------------------------------------------------------------- roles

    def test_needed_from_a_stage_on(self):
        stages = self.env["crm.stage"].create(
            [{"name": name, "sequence": 900 + i} for i, name in enumerate("ABC")]
        )
        self.roles["gatekeeper"].write(
            {"is_needed": True, "needed_from_stage_id": stages[1].id}
        )
        gatekeeper = self.roles["gatekeeper"].name
        self.assertNotIn(gatekeeper, self._gaps()["missing_role"])
        lead = self._lead(stage_id=stages[0].id)
        lead_map = self.env["relationship.map"].create({"lead_id": lead.id})
        self.assertNotIn(gatekeeper, self._gaps(lead_map)["missing_role"])
        for stage in stages[1:]:
            lead.stage_id = stage
            self.assertIn(gatekeeper, self._gaps(lead_map)["missing_role"])
        self._add(
            self.bruno, relationship_map=lead_map, role_id=self.roles["gatekeeper"].id
        )
        self.assertNotIn(gatekeeper, self._gaps(lead_map)["missing_role"])

    def test_another_addon_says_what_a_tier_needs(self):
        self.env["relationship.role"].search([]).is_needed = False
        self.assertNotIn("missing_role", self._gaps())
        user_role = self.roles["user"]

        def get_needed_roles(maps):
            return dict.fromkeys(maps, user_role)

        self.patch(type(self.map), "_get_needed_roles", get_needed_roles)
        self.assertEqual(self._gaps()["missing_role"], [user_role.name])

    def test_a_click_adds_the_missing_role_once(self):
        role = self.roles["champion"]
        action = self.map.action_close_gap("missing_role", role.id)
        self.assertIn(role.name, action["params"]["message"])
        placeholder = self.map.stakeholder_ids.filtered("is_placeholder")
        self.assertEqual(placeholder.role_id, role)
        self.assertTrue(placeholder.is_parked)
        again = self.map.action_close_gap("missing_role", role.id)
        self.assertEqual(again["res_id"], placeholder.id, "asks for the name instead")
        self.assertEqual(len(self.map.stakeholder_ids), 2)

    # ------------------------------------------------------------------- people

    def test_take_over(self):
        bruno = self._add(self.bruno)
        self.assertEqual(self._gaps()["no_owner"], ["Bruno Costa"])
        self.map.action_close_gap("no_owner", bruno.id)
        self.assertEqual(bruno.owner_id, self.seller)
        self.assertNotIn("no_owner", self._gaps())
        with self.assertRaisesRegex(UserError, "closed already"):
            self.map.action_close_gap("no_owner", bruno.id)

    def test_what_needs_an_answer_opens(self):
        bruno = self._add(self.bruno)
        placeholder = self._add(name="New CFO")
        department = self.env["relationship.department"].create(
            {"name": "Finance", "account_id": self.account.id, "is_key": True}
        )
        for kind, key, other in (
            ("not_assessed", bruno.id, False),
            ("placeholder", placeholder.id, False),
            ("no_owner", bruno.id, True),
        ):
            action = self.map.action_close_gap(kind, key, other)
            self.assertEqual(action["res_id"], key)
            self.assertEqual(action["target"], "new")
        action = self.map.action_close_gap("uncovered_department", department.id)
        self.assertEqual(
            action["context"],
            {
                "default_map_id": self.map.id,
                "default_department_id": department.id,
            },
        )
        action = self.map.action_close_gap("not_assessed", bruno.id, True)
        self.assertEqual(action["tag"], "relationship_network.paths")

    def test_single_thread(self):
        self.assertNotIn("single_thread", self._gaps(), "nobody else is known")
        bruno = self._add(self.bruno)
        self.assertEqual(self._gaps()["single_thread"], ["Anna Berg"])
        bruno.contact_depth = "in_depth"
        self.assertNotIn("single_thread", self._gaps())

    def test_supporter_not_used_yet(self):
        self._add(self.bruno, role_id=self.roles["decision_maker"].id, level="-1")
        self.assertNotIn("unused_supporter", self._gaps())
        self.env["relationship.link"].create(
            {
                "source_id": self.anna.id,
                "target_id": self.bruno.id,
                "type_id": self.influence_type.id,
            }
        )
        self.assertEqual(self._gaps()["unused_supporter"], ["Anna Berg"])
        self.map.action_close_gap("unused_supporter", self.person_anna.id)
        activity = self.person_anna.activity_ids
        self.assertEqual(activity.user_id, self.seller)
        self.assertIn("Anna Berg", activity.summary)
        self.assertNotIn("unused_supporter", self._gaps())

    def test_people_met_but_not_on_the_map(self):
        self._mail(self.bruno, self.own)
        self._mail(self.clara, self.own, days=3)
        self._mail(self.anna, self.own)
        self.signals._refresh()
        self.assertEqual(self._gaps()["unknown_people"], ["Bruno Costa", "Clara Duval"])
        lead_map = self.env["relationship.map"].create({"lead_id": self._lead().id})
        self._add(self.bruno)
        self.assertEqual(self._gaps()["unknown_people"], ["Clara Duval"])
        self.assertEqual(self._gaps(lead_map)["unknown_people"], ["Clara Duval"])

    # ------------------------------------------------------------------- rights

    def test_who_may_not_see_the_map_sees_no_gap(self):
        for user in (self.other_seller, self.foreign_manager, self.employee):
            hidden = self.account_map.with_user(user)
            with self.assertRaises(AccessError):
                hidden.get_gap_data()
            with self.assertRaises(AccessError):
                hidden.action_close_gap("missing_role")

    def test_unknown_contacts_of_others_are_not_told(self):
        """A gap tells nobody that the user may not read."""
        self.bruno.company_id = self.company_b
        self._mail(self.bruno, self.foreign_manager.partner_id)
        self.signals._refresh()
        self.assertTrue(self._signal(self.bruno, self.foreign_manager.partner_id))
        self.assertNotIn("unknown_people", self._gaps())

    def test_bad_input(self):
        with self.assertRaisesRegex(ValidationError, "no kind of gap"):
            self.map.action_close_gap("anything", 1)
        with self.assertRaisesRegex(ValidationError, "no kind of gap"):
            self.map.action_close_gap("missing_role", 1, True)
        with self.assertRaisesRegex(UserError, "closed already"):
            self.map.action_close_gap("placeholder", self.person_anna.id)

    def test_queries_do_not_grow_with_maps_and_people(self):
        self._mail(self.bruno, self.own)
        self.signals._refresh()
        accounts = self.env["res.partner"].create(
            [{"name": f"Account {i}", "is_company": True} for i in range(6)]
        )
        maps = self.env["relationship.map"].create(
            [{"account_id": account.id} for account in accounts]
        )
        for other_map in maps:
            self._crowd(other_map, ["1", False, "-1", "0"])

        def count(some):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            some.with_user(self.manager).mapped("gap_summary")
            return self.cr.sql_log_count - before

        count(maps)  # reads the rules of the user
        one = count(maps[0])
        self.assertLessEqual(count(maps), one)
        self.assertLessEqual(one, 12)
