from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError

from .common import KeyAccountCommon


class TestProcess(KeyAccountCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team = cls.env["crm.team"].create({"name": "Mills"})
        cls.look, cls.shape, cls.offer = cls.env["crm.stage"].create(
            [
                {"name": name, "sequence": place, "team_ids": [(6, 0, cls.team.ids)]}
                for place, name in enumerate(("Look", "Shape", "Offer"), 100)
            ]
        )
        cls.lead = cls._lead(
            team_id=cls.team.id, stage_id=cls.look.id, expected_revenue=400_000
        )

    def _rows(self, user=None, **stage):
        self.env.flush_all()
        self.env.invalidate_all()
        return (
            self.env["crm.process.report"]
            .with_user(user or self.manager)
            .search([("lead_id", "=", self.lead.id)])
        )

    def _at(self, stage):
        return self._rows().filtered(lambda row: row.stage_id == stage)

    def _stand_since(self, days):
        self.lead.date_last_stage_update = fields.Datetime.now() - timedelta(days=days)

    def test_time_in_the_present_stage(self):
        self._stand_since(10)
        row = self._at(self.look)
        self.assertEqual(row.passage, "now")
        self.assertAlmostEqual(row.days, 10, places=1)
        self.assertFalse(row.is_stuck, "no norm, nothing is stuck")

    def test_norm_of_the_tier_over_that_of_the_stage(self):
        self._stand_since(10)
        self.look.rotting_threshold_days = 5
        self.assertTrue(self._at(self.look).is_stuck)
        self.env["crm.stage.norm"].create(
            {"stage_id": self.look.id, "tier_id": self.lead.tier_id.id, "days": 14}
        )
        row = self._at(self.look)
        self.assertFalse(row.is_stuck)
        self.assertEqual(row.norm_days, 14)

    def test_passed_and_skipped_stages(self):
        self._stand_since(6)
        self.lead.stage_id = self.offer
        self.assertEqual(self._at(self.look).passage, "passed")
        self.assertAlmostEqual(self._at(self.look).days, 6, places=1)
        self.assertEqual(self._at(self.shape).passage, "skipped")
        self.assertEqual(self._at(self.offer).passage, "now")

    def test_a_stage_visited_later_was_not_skipped(self):
        self.lead.stage_id = self.offer
        self.lead.stage_id = self.shape
        self.lead.stage_id = self.offer
        self.assertEqual(self._at(self.shape).passage, "passed")

    def test_who_starts_later_counts_in_the_funnel_without_skipping(self):
        self.lead = self._lead(team_id=self.team.id, stage_id=self.offer.id)
        self.assertEqual(self._at(self.shape).passage, "unseen")
        self.assertFalse(self._at(self.shape).days)

    def test_stages_of_other_teams_are_not_skipped(self):
        other = self.env["crm.team"].create({"name": "Paper"})
        foreign = self.env["crm.stage"].create(
            {"name": "Foreign", "sequence": 101, "team_ids": [(6, 0, other.ids)]}
        )
        self.lead.stage_id = self.offer
        self.assertFalse(self._at(foreign))

    def test_closed_opportunities_stand_still(self):
        self._stand_since(9)
        self.lead.write({"active": False, "probability": 0})
        self.lead.date_closed = fields.Datetime.now() - timedelta(days=5)
        self.look.rotting_threshold_days = 1
        row = self._at(self.look)
        self.assertAlmostEqual(row.days, 4, places=1)
        self.assertFalse(row.is_stuck)

    def test_who_sees_what(self):
        self.assertTrue(self._rows(self.seller))
        self.assertTrue(self._rows(self.expert), "the account's team")
        self.assertFalse(self._rows(self.other_seller))
        self.assertFalse(self._rows(self.foreign_manager))
        with self.assertRaises(AccessError):
            self._rows(self.employee)

    def test_counts_on_the_stages(self):
        self.env["crm.stage.gate"].create(
            {"name": "Any", "stage_id": self.look.id, "kind": "document"}
        )
        self.assertEqual(self.look.gate_count, 1)
        self.assertEqual(self.look.open_lead_count, 1)
        with self.assertRaises(AccessError):
            self.env["crm.stage.norm"].with_user(self.manager).create(
                {"stage_id": self.look.id, "tier_id": self.lead.tier_id.id, "days": 3}
            )
