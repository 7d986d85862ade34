from psycopg2 import IntegrityError

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form
from odoo.tools import mute_logger

from .common import KeyAccountCommon


class PursuitCommon(KeyAccountCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.stage.gate"].search([]).active = False
        cls.lead = cls._lead(expected_revenue=400_000)
        cls.rival = cls.env["crm.lead.competitor"].create(
            {"lead_id": cls.lead.id, "name": "Rival Rolling"}
        )
        cls.questions = cls.env["crm.pursuit.question"].search([])

    def _assess(self, user=None):
        action = self.lead.with_user(user or self.seller).action_assess_pursuit()
        return (
            self.env["crm.pursuit.assessment"]
            .with_user(user or self.seller)
            .browse(action["res_id"])
        )

    def _answer_all(self, assessment, points, **by_code):
        for question in self.questions:
            factor = question.factor_ids[0]
            assessment.set_points(factor.id, False, by_code.get(question.code, points))


class TestPursuit(PursuitCommon):
    def test_four_questions_make_a_verdict(self):
        assessment = self._assess()
        self.assertEqual(assessment.verdict, "open")
        self._answer_all(assessment, "2")
        self.assertEqual(assessment.verdict, "go")
        self.assertEqual(assessment.win_score, 100)
        self._answer_all(assessment, "2", win="-2")
        self.assertEqual(assessment.verdict, "no_go")
        self.assertIn("Can we win? no (0 %)", assessment.verdict_reason)

    def test_weights_of_factors_count(self):
        assessment = self._assess()
        win = self.questions.filtered(lambda q: q.code == "win")
        first, second = win.factor_ids[:2]
        first.weight = 3
        assessment.set_points(first.id, False, "2")
        assessment.set_points(second.id, False, "-2")
        self.assertEqual(assessment.win_score, 75)

    def test_competitors_are_scored_beside_us(self):
        assessment = self._assess()
        win = self.questions.filtered(lambda q: q.code == "win")
        assessment.set_points(win.factor_ids[0].id, self.rival.id, "1")
        self.assertEqual(assessment.win_score, 0, "their points are not ours")
        row = next(q for q in assessment.matrix["questions"] if q["code"] == "win")
        self.assertEqual([s["percent"] for s in row["scores"]], [False, 75.0])
        self.assertEqual(row["scores"][1]["asked"], 5)

    def test_a_second_click_takes_the_answer_back(self):
        assessment = self._assess()
        factor = self.questions[0].factor_ids[0]
        assessment.set_points(factor.id, False, "1")
        assessment.set_points(factor.id, False, False)
        self.assertFalse(assessment.score_ids)

    def test_what_does_not_belong_here_is_refused(self):
        assessment = self._assess()
        factor = self.questions.filtered(lambda q: q.code == "worth").factor_ids[0]
        other = self.env["crm.lead.competitor"].create(
            {"lead_id": self._lead().id, "name": "Elsewhere"}
        )
        for arguments in (
            (factor.id, self.rival.id, "1"),
            (factor.id, other.id, "1"),
            (factor.id, False, "3"),
            (0, False, "1"),
        ):
            with self.assertRaises(ValidationError):
                assessment.set_points(*arguments)

    def test_finished_stays_as_it_is_and_the_next_starts_from_it(self):
        assessment = self._assess()
        with self.assertRaisesRegex(UserError, "Can we win?"):
            assessment.action_finish()
        self._answer_all(assessment, "1")
        assessment.write({"summary": "Go on"})
        assessment.action_finish()
        self.assertEqual(self.lead.pursuit_verdict, "go")
        self.assertEqual(self.lead.pursuit_date, fields.Date.today())
        for refused in (
            lambda: assessment.write({"summary": "Changed"}),
            lambda: assessment.set_points(
                self.questions[0].factor_ids[0].id, False, "-2"
            ),
            lambda: assessment.score_ids[0].write({"points": "-2"}),
            lambda: assessment.score_ids[0].unlink(),
            lambda: assessment.write({"state": "draft"}),
            assessment.unlink,
        ):
            with self.assertRaisesRegex(UserError, "finished"):
                refused()
        following = self._assess()
        self.assertNotEqual(following, assessment)
        self.assertEqual(following.win_score, assessment.win_score)
        self.assertEqual(self._assess(), following, "only one is in progress")

    def test_competitors_of_finished_assessments_stay(self):
        assessment = self._assess()
        self._answer_all(assessment, "1")
        win = self.questions.filtered(lambda q: q.code == "win")
        assessment.set_points(win.factor_ids[0].id, self.rival.id, "1")
        assessment.action_finish()
        with self.assertRaisesRegex(UserError, "Rival Rolling"):
            self.rival.with_user(self.seller).unlink()

    def test_a_strategy_needs_its_reason(self):
        assessment = self._assess()
        strategy = self.env.ref("key_account_mgmt.competitive_strategy_frontal")
        with self.assertRaisesRegex(ValidationError, "Head-on"):
            assessment.strategy_id = strategy
        assessment.write({"strategy_id": strategy.id, "strategy_reason": "Pilot won"})
        self.assertEqual(assessment.strategy_date, fields.Date.today())

    def test_win_plan_steps_are_activities_and_stay_when_done(self):
        kind = self.env.ref("key_account_mgmt.mail_activity_type_win_plan")
        step = self.env["mail.activity"].create(
            {
                "activity_type_id": kind.id,
                "res_model_id": self.env["ir.model"]._get_id("crm.lead"),
                "res_id": self.lead.id,
                "summary": "Reference visit",
                "user_id": self.seller.id,
            }
        )
        other = self.lead.activity_schedule("mail.mail_activity_data_todo")
        self.assertEqual(self.lead.win_plan_ids, step)
        step.with_user(self.seller).action_feedback("Seen")
        self.lead.invalidate_recordset()
        self.assertEqual(self.lead.win_plan_ids, step)
        self.assertTrue(step.date_done)
        self.assertIn(other, self.lead.activity_ids)

    def test_win_plan_is_planned_on_the_pursuit_page(self):
        view = "key_account_mgmt.crm_lead_view_form_pursuit"
        lead = self.lead.with_user(self.seller)
        with Form(lead, view=view) as form, form.win_plan_ids.new() as step:
            step.summary = "Agree the price model"
        self.assertEqual(self.lead.win_plan_ids.summary, "Agree the price model")
        self.assertEqual(self.lead.win_plan_ids.res_model, "crm.lead")

    def test_criteria_weigh_no_more_than_the_whole(self):
        criteria = self.env["crm.decision.criterion"].search([], limit=2)
        lines = self.env["crm.lead.criterion"].with_user(self.seller)
        lines.create(
            {"lead_id": self.lead.id, "criterion_id": criteria[0].id, "weight": 60}
        )
        with self.assertRaisesRegex(ValidationError, "add up to 100.1 %"):
            lines.create(
                {
                    "lead_id": self.lead.id,
                    "criterion_id": criteria[1].id,
                    "weight": 40.1,
                }
            )

    def test_key_dates_keep_their_order(self):
        self.lead.write({"date_initiated": "2026-01-10", "date_bid": "2026-05-01"})
        with self.assertRaisesRegex(ValidationError, "Tender"):
            self.lead.date_tender = "2026-06-01"

    def test_the_customer_does_not_compete_with_us(self):
        with self.assertRaisesRegex(ValidationError, "Aurora Steel"):
            self.rival.partner_id = self.account

    def test_merging_keeps_what_was_worked_out(self):
        partner = self.env["res.partner"].create({"name": "R", "is_company": True})
        self.rival.partner_id = partner
        price = self.env.ref("key_account_mgmt.crm_decision_criterion_price")
        other = self._lead(
            name="Same again",
            competitor_ids=[Command.create({"partner_id": partner.id})],
            criterion_ids=[Command.create({"criterion_id": price.id, "weight": 40})],
        )
        assessment = self._assess()
        self._answer_all(assessment, "1")
        win = self.questions.filtered(lambda q: q.code == "win")
        assessment.set_points(win.factor_ids[0].id, self.rival.id, "1")
        assessment.action_finish()
        self.lead.write({"probability": 1})
        other.write({"probability": 90})
        merged = (self.lead | other).merge_opportunity()
        self.assertEqual(merged, other)
        self.assertEqual(merged.pursuit_assessment_ids, assessment)
        self.assertEqual(len(merged.competitor_ids), 2)
        self.assertEqual(merged.criterion_ids.weight, 40)
        self.assertTrue(assessment.score_ids.competitor_id in merged.competitor_ids)

    def test_rights(self):
        assessment = self._assess()
        self._answer_all(assessment, "1")
        shown = assessment.with_user(self.expert)
        self.assertEqual(shown.verdict, "go", "the account's team sees it")
        for user in (
            self.other_seller,
            self.employee,
            self.portal,
            self.foreign_manager,
        ):
            for record in (assessment, assessment.score_ids, self.rival):
                with self.assertRaises(AccessError):
                    record.with_user(user).mapped("display_name")
            with self.assertRaises(AccessError):
                self.lead.with_user(user).action_assess_pursuit()
        with self.assertRaises(AccessError):
            self.questions[0].with_user(self.manager).yes_from = 50
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.questions[0].with_user(self.admin).write(
                {"yes_from": 10, "no_below": 20}
            )
            self.env.flush_all()


class TestDecisionOutlook(PursuitCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chain = cls.env["relationship.map"].create({"lead_id": cls.lead.id})
        cls.approver_role = cls.env["relationship.role"].search(
            [("meaning", "=", "decision_maker")], limit=1
        )
        cls.buyer = cls._person("Berta Buyer", level="2")

    @classmethod
    def _person(cls, name, **vals):
        partner = cls.env["res.partner"].create(
            {"name": name, "parent_id": cls.account.id}
        )
        return cls.env["relationship.stakeholder"].create(
            {
                "map_id": cls.chain.id,
                "partner_id": partner.id,
                "role_id": cls.approver_role.id,
                **vals,
            }
        )

    def _verdict(self):
        return self.chain._get_decision_outlook()["verdict"]

    def test_price_can_outweigh_closeness(self):
        self.assertEqual(self._verdict(), "favourable")
        self.buyer.write({"solution_level": "-1", "price_level": "-2"})
        self.assertAlmostEqual(self.buyer.outlook, (8 - 3 - 6) / 10)
        self.assertEqual(self._verdict(), "open")
        self.env["crm.outlook.weight"].search(
            [("attitude", "=", "price_level")]
        ).weight = 13
        self.buyer.invalidate_recordset(["outlook"])
        self.assertEqual(self._verdict(), "unfavourable")

    def test_veto_decides_over_averages(self):
        for number in range(5):
            self._person(f"Friend {number}", level="2")
        self._person("Vera Veto", level="1", price_level="-2", has_veto=True)
        self._person("Worse", level="-2", has_veto=True)
        outlook = self.chain._get_decision_outlook()
        self.assertEqual(outlook["verdict"], "unfavourable")
        self.assertEqual(outlook["names"], ("Worse",))

    def test_unknown_is_said(self):
        self.buyer.level = False
        self.assertEqual(self.buyer.outlook, False)
        people = self.chain._get_decision_outlook()["people"]
        self.assertEqual(people[0]["outlook"], "not known")

    def test_what_if_uses_the_same_outlook(self):
        self.buyer.write({"solution_level": "-2", "price_level": "-2"})
        result = self.chain.simulate({str(self.buyer.id): {"level": "-2"}})
        self.assertEqual(result["after"]["outlook"]["verdict"], "unfavourable")

    def test_a_company_has_its_own_weights(self):
        weights = self.env["crm.outlook.weight"]
        weights.create(
            {"attitude": "level", "weight": 1, "company_id": self.company_b.id}
        )
        self.assertEqual(weights._get_weights(self.company_b), {"level": 1})
        self.assertEqual(weights._get_weights(self.env.company)["level"], 4)
