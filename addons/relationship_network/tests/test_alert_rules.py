from unittest.mock import patch

from odoo import fields
from odoo.tools import SQL

from .test_alert import AlertCommon


class TestPeopleRules(AlertCommon):
    def test_level_conflict(self):
        account = self._add(self.anna, level="2")
        deal = self._add(self.anna, self.lead_map, level="1")
        self.assertFalse(self._alerts("level_conflict", self.lead_map))
        deal.level = "0"
        alert = self._alerts("level_conflict", self.lead_map)
        self.assertEqual(alert.related_map_id, self.account_map)
        self.assertEqual(
            alert.message,
            "Anna Berg: neutral on the opportunity, but strong support on the account",
        )
        account.level = "1"
        self.assertEqual(alert.state, "open")
        self.assertFalse(self._alerts("level_conflict", self.lead_map))

    def test_level_conflict_needs_both_levels(self):
        self._add(self.anna)
        self._add(self.anna, self.lead_map, level="-2")
        self.assertFalse(self._alerts("level_conflict", self.lead_map))

    def test_veto_holder(self):
        anna = self._add(self.anna, has_veto=True)
        self.assertIn("nobody knows", self._alerts("veto_holder").message)
        anna.level = "0"
        self.assertFalse(self._alerts("veto_holder"))

    def test_decider_unowned(self):
        anna = self._add(self.anna, role_id=self.roles["decision_maker"].id)
        self._add(self.bruno, role_id=self.roles["user"].id)
        self._add(None, name="Board", role_id=self.roles["decision_maker"].id)
        self.assertEqual(self._alerts("decider_unowned").stakeholder_id, anna)
        anna.owner_id = self.other_seller
        self.assertFalse(self._alerts("decider_unowned"))
        self.other_seller.active = False
        self._evaluate("decider_unowned")
        self.assertEqual(self._alerts("decider_unowned").stakeholder_id, anna)

    def test_no_contact(self):
        anna = self._add(self.anna, political_status="inner")
        self._add(self.bruno)
        self._evaluate("no_contact")
        self.assertFalse(self._alerts("no_contact"))
        self._age(anna, 90)
        self._evaluate("no_contact")
        self.assertEqual(
            self._alerts("no_contact").message, "No contact with Anna Berg on record"
        )
        signal = self._signal(self.anna, days=70)
        self._evaluate("no_contact")
        self.assertIn("since", self._alerts("no_contact").message)
        signal.account_id = self.company_b.partner_id
        self._evaluate("no_contact")
        self.assertEqual(
            self._alerts("no_contact").message,
            "No contact with Anna Berg for 60 days or more",
            "who sees the map may not see signals of another account",
        )
        signal.last_contact = fields.Datetime.now()
        self._evaluate("no_contact")
        self.assertFalse(self._alerts("no_contact"))

    def _age(self, person, days):
        """Let a person have come on the map some days ago."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE relationship_stakeholder "
            "SET create_date = create_date - %s * '1 day'::interval WHERE id = %s",
            (days, person.id),
        )

    def _signal(self, contact, days):
        return self.env["relationship.signal"].create(
            {
                "own_partner_id": self.seller.partner_id.id,
                "user_id": self.seller.id,
                "contact_id": contact.id,
                "account_id": contact.commercial_partner_id.id,
                "company_id": self.env.company.id,
                "last_contact": fields.Datetime.subtract(
                    fields.Datetime.now(), days=days
                ),
            }
        )

    def test_competitor_closer(self):
        rival_company = self.env["res.partner"].create(
            {"name": "Rival", "is_company": True, "is_competitor": True}
        )
        rival = self.env["res.partner"].create(
            {"name": "Rita", "parent_id": rival_company.id}
        )
        self._add(self.anna, role_id=self.roles["decision_maker"].id)
        self._link(rival, self.anna, strength=3)
        self._evaluate("competitor_closer")
        alert = self._alerts("competitor_closer")
        self.assertIn("none of us does", alert.message)
        own = self._link(self.anna, self.seller.partner_id, strength=2)
        self._evaluate("competitor_closer")
        self.assertIn("strength 3 against 2", alert.message)
        own.strength = 3
        self._evaluate("competitor_closer")
        self.assertFalse(self._alerts("competitor_closer"))

    def test_competitor_closer_to_somebody_of_another_account(self):
        """Links that who sees the map may not see raise no alert."""
        consultant = self.env["res.partner"].create({"name": "Consultant"})
        rival = self.env["res.partner"].create({"name": "Ron", "is_competitor": True})
        self._add(consultant, role_id=self.roles["decision_maker"].id)
        self._link(rival, consultant, strength=5)
        self._evaluate("competitor_closer")
        self.assertFalse(self._alerts("competitor_closer"))

    def test_messages_cost_no_query_per_alert(self):
        deciders = self._crowd(self.account_map, ["1"] * 10)
        deciders.role_id = self.roles["decision_maker"]
        for decider in deciders:
            rival = self.env["res.partner"].create(
                {"name": f"Rival of {decider.name}", "is_competitor": True}
            )
            self._link(rival, decider.partner_id, strength=4)
        self._evaluate("competitor_closer")
        alerts = self._alerts("competitor_closer", user=self.seller)
        self.assertEqual(len(alerts), 10)

        def count_queries(alerts):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.assertEqual(len(set(alerts.mapped("message"))), len(alerts))
            return self.cr.sql_log_count - before

        count_queries(alerts)
        self.assertEqual(count_queries(alerts), count_queries(alerts[:2]))

    def _link(self, source, target, **vals):
        return self.env["relationship.link"].create(
            {
                "source_id": source.id,
                "target_id": target.id,
                "type_id": self.friend_type.id,
                **vals,
            }
        )

    def test_supporter_moved(self):
        elsewhere = self.env["res.partner"].create(
            {"name": "Elsewhere", "is_company": True}
        )
        anna = self._add(self.anna, level="1")
        self._add(self.bruno, level="-1")
        (self.anna + self.bruno).parent_id = elsewhere
        self._evaluate("supporter_left")
        alert = self._alerts("supporter_left")
        self.assertEqual(alert.stakeholder_id, anna)
        alert.with_user(self.seller).action_keep_after_move()
        self.assertFalse(self._alerts("supporter_left"))

    def test_supporter_taken_off_the_map(self):
        anna = self._add(self.anna, level="2")
        anna.with_user(self.seller).active = False
        self.assertIn("left the map", self._alerts("supporter_left").message)
        anna.left_on = fields.Date.subtract(fields.Date.today(), days=31)
        self._evaluate("supporter_left")
        self.assertFalse(self._alerts("supporter_left"))


class TestMapRules(AlertCommon):
    def test_probability_against_weight(self):
        self._crowd(self.lead_map, ["-1", "-1", "-2", "1", "2"])
        self.lead.with_user(self.seller).probability = 69.9
        self.assertFalse(self._alerts("probability_against", self.lead_map))
        self.lead.with_user(self.seller).probability = 70
        self.assertEqual(
            self._alerts("probability_against", self.lead_map).message,
            "Win probability 70 %, but 60 % of the decision weight is against us",
        )
        self.lead_map.stakeholder_ids[0].level = "1"
        self.assertFalse(self._alerts("probability_against", self.lead_map))

    def test_probability_against_key_departments(self):
        departments = self.env["relationship.department"].create(
            [
                {"name": name, "account_id": self.account.id, "is_key": is_key}
                for name, is_key in (("Board", True), ("IT", True), ("Site", False))
            ]
        )
        team = self.env["relationship.department"].create(
            {
                "name": "Networks",
                "account_id": self.account.id,
                "parent_id": departments[1].id,
            }
        )
        self._add(self.anna, self.lead_map, level="2", weight=9)
        board = self._add(
            self.bruno, self.lead_map, level="-1", department_id=departments[0].id
        )
        self._add(self.clara, self.lead_map, level="-1", department_id=team.id)
        self.lead.probability = 75
        alert = self._alerts("probability_against", self.lead_map)
        self.assertIn("2 of 2 key departments", alert.message)
        board.level = "1"
        self.assertFalse(self._alerts("probability_against", self.lead_map))

    def test_approver_unknown_from_a_stage_on(self):
        stages = self.env["crm.stage"].create(
            [{"name": name, "sequence": 100 + i} for i, name in enumerate("ABC")]
        )
        self.rules["approver_unknown"].stage_id = stages[1]
        self.lead.stage_id = stages[0]
        self._add(
            None, self.lead_map, name="Board", role_id=self.roles["economic_buyer"].id
        )
        self.assertFalse(self._alerts("approver_unknown", self.lead_map))
        self.lead.with_user(self.seller).stage_id = stages[1]
        self.assertTrue(self._alerts("approver_unknown", self.lead_map))
        anna = self._add(self.anna, self.lead_map)
        self.assertTrue(self._alerts("approver_unknown", self.lead_map))
        anna.has_approval = True
        self.assertFalse(self._alerts("approver_unknown", self.lead_map))

    def test_single_thread(self):
        anna = self._add(self.anna, contact_depth="several")
        bruno = self._add(self.bruno, contact_depth="brief")
        self.assertEqual(self._alerts("single_thread").stakeholder_id, anna)
        bruno.contact_depth = "in_depth"
        self.assertFalse(self._alerts("single_thread"))

    def test_closeness_drop(self):
        anna = self._add(self.anna, level="2")
        self.env["relationship.snapshot"]._take(self.account_map)
        anna.level = "1"
        alert = self._alerts("closeness_drop")
        self.assertIn("fell from 200 %", alert.message)
        taken = self.env["relationship.snapshot"].search(
            [("map_id", "=", self.account_map.id)]
        )
        taken.date = fields.Date.subtract(fields.Date.today(), days=31)
        self._evaluate("closeness_drop")
        self.assertFalse(self._alerts("closeness_drop"))


class TestOtherAddonsRules(AlertCommon):
    def test_another_addon_adds_a_kind(self):
        """What an addon above brings: a kind, a finder and a message."""
        rules = self.registry["relationship.alert.rule"]
        kind = rules._fields["kind"]
        values = {**kind._selection, "site_down": "Site Down"}
        self.startPatcher(patch.dict(kind._selection, values))
        for model, method, function in (
            (rules, "_find_site_down", self._find_site_down),
            (
                self.registry["relationship.alert"],
                "_message_site_down",
                lambda alert: f"Down for {alert._fact('hours')} hours",
            ),
        ):
            self.startPatcher(patch.object(model, method, function, create=True))
        self.env["relationship.alert.rule"].create(
            {"name": "Site", "kind": "site_down", "severity": "critical"}
        )
        alert = self._alerts("site_down")
        self.assertEqual(alert.message, "Down for 7 hours")
        self.assertEqual(alert.user_ids, self.seller)

    @staticmethod
    def _find_site_down(rule):
        return SQL(
            """
            SELECT map_id, NULL::integer AS stakeholder_id,
                   NULL::integer AS related_map_id,
                   jsonb_build_object('hours', 7) AS facts
              FROM scope
            """
        )
