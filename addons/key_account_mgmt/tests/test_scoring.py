from odoo import fields
from odoo.exceptions import UserError, ValidationError

from .common_evaluation import EvaluationCommon

THREE = [(False, 10, 0), (10, 20, 50), (20, False, 100)]


class TestScoringBands(EvaluationCommon):
    def test_gaps_and_overlaps_are_refused(self):
        for bands, message in (
            (
                [(0, 10, 1), (11, 20, 2)],
                "gap between “0 to below 10” and “11 to ",
            ),
            ([(0, 10, 1), (9, 20, 2)], "“0 to below 10” and “9 to below 20” overlap"),
            ([(5, 5, 1)], "holds no value"),
            ([(0, 5, 101)], "between 0 and 100"),
        ):
            with (
                self.subTest(bands=bands),
                self.assertRaisesRegex(ValidationError, message),
                self.cr.savepoint(),
            ):
                self._criterion(bands, path="contribution")

    def test_an_edge_moves_in_one_go(self):
        criterion = self._criterion(THREE, path="contribution")
        low, middle, __ = criterion.band_ids
        self.model.write(
            {
                "criterion_ids": [
                    fields.Command.update(
                        criterion.id,
                        {
                            "band_ids": [
                                fields.Command.update(low.id, {"value_to": 15}),
                                fields.Command.update(middle.id, {"value_from": 15}),
                            ]
                        },
                    )
                ]
            }
        )
        self.assertEqual(low.value_to, middle.value_from)

    def test_a_band_alone_cannot_open_a_gap(self):
        criterion = self._criterion(THREE, path="contribution")
        refused = self.assertRaisesRegex(ValidationError, "overlap")
        with refused, self.cr.savepoint():
            criterion.band_ids[0].value_to = 15
        with self.assertRaisesRegex(ValidationError, "gap"):
            criterion.band_ids[1].unlink()

    def test_texts_have_one_band_each(self):
        criterion = self._criterion(path="account_id.industry_id.name")
        self.assertTrue(criterion.is_text)
        bands = [{"value_match": name, "points": 5} for name in ("Steel", " steel")]
        with self.assertRaisesRegex(ValidationError, "same value"):
            criterion.band_ids = [(0, 0, band) for band in bands]

    def test_weights_that_sum_to_zero_are_refused(self):
        refused = self.assertRaisesRegex(ValidationError, "“Worth” add up to 0")
        with refused, self.cr.savepoint():
            self.manual.weight = 0
        second = self._criterion(path="contribution", weight=0)
        self.model.write(
            {
                "criterion_ids": [
                    fields.Command.update(self.manual.id, {"weight": 0}),
                    fields.Command.update(second.id, {"weight": 1}),
                ]
            }
        )
        self.assertEqual(self.model.total_weight, 1)

    def test_sources_that_lead_nowhere_are_refused(self):
        orders = self.env["ir.model"]._get("sale.order")
        related = {"kind": "sum", "model_id": orders.id, "amount_path": "amount_total"}
        for vals in (
            {"path": "nothing.like.this"},
            {"path": "evaluation_ids"},
            {"path": "member_ids.user_id"},
            {**related, "link_path": "company_id"},
            {**related, "amount_path": "name"},
            {**related, "date_path": "name"},
            {**related, "domain": "[('nothing', '=', 1)]"},
            {**related, "domain": "__import__('os')"},
        ):
            with self.subTest(vals=vals), self.assertRaises(ValidationError):
                self._criterion(**vals)

    def test_copy_keeps_criteria_and_bands(self):
        self._criterion(THREE, path="contribution")
        copy = self.model.copy()
        self.assertEqual(len(copy.criterion_ids), 2)
        self.assertEqual(len(copy.criterion_ids.band_ids), 3)


class TestScoringAnswers(EvaluationCommon):
    def test_number_of_a_field(self):
        criterion = self._criterion(THREE, path="account_id.color")
        for value, points in ((9, 0), (10, 50), (20, 100)):
            self.account.color = value
            with self.subTest(value=value):
                self.assertEqual(self._answer(criterion).points, points)

    def test_outside_of_all_bands(self):
        criterion = self._criterion([(10, 20, 50)], path="account_id.color")
        line = self._answer(criterion)
        self.assertEqual(line.points, 0)
        self.assertIn("outside all bands", line.reason)

    def test_without_bands_the_value_is_the_points(self):
        criterion = self._criterion(path="account_id.color")
        self.account.color = 250
        self.assertEqual(self._answer(criterion).points, 100)

    def test_text_of_a_record(self):
        criterion = self._criterion(path="industry_id")
        criterion.band_ids = [
            (0, 0, {"value_match": "STEEL", "points": 80}),
            (0, 0, {"points": 10}),
        ]
        industries = self.env["res.partner.industry"]
        self.assertFalse(self._answer(criterion).points)
        self.account.industry_id = industries.create({"name": "Steel"})
        self.assertEqual(self._answer(criterion).points, 80)
        self.account.industry_id = industries.create({"name": "Paper"})
        self.assertEqual(self._answer(criterion).points, 10)

    def test_days_since_a_date(self):
        criterion = self._criterion(
            [(False, 10, 100), (10, False, 20)], path="evaluation_date"
        )
        self.assertIn("no value", self._answer(criterion).reason)
        today = fields.Date.today()
        self.key_account.evaluation_date = fields.Date.subtract(today, days=10)
        line = self._answer(criterion)
        self.assertEqual((line.value, line.points), (10, 20))

    def test_number_of_related_records(self):
        leads = self.env["ir.model"]._get("crm.lead")
        criterion = self._criterion(
            kind="count", model_id=leads.id, domain="[('type', '=', 'opportunity')]"
        )
        self._lead()
        self._lead(partner_id=self.contact.id)
        self._lead(type="lead")
        self._lead(company_id=self.company_b.id, user_id=False, team_id=False)
        self.assertEqual(self._answer(criterion).value, 2)

    def test_sum_of_the_last_months_in_one_currency(self):
        currency = self.env["res.currency"].create({"name": "ZZZ", "symbol": "Z"})
        self.env["res.currency.rate"].create({"currency_id": currency.id, "rate": 4})
        pricelist = self.env["product.pricelist"].create(
            {"name": "ZZZ", "currency_id": currency.id}
        )
        orders = self.env["ir.model"]._get("sale.order")
        criterion = self._criterion(
            kind="sum",
            model_id=orders.id,
            domain="[('state', '=', 'sale')]",
            amount_path="amount_untaxed",
            date_path="date_order",
            months=3,
        )
        self._order(10)
        self._order(100, pricelist_id=pricelist.id)
        self._order(5000, days_ago=200)
        self.assertEqual(self._answer(criterion).value, 35)

    def test_currency_without_rate_is_refused(self):
        self.env["res.currency.rate"].search([]).unlink()
        currency = self.env["res.currency"].create({"name": "ZZZ", "symbol": "Z"})
        pricelist = self.env["product.pricelist"].create(
            {"name": "ZZZ", "currency_id": currency.id}
        )
        self._order(100, pricelist_id=pricelist.id)
        with self.assertRaisesRegex(UserError, "amounts in ZZZ"):
            self.key_account._evaluate()
        self.assertFalse(self.key_account.evaluation_ids)

    def test_manual_score(self):
        evaluation = self.key_account._evaluate()
        self.assertEqual((evaluation.score, evaluation.known), (0, 0))
        self.assertIn("Nobody has judged", evaluation.line_ids.reason)
        score = self._judge(70)
        self.assertEqual(self.key_account._evaluate().score, 70)
        with self.assertRaisesRegex(ValidationError, "Aurora Steel.*0 and 100"):
            score.points = 101

    def test_only_criteria_judged_by_hand_take_scores(self):
        criterion = self._criterion(path="contribution")
        with self.assertRaisesRegex(ValidationError, "not judged by hand"):
            self._judge(10).criterion_id = criterion

    def test_model_of_the_industry(self):
        steel = self.env["res.partner.industry"].create({"name": "Steel"})
        special = self.model.copy({"sequence": 1, "industry_ids": [(6, 0, steel.ids)]})
        self.assertEqual(self.key_account._evaluate().scoring_model_id, self.model)
        self.account.industry_id = steel
        self.assertEqual(self.key_account._evaluate().scoring_model_id, special)

    def test_without_model_there_is_no_score(self):
        self.model.active = False
        evaluation = self.key_account._evaluate()
        self.assertIs(evaluation.score, False)
        self.assertIs(self.key_account.score, False)
        self.assertIn("no score", evaluation.key_reason)
