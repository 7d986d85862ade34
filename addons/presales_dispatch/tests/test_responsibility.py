from functools import partial

from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import PresalesCommon
from .concurrent_case import ConcurrentCase


@tagged("post_install", "-at_install")
class TestResponsibility(PresalesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.stage.gate"].search([]).active = False
        cls.team = cls.env["crm.team"].create(
            {"name": "Mills", "user_id": cls.manager.id}
        )
        cls.look, cls.shape = cls.env["crm.stage"].create(
            [
                {"name": name, "sequence": place, "team_ids": [(6, 0, cls.team.ids)]}
                for place, name in enumerate(("Look", "Shape"), 100)
            ]
        )
        cls.tier = cls.lead.tier_id
        cls.env["crm.responsibility.template"].search([]).unlink()
        cls.template = cls.env["crm.responsibility.template"].create(
            {
                "tier_id": cls.tier.id,
                "line_ids": [
                    (0, 0, {"stage_id": cls.look.id, "party": "seller"}),
                    (
                        0,
                        0,
                        {
                            "stage_id": cls.shape.id,
                            "party": "account_role",
                            "role_id": cls.roles["solution_manager"].id,
                        },
                    ),
                    (
                        0,
                        0,
                        {
                            "stage_id": cls.shape.id,
                            "party": "seller",
                            "involvement": "responsible",
                        },
                    ),
                ],
            }
        )
        cls.opportunity = cls._lead(
            team_id=cls.team.id, stage_id=cls.look.id, expected_revenue=400_000
        )

    def _part(self, stage, involvement="accountable"):
        return self.opportunity.responsibility_ids.filtered(
            lambda part: part.stage_id == stage and part.involvement == involvement
        )

    def test_matrix_of_the_tier_fills_a_new_opportunity(self):
        self.assertEqual(self._part(self.look).user_id, self.seller)
        self.assertEqual(self._part(self.shape).user_id, self.expert)
        self.assertEqual(self._part(self.shape, "responsible").user_id, self.seller)
        self.assertEqual(self.opportunity.accountable_user_id, self.seller)

    def test_presales_leads_read_who_answers_and_change_nothing(self):
        part = self._part(self.shape, "responsible").with_user(self.lead_user)
        found = part.search([("lead_id", "=", self.opportunity.id)])
        self.assertEqual(found, self.opportunity.responsibility_ids)
        with self.assertRaises(AccessError):
            part.involvement = "informed"
        with self.assertRaises(AccessError):
            part.unlink()

    def test_a_vacant_role_falls_to_the_salesperson(self):
        self.expert_member.unlink()
        lead = self._lead(stage_id=self.look.id, expected_revenue=400_000)
        accountable = lead.responsibility_ids.filtered(
            lambda part: part.involvement == "accountable"
        )
        self.assertEqual(accountable.user_id, self.seller)

    def test_applying_again_changes_nothing(self):
        before = self.opportunity.responsibility_ids
        self.opportunity.with_user(self.seller).action_apply_responsibility_template()
        self.assertEqual(self.opportunity.responsibility_ids, before)
        small = self._lead(expected_revenue=1)
        with self.assertRaisesRegex(UserError, "Tier E"):
            small.action_apply_responsibility_template()

    def test_only_the_accountable_or_a_manager_moves_on(self):
        self.opportunity.with_user(self.seller).stage_id = self.shape
        self.assertEqual(self.opportunity.accountable_user_id, self.expert)
        with self.assertRaisesRegex(UserError, "key_expert"):
            self.opportunity.with_user(self.seller).stage_id = self.look
        with self.assertRaisesRegex(UserError, "key_expert"):
            self.opportunity.with_user(self.seller).write(
                {"name": "Renamed", "stage_id": self.look.id}
            )
        with self.assertRaisesRegex(UserError, "key_expert"):
            self.opportunity.with_user(self.seller).action_set_won()
        imported = self.opportunity.with_user(self.seller).load(
            [".id", "stage_id/.id"], [[str(self.opportunity.id), str(self.look.id)]]
        )
        self.assertFalse(imported["ids"])
        self.assertIn("key_expert", imported["messages"][0]["message"])
        with self.assertRaises(AccessError):
            self.opportunity.with_user(self.seller).accountable_user_id = self.seller
        self.opportunity.with_user(self.manager).stage_id = self.look
        self.assertEqual(self.opportunity.stage_id, self.look)

    def test_one_is_accountable(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            self.env["crm.stage.responsibility"].create(
                {
                    "lead_id": self.opportunity.id,
                    "stage_id": self.look.id,
                    "user_id": self.manager.id,
                }
            )

    def test_accountability_changes_by_a_handover_that_is_accepted(self):
        part = self._part(self.look).with_user(self.seller)
        for refused in (
            lambda: part.write({"user_id": self.other_seller.id}),
            part.unlink,
        ):
            with self.assertRaisesRegex(UserError, "Ask for a hand-over"):
                refused()
        asks = self.env["crm.stage.handover.ask"].with_user(self.seller)
        with Form(asks.with_context(default_responsibility_id=part.id)) as ask:
            ask.user_to_id = self.expert
            ask.reason = "On leave"
        ask.record.action_ask()
        handover = part.handover_ids
        self.assertEqual(self.opportunity.activity_ids.user_id, self.expert)
        self.assertEqual(self.opportunity.accountable_user_id, self.seller)
        with self.assertRaises(AccessError):
            handover.with_user(self.seller).action_accept()
        handover.with_user(self.expert).action_accept()
        self.assertEqual(self.opportunity.accountable_user_id, self.expert)
        self.assertFalse(self.opportunity.activity_ids)
        with self.assertRaisesRegex(UserError, "answered already"):
            handover.with_user(self.expert).action_refuse()

    def test_a_refused_handover_leaves_it(self):
        part = self._part(self.look).with_user(self.seller)
        part._hand_over(self.expert, "Too much to do")
        part.handover_ids.with_user(self.expert).action_refuse()
        self.assertEqual(self.opportunity.accountable_user_id, self.seller)

    def test_rights(self):
        part = self._part(self.look)
        with self.assertRaises(AccessError):
            part.with_user(self.expert)._hand_over(self.expert, "Mine")
        for user in (
            self.other_seller,
            self.employee,
            self.portal,
            self.foreign_manager,
        ):
            with self.assertRaises(AccessError):
                part.with_user(user).read(["user_id"])
        with self.assertRaises(AccessError):
            self.template.with_user(self.manager).line_ids.unlink()

    def test_a_matrix_says_who_is_meant(self):
        with self.assertRaisesRegex(ValidationError, "Look"):
            self.env["crm.responsibility.template.line"].create(
                {
                    "template_id": self.template.id,
                    "stage_id": self.look.id,
                    "involvement": "informed",
                    "party": "account_role",
                }
            )


@tagged("post_install", "-at_install")
class TestOneAccountable(ConcurrentCase):
    """Fifty claim the same accountability at once."""

    def setUp(self):
        super().setUp()
        self._commit(self._prepare)
        self.addCleanup(self._commit, self._clean_up)

    def _prepare(self, env):
        lead = env["crm.lead"].create({"name": "Wanted", "type": "opportunity"})
        lead.responsibility_ids.unlink()
        self.lead_id, self.stage_id = lead.id, lead.stage_id.id
        self.user_ids = env["res.users"].search([], limit=2).ids

    def _clean_up(self, env):
        env["crm.lead"].browse(self.lead_id).unlink()

    def _claim(self, user_id, env):
        env["crm.stage.responsibility"].create(
            {"lead_id": self.lead_id, "stage_id": self.stage_id, "user_id": user_id}
        )

    def test_one_winner(self):
        answers = self._claim_at_once(
            [partial(self._claim, self.user_ids[number % 2]) for number in range(50)]
        )
        refused = [answer for answer in answers if answer]
        self.assertEqual(len(refused), 49)
        self.assertTrue(all("accountable" in answer for answer in refused))
