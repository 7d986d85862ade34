from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import PresalesCommon


class ContributionCommon(PresalesCommon):
    """An opportunity whose owner scores who took part."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.stage.gate"].search([]).active = False
        cls.scene = cls.env["presales.scene"].search([("credit_rule", "=", "scores")])
        cls.stage = cls.lead.stage_id
        cls.next_stage = cls.env["crm.stage"].create({"name": "Next", "sequence": 50})
        cls.lead.responsibility_ids.unlink()
        cls.lead.presales_scene_id = cls.scene[:1]
        cls.lead.responsibility_ids = [
            Command.create(
                {
                    "stage_id": cls.stage.id,
                    "user_id": user.id,
                    "involvement": involvement,
                }
            )
            for user, involvement in (
                (cls.seller, "accountable"),
                (cls.expert, "responsible"),
                (cls.manager, "informed"),
            )
        ]

    def _book(self, state="accepted"):
        request = self._request()
        request.sudo().state = "queued"
        booking = self.env["presales.assignment"].create(
            {
                "request_id": request.id,
                "employee_id": self.engineer_employee.id,
                "hours": 8,
                "date_start": "2026-03-02",
                "date_end": "2026-03-06",
            }
        )
        booking.state = state

    def _move(self):
        self.lead.with_user(self.seller).stage_id = self.next_stage
        return self.lead.contribution_ids

    def _score(self, contribution, *scores):
        given = contribution.with_user(contribution.scorer_id)
        for line, score in zip(given.line_ids, scores, strict=True):
            line.score = str(score)
        given.action_score()


@tagged("post_install", "-at_install")
class TestContribution(ContributionCommon):
    def test_the_owner_is_asked_at_the_end_of_a_stage(self):
        self._book()
        asked = self._move()
        self.assertEqual(asked.user_id, self.expert | self.engineer)
        self.assertEqual(asked.scorer_id, self.seller)
        self.assertEqual(asked.stage_id, self.stage)
        self.assertEqual(
            asked[0].line_ids.criterion_id,
            self.env["crm.contribution.criterion"].search([]),
        )
        activity = self.lead.activity_ids.filtered(
            lambda one: one.user_id == self.seller
        )
        self.assertIn(self.engineer.name, activity.note)
        self.lead.stage_id = self.stage
        first = self._move().filtered(lambda one: one.stage_id == self.stage)
        self.assertEqual(first, asked, "asked once for a stage")

    def test_who_declined_took_no_part(self):
        self._book("declined")
        self.assertEqual(self._move().user_id, self.expert)

    def test_the_closing_counts_everybody(self):
        self._move()
        self.lead.with_user(self.seller).action_set_lost()
        closing = self.lead.contribution_ids.filtered("is_closing")
        self.assertEqual(closing.user_id, self.expert)
        self.assertEqual(closing.stage_id, self.next_stage)

    def test_other_scenes_ask_for_no_scores(self):
        self.lead.presales_scene_id = self.env["presales.scene"].search(
            [("credit_rule", "=", "own")], limit=1
        )
        self.assertFalse(self._move())

    def test_scores_are_weighed_and_told(self):
        contribution = self._move()
        quality, *others = contribution.line_ids
        quality.sudo().weight = 3
        for line in others:
            line.sudo().weight = 1
        self._score(contribution, 5, *[1] * len(others))
        total = 3 + len(others)
        self.assertAlmostEqual(contribution.score, (15 + len(others)) / total)
        self.assertEqual(contribution.state, "done")
        self.assertFalse(
            self.lead.activity_ids.filtered(lambda one: one.user_id == self.seller)
        )
        told = contribution.message_ids.filtered(
            lambda message: self.expert.partner_id in message.notified_partner_ids
        )
        self.assertTrue(told)

    def test_all_criteria_are_scored(self):
        contribution = self._move().with_user(self.seller)
        contribution.line_ids[0].score = "4"
        with self.assertRaisesRegex(UserError, "every criterion"):
            contribution.action_score()
        self.assertEqual(contribution.state, "open")

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_the_scored_person_sees_it_and_answers(self):
        contribution = self._move()
        own = contribution.with_user(self.expert)
        with self.assertRaises(AccessError):
            own.read(["score"])
        self._score(contribution, *[4] * len(contribution.line_ids))
        self.assertEqual(own.score, 4)
        own.answer = "The trial helped"
        with self.assertRaisesRegex(AccessError, "alone scores"):
            own.comment = "Excellent"
        with self.assertRaisesRegex(AccessError, "alone scores"):
            own.line_ids[0].score = "5"
        with self.assertRaisesRegex(AccessError, "alone answers"):
            contribution.with_user(self.seller).answer = "Yes"
        with self.assertRaises(AccessError):
            contribution.with_user(self.other_seller).read(["score"])

    def test_given_scores_stay_until_a_manager_opens_them(self):
        contribution = self._move()
        self._score(contribution, *[4] * len(contribution.line_ids))
        given = contribution.with_user(self.seller)
        with self.assertRaisesRegex(UserError, "manager can open"):
            given.line_ids[0].score = "1"
        with self.assertRaises(AccessError):
            given.action_reopen()
        with self.assertRaises(AccessError):
            given.state = "open"
        contribution.with_user(self.manager).action_reopen()
        given.line_ids[0].score = "1"
        self.assertLess(contribution.score, 4)

    def test_the_owner_of_the_support_may_be_a_centres_lead(self):
        self.assertEqual(self.scene[:1].owner_rule, "center_lead")
        centers = self.env["presales.center"]
        centers.search([]).active = False
        self.assertFalse(self.lead._get_support_owner())
        centers.create({"name": "Mills", "lead_user_id": self.lead_user.id})
        self.assertEqual(self.lead._get_support_owner(), self.lead_user)
        self.lead.presales_scene_id = self.env["presales.scene"].search(
            [("owner_rule", "=", "seller")], limit=1
        )
        self.assertEqual(self.lead._get_support_owner(), self.seller)

    def test_opportunities_of_before_get_the_usual_scene(self):
        self.env.cr.execute("UPDATE crm_lead SET presales_scene_id = NULL")
        self.env.invalidate_all()
        self.env["crm.lead"]._set_usual_scenes()
        _pairs, usual = self.env["presales.policy"]._get_policies()
        scene = usual[self.lead.tier_code].scene_id
        self.assertEqual(self.lead.presales_scene_id, scene)
        self.lead.expected_revenue = 1
        self.assertEqual(
            self.lead.presales_scene_id, usual[self.lead.tier_code].scene_id
        )

    def test_revenue_is_shared_where_the_scene_says_so(self):
        credit = {"lead_id": self.lead.id, "user_id": self.expert.id, "share": 20}
        refused = self.assertRaisesRegex(ValidationError, "not shared")
        with refused, self.env.cr.savepoint():
            self.env["crm.lead.credit"].create(credit)
        split = self.env["presales.scene"].search([("credit_rule", "=", "split")])
        self.lead.presales_scene_id = split[0]
        self.env["crm.lead.credit"].create(credit)
        with self.assertRaisesRegex(ValidationError, "Mill 4"):
            self.lead.presales_scene_id = self.scene[:1]


@tagged("post_install", "-at_install")
class TestQuota(ContributionCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = fields.Date.today()
        bands = cls.env["crm.quota.band"]
        bands.search([]).unlink()
        bands.create(
            [
                {"attainment_from": start, "payout": payout}
                for start, payout in ((0, 0), (80, 70), (100, 100))
            ]
        )

    def _quota(self, **vals):
        return self.env["crm.quota"].create(
            {
                "user_id": self.seller.id,
                "date_from": self.today,
                "date_to": self.today,
                "amount": 500_000,
                "variable_pay": 10_000,
                **vals,
            }
        )

    def test_what_is_won_counts(self):
        quota = self._quota()
        self.assertEqual((quota.revenue, quota.pay_effect), (0, 0))
        self.lead.responsibility_ids.unlink()
        self.lead.action_set_won()
        self.env.invalidate_all()
        self.assertEqual(quota.revenue, 400_000)
        self.assertEqual(quota.attainment, 80)
        self.assertEqual(quota.pay_effect, 7_000)
        self.assertIn("80.0 % of the quota pay 70 %", quota.explanation)

    def test_scores_decide_their_share(self):
        contribution = self._move()
        self._score(contribution, *[4] * len(contribution.line_ids))
        quota = self._quota(user_id=self.expert.id, score_weight=50)
        self.assertEqual(quota.score, 4)
        # Half of it by scores of 4 out of 5, nothing by the attainment.
        self.assertEqual(quota.pay_effect, 4_000)
        self.assertIn("4.0 of 5 decide 50 %", quota.explanation)

    def test_periods_do_not_overlap(self):
        self._quota()
        with self.assertRaisesRegex(ValidationError, "has a quota"):
            self._quota()
        self._quota(user_id=self.expert.id)

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_pay_is_seen_by_the_person_and_the_managers(self):
        quota = self._quota()
        for user in (self.seller, self.manager, self.controller):
            self.assertEqual(quota.with_user(user).variable_pay, 10_000)
        for user in (self.other_seller, self.expert, self.engineer):
            with self.assertRaises(AccessError):
                quota.with_user(user).read(["variable_pay"])
        with self.assertRaises(AccessError):
            quota.with_user(self.seller).amount = 1
