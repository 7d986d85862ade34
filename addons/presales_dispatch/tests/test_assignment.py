from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged

from .common import PresalesCommon


@tagged("post_install", "-at_install")
class TestAssignment(PresalesCommon):
    """Who could take a request, who is booked, and what the expert answers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["presales.center"].search([]).active = False
        cls.env["presales.center.member"].search([]).unlink()
        cls.center = cls.env["presales.center"].create(
            {"name": "Rolling Centre", "lead_user_id": cls.lead_user.id}
        )
        cls.novice = cls.env["hr.employee"].create({"name": "Nils Novice"})
        cls.outsider = cls.env["hr.employee"].create({"name": "Olga Office"})
        cls.office = cls.env["presales.center"].create(
            {"name": "Office", "kind": "local"}
        )
        for center, employee in (
            (cls.center, cls.engineer_employee),
            (cls.center, cls.novice),
            (cls.office, cls.outsider),
        ):
            cls.env["presales.center.member"].create(
                {
                    "center_id": center.id,
                    "employee_id": employee.id,
                    "date_start": "2026-01-01",
                }
            )
        kind = cls.env["hr.skill.type"].create({"name": "Steel"})
        cls.skill = cls.env["hr.skill"].create(
            {"name": "Rolling", "skill_type_id": kind.id}
        )
        cls.low, cls.high = cls.env["hr.skill.level"].create(
            [
                {"name": "Low", "level_progress": 30, "skill_type_id": kind.id},
                {"name": "High", "level_progress": 90, "skill_type_id": kind.id},
            ]
        )
        cls._give_skill(cls.engineer_employee, cls.high)
        cls._give_skill(cls.novice, cls.low)
        cls._give_skill(cls.outsider, cls.high)
        cls.request = cls._request(
            skill_line_ids=[
                (0, 0, {"skill_id": cls.skill.id, "skill_level_id": cls.low.id})
            ]
        )
        cls.request.action_submit()
        cls.desk = cls.request.with_user(cls.lead_user)

    @classmethod
    def _give_skill(cls, employee, level):
        cls.env["hr.employee.skill"].create(
            {
                "employee_id": employee.id,
                "skill_type_id": cls.skill.skill_type_id.id,
                "skill_id": cls.skill.id,
                "skill_level_id": level.id,
            }
        )

    def _names(self, data, key="candidates"):
        return [entry["name"] for entry in data[key]]

    def _assign(self, employee=None, booking="firm", **vals):
        employee = employee or self.engineer_employee
        booking_id = self.desk.action_assign(employee.id, booking, **vals)
        return self.env["presales.assignment"].browse(booking_id)

    def test_skill_ranks_and_the_centre_filters(self):
        data = self.desk.get_candidates()
        self.assertEqual(self._names(data), ["Eva Expert", "Nils Novice"])
        self.assertIn("Skill", data["candidates"][0]["reasons"])
        self.assertEqual(
            data["rejected"],
            [
                {
                    "id": self.outsider.id,
                    "name": "Olga Office",
                    "rule": "Is not a member of Rolling Centre",
                }
            ],
        )

    def test_a_level_too_low_is_a_reason_why_not(self):
        self.request.sudo().skill_line_ids.skill_level_id = self.high
        data = self.desk.get_candidates()
        self.assertEqual(self._names(data), ["Eva Expert"])
        rules = {entry["name"]: entry["rule"] for entry in data["rejected"]}
        self.assertEqual(rules["Nils Novice"], "Lacks the skill or its level: Rolling")

    def test_who_is_away_is_ruled_out(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "resource_id": self.engineer_employee.resource_id.id,
                "date_from": "2026-03-01 00:00:00",
                "date_to": "2026-03-08 00:00:00",
            }
        )
        data = self.desk.get_candidates()
        rules = {entry["name"]: entry["rule"] for entry in data["rejected"]}
        self.assertEqual(rules["Eva Expert"], "Is away or does not work in these days")

    def test_other_bookings_take_free_hours(self):
        other = self._request(name="Other", hours=30)
        other.action_submit()
        other.with_user(self.lead_user).action_assign(self.engineer_employee.id, "firm")
        eva = self.desk.get_candidates()["candidates"][0]
        self.assertEqual(eva["name"], "Eva Expert")
        self.assertAlmostEqual(eva["free"], 10)
        self.assertEqual(eva["use"], 75)
        self.assertEqual((eva["active"], eva["new"]), (1, 1))

    def test_past_wins_with_the_seller_are_counted(self):
        won = self._lead(name="Won")
        won.action_set_won()
        request = self._request(
            lead_id=won.id, date_start="2026-02-02", date_end="2026-02-06"
        )
        request.action_submit()
        request.with_user(self.lead_user).action_assign(
            self.engineer_employee.id, "firm"
        )
        eva = self.desk.get_candidates()["candidates"][0]
        self.assertEqual(eva["win_rate"], "1 of 1")
        self.assertEqual(eva["projects"], 1)

    def test_a_soft_booking_tells_nobody(self):
        booking = self._assign(booking="soft")
        self.assertEqual((self.request.state, booking.state), ("queued", "proposed"))
        self.assertFalse(booking.activity_ids)
        booking.with_user(self.lead_user).action_make_firm()
        self.assertEqual(self.request.state, "assigned")
        self.assertEqual(booking.activity_ids.user_id, self.engineer)
        booking.with_user(self.lead_user).action_make_soft()
        self.assertEqual((self.request.state, booking.booking), ("queued", "soft"))
        self.assertFalse(booking.activity_ids)

    def test_the_expert_accepts(self):
        booking = self._assign()
        self.assertEqual(booking.hours, 16)
        with self.assertRaises(UserError):
            booking.with_user(self.employee).action_accept()
        booking.with_user(self.engineer).action_accept()
        self.assertEqual(booking.state, "accepted")
        self.assertTrue(self.request.date_responded)
        self.assertFalse(booking.activity_ids)
        self.request.action_done()
        self.assertEqual(booking.state, "done")

    def test_the_expert_declines_with_a_reason(self):
        booking = self._assign()
        wizards = self.env["presales.assignment.decline"].with_user(self.engineer)
        with self.assertRaises(ValidationError):
            wizards.create({"assignment_id": booking.id, "reason": " "}).action_apply()
        wizards.create(
            {"assignment_id": booking.id, "reason": "At the fair"}
        ).action_apply()
        self.assertEqual((booking.state, self.request.state), ("declined", "queued"))
        self.assertIn("At the fair", self.request.message_ids[0].body)
        self.assertEqual(self.request._get_open_hours(), 16)

    def test_only_the_expert_or_the_desk_answers(self):
        booking = self._assign()
        other = new_test_user(
            self.env, "pre_other", groups="presales_dispatch.group_expert"
        )
        with self.assertRaises(AccessError):
            booking.with_user(other).action_accept()
        with self.assertRaisesRegex(UserError, "Only Eva Expert"):
            booking.with_user(self.seller).action_accept()
        with self.assertRaises(AccessError):
            booking.with_user(self.engineer).write({"hours": 1})

    def test_more_than_the_calendar_holds_is_refused(self):
        self._assign(hours=40)
        other = self._request(name="Other", hours=1)
        other.action_submit()
        desk = other.with_user(self.lead_user)
        refused = self.assertRaisesRegex(ValidationError, "Eva Expert has 0")
        with refused, self.env.cr.savepoint():
            desk.action_assign(self.engineer_employee.id, "firm")
        # A plan may exceed the calendar; it cannot become firm.
        planned = desk.action_assign(self.engineer_employee.id, "soft")
        with self.assertRaisesRegex(ValidationError, "Other"):
            self.env["presales.assignment"].browse(planned).action_make_firm()

    def test_only_the_desk_compares_and_assigns(self):
        for user in (self.seller, self.engineer):
            with self.assertRaises(AccessError):
                self.request.with_user(user).get_candidates()
            with self.assertRaises(AccessError):
                self.request.with_user(user).action_assign(self.engineer_employee.id)

    def test_a_draft_is_not_assigned(self):
        with self.assertRaisesRegex(UserError, "Submit it first"):
            self._request().with_user(self.lead_user).action_assign(
                self.engineer_employee.id
            )

    def test_silence_is_told_to_the_lead_once(self):
        booking = self._assign()
        booking.date_answer_due = fields.Datetime.now() - timedelta(hours=1)
        self.request.sudo().date_response_due = fields.Datetime.now() + timedelta(
            days=9
        )
        for _again in range(2):
            self.env["presales.assignment"]._cron_escalate()
        told = self.request.activity_ids
        self.assertEqual((told.user_id, len(told)), (self.lead_user, 1))
        self.assertIn("Eva Expert", told.summary)

    def test_an_overdue_response_is_told_to_the_lead(self):
        self.request.sudo().date_response_due = fields.Datetime.now() - timedelta(
            days=9
        )
        for _again in range(2):
            self.env["presales.assignment"]._cron_escalate()
        self.assertEqual(len(self.request.activity_ids), 1)
        self.assertEqual(self.request.activity_ids.user_id, self.lead_user)

    def test_cancelling_gives_the_hours_back(self):
        booking = self._assign(hours=40)
        self.request.action_cancel()
        self.assertEqual(booking.state, "cancelled")
        self.assertFalse(booking.activity_ids)

    def test_a_hundred_experts_take_no_more_queries_than_three(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.desk.get_candidates()
            return self.env.cr.sql_log_count - before

        count()
        few = count()
        employees = self.env["hr.employee"].create(
            [{"name": f"Expert {index}"} for index in range(97)]
        )
        self.env["presales.center.member"].create(
            [
                {
                    "center_id": self.center.id,
                    "employee_id": employee.id,
                    "date_start": "2026-01-01",
                }
                for employee in employees
            ]
        )
        for employee in employees:
            self._give_skill(employee, self.low)
        count()
        self.assertLessEqual(count(), few + 2)
