from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tools import mute_logger

from .common import KeyAccountCommon


class TestWhitespace(KeyAccountCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.department = cls.env["relationship.department"].create(
            {"name": "Mill", "account_id": cls.account.id}
        )

    def _data(self, user=None, **options):
        account = self.key_account.with_user(user or self.seller)
        return account.get_whitespace_data(**options)

    def _cell(self, department=None, **options):
        department = self.department if department is None else department
        rows = {row["department_id"]: row for row in self._data(**options)["rows"]}
        cells = rows[department.id]["cells"]
        return cells.get(str(self.solution.id), {"state": "empty"})

    def _set(self, **values):
        self.key_account.with_user(self.seller).set_whitespace_cell(
            self.solution.id, self.department.id, values
        )

    def _own_lead(self, **vals):
        return self._lead(
            solution_id=self.solution.id,
            account_department_id=self.department.id,
            **vals,
        )

    def test_states_in_order_of_strength(self):
        self.assertEqual(self._cell()["state"], "empty")
        self._set(amount_potential=500)
        self.assertEqual(self._cell()["state"], "potential")
        rival = self.env["res.partner"].create(
            {"name": "Rival", "is_company": True, "is_competitor": True}
        )
        self._set(competitor_id=rival.id)
        cell = self._cell()
        self.assertEqual(cell["state"], "competitor")
        self.assertEqual(cell["competitor_id"], [rival.id, "Rival"])
        lead = self._own_lead(expected_revenue=300)
        self.assertEqual(
            (self._cell()["state"], self._cell()["pursued"]), ("pursued", 300)
        )
        lead.action_set_won()
        self.assertEqual((self._cell()["state"], self._cell()["won"]), ("won", 300))

    def test_order_counts_instead_of_its_opportunity(self):
        lead = self._own_lead(expected_revenue=300)
        order = self._order(280, opportunity_id=lead.id)
        self.solution.product_ids = order.order_line.product_id.product_tmpl_id
        lead.action_set_won()
        self.assertEqual(self._cell()["won"], 280)

    def test_order_without_opportunity_has_no_department(self):
        order = self._order(280)
        self.solution.categ_ids = order.order_line.product_id.categ_id = self.env[
            "product.category"
        ].create({"name": "Rolls"})
        self.assertEqual(self._cell()["state"], "empty")
        self.assertEqual(self._cell(self.department.browse())["won"], 280)

    def test_product_comes_before_its_category(self):
        order = self._order(280)
        product = order.order_line.product_id
        parent = self.env["product.category"].create({"name": "All"})
        product.categ_id = self.env["product.category"].create(
            {"name": "Rolls", "parent_id": parent.id}
        )
        general = self.env["key.account.solution"].create(
            {"name": "General", "categ_ids": [(6, 0, parent.ids)]}
        )
        nobody = self.department.browse()
        self.assertEqual(self._data()["totals"][str(general.id)]["won"], 280)
        self.solution.product_ids = product.product_tmpl_id
        self.assertNotIn(str(general.id), self._data()["totals"])
        self.assertEqual(self._cell(nobody)["won"], 280)

    def test_old_orders_and_lost_opportunities_leave_it_white(self):
        order = self._order(280, days_ago=800)
        self.solution.product_ids = order.order_line.product_id.product_tmpl_id
        self._own_lead().action_set_lost()
        self.assertFalse(self._data()["totals"])

    def test_estimate_shows_until_cells_are_entered(self):
        self.env["key.account.estimate"].create(
            {
                "key_account_id": self.key_account.id,
                "solution_id": self.solution.id,
                "driver": "Stands",
                "driver_value": 10,
                "unit_value": 100,
                "share": 50,
            }
        )
        totals = self._data()["totals"][str(self.solution.id)]
        self.assertEqual(totals["potential"], 500)
        self._set(amount_potential=200)
        totals = self._data()["totals"][str(self.solution.id)]
        self.assertEqual(totals["potential"], 200)

    def test_one_click_makes_an_opportunity(self):
        self._set(amount_potential=500)
        action = self.key_account.with_user(self.seller).action_create_whitespace_lead(
            self.solution.id, self.department.id
        )
        lead = self.env["crm.lead"].browse(action["res_id"])
        self.assertEqual(lead.partner_id, self.account)
        self.assertEqual(lead.solution_id, self.solution)
        self.assertEqual(lead.account_department_id, self.department)
        self.assertEqual(lead.expected_revenue, 500)
        self.assertEqual(self._cell()["state"], "pursued")

    def test_subsidiaries_roll_up(self):
        daughter = self.env["res.partner"].create(
            {"name": "Aurora South", "is_company": True, "parent_id": self.account.id}
        )
        self.env["key.account"].create({"account_id": daughter.id})
        self._lead(
            partner_id=daughter.id, solution_id=self.solution.id, expected_revenue=90
        )
        self.assertTrue(self._data(self.manager)["has_subsidiaries"])
        self.assertFalse(self._data(self.manager)["totals"])
        rolled = self._data(self.manager, rollup=True)
        self.assertEqual(rolled["totals"][str(self.solution.id)]["pursued"], 90)
        self.assertIn("Aurora South", {row["account"] for row in rolled["rows"]})

    def test_subsidiary_out_of_sight_does_not_roll_up(self):
        daughter = self.env["res.partner"].create(
            {
                "name": "Aurora South",
                "is_company": True,
                "parent_id": self.account.id,
                "user_id": self.other_seller.id,
            }
        )
        self.env["key.account"].create({"account_id": daughter.id})
        self.assertEqual(
            {row["account"] for row in self._data(rollup=True)["rows"]},
            {"Aurora Steel"},
        )

    def test_bad_input(self):
        with self.assertRaisesRegex(ValidationError, "has no “state”"):
            self._set(state="won")
        other = self.env["res.partner"].create({"name": "Nova", "is_company": True})
        foreign = self.env["relationship.department"].create(
            {"name": "Board", "account_id": other.id}
        )
        with self.assertRaisesRegex(ValidationError, "department of Nova"):
            self.key_account.set_whitespace_cell(
                self.solution.id, foreign.id, {"amount_potential": 1}
            )
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.cr.savepoint(),
        ):
            self._set(amount_potential=-1)

    def test_seen_with_the_account(self):
        self._own_lead(expected_revenue=300)
        self.env.flush_all()
        facts = self.env["key.account.whitespace"]
        mine = [("key_account_id", "=", self.key_account.id)]
        for user, number in (
            (self.seller, 1),
            (self.expert, 1),
            (self.manager, 1),
            (self.other_seller, 0),
            (self.foreign_manager, 0),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(facts.with_user(user).search_count(mine), number)
        with self.assertRaises(AccessError):
            self._data(self.other_seller)

    def test_queries_do_not_grow_with_cells(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self._data()
            return self.cr.sql_log_count - before

        few = count()
        departments = self.env["relationship.department"].create(
            [{"name": f"D{i}", "account_id": self.account.id} for i in range(15)]
        )
        for department in departments:
            self._lead(
                solution_id=self.solution.id, account_department_id=department.id
            )
        self.assertLessEqual(count(), few + 2)
