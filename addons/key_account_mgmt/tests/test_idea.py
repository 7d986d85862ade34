from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form

from .common import KeyAccountCommon


class TestIdea(KeyAccountCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.professor = cls.env["res.partner"].create({"name": "Professor Lund"})
        cls.department = cls.env["relationship.department"].create(
            {"name": "Rolling Mill", "account_id": cls.account.id}
        )
        cls.idea = (
            cls.env["key.account.idea"]
            .with_user(cls.seller)
            .create(
                {
                    "name": "Measure every roll",
                    "key_account_id": cls.key_account.id,
                    "seeded_by_id": cls.professor.id,
                    "solution_id": cls.solution.id,
                    "department_id": cls.department.id,
                    "contact_id": cls.contact.id,
                    "value": 50000,
                    "date_seeded": fields.Date.subtract(fields.Date.today(), days=400),
                }
            )
        )

    def test_form_of_the_account_manager(self):
        ideas = self.env["key.account.idea"].with_user(self.seller)
        with Form(ideas) as form:
            form.name = "Save energy"
            form.key_account_id = self.key_account
        self.assertEqual(form.record.seeded_by_id, self.seller.partner_id)
        self.assertEqual(form.record.stage, "seed")

    def test_mature_idea_becomes_an_opportunity_with_credit(self):
        self.idea.action_next_stage()
        self.idea.action_next_stage()
        self.assertEqual(self.idea.stage, "mature")
        action = self.idea.action_make_opportunity()
        lead = self.env["crm.lead"].browse(action["res_id"])
        self.assertRecordValues(
            lead,
            [
                {
                    "name": "Measure every roll",
                    "type": "opportunity",
                    "partner_id": self.contact.id,
                    "user_id": self.seller.id,
                    "solution_id": self.solution.id,
                    "account_department_id": self.department.id,
                    "expected_revenue": 50000,
                    "seeded_by_id": self.professor.id,
                }
            ],
        )
        self.assertEqual(self.idea.stage, "opportunity")
        self.assertAlmostEqual(self.idea.months_to_mature, 13.1, 1)
        self.assertIn("seeded by Professor Lund", lead.message_ids[0].body)

    def test_dragging_to_the_last_column_does_the_same(self):
        self.idea.stage = "opportunity"
        self.assertEqual(self.idea.lead_id.seeded_by_id, self.professor)

    def test_one_opportunity_per_idea(self):
        self.idea.action_make_opportunity()
        with self.assertRaisesRegex(UserError, "already is the opportunity"):
            self.idea.action_make_opportunity()
        with self.assertRaisesRegex(UserError, "already is the opportunity"):
            self.idea.stage = "seed"
        self.idea.stage = "opportunity"
        self.assertEqual(len(self.idea.lead_id), 1)

    def test_dropped_idea_can_be_seeded_again(self):
        self.idea.action_drop()
        self.assertEqual(self.key_account.idea_count, 0)
        self.idea.action_next_stage()
        self.assertEqual(self.idea.stage, "seed")
        self.assertEqual(self.key_account.idea_count, 1)

    def test_credit_over_years(self):
        self.idea.action_make_opportunity()
        self.env["crm.stage.gate"].search([]).unlink()
        growing = self.idea.copy({"date_seeded": "2024-05-01"})
        report = self.env["key.account.idea.report"].with_user(self.seller)
        mine = [("key_account_id", "=", self.key_account.id)]
        measures = ["value:sum", "open_revenue:sum", "won_revenue:sum", "won_count:sum"]
        credit = report._read_group(mine, ["seeded_by_id"], measures)
        self.assertEqual(credit, [(self.professor, 50000, 50000, 0, 0)])
        self.idea.lead_id.action_set_won()
        credit = report._read_group(mine, ["seeded_by_id"], measures)
        self.assertEqual(credit, [(self.professor, 50000, 0, 50000, 1)])
        years = report._read_group(mine, ["date_seeded:year"], ["__count"])
        self.assertEqual([count for _year, count in years], [1, 1])
        self.assertEqual(growing.stage, "seed")

    def test_merging_opportunities_keeps_idea_and_credit(self):
        self.idea.action_make_opportunity()
        other = self._lead(name="Rolls", probability=90)
        (other + self.idea.lead_id).merge_opportunity()
        self.assertEqual(self.idea.lead_id, other)
        self.assertEqual(other.seeded_by_id, self.professor)

    def test_person_and_department_belong_to_the_account(self):
        stranger = self.env["res.partner"].create(
            {
                "name": "Stranger",
                "parent_id": self.env["res.partner"]
                .create({"name": "Nova", "is_company": True})
                .id,
            }
        )
        with self.assertRaisesRegex(ValidationError, "must belong to Aurora Steel"):
            self.idea.contact_id = stranger

    def test_seed_comes_before_the_opportunity(self):
        self.idea.action_make_opportunity()
        with self.assertRaisesRegex(ValidationError, "Measure every roll"):
            self.idea.date_seeded = fields.Date.add(fields.Date.today(), days=1)

    def test_ideas_are_seen_with_the_account(self):
        for model in ("key.account.idea", "key.account.idea.report"):
            for user, may in (
                (self.seller, True),
                (self.expert, True),
                (self.manager, True),
                (self.other_seller, False),
                (self.foreign_manager, False),
            ):
                with self.subTest(model=model, user=user.login):
                    found = (
                        self.env[model]
                        .with_user(user)
                        .search([("key_account_id", "=", self.key_account.id)])
                    )
                    self.assertEqual(bool(found), may)
        with self.assertRaises(AccessError):
            self.idea.with_user(self.employee).read(["name"])
        with self.assertRaises(AccessError):
            self.idea.with_user(self.other_seller).name = "Mine"

    def test_counts_of_many_accounts_take_one_query(self):
        accounts = self.key_account
        for number in range(5):
            customer = self.env["res.partner"].create(
                {"name": f"Nova {number}", "is_company": True}
            )
            accounts += self.env["key.account"].create({"account_id": customer.id})
        self.env.flush_all()
        accounts.invalidate_recordset(["idea_count"])
        with self.assertQueryCount(1):
            self.assertEqual(sum(accounts.mapped("idea_count")), 1)
