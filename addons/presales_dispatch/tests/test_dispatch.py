from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .common import PresalesCommon


@tagged("post_install", "-at_install")
class TestDispatch(PresalesCommon):
    """From a request to those who are in charge of it, in the order of worth."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["presales.center"].search([]).active = False
        cls.account.country_id = cls.env.ref("base.se")
        cls.lead.solution_id = cls.solution
        centers = cls.env["presales.center"]
        cls.other_center = centers.create({"name": "Casting Centre", "sequence": 1})
        cls.rolling_center = centers.create(
            {
                "name": "Rolling Centre",
                "sequence": 2,
                "lead_user_id": cls.lead_user.id,
                "solution_ids": [(6, 0, cls.solution.ids)],
            }
        )
        cls.office = centers.create(
            {
                "name": "Stockholm",
                "kind": "local",
                "country_ids": [(6, 0, cls.env.ref("base.se").ids)],
            }
        )

    def test_a_large_opportunity_goes_to_the_centre_of_its_solution(self):
        request = self._request()
        self.assertEqual(request.tier_code, "B")
        request.action_submit()
        self.assertEqual(request.state, "queued")
        self.assertEqual(request.center_id, self.rolling_center)
        self.assertEqual(request.scene_id.code, "center")
        self.assertIn("Tier B", request.routing_reason)
        self.assertIn("solution Rolling", request.routing_reason)

    def test_a_small_one_stays_with_the_local_office(self):
        self.lead.expected_revenue = 50_000
        request = self._request()
        request.action_submit()
        self.assertEqual(request.center_id, self.office)
        self.assertIn("Stockholm", request.routing_reason)

    def test_the_scene_decides_too(self):
        industry = self.env.ref("presales_dispatch.presales_scene_local_industry")
        policy = self.env.ref("presales_dispatch.presales_policy_b_local_industry")
        policy.supporter = "local"
        request = self._request(scene_id=industry.id)
        request.action_submit()
        self.assertEqual(request.center_id, self.office)

    def test_nobody_to_serve_is_said(self):
        self.lead.expected_revenue = 10
        request = self._request()
        request.action_submit()
        self.assertFalse(request.center_id)
        self.assertIn("nobody of this kind", request.routing_reason)

    def test_the_project_team_of_the_opportunity_comes_first(self):
        team = self.env["presales.center"].create(
            {
                "name": "Mill 4 team",
                "kind": "project",
                "lead_id": self.lead.id,
                "date_start": "2026-03-01",
                "date_end": "2026-03-31",
            }
        )
        request = self._request()
        later = self._request(date_start="2026-04-01", date_end="2026-04-02")
        (request + later).action_submit()
        self.assertEqual(request.center_id, team)
        self.assertEqual(later.center_id, self.rolling_center)

    @freeze_time("2026-03-02 08:00:00")
    def test_the_response_is_due_within_working_hours(self):
        request = self._request()
        request.action_submit()
        # Eight working hours from Monday morning on end the same or the next day.
        self.assertGreaterEqual(
            request.date_response_due,
            fields.Datetime.to_datetime("2026-03-02 15:00:00"),
        )
        self.assertLess(
            request.date_response_due,
            fields.Datetime.to_datetime("2026-03-03 12:00:00"),
        )
        self.assertEqual(request.response_state, "waiting")
        with freeze_time("2026-03-09 08:00:00"):
            request.action_done()
            request.invalidate_recordset()
            self.assertEqual(request.response_state, "late")
            self.assertAlmostEqual(request.response_hours, 7 * 24)

    def test_only_open_requests_move_on(self):
        request = self._request()
        with self.assertRaisesRegex(UserError, "Workshop"):
            request.action_done()
        request.action_submit()
        with self.assertRaisesRegex(UserError, "queued|Queued"):
            request.action_submit()
        request.action_cancel()
        request.action_draft()
        self.assertEqual(request.state, "draft")
        self.assertFalse(request.date_submitted)

    def test_the_queue_is_ordered_by_worth(self):
        small = self._lead(
            name="Small", expected_revenue=15_000, partner_id=self.contact.id
        )
        low = self._request(lead_id=small.id)
        high = self._request()
        (low + high).action_submit()
        self.assertGreater(high.worth, low.worth)
        queue = self.env["presales.request"].search([("id", "in", (low + high).ids)])
        self.assertEqual(queue, high + low)
        small.write({"expected_revenue": 5_000_000, "probability": 99})
        self.assertGreater(low.worth, high.worth)

    def test_worth_is_explained_part_by_part(self):
        self.key_account.evaluated_class = "A"
        request = self._request()
        self.assertIn("Tier 24 of 30", request.worth_reason)
        self.assertIn("Account class 10 of 10", request.worth_reason)
        self.assertIn("Closeness unknown", request.worth_reason)

    def test_weights_reorder_the_queue(self):
        request = self._request()
        before = request.worth
        self.env["presales.worth.weight"].search([("factor", "!=", "tier")]).weight = 0
        self.assertNotEqual(request.worth, before)
        self.assertAlmostEqual(request.worth, 80)

    def test_worth_is_computed_set_based(self):
        def count(number):
            leads = self.env["crm.lead"].create(
                [
                    {
                        "name": f"Lead {index}",
                        "type": "opportunity",
                        "partner_id": self.contact.id,
                        "expected_revenue": 1000 * index,
                    }
                    for index in range(number)
                ]
            )
            requests = self._request(user=self.env.user)
            for lead in leads[1:]:
                requests += requests[0].copy({"lead_id": lead.id})
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env.add_to_compute(requests._fields["worth"], requests)
            requests.mapped("worth")
            requests.mapped("worth_reason")
            return self.env.cr.sql_log_count - before

        count(2)
        self.assertLessEqual(count(40), count(3) + 1)

    def test_going_ahead_needs_a_reason_that_everybody_sees(self):
        first, second = self._request(), self._request(name="Bid")
        (first + second).action_submit()
        wizard = self.env["presales.queue.jump"].with_user(self.lead_user)
        with self.assertRaises(ValidationError):
            wizard.create({"request_id": second.id, "reason": "  "}).action_apply()
        wizard.create({"request_id": second.id, "reason": "Bid moved"}).action_apply()
        self.assertTrue(second.is_jumping)
        seen = second.with_user(self.seller)
        self.assertIn("Bid moved", seen.worth_reason)
        self.assertIn("Bid moved", seen.message_ids[0].body)
        queue = self.env["presales.request"].search([("state", "=", "queued")])
        self.assertEqual(queue[0], second)
        wizard.create({"request_id": first.id, "reason": "Later"}).action_apply()
        self.assertEqual((first.jump_position, second.jump_position), (1, 2))
        second.with_user(self.lead_user).action_back_in_line()
        self.assertFalse(second.is_jumping)

    def test_who_asks_cannot_go_ahead(self):
        request = self._request()
        for vals in (
            {"jump_position": 1, "jump_reason": "Mine"},
            {"state": "assigned"},
            {"center_id": self.office.id},
        ):
            with self.assertRaises(AccessError):
                request.write(vals)
        with self.assertRaises(AccessError):
            self._request(state="queued")
        with self.assertRaises(AccessError):
            self.env["presales.queue.jump"].with_user(self.seller).create(
                {"request_id": request.id, "reason": "Mine"}
            )

    def test_somebody_else_cannot_submit(self):
        request = self._request()
        with self.assertRaises(AccessError):
            request.with_user(self.other_seller).action_submit()

    def test_project_teams_are_seen_with_their_opportunity(self):
        team = self.env["presales.center"].create(
            {
                "name": "Mill 4 team",
                "kind": "project",
                "lead_id": self.lead.id,
                "date_start": "2026-03-01",
                "date_end": "2026-03-31",
                "member_ids": [(0, 0, {"employee_id": self.engineer_employee.id})],
            }
        )
        for user in (self.seller, self.expert, self.engineer, self.lead_user):
            self.assertEqual(team.with_user(user).name, "Mill 4 team")
        for user in (self.other_seller, self.foreign_manager, self.employee):
            with self.assertRaises(AccessError):
                team.with_user(user).read(["name"])
        with self.assertRaises(AccessError):
            team.with_user(self.seller).write({"name": "Mine"})

    def test_memberships_do_not_overlap(self):
        member = {"center_id": self.office.id, "employee_id": self.engineer_employee.id}
        self.env["presales.center.member"].create(
            {**member, "date_start": "2026-01-01"}
        )
        refused = self.assertRaisesRegex(ValidationError, "Eva Expert.*Stockholm")
        with refused, self.env.cr.savepoint():
            self.env["presales.center.member"].create(
                {**member, "date_start": "2026-02-01"}
            )
        self.env["presales.center.member"].create(
            {**member, "function": "test", "date_start": "2026-02-01"}
        )

    def test_configuration_is_the_administrators(self):
        for model in ("presales.scene", "presales.policy", "presales.worth.weight"):
            record = self.env[model].search([], limit=1)
            self.assertTrue(record.with_user(self.seller).display_name)
            with self.assertRaises(AccessError):
                record.with_user(self.lead_user).check_access("write")
