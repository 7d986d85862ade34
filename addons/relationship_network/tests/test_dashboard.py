from unittest.mock import patch

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain
from odoo.tests import new_test_user, tagged

from ..models.relationship_reading import READINGS
from .common_dashboard import DashboardCommon


@tagged("post_install", "-at_install")
class TestDashboardFigures(DashboardCommon):
    """Every figure is what the list behind it shows, to whoever looks."""

    def _records(self, user, action):
        model = self.env[action["res_model"]].with_user(user)
        return model.with_context(**action["context"]).search(action["domain"])

    def _expected(self, figure, records):
        """The value of a figure, counted record by record."""
        name = figure["name"]
        if name == "closeness":
            people = records.stakeholder_ids
            weight = sum(people.mapped("weight"))
            levels = sum(p.weight * int(p.level or 0) for p in people)
            return 100 * levels / weight if weight else None
        if name == "coverage":
            people = records.stakeholder_ids
            weight = sum(people.mapped("weight"))
            known = sum(p.weight for p in people if p.level)
            return 100 * known / weight if weight else None
        if name == "value":
            return sum(link.connection_value or 0 for link in records)
        if name == "red_revenue":
            return sum(records.mapped("expected_revenue"))
        return len(records)

    def _assert_figure(self, user, figure, places=2):
        records = self._records(user, figure["action"])
        expected = self._expected(figure, records)
        actual = figure["value"]
        if figure["name"] not in ("closeness", "coverage", "value", "red_revenue"):
            actual = figure.get("count", actual)
        if expected is None:
            self.assertFalse(actual)
        else:
            self.assertAlmostEqual(actual, expected, places, figure["name"])

    def _assert_list(self, user, entry):
        if entry["name"] == "people":
            return
        records = self._records(user, entry["action"])
        self.assertEqual({row["id"] for row in entry["rows"]}, set(records.ids))

    def _assert_consistent(self, user, **filters):
        for question in self._questions(user, **filters).values():
            with self.subTest(user=user.login, question=question["name"], **filters):
                for figure in [*question["figures"], *question["bars"]["bars"]]:
                    self._assert_figure(user, figure)
                for entry in question["lists"]:
                    self._assert_list(user, entry)

    def test_figures_are_their_lists(self):
        for user in (self.seller, self.other_seller, self.manager, self.admin):
            for reading, __ in READINGS:
                self._assert_consistent(user, reading=reading)
        for user in (self.seller, self.manager):
            self._assert_consistent(user, user_id=self.seller.id)

    def test_figures_of_the_second_company(self):
        self._assert_consistent(self.foreign_manager)
        figures = self._figures(self.foreign_manager, "accounts")
        self.assertEqual(figures["accounts"], 1)
        self.assertAlmostEqual(figures["closeness"], 100)

    def test_manager_sees_everything(self):
        accounts = self._figures(self.manager, "accounts")
        self.assertEqual(accounts["accounts"], 2)
        # (5 × 2 − 2 × 1 + 3 × 0 − 10 × 2) / 20
        self.assertAlmostEqual(accounts["closeness"], -60)
        self.assertAlmostEqual(accounts["coverage"], 85)
        deals = self._figures(self.manager, "opportunities")
        self.assertEqual(deals["opportunities"], 2)
        self.assertEqual(deals["decider_share"], 50)
        self.assertEqual(deals["red_revenue"], 400)

    def test_seller_sees_own_accounts(self):
        accounts = self._figures(self.seller, "accounts")
        self.assertEqual(accounts["accounts"], 1)
        self.assertAlmostEqual(accounts["closeness"], 80)
        deals = self._figures(self.seller, "opportunities")
        self.assertEqual(deals["opportunities"], 1)
        self.assertEqual(deals["red_revenue"], 100)
        names = [row["name"] for row in self._rows(self.seller, "accounts")]
        self.assertEqual(names, ["Aurora Steel"])

    def test_connections(self):
        figures = self._figures(self.manager, "connections", user_id=self.seller.id)
        self.assertEqual(figures["connections"], 3, "two ties to Clara count once")
        self.assertEqual(figures["value"], 4 * 5 + 2 * 3 + 3 * 3)
        # Anna, but not Bruno; Dora is on an account of the other seller.
        self.assertEqual(figures["known_deciders"], 50)
        rows = self._rows(self.manager, "connections", 1)
        self.assertEqual(
            [row["name"] for row in rows], ["Dora Egger", "Bruno Costa"], "by weight"
        )

    def test_connections_by_reading(self):
        figures = self._figures(self.other_seller, "connections", reading="mine")
        self.assertEqual((figures["connections"], figures["known_deciders"]), (1, 0))
        figures = self._figures(self.seller, "connections", reading="mine")
        self.assertEqual((figures["connections"], figures["known_deciders"]), (2, 50))
        rows = self._rows(self.seller, "connections", reading="mine")
        self.assertEqual([row["value"] for row in rows], [26])

    def test_competitor(self):
        rival = self.env["res.partner"].create(
            {
                "name": "Rival",
                "is_company": True,
                "is_competitor": True,
                "user_id": self.manager.id,
            }
        )
        spy = self.env["res.partner"].create({"name": "Spy", "parent_id": rival.id})
        for source, target in ((spy, self.anna), (self.dora, spy)):
            self.env["relationship.link"].create(
                {
                    "source_id": source.id,
                    "target_id": target.id,
                    "type_id": self.friend_type.id,
                }
            )
        self._assert_consistent(self.manager, reading="competitor")
        figures = self._figures(self.manager, "connections", reading="competitor")
        self.assertEqual(figures["connections"], 2)
        self.assertAlmostEqual(figures["known_deciders"], 200 / 3)
        self.assertNotIn("value", figures)
        (row,) = self._rows(self.manager, "connections", reading="competitor")
        self.assertEqual((row["name"], row["contacts"]), ("Spy", 2))
        (row,) = self._rows(self.seller, "connections", reading="competitor")
        self.assertEqual(row["contacts"], 1, "nothing of an account one may not see")

    def test_filter_by_team(self):
        accounts = self._figures(self.manager, "accounts", team_id=self.team.id)
        self.assertEqual(accounts["accounts"], 1)
        deals = self._figures(self.manager, "opportunities", team_id=self.team.id)
        self.assertEqual(deals["opportunities"], 1)

    def test_changes_of_accounts(self):
        self._snapshot(self.account_map, 400, 20, weight=10)
        self._snapshot(self.account_map, 5, 70, weight=10)
        self._snapshot(self.closed_map, 20, -50, weight=10)
        rows = self._rows(self.manager, "accounts")
        self.assertEqual(
            [(row["name"], row["change"]) for row in rows],
            [("Closed Works", -150), ("Aurora Steel", 60)],
        )
        rows = self._rows(self.manager, "accounts", account_order="gain")
        self.assertEqual(rows[0]["name"], "Aurora Steel")
        (row,) = self._rows(self.seller, "accounts", period="month")
        self.assertEqual(row["change"], 60, "as it stood when the period began")
        figure = self._questions(self.seller)["accounts"]["figures"][0]
        self.assertEqual(figure["change"], 60)
        figure = self._questions(self.manager)["accounts"]["figures"][0]
        self.assertEqual(figure["change"], -45, "mean by weight of 60 and -150")

    def test_accounts_without_past(self):
        rows = self._rows(self.manager, "accounts")
        self.assertEqual({row["change"] for row in rows}, {None})
        figure = self._questions(self.manager)["accounts"]["figures"][0]
        self.assertNotIn("change", figure)

    def test_connections_over_time(self):
        link = self.env["relationship.link"].search(
            [("contact_id", "=", self.anna.id), ("is_connection", "=", True)]
        )
        link.date_start = "2020-01-01"
        figure = self._questions(self.seller)["connections"]["figures"][0]
        self.assertEqual((figure["value"], figure["change"]), (3, 2))
        link.date_end = "2020-02-01"
        figure = self._questions(self.seller)["connections"]["figures"][0]
        self.assertEqual((figure["value"], figure["change"]), (2, 2))

    def test_win_rate_needs_cases(self):
        leads = self.env["crm.lead"].concat(
            *(self._lead(name=f"Closed {i}") for i in range(5))
        )
        for lead in leads:
            self._chain(lead, self.anna, "2")
        leads[:3].action_set_won()
        leads[3:4].action_set_lost()
        bars = self._questions(self.manager)["opportunities"]["bars"]["bars"]
        self.assertEqual([bar["value"] for bar in bars], [None] * 5)
        self.assertEqual(bars[0]["note"], "too few cases (4)")
        leads[4:].action_set_lost()
        self._assert_consistent(self.manager)
        bars = self._questions(self.manager)["opportunities"]["bars"]["bars"]
        self.assertEqual((bars[0]["value"], bars[0]["count"]), (60, 5))
        bars = self._questions(self.other_seller)["opportunities"]["bars"]["bars"]
        self.assertEqual([bar["count"] for bar in bars], [0] * 5)


@tagged("post_install", "-at_install")
class TestDashboardFilters(DashboardCommon):
    def test_refused(self):
        for user in (self.employee, self.portal):
            with self.assertRaises(AccessError):
                self._dashboard(user).get_data()
            with self.assertRaises(AccessError):
                self._dashboard(user).get_data({"reading": "mine"})

    def test_unknown_filters(self):
        for filters in (
            {"colour": "red"},
            {"reading": "theirs"},
            {"period": True},
            {"team_id": -1},
            {"team_id": str(self.team.id)},
            {"user_id": [self.seller.id]},
            {"account_order": "name; DROP TABLE"},
            ["reading"],
            "mine",
        ):
            with self.subTest(filters=filters), self.assertRaises(ValidationError):
                self._dashboard(self.manager).get_data(filters)

    def test_message_names_the_filter(self):
        with self.assertRaisesRegex(ValidationError, "“colour”.*team_id"):
            self._dashboard(self.manager).get_data({"colour": "red"})
        with self.assertRaisesRegex(ValidationError, "“decade”.*Period.*Last month"):
            self._dashboard(self.manager).get_data({"period": "decade"})

    def test_others_are_no_option(self):
        """Not even whether a salesperson or team has maps that the user may not see."""
        options = {
            definition["name"]: [value for value, __ in definition["options"]]
            for definition in self._data(self.seller)["definitions"]
        }
        self.assertEqual(options["user_id"], [False, self.seller.id])
        with self.assertRaises(ValidationError):
            self._dashboard(self.seller).get_data({"user_id": self.other_seller.id})

    def test_remembered(self):
        settings = self.env["res.users.settings"]._find_or_create_for_user(self.seller)
        mine = settings.with_user(self.seller)
        chosen = {"reading": "team", "period": "quarter", "user_id": -3, "gone": 1}
        mine.set_res_users_settings({"relationship_dashboard_filters": chosen})
        filters = self._dashboard(self.seller).get_data()["filters"]
        self.assertEqual(filters["reading"], "team")
        self.assertEqual(filters["period"], "quarter")
        self.assertIs(filters["user_id"], False, "can no longer be chosen")
        self.assertNotIn("gone", filters)
        self.assertEqual(
            self._dashboard(self.manager).get_data()["filters"]["reading"], "company"
        )
        mine.set_res_users_settings({"relationship_dashboard_filters": "nonsense"})
        filters = self._dashboard(self.seller).get_data()["filters"]
        self.assertEqual(filters["reading"], "company")

    def test_filter_of_another_addon(self):
        dashboard = self.env.registry["relationship.dashboard"]
        get_filters, get_domain = dashboard._get_filters, dashboard._get_map_domain

        def get_more_filters(self):
            options = [[False, "All"], ["cold", "Cold"]]
            new = {"name": "climate", "label": "Climate", "default": False}
            return [*get_filters(self), {**new, "options": options}]

        def get_narrower_domain(self, filters):
            cold = Domain("closeness", "<", 0) if filters["climate"] else Domain.TRUE
            return get_domain(self, filters) & cold

        with (
            patch.object(dashboard, "_get_filters", get_more_filters),
            patch.object(dashboard, "_get_map_domain", get_narrower_domain),
        ):
            rows = self._rows(self.manager, "accounts", climate="cold")
            self.assertEqual([row["name"] for row in rows], ["Closed Works"])
            figures = self._figures(self.manager, "opportunities", climate="cold")
            self.assertEqual(figures["opportunities"], 1)

    def test_nothing_there_yet(self):
        company = self.env["res.company"].create({"name": "New Company"})
        newcomer = new_test_user(
            self.env,
            "rel_newcomer",
            groups="sales_team.group_sale_salesman",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        data = self._data(newcomer)
        self.assertTrue(data["is_empty"])
        self.assertEqual(data["questions"], [])

    def test_nothing_on_the_map_yet(self):
        self.env["relationship.stakeholder"].search([]).unlink()
        self.env["relationship.link"].search([]).unlink()
        for reading, __ in READINGS:
            figures = self._figures(self.manager, "accounts", reading=reading)
            self.assertIsNone(figures["closeness"])
            figures = self._figures(self.manager, "connections", reading=reading)
            self.assertEqual(figures["connections"], 0)
            self.assertIsNone(figures["known_deciders"])


@tagged("post_install", "-at_install")
class TestDashboardQueries(DashboardCommon):
    """The page costs the same for one map and for thousands."""

    def _count(self, user):
        self._data(user)
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        self._dashboard(user).get_data({})
        return self.cr.sql_log_count - before

    def test_queries_do_not_grow(self):
        few = {user: self._count(user) for user in (self.seller, self.manager)}
        quiet = {"tracking_disable": True, "mail_create_nolog": True}
        accounts = self.env["res.partner"].create(
            [
                {"name": f"Account {i}", "is_company": True, "user_id": self.seller.id}
                for i in range(2000)
            ]
        )
        maps = (
            self.env["relationship.map"]
            .with_context(**quiet)
            .create([{"account_id": account.id} for account in accounts])
        )
        contacts = self.env["res.partner"].create(
            [{"name": a.name, "parent_id": a.id} for a in accounts[:200]]
        )
        self.env["relationship.stakeholder"].with_context(**quiet).create(
            [
                {"map_id": m.id, "partner_id": c.id, "level": "1", "has_approval": True}
                for m, c in zip(maps, contacts, strict=False)
            ]
        )
        for contact in contacts[:20]:
            self._tie(self.seller, contact, 3)
        leads = self.env["crm.lead"].create(
            [
                {
                    "name": contact.name,
                    "type": "opportunity",
                    "partner_id": contact.id,
                    "user_id": self.seller.id,
                }
                for contact in contacts[:30]
            ]
        )
        for lead, contact in zip(leads, contacts, strict=False):
            self._chain(lead, contact, "1")
        for user, count in few.items():
            self.assertLessEqual(self._count(user), count + 3, user.login)
            self.assertLess(count, 65)
        self.assertEqual(self._figures(self.seller, "accounts")["accounts"], 2001)
