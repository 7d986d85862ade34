from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, new_test_user
from odoo.tools import SQL

from .common import RelationshipCommon


class AlertCommon(RelationshipCommon):
    """Only one rule at a time, and no immediate evaluation before a test asks."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rules = {
            rule.kind: rule for rule in cls.env["relationship.alert.rule"].search([])
        }
        cls.lead = cls._lead()
        cls.lead_map = cls.env["relationship.map"].create({"lead_id": cls.lead.id})
        cls.env.cr.flush()

    def _alerts(self, kind, relationship_map=None, state="open", user=None):
        """Alerts of one kind after what the transaction did has been looked at."""
        self.env.cr.flush()
        alerts = self.env["relationship.alert"].with_user(user or self.env.user)
        return alerts.search(
            [
                ("kind", "=", kind),
                ("map_id", "=", (relationship_map or self.account_map).id),
                ("state", "=", state),
            ]
        )

    def _evaluate(self, *kinds):
        for kind in kinds or self.rules:
            self.rules[kind]._evaluate()


class TestAlert(AlertCommon):
    def test_opens_at_once_and_closes_by_itself(self):
        anna = self._add(self.anna, has_veto=True, level="-1")
        alert = self._alerts("veto_holder")
        self.assertEqual(alert.stakeholder_id, anna)
        self.assertEqual(alert.severity, "critical")
        self.assertEqual(alert.message, "Anna Berg can veto and is against us (oppose)")
        anna.with_user(self.seller).level = "1"
        self.assertFalse(self._alerts("veto_holder"))
        self.assertEqual(alert.state, "closed")
        self.assertTrue(alert.closed_on)

    def test_a_cause_that_returns_opens_a_new_alert(self):
        anna = self._add(self.anna, has_veto=True, level="-1")
        first = self._alerts("veto_holder")
        anna.level = "1"
        self.env.cr.flush()
        anna.level = "-2"
        self.assertEqual(len(self._alerts("veto_holder") - first), 1)
        self.assertEqual(self._alerts("veto_holder", state="closed"), first)

    def test_second_run_writes_nothing(self):
        self._add(self.anna, has_veto=True)
        self._add(self.bruno, role_id=self.roles["decision_maker"].id)
        self._evaluate()
        before = self._versions()
        self.assertGreater(len(before), 1)
        self._evaluate()
        self.assertEqual(self._versions(), before)

    def _versions(self):
        """Where the rows lie: any write moves them."""
        return self.env.execute_query(
            SQL("SELECT id, ctid::text FROM relationship_alert ORDER BY id")
        )

    def test_facts_follow_without_a_new_alert(self):
        anna = self._add(self.anna, has_veto=True, level="-1")
        alert = self._alerts("veto_holder")
        anna.level = "-2"
        self.assertEqual(self._alerts("veto_holder"), alert)
        self.assertIn("strong oppose", alert.message)

    def test_who_is_told(self):
        owned = self._add(self.anna, has_veto=True, owner_id=self.other_seller.id)
        alert = self._alerts("veto_holder")
        self.assertEqual(alert.user_ids, self.seller | self.other_seller)
        owned.owner_id = self.manager
        self._alerts("veto_holder")
        alert.invalidate_recordset()
        self.assertEqual(alert.user_ids, self.seller | self.manager)
        rule = self.rules["veto_holder"]
        rule.write({"tells_owner": False, "user_ids": [(6, 0, self.admin.ids)]})
        alert.invalidate_recordset()
        self.assertEqual(alert.user_ids, self.seller | self.admin)

    def test_archived_users_are_not_told(self):
        self._add(self.anna, has_veto=True, owner_id=self.other_seller.id)
        alert = self._alerts("veto_holder")
        self.other_seller.active = False
        self._evaluate("veto_holder")
        self.assertEqual(alert.user_ids, self.seller)

    def test_gravest_first(self):
        self._add(self.anna, has_veto=True, contact_depth="several")
        self._alerts("veto_holder")
        self.rules["no_contact"].write({"days": 1, "severity": "info"})
        self._add(self.bruno, political_status="inner")
        self._age_people(2)
        self._evaluate("no_contact")
        found = self.env["relationship.alert"].search(
            [("map_id", "=", self.account_map.id), ("state", "=", "open")]
        )
        severities = list(dict.fromkeys(found.mapped("severity")))
        self.assertEqual(severities, ["critical", "warning", "info"])

    def _age_people(self, days):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE relationship_stakeholder "
            "SET create_date = create_date - %s * '1 day'::interval WHERE map_id = %s",
            (days, self.account_map.id),
        )

    def test_found_by_name(self):
        self._add(self.anna, has_veto=True)
        alert = self._alerts("veto_holder")
        alerts = self.env["relationship.alert"]
        self.assertIn(alert, alerts.search([("display_name", "ilike", "Aurora")]))

    def test_closed_opportunity_has_no_alert(self):
        self._add(self.anna, self.lead_map, has_veto=True, level="-1")
        self.assertTrue(self._alerts("veto_holder", self.lead_map))
        self.lead.with_user(self.seller).action_set_lost()
        self.assertFalse(self._alerts("veto_holder", self.lead_map))

    def test_won_opportunity_has_no_alert(self):
        self._add(self.anna, self.lead_map, has_veto=True, level="-1")
        self.lead.with_user(self.seller).action_set_won()
        self.assertFalse(self._alerts("veto_holder", self.lead_map))

    def test_archived_map_has_no_alert(self):
        self._add(self.anna, has_veto=True)
        self.assertTrue(self._alerts("veto_holder"))
        self.account_map.action_archive()
        self.assertFalse(self._alerts("veto_holder"))

    def test_rule_at_rest_closes_its_alerts(self):
        self._add(self.anna, has_veto=True)
        alert = self._alerts("veto_holder")
        self.rules["veto_holder"].active = False
        self.assertEqual(alert.state, "closed")
        self.rules["veto_holder"].active = True
        self.assertEqual(len(self._alerts("veto_holder")), 1)

    def test_rule_reworded_or_moved_looks_at_nothing(self):
        rules = self.registry["relationship.alert.rule"]
        with patch.object(rules, "_evaluate") as evaluate:
            self.rules["veto_holder"].write({"name": "Veto", "sequence": 3})
            evaluate.assert_not_called()
            self.rules["veto_holder"].severity = "info"
            evaluate.assert_called_once()

    def test_rule_with_history_stays(self):
        unused = self.rules["veto_holder"].copy({"company_id": self.company_b.id})
        unused.unlink()
        self._add(self.anna, has_veto=True)
        self._alerts("veto_holder")
        with self.assertRaisesRegex(UserError, "Archive it instead"):
            self.rules["veto_holder"].with_user(self.admin).unlink()

    def test_rule_of_another_company(self):
        self._add(self.anna, has_veto=True)
        alert = self._alerts("veto_holder")
        self.rules["veto_holder"].company_id = self.company_b
        self.assertEqual(alert.state, "closed")

    def test_one_evaluation_per_transaction(self):
        people = self._crowd(self.account_map, ["1"] * 10)
        self.env.cr.flush()
        people.level = "-1"
        self.lead.probability = 80
        maps = self.env.cr.precommit.data["relationship_network.maps_to_evaluate"]
        self.assertEqual(maps, set((self.account_map | self.lead_map).ids))
        self.env.cr.flush()
        self.assertFalse(self.env.cr.precommit.data)

    def test_person_taken_off_for_good(self):
        anna = self._add(self.anna, contact_depth="several")
        bruno = self._add(self.bruno, contact_depth="several")
        self.assertFalse(self._alerts("single_thread"))
        bruno.with_user(self.manager).unlink()
        self.assertEqual(self._alerts("single_thread").stakeholder_id, anna)

    def test_nightly_run_evaluates_every_rule(self):
        anna = self._add(self.anna, has_veto=True, contact_depth="several")
        self.env.flush_all()
        self.env.cr.precommit.clear()
        cron = self.env.ref("relationship_network.relationship_alert_cron")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.assertEqual(self._alerts("veto_holder").stakeholder_id, anna)
        self.assertEqual(self._alerts("single_thread").stakeholder_id, anna)

    def test_change_of_a_level_costs_few_queries(self):
        """One statement per rule, and a handful for all of them."""
        people = self._crowd(self.account_map, ["1"] * 10)
        self.env.cr.flush()
        people.level = "0"
        self.env.flush_all()
        rules = len(self.env["relationship.alert.rule"]._get_rules())
        self.env.invalidate_all()
        with self.assertQueryCount(rules + 9):
            self.env.cr.flush()

    def test_opportunity_without_a_map_costs_nothing(self):
        lead = self._lead(name="No map")
        self.env.cr.flush()
        lead.with_user(self.seller).probability = 90
        pending = self.env.cr.precommit.data
        self.assertNotIn("relationship_network.maps_to_evaluate", pending)

    def test_evaluation_does_not_grow_with_the_maps(self):
        def count_queries(maps):
            self.env.flush_all()
            before = self.cr.sql_log_count
            self.env["relationship.alert.rule"]._get_rules()._evaluate(maps)
            return self.cr.sql_log_count - before

        accounts = self.env["res.partner"].create(
            [{"name": f"Account {i}", "is_company": True} for i in range(20)]
        )
        maps = self.env["relationship.map"].create(
            [{"account_id": account.id} for account in accounts]
        )
        for relationship_map in maps:
            self._crowd(relationship_map, ["-1", "1"])
        maps.stakeholder_ids.has_veto = True
        count_queries(maps)
        self.assertEqual(count_queries(maps[:1]), count_queries(maps))


class TestAlertSnooze(AlertCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._add(cls.anna, has_veto=True, level="-1")
        cls.env.cr.flush()

    def test_snooze_with_reason(self):
        alert = self._alerts("veto_holder", user=self.seller)
        wizard = Form(
            self.env["relationship.alert.snooze"]
            .with_user(self.seller)
            .with_context(active_ids=alert.ids)
        )
        wizard.reason = "On leave"
        wizard.save().action_snooze()
        self.assertEqual((alert.state, alert.snooze_reason), ("snoozed", "On leave"))
        self._evaluate("veto_holder")
        self.assertEqual(alert.state, "snoozed")

    def test_wakes_up(self):
        alert = self._alerts("veto_holder")
        alert._snooze(fields.Date.add(fields.Date.today(), days=1), "Later")
        self._evaluate("veto_holder")
        self.assertEqual(alert.state, "snoozed")
        alert.snooze_until = fields.Date.today()
        self._evaluate("single_thread")
        self.assertEqual(alert.state, "snoozed", "another rule's alert")
        self._evaluate("veto_holder")
        self.assertEqual(alert.state, "open")
        self.assertFalse(alert.snooze_reason)

    def test_cause_gone_while_snoozed(self):
        alert = self._alerts("veto_holder")
        alert._snooze(fields.Date.add(fields.Date.today(), days=9), "Later")
        alert.stakeholder_id.has_veto = False
        self.env.cr.flush()
        self.assertEqual(alert.state, "closed")

    def test_bad_snooze(self):
        alert = self._alerts("veto_holder", user=self.seller)
        tomorrow = fields.Date.add(fields.Date.today(), days=1)
        with self.assertRaisesRegex(UserError, "Say why"):
            alert._snooze(tomorrow, "  ")
        with self.assertRaisesRegex(UserError, "future"):
            alert._snooze(fields.Date.today(), "Later")
        alert.stakeholder_id.has_veto = False
        self.env.cr.flush()
        with self.assertRaisesRegex(UserError, "closed already"):
            alert._snooze(tomorrow, "Later")

    def test_who_may_not_see_it_may_not_snooze_it(self):
        alert = self._alerts("veto_holder").with_user(self.other_seller)
        tomorrow = fields.Date.add(fields.Date.today(), days=1)
        with self.assertRaises(AccessError):
            alert._snooze(tomorrow, "Later")
        self.assertEqual(alert.sudo().state, "open")


class TestAlertAccess(AlertCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._add(cls.anna, has_veto=True, level="-1")
        cls.env.cr.flush()

    def test_alerts_follow_the_map(self):
        for user, count in (
            (self.seller, 1),
            (self.manager, 1),
            (self.other_seller, 0),
            (self.foreign_manager, 0),
        ):
            found = self._alerts("veto_holder", user=user)
            self.assertEqual(len(found), count, user.login)

    def test_no_access_without_the_group(self):
        for user in (self.employee, self.portal):
            with self.assertRaises(AccessError):
                self._alerts("veto_holder", user=user)

    def test_nobody_writes_alerts_by_hand(self):
        alert = self._alerts("veto_holder", user=self.admin)
        with self.assertRaises(AccessError):
            alert.state = "closed"
        with self.assertRaises(AccessError):
            alert.unlink()

    def test_only_administrators_change_rules(self):
        rule = self.rules["veto_holder"]
        with self.assertRaises(AccessError):
            rule.with_user(self.manager).severity = "info"
        rule.with_user(self.admin).severity = "info"
        self.assertEqual(self._alerts("veto_holder").severity, "info")

    def test_evidence_of_a_hidden_map_stays_hidden(self):
        """Who sees the opportunity only learns nothing of the account's map."""
        seller = new_test_user(
            self.env, "rel_deal", groups="sales_team.group_sale_salesman"
        )
        self.lead.user_id = seller
        self._add(self.bruno, level="2")
        self._add(self.bruno, self.lead_map, level="-1")
        self.assertTrue(self._alerts("level_conflict", self.lead_map))
        self.assertTrue(self.lead_map.with_user(seller).has_access("read"))
        self.assertFalse(self.account_map.with_user(seller).has_access("read"))
        self.assertFalse(self._alerts("level_conflict", self.lead_map, user=seller))
        self.assertEqual(self.lead_map.with_user(seller).alert_count, 0)
        self.assertEqual(self.lead.with_user(seller).relationship_alert_count, 0)

    def test_bell_counts_mine_only(self):
        bell = self.env["res.users"].with_user(self.seller)
        found = bell.get_relationship_alert_counts()
        self.assertEqual(found["counts"], {"critical": 1})
        self.assertEqual(found["newest"][0]["name"], "Aurora Steel")
        others = self.env["res.users"].with_user(self.manager)
        self.assertFalse(others.get_relationship_alert_counts()["newest"])
        outside = self.env["res.users"].with_user(self.employee)
        self.assertFalse(outside.get_relationship_alert_counts())


class TestAlertRule(AlertCommon):
    def test_thresholds_out_of_range(self):
        for name, value in (
            ("probability", 120),
            ("weight_share", -1),
            ("days", 0),
            ("points", 900),
            ("level_gap", 7),
        ):
            with self.assertRaisesRegex(ValidationError, "must lie between"):
                self.rules["no_contact"][name] = value

    def test_kind_stays(self):
        with self.assertRaisesRegex(UserError, "create another rule"):
            self.rules["no_contact"].kind = "single_thread"

    def test_count_and_action(self):
        self._add(self.anna, has_veto=True)
        self.env.cr.flush()
        rule = self.rules["veto_holder"]
        rule.invalidate_recordset()
        alerts = self.env["relationship.alert"].search(
            rule.action_open_alerts()["domain"]
        )
        self.assertEqual(
            rule.open_alert_count,
            len(alerts.filtered(lambda alert: alert.state == "open")),
        )
