from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import PresalesCommon


@tagged("post_install", "-at_install")
class TestOutcome(PresalesCommon):
    """The hotline, the technical outcome, product gaps, and what deserves a centre."""

    def test_a_question_is_counted_once_it_is_answered(self):
        questions = self.env["presales.question"].with_user(self.seller)
        question = questions.create({"name": "Heat?", "lead_id": self.lead.id})
        self.assertEqual(question.state, "open")
        question.with_user(self.engineer).answer = "Up to 120 °C"
        self.assertEqual(question.state, "answered")
        self.assertEqual(question.answered_by_id, self.engineer)
        self.assertTrue(question.date_answered)
        lead = self.lead.with_user(self.seller)
        self.assertEqual(lead.presales_question_count, 1)
        question.with_user(self.engineer).answer = False
        self.assertFalse(question.answered_by_id)

    def test_a_large_question_becomes_a_request(self):
        question = (
            self.env["presales.question"]
            .with_user(self.seller)
            .create({"name": "Heat?"})
        )
        with self.assertRaisesRegex(UserError, "Heat"):
            question.action_make_request()
        question.lead_id = self.lead
        action = question.action_make_request()
        request = (
            self.env["presales.request"]
            .with_user(self.seller)
            .with_context(**action["context"])
            .create({"role_id": self.role.id})
        )
        self.assertEqual((request.name, request.lead_id), ("Heat?", self.lead))
        self.assertEqual((question.request_id, question.state), (request, "answered"))

    def test_questions_of_others_are_out_of_sight(self):
        question = (
            self.env["presales.question"]
            .with_user(self.seller)
            .create({"name": "Heat?", "lead_id": self.lead.id})
        )
        self.assertEqual(question.with_user(self.expert).name, "Heat?")
        for user in (self.other_seller, self.foreign_manager, self.employee):
            with self.assertRaises(AccessError):
                question.with_user(user).read(["name"])
        with self.assertRaises(AccessError):
            question.with_user(self.controller).write({"answer": "No"})

    def test_the_technical_outcome_stands_apart(self):
        request = self._request()
        request.action_submit()
        refused = self.assertRaisesRegex(ValidationError, "Workshop")
        with refused, self.env.cr.savepoint():
            request.technical_outcome = "lost"
        request.write({"technical_outcome": "lost", "outcome_reason": "No interface"})
        self.assertTrue(request.outcome_date)
        lead = self.lead.with_user(self.seller)
        self.assertEqual(lead.technical_outcome, "lost")
        self.assertEqual(lead.technical_outcome_reason, "No interface")
        self.env["crm.stage.gate"].search([]).active = False
        self.lead.action_set_won()
        self.assertEqual(request.won_status, "won")
        self.assertEqual(request.technical_outcome, "lost")

    def test_the_last_decision_counts(self):
        first, second = self._request(), self._request(name="Second")
        first.write({"technical_outcome": "won", "outcome_date": "2026-02-01"})
        second.write(
            {
                "technical_outcome": "qualified_out",
                "outcome_date": "2026-03-01",
                "outcome_reason": "Too small",
            }
        )
        lead = self.lead.with_user(self.seller)
        self.assertEqual(lead.technical_outcome, "qualified_out")

    def test_outcomes_of_many_leads_take_one_query_each(self):
        leads = self.lead + self._lead(name="Other") + self._lead(name="Third")
        for lead in leads:
            self._request(lead_id=lead.id, technical_outcome="won")
        self.env.flush_all()
        self.env.invalidate_all()
        leads.mapped("name")
        before = self.env.cr.sql_log_count
        leads.mapped("technical_outcome")
        leads.mapped("presales_question_count")
        self.assertLessEqual(self.env.cr.sql_log_count - before, 3)

    def test_a_gap_weighs_each_opportunity_once(self):
        gap = self.env["presales.product.gap"].create({"name": "Heat shield"})
        lost = self._lead(name="Lost", expected_revenue=70_000)
        requests = self._request() + self._request(name="Again")
        requests += self._request(lead_id=lost.id)
        requests.gap_ids = gap
        lost.action_set_lost()
        gap.invalidate_recordset()
        self.assertEqual((gap.lead_count, gap.request_count), (2, 3))
        self.assertEqual((gap.revenue, gap.revenue_lost), (400_000, 70_000))
        seen = gap.with_user(self.other_seller)
        self.assertEqual((seen.lead_count, seen.revenue), (0, 0))
        with self.assertRaises(AccessError):
            gap.with_user(self.seller).write({"state": "closed"})

    def _potential(self, solution):
        self.env.flush_all()
        return self.env["presales.center.potential"].search(
            [
                ("solution_id", "=", solution.id),
                ("company_id", "=", self.company_b.id),
            ]
        )

    def test_the_vital_few_deserve_a_centre(self):
        casting = self.env["key.account.solution"].create({"name": "Casting"})
        for amount, solution in ((900_000, self.solution), (100_000, casting)):
            self.env["crm.lead"].create(
                {
                    "name": solution.name,
                    "type": "opportunity",
                    "company_id": self.company_b.id,
                    "user_id": False,
                    "team_id": False,
                    "solution_id": solution.id,
                    "expected_revenue": amount,
                }
            )
        large_row, small_row = self._potential(self.solution), self._potential(casting)
        self.assertEqual((large_row.rank, small_row.rank), (1, 2))
        self.assertAlmostEqual(large_row.share, 90)
        self.assertAlmostEqual(small_row.cumulative, 100)
        self.assertEqual((large_row.verdict, small_row.verdict), ("deserves", "few"))
        self.env["presales.center"].create(
            {
                "name": "Rolling Centre",
                "company_id": self.company_b.id,
                "solution_ids": [(6, 0, self.solution.ids)],
            }
        )
        self.env.invalidate_all()
        self.assertEqual(self._potential(self.solution).verdict, "has")
        with self.assertRaises(AccessError):
            large_row.with_user(self.seller).read(["amount"])

    def test_the_page_of_a_centre(self):
        center = self.env["presales.center"].create({"name": "Rolling Centre"})
        self.env["presales.center.member"].create(
            {
                "center_id": center.id,
                "employee_id": self.engineer_employee.id,
                "date_start": "2020-01-01",
            }
        )
        kind = self.env["hr.skill.type"].create({"name": "Steel"})
        skills = self.env["hr.skill"].create(
            [
                {"name": name, "skill_type_id": kind.id}
                for name in ("Rolling", "Casting")
            ]
        )
        level = self.env["hr.skill.level"].create(
            {"name": "Good", "level_progress": 60, "skill_type_id": kind.id}
        )
        self.env["hr.employee.skill"].create(
            {
                "employee_id": self.engineer_employee.id,
                "skill_type_id": kind.id,
                "skill_id": skills[0].id,
                "skill_level_id": level.id,
            }
        )
        requests = self._request() + self._request(name="Again", hours=4)
        requests.skill_line_ids = [(0, 0, {"skill_id": skills[1].id})]
        requests.sudo().write({"state": "queued", "center_id": center.id})
        self.env.flush_all()
        self.env.invalidate_all()
        center = center.with_user(self.seller)
        self.assertEqual((center.request_count, center.request_hours), (2, 20))
        self.assertEqual(center.pipeline_revenue, 400_000)
        self.assertEqual(center.member_count, 1)
        self.assertGreater(center.capacity_hours, 100)
        coverage = {line.skill_id: line for line in center.skill_ids}
        self.assertEqual(coverage[skills[0]].best_level, 60)
        self.assertFalse(coverage[skills[0]].is_missing)
        self.assertTrue(coverage[skills[1]].is_missing)
        self.assertEqual(coverage[skills[1]].demand_hours, 20)
