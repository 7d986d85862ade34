from unittest.mock import patch

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models import presales_transfer_work
from .common import PresalesCommon

DAYS = ("2026-01-15", "2026-02-02", "2026-02-28", "2026-03-10")
HOURS = st.sampled_from([0.0, 0.25, 1.0, 7.6, 8.0])
STEPS = st.one_of(
    st.tuples(st.just("log"), st.sampled_from(DAYS), HOURS),
    st.tuples(st.just("correct"), st.integers(0, 5), HOURS),
    st.tuples(st.just("move_day"), st.integers(0, 5), st.sampled_from(DAYS)),
    st.tuples(st.just("transfer"), st.just(0), st.just(0)),
    st.tuples(st.just("reverse"), st.integers(0, 5), st.just(0)),
    st.tuples(st.just("close"), st.sampled_from(DAYS), st.just(0)),
)


class TransferCommon(PresalesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["presales.budget.rule"].search([]).unlink()
        # Only what is logged here moves, from a cost centre of its own.
        cls.env.cr.execute(
            "UPDATE account_analytic_line SET presales_moved_version = presales_version"
        )
        cls.env.company.presales_project_id = False
        cls.prices = cls.env["presales.price"]
        cls.price = cls._price()
        cls.lead.presales_scene_id = cls.env["presales.scene"].search(
            [("cost_rule", "=", "opportunity")], limit=1
        )

    @classmethod
    def _price(cls, **vals):
        return cls.prices.create(
            {
                "role_id": cls.role.id,
                "date_from": "2025-01-01",
                "price_hour": 100,
                "price_travel_hour": 60,
                "price_kilometre": 0.5,
                **vals,
            }
        )

    def _log(self, user=None, **vals):
        """Log as a user would; the effort as an analytic line."""
        logs = self.env["presales.effort.log"].with_user(user or self.lead_user)
        logs.create(
            {
                "lead_id": self.lead.id,
                "employee_id": self.engineer_employee.id,
                "role_id": self.role.id,
                "date": "2026-02-10",
                "hours": 8,
                "name": "Workshop",
                **vals,
            }
        ).action_log()
        efforts = self.env["account.analytic.line"]
        return efforts.search([("presales_lead_id", "!=", False)], order="id DESC")[:1]

    def _transfer(self, start="2026-01-01", end="2026-12-31"):
        transfer = (
            self.env["presales.transfer"]
            .with_user(self.controller)
            .create({"date_from": start, "date_to": end})
        )
        transfer.action_run()
        return transfer

    def _centre(self):
        return self.env.company._get_presales_project().account_id

    def _moved(self, account):
        lines = self.env["account.analytic.line"].search(
            [
                ("account_id", "=", account.id),
                ("presales_transfer_line_id", "!=", False),
            ]
        )
        return round(sum(lines.mapped("amount")), 2)


@tagged("post_install", "-at_install")
class TestTransfer(TransferCommon):
    def test_a_balanced_pair_per_effort(self):
        effort = self._log()
        self.assertEqual(effort.presales_cost, 800)
        transfer = self._transfer()
        self.assertEqual((transfer.state, transfer.amount), ("done", 800))
        pair = transfer.sudo().line_ids.entry_ids
        self.assertEqual(
            {entry.account_id: entry.amount for entry in pair},
            {self._centre(): 800, self.lead.presales_account_id: -800},
        )
        self.assertEqual(set(pair.mapped("date")), {effort.date})
        self.assertEqual(transfer.waiting_count, 0)

    def test_each_line_at_the_price_of_its_day(self):
        self.price.date_to = "2026-02-15"
        self._price(date_from="2026-02-16", price_hour=120)
        early, late = self._log(), self._log(date="2026-02-20")
        travel = self._log(hours=2, is_travel=True, kilometres=100)
        self.assertEqual(
            [effort.presales_cost for effort in (early, late, travel)], [800, 960, 170]
        )

    def test_prices_in_another_currency_and_by_hourly_cost(self):
        yen = self.env.ref("base.JPY")
        yen.active = True
        self.env["res.currency.rate"].create(
            {"currency_id": yen.id, "name": "2025-01-01", "rate": 150}
        )
        self.price.write({"currency_id": yen.id, "price_hour": 15_000})
        self.assertEqual(self._log(hours=1).presales_cost, 100)
        self.engineer_employee.hourly_cost = 50
        self.price.write({"basis": "cost", "markup": 20})
        self.assertEqual(self._log(hours=2).presales_cost, 120)

    def test_what_has_no_price_waits_and_is_shown(self):
        other = self.env["presales.role"].create({"name": "Unpriced"})
        effort = self._log(role_id=other.id)
        self._log()
        transfer = self._transfer()
        self.assertEqual((transfer.amount, transfer.waiting_count), (800, 1))
        action = transfer.action_open_waiting()
        self.assertEqual(action["domain"], [("id", "in", effort.ids)])
        self._price(role_id=other.id, price_hour=10)
        self.assertEqual(effort.presales_cost, 80)
        transfer.action_run()
        self.assertEqual((transfer.amount, transfer.waiting_count), (880, 0))

    def test_again_moves_nothing_twice(self):
        self._log()
        transfer = self._transfer()
        transfer.action_run()
        self.assertEqual(transfer.line_count, 1)
        self.assertEqual(self._transfer().line_count, 0)

    def test_a_correction_is_a_difference(self):
        effort = self._log()
        self._transfer()
        self._log(effort_id=effort.id, hours=6)
        second = self._transfer()
        self.assertEqual(second.amount, -200)
        self.assertTrue(second.sudo().line_ids.is_difference)
        self.assertEqual(self._moved(self.lead.presales_account_id), -600)

    def test_closed_days_stay_untouched(self):
        effort = self._log()
        self._transfer()
        self.env.company.presales_closed_until = "2026-02-28"
        self._log(effort_id=effort.id, hours=10)
        self._log(hours=1)
        self.assertEqual(self._transfer("2026-02-01", "2026-02-28").line_count, 0)
        march = self._transfer("2026-03-01", "2026-03-31")
        self.assertEqual(march.amount, 300)
        dates = march.sudo().line_ids.entry_ids.mapped("date")
        self.assertEqual({day.isoformat() for day in dates}, {"2026-03-01"})

    def test_reversal_takes_all_back_and_hours_wait_again(self):
        self._log()
        transfer = self._transfer()
        transfer.action_reverse()
        self.assertEqual(transfer.state, "reversed")
        self.assertEqual(self._moved(self._centre()), 0)
        self.assertEqual(self._moved(self.lead.presales_account_id), 0)
        self.price.price_hour = 110
        self.assertEqual(self._transfer().amount, 880)
        with self.assertRaisesRegex(UserError, "cannot be reversed"):
            transfer.action_reverse()
        with self.assertRaisesRegex(UserError, "is reversed"):
            transfer.action_run()

    def test_a_killed_run_is_completed(self):
        for day in range(1, 8):
            self._log(date=f"2026-02-0{day}")
        with patch.object(presales_transfer_work, "BATCH", 3):
            transfer = (
                self.env["presales.transfer"]
                .with_user(self.controller)
                .create({"date_from": "2026-02-01", "date_to": "2026-02-28"})
            )
            transfer.action_run()
            self.assertEqual(transfer.state, "running", "left to the background")
            transfer._move_batch()
            self.assertEqual(transfer.line_count, 3)
            cron = self.env["ir.cron"]
            with patch.object(type(cron), "_commit_progress", return_value=1.0):
                transfer._work(cron)
        self.assertEqual((transfer.line_count, transfer.state), (7, "done"))
        self.assertEqual(self._moved(self._centre()), 5_600)

    def test_who_bears_it_by_the_scene(self):
        offices = self.env["presales.center"]
        offices.search([]).active = False
        office = offices.create({"name": "North", "kind": "local"})
        scenes = self.env["presales.scene"]
        rules = {"local": (0, -800), "shared": (-400, -1_200)}
        for rule, (own, borne) in rules.items():
            self.lead.presales_scene_id = scenes.search(
                [("cost_rule", "=", rule)], limit=1
            )
            self._log()
            self._transfer()
            self.assertEqual(self._moved(self.lead.presales_account_id), own)
            self.assertEqual(self._moved(office.account_id), borne)

    def test_moved_money_is_not_edited(self):
        effort = self._log()
        transfer = self._transfer()
        entry = transfer.sudo().line_ids.entry_ids[0]
        for refused in (
            lambda: entry.write({"amount": 1}),
            entry.unlink,
            effort.unlink,
            lambda: effort.write({"presales_lead_id": self.lead.copy().id}),
            transfer.unlink,
            lambda: transfer.write({"date_to": "2027-01-01"}),
            lambda: self.price.write({"price_hour": 1}),
            lambda: self.price.write({"date_to": "2026-01-01"}),
            self.price.unlink,
            self.lead.unlink,
        ):
            with self.assertRaises(UserError):
                refused()
        self.price.date_to = "2026-12-31"

    def test_merged_opportunities_keep_their_hours(self):
        self._log()
        self._transfer()
        self._request()
        target = self.lead.copy({"expected_revenue": 900_000, "probability": 90})
        merged = (target | self.lead).merge_opportunity(auto_unlink=True)
        self.assertTrue(merged.exists())
        self.assertEqual(merged.sudo().presales_hours, 8)
        self.assertEqual(len(merged.presales_request_ids), 1)

    def test_companies_keep_apart(self):
        other = self.env["res.company"].create(
            {"name": "Second", "currency_id": self.env.ref("base.JPY").id}
        )
        self._price(company_id=other.id, currency_id=other.currency_id.id)
        lead = self._lead(company_id=other.id, user_id=False)
        employee = self.env["hr.employee"].create(
            {"name": "Second Expert", "company_id": other.id}
        )
        self.lead_user.company_ids += other
        user = self.lead_user.with_context(
            allowed_company_ids=(self.env.company | other).ids
        )
        logs = self.env["presales.effort.log"].with_user(user)
        logs = logs.with_context(allowed_company_ids=(self.env.company | other).ids)
        logs.create(
            {
                "lead_id": lead.id,
                "employee_id": employee.id,
                "role_id": self.role.id,
                "date": "2026-02-10",
                "hours": 2.5,
                "name": "Workshop",
            }
        ).action_log()
        self.assertEqual(self._transfer().line_count, 0)
        transfer = self.env["presales.transfer"].create(
            {
                "company_id": other.id,
                "date_from": "2026-02-01",
                "date_to": "2026-02-28",
            }
        )
        transfer.action_run()
        self.assertEqual(transfer.amount, 250)
        self.assertEqual(transfer.line_ids.entry_ids.company_id, other)
        with self.assertRaises(AccessError):
            transfer.with_user(self.controller).read(["amount"])

    def test_prices_do_not_overlap(self):
        with self.assertRaisesRegex(ValidationError, "overlaps"):
            self._price(date_from="2026-01-01")
        self._price(date_from="2024-01-01", date_to="2024-12-31")

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_rights(self):
        self._log()
        transfer = self._transfer()
        self.assertEqual(transfer.with_user(self.lead_user).amount, 800)
        for user in (self.seller, self.engineer):
            with self.assertRaises(AccessError):
                transfer.with_user(user).read(["amount"])
            with self.assertRaises(AccessError):
                self.price.with_user(user).read(["price_hour"])
        with self.assertRaises(AccessError):
            transfer.state = "reversed"
        forged = transfer.copy({"state": "reversed"})
        self.assertEqual(forged.state, "draft")
        with self.assertRaises(AccessError):
            transfer.with_user(self.lead_user).action_run()
        with self.assertRaises(AccessError):
            transfer.with_user(self.lead_user).action_reverse()

    def test_the_cron_starts_what_is_due(self):
        self.env.company.presales_transfer_every = "day"
        transfers = self.env["presales.transfer"]
        first, last = self.env.company._get_presales_transfer_period()
        self.assertEqual(first, last)
        effort = self._log(date=first)
        transfers._cron_schedule()
        self.assertEqual(effort.presales_moved_version, 1)
        transfers._cron_schedule()
        due = transfers.search([("date_from", "=", first), ("date_to", "=", last)])
        self.assertEqual(len(due), 1)


@tagged("post_install", "-at_install")
class TestTransferSequences(TransferCommon):
    """Whatever is done in whatever order, the sums hold."""

    @settings(
        max_examples=25,
        deadline=None,
        suppress_health_check=[HealthCheck.differing_executors],
    )
    @given(st.lists(STEPS, min_size=3, max_size=9))
    def test_sums_hold(self, steps):
        savepoint = self.env.cr.savepoint()
        try:
            self._check_steps(steps)
        finally:
            savepoint.rollback()
            self.env.invalidate_all(flush=False)

    def _check_steps(self, steps):
        self.efforts = self.env["account.analytic.line"]
        self.transfers = self.env["presales.transfer"]
        for name, first, second in steps:
            getattr(self, f"_do_{name}")(first, second)
            self.assertEqual(self._moved_in_total(), 0, "every set is balanced")
        self._do_transfer()
        logged = sum(self.efforts.mapped("unit_amount"))
        self.assertAlmostEqual(self._moved(self._centre()), 100 * logged, places=2)
        account = self.lead.presales_account_id
        self.assertAlmostEqual(self._moved(account), -100 * logged, places=2)
        self._do_transfer()
        self.assertFalse(self.transfers[-1].line_ids, "nothing is left to move")

    def _moved_in_total(self):
        lines = self.env["account.analytic.line"].search(
            [("presales_transfer_line_id", "!=", False)]
        )
        return round(sum(lines.mapped("amount")), 2)

    def _pick(self, records, place):
        return records[place % len(records)] if records else records

    def _do_log(self, day, hours):
        if hours:
            self.efforts |= self._log(date=day, hours=hours)

    def _do_correct(self, place, hours):
        self._pick(self.efforts, place).unit_amount = hours

    def _do_move_day(self, place, day):
        self._pick(self.efforts, place).date = day

    def _do_transfer(self, *_unused):
        self.transfers |= self._transfer("2026-01-01", "2026-12-31")

    def _do_reverse(self, place, _unused):
        transfer = self._pick(self.transfers, place)
        if transfer.state == "done":
            transfer.action_reverse()

    def _do_close(self, day, _unused):
        closed = self.env.company.presales_closed_until
        self.env.company.presales_closed_until = max(
            filter(None, (closed and closed.isoformat(), day))
        )


@tagged("post_install", "-at_install")
class TestEffort(TransferCommon):
    def test_experts_and_sellers_log_without_rights_on_projects(self):
        request = self._request()
        request.sudo().state = "queued"
        self.env["presales.assignment"].create(
            {
                "request_id": request.id,
                "employee_id": self.engineer_employee.id,
                "hours": 8,
                "date_start": "2026-03-02",
                "date_end": "2026-03-06",
            }
        )
        action = request.with_user(self.engineer).action_log_hours()
        logs = self.env["presales.effort.log"].with_user(self.engineer)
        log = logs.with_context(**action["context"]).create(
            {"hours": 3, "name": "Preparation"}
        )
        self.assertEqual(log.role_id, self.role)
        self.assertEqual(log.employee_id.id, self.engineer_employee.id)
        log.action_log()
        self.assertEqual(request.with_user(self.seller).logged_hours, 3)
        employee = self.env["hr.employee"].create(
            {"name": "Sam Seller", "user_id": self.seller.id}
        )
        self._log(self.seller, employee_id=employee.id, hours=2)
        efforts = self.env["presales.effort"].with_user(self.seller)
        found = efforts.search([("lead_id", "=", self.lead.id)])
        self.assertEqual(sum(found.mapped("hours")), 5)
        self.assertEqual(self.lead.with_user(self.seller).presales_hours, 5)

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_rights(self):
        effort = self._log()
        with self.assertRaisesRegex(AccessError, "your own hours"):
            self._log(self.seller)
        own = self.env["hr.employee"].create(
            {"name": "Olga Other", "user_id": self.other_seller.id}
        )
        with self.assertRaises(AccessError):
            self._log(self.other_seller, employee_id=own.id)
        shown = self.env["presales.effort"].browse(effort.id)
        self.assertEqual(shown.with_user(self.controller).cost, 800)
        self.assertEqual(shown.with_user(self.seller).hours, 8)
        with self.assertRaises(AccessError):
            shown.with_user(self.seller).read(["cost"])
        with self.assertRaises(AccessError):
            shown.with_user(self.other_seller).read(["hours"])

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_timesheet_rights_move_no_money(self):
        effort = self._log()
        self.engineer.group_ids += self.env.ref("hr_timesheet.group_timesheet_manager")
        own = effort.with_user(self.engineer)
        for vals in (
            {"presales_moved_version": 9},
            {"presales_version": 0},
            {"presales_lead_id": self._lead().id},
            {"presales_cost": 1},
        ):
            with self.assertRaises(AccessError):
                own.write(vals)
        own.unit_amount = 6
        self.assertEqual((effort.presales_cost, effort.presales_version), (600, 2))

    def test_bad_input(self):
        with self.assertRaisesRegex(UserError, "Mill 4"):
            self._log(hours=0)
        with self.assertRaisesRegex(UserError, "Mill 4"):
            self._log(hours=-2)
        effort = self._log()
        with self.assertRaisesRegex(ValidationError, "below 0"):
            effort.unit_amount = -1


@tagged("post_install", "-at_install")
class TestBudget(TransferCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["presales.budget.rule"].create(
            {"tier_code": cls.lead.tier_code, "percent": 0.5}
        )

    def _book(self, hours, booking="firm", **vals):
        request = self._request(
            date_start="2026-03-02", date_end="2026-03-27", hours=hours
        )
        request.sudo().state = "queued"
        return self.env["presales.assignment"].create(
            {
                "request_id": request.id,
                "employee_id": self.engineer_employee.id,
                "hours": hours,
                "booking": booking,
                "date_start": "2026-03-02",
                "date_end": "2026-03-27",
                **vals,
            }
        )

    def _figures(self):
        lead = self.lead.with_user(self.seller)
        lead.invalidate_recordset()
        return (
            lead.presales_budget,
            lead.presales_committed,
            lead.presales_spent,
            lead.presales_left,
        )

    def test_the_household_book(self):
        self.assertEqual(self._figures(), (2_000, 0, 0, 2_000))
        booking = self._book(8)
        self._book(100, "soft")
        self.assertEqual(self._figures(), (2_000, 800, 0, 1_200))
        self._log(request_id=booking.request_id.id, hours=2)
        self.assertEqual(self._figures(), (2_000, 600, 200, 1_200))
        booking.state = "done"
        self.assertEqual(self._figures(), (2_000, 0, 200, 1_800))
        entries = self.env["presales.budget.entry"].with_user(self.seller)
        found = entries.search([("lead_id", "=", self.lead.id)])
        self.assertEqual(sum(found.mapped("amount")), 1_800)
        spent = found.filtered(lambda entry: entry.kind == "4_spent")
        self.assertEqual(spent.role_id, self.role)
        self.assertEqual(spent.date.isoformat(), "2026-02-09", "the Monday")

    def test_warned_once_at_80_percent(self):
        self._log(hours=15)
        self.assertFalse(self.lead.activity_ids)
        self._log(hours=1)
        self.assertEqual(self.lead.activity_ids.user_id, self.seller)
        self.assertIn("80 %", self.lead.activity_ids.summary)
        self._log(hours=1)
        self.assertEqual(len(self.lead.activity_ids), 1)

    def test_beyond_it_nobody_is_booked_until_more_is_approved(self):
        refused = self.assertRaisesRegex(UserError, "exceeded by .*500")
        with refused, self.env.cr.savepoint():
            self._book(25)
        increase = (
            self.env["presales.budget.increase"]
            .with_user(self.seller)
            .create({"lead_id": self.lead.id, "amount": 1_000, "reason": "A trial"})
        )
        with self.assertRaises(AccessError):
            increase.action_approve()
        with self.assertRaises(AccessError):
            increase.state = "approved"
        increase.with_user(self.lead_user).action_approve()
        self.assertEqual(self._book(25).state, "proposed")
        with self.assertRaisesRegex(UserError, "decided on"):
            increase.amount = 5_000

    def test_without_a_rule_there_is_no_limit(self):
        self.env["presales.budget.rule"].search([]).unlink()
        self.assertTrue(self._book(40))
        self.assertFalse(self.lead.has_presales_budget)

    def test_a_rule_of_the_company_comes_first(self):
        self.env["presales.budget.rule"].create(
            {
                "tier_code": self.lead.tier_code,
                "kind": "amount",
                "amount": 700,
                "company_id": self.env.company.id,
            }
        )
        self.lead.company_id = self.env.company
        self.assertEqual(self._figures()[0], 700)

    def test_cost_of_what_was_won(self):
        self._log()
        report = self.env["presales.cost.report"].with_user(self.manager)
        rows = report._read_group(
            [("account_id", "=", self.account.id)],
            ["user_id"],
            ["cost:sum", "cost_ratio:avg"],
        )
        self.assertEqual(rows, [(self.seller, 800, False)])
        self.lead.responsibility_ids.unlink()
        self.env["crm.stage.gate"].search([]).active = False
        self.lead.action_set_won()
        self.env.flush_all()
        rows = report._read_group(
            [("account_id", "=", self.account.id)], ["user_id"], ["cost_ratio:avg"]
        )
        self.assertEqual(rows, [(self.seller, 0.2)])

    def test_margin_after_presales(self):
        self._log()
        product = self.env["product.product"].create(
            {"name": "Stand", "standard_price": 300, "list_price": 2_000}
        )
        order = self.env["sale.order"].create(
            {
                "partner_id": self.contact.id,
                "opportunity_id": self.lead.id,
                "order_line": [Command.create({"product_id": product.id})],
            }
        )
        shown = order.with_user(self.manager)
        self.assertEqual(shown.presales_cost, 800)
        self.assertEqual(shown.margin_after_presales, 900)
        self.assertAlmostEqual(shown.margin_after_presales_percent, 0.45)
        self.assertNotIn("presales_cost", order.with_user(self.seller).fields_get())
