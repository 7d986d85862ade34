import csv
import io
from collections import Counter

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import file_open, mute_logger

from . import crm_pipeline
from .test_pursuit import PursuitCommon


class ProjectCommon(PursuitCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.projects = cls.env["customer.project"]

    @classmethod
    def _foreign(cls, name="Line 1", **vals):
        return cls.projects.create(
            {
                "name": name,
                "account_id": cls.account.id,
                "user_id": cls.seller.id,
                "budget_amount": 100_000,
                "award_amount": 80_000,
                "date_initiated": "2024-01-01",
                "date_tender": "2024-04-01",
                "date_award": "2024-05-31",
                **vals,
            }
        )

    def _project(self, lead=None):
        return self.projects.search([("lead_id", "=", (lead or self.lead).id)])


class TestCustomerProject(ProjectCommon):
    def test_a_closed_opportunity_enters_by_itself(self):
        price = self.env.ref("key_account_mgmt.crm_decision_criterion_price")
        chain = self.env["relationship.map"].create({"lead_id": self.lead.id})
        person = self.env["relationship.stakeholder"].create(
            {
                "map_id": chain.id,
                "partner_id": self.contact.id,
                "level": "-1",
                "has_approval": True,
            }
        )
        self.lead.write(
            {
                "budget_amount": 500_000,
                "date_initiated": "2026-01-01",
                "date_tender": "2026-03-01",
                "date_award": "2026-06-01",
                "solution_id": self.solution.id,
                "criterion_ids": [
                    Command.create({"criterion_id": price.id, "weight": 60})
                ],
            }
        )
        self.rival.write({"price": 390_000, "is_winner": True})
        self.assertFalse(self._project())
        self.lead.with_user(self.seller).action_set_lost()
        project = self._project()
        self.assertEqual(project.outcome, "lost")
        self.assertEqual(project.account_id, self.account)
        self.assertEqual(project.user_id, self.seller)
        self.assertEqual(project.solution_id, self.solution)
        self.assertEqual(project.date_tender, fields.Date.to_date("2026-03-01"))
        self.assertEqual(project.criterion_ids.weight, 60)
        self.assertEqual(project.competitor_ids.price, 390_000)
        self.assertEqual(project.winner_name, "Rival Rolling")
        self.assertEqual(project.person_ids.attitude, "-1")
        self.assertTrue(project.person_ids.is_decider)
        person.level = "2"
        self.lead.award_amount = 390_000
        self.assertEqual(project.award_amount, 390_000)
        self.assertEqual(project.person_ids.attitude, "-1", "as it was then")

    def test_what_becomes_known_later_is_told_too(self):
        price = self.env.ref("key_account_mgmt.crm_decision_criterion_price")
        self.lead.action_set_lost()
        project = self._project()
        self.assertFalse(project.winner_name)
        self.rival.with_user(self.seller).write({"price": 390_000, "is_winner": True})
        self.assertEqual(project.winner_name, "Rival Rolling")
        self.assertEqual(project.competitor_ids.price, 390_000)
        line = self.env["crm.lead.criterion"].create(
            {"lead_id": self.lead.id, "criterion_id": price.id, "weight": 60}
        )
        self.assertEqual(project.criterion_ids.weight, 60)
        self.lead.with_user(self.seller).write(
            {"criterion_ids": [Command.update(line.id, {"weight": 40})]}
        )
        self.assertEqual(project.criterion_ids.weight, 40)
        line.unlink()
        self.assertFalse(project.criterion_ids)

    def test_won_amount_and_reopening(self):
        self.lead.action_set_won()
        self.assertEqual(self._project().award_amount, 400_000)
        self.lead.write({"stage_id": self.env.ref("crm.stage_lead1").id})
        self.lead.probability = 10
        self.assertFalse(self._project())

    def test_the_reason_of_the_review_feeds_the_history(self):
        self.lead.action_set_won()
        review = self.lead.review_ids
        review.main_reason_id = self.env.ref("key_account_mgmt.review_reason_trust")
        review.action_finish()
        self.assertEqual(self._project().reason_id, review.main_reason_id)

    def test_what_is_closed_when_created_enters_too(self):
        lead = self._lead(active=False, probability=0, date_closed="2025-03-01")
        self.assertEqual(self._project(lead).outcome, "lost")

    def test_all_at_once_changes_nothing_twice(self):
        self._lead(active=False, probability=0)
        first = self.projects._sync_leads()
        ids = self.projects.search([]).ids
        self.assertEqual(self.projects._sync_leads(), first)
        self.assertEqual(self.projects.search([]).ids, ids)

    def test_bad_input(self):
        with self.assertRaisesRegex(ValidationError, "Line 1"):
            self._foreign(date_tender="2024-07-01")
        with self.assertRaisesRegex(ValidationError, "neither won nor lost"):
            self._foreign(outcome="won")

    def test_import_template_imports(self):
        template = self.projects.get_import_templates()[0]["template"]
        with file_open(template.removeprefix("/"), "r") as file:
            header, *rows = csv.reader(io.StringIO(file.read()))
        self.env["key.account.solution"].create({"name": "Condition Monitoring X"})
        for row in rows:
            row[header.index("account_id")] = row[1] and "Aurora Steel"
            row[header.index("solution_id")] = row[2] and "Condition Monitoring X"
        result = self.projects.with_user(self.seller).load(header, rows)
        self.assertFalse(result["messages"])
        project = self.projects.browse(result["ids"])
        self.assertEqual(project.origin, "foreign")
        self.assertEqual(len(project.competitor_ids), 2)
        self.assertEqual(sum(project.criterion_ids.mapped("weight")), 100)

    @mute_logger("odoo.sql_db")
    def test_unknown_names_are_told(self):
        result = self.projects.with_user(self.seller).load(
            ["name", "account_id"], [["Line 9", "Nobody Knows Ltd"]]
        )
        self.assertFalse(result["ids"])
        self.assertIn("Nobody Knows Ltd", result["messages"][0]["message"])

    def test_ours_are_corrected_on_the_opportunity(self):
        self.lead.action_set_won()
        project = self._project().with_user(self.manager)
        project.note = "Decided in a hurry"
        rival = project.competitor_ids
        for refused in (
            lambda: rival.write({"price": 1}),
            rival.unlink,
            lambda: rival.copy({"is_winner": False}),
            lambda: project.write({"award_amount": 1}),
            lambda: project.write({"outcome": "lost"}),
            project.unlink,
            lambda: self._foreign(lead_id=self._lead().id),
        ):
            with self.assertRaisesRegex(UserError, "Correct it there"):
                refused()

    def test_rights(self):
        project = self._foreign(competitor_ids=[Command.create({"name": "Rival"})])
        self.assertTrue(project.with_user(self.expert).name, "the account's team")
        for user in (
            self.other_seller,
            self.employee,
            self.portal,
            self.foreign_manager,
        ):
            with self.assertRaises(AccessError):
                project.with_user(user).read(["name"])
            with self.assertRaises(AccessError):
                project.competitor_ids.with_user(user).read(["name"])
        with self.assertRaises(AccessError):
            project.with_user(self.seller).unlink()
        with self.assertRaises(AccessError):
            self.env["customer.project.weight"].with_user(self.manager).search(
                [], limit=1
            ).weight = 9


class TestPatterns(ProjectCommon):
    def _patterns(self, user=None):
        self.env.invalidate_all()
        return self.lead.with_user(user or self.seller).get_project_patterns()

    def _codes(self):
        return [warning["code"] for warning in self._patterns()["warnings"]]

    def _three(self, **vals):
        for number in range(3):
            self._foreign(f"Line {number}", **vals)

    def test_no_history_says_so(self):
        found = self._patterns()
        self.assertEqual((found["cases"], found["projects"]), (0, []))
        self.assertFalse(found["warnings"])

    def test_two_cases_are_anecdotes(self):
        self._foreign("Line 1")
        self._foreign("Line 2")
        found = self._patterns()
        self.assertTrue(found["is_anecdotal"])
        self.assertEqual(len(found["projects"]), 2)
        self.assertEqual((found["figures"], found["warnings"]), ([], []))

    def test_similar_projects_say_why(self):
        self.lead.write({"solution_id": self.solution.id})
        other = self.env["res.partner"].create({"name": "Nova", "is_company": True})
        subsidiary = self.env["res.partner"].create(
            {
                "name": "Aurora Paper",
                "is_company": True,
                "parent_id": self.account.id,
                "user_id": self.seller.id,
            }
        )
        same = self._foreign("Same", award_amount=390_000)
        sister = self._foreign("Sister", account_id=subsidiary.id)
        like = self._foreign(
            "Like", account_id=other.id, solution_id=self.solution.id, award_amount=4e5
        )
        self._foreign("Unlike", account_id=other.id, award_amount=400_000)
        like.copy({"name": "Too large", "award_amount": 9_000_000})
        found = {project["id"]: project for project in self._patterns()["projects"]}
        self.assertEqual(set(found), set((same | sister | like).ids))
        self.assertIn("Same customer", found[same.id]["reasons"])
        self.assertIn("Similar size", found[same.id]["reasons"])
        self.assertIn("Same group of companies", found[sister.id]["reasons"])
        self.assertNotIn("Same customer", found[sister.id]["reasons"])
        self.assertIn("Same solution", found[like.id]["reasons"])

    def test_size_is_compared_in_one_currency(self):
        yen = self.env.ref("base.JPY")
        yen.active = True
        self.env["res.currency.rate"].create(
            {"currency_id": yen.id, "name": "2020-01-01", "rate": 150}
        )
        self.lead.solution_id = self.solution
        nova = self.env["res.partner"].create({"name": "Nova", "is_company": True})
        same = {"award_amount": 60_000_000, "currency_id": yen.id}
        here = self._foreign("Here", **same)
        there = self._foreign(
            "There", account_id=nova.id, solution_id=self.solution.id, **same
        )
        found = {project["id"]: project for project in self._patterns()["projects"]}
        self.assertIn("Similar size", found[here.id]["reasons"])
        self.assertIn("Similar size", found[there.id]["reasons"])

    def test_price_decides_and_our_price_is_not_accepted(self):
        price = self.env.ref("key_account_mgmt.crm_decision_criterion_price")
        self._three(
            criterion_ids=[Command.create({"criterion_id": price.id, "weight": 50})]
        )
        self.assertFalse(self._codes(), "nothing is known of the people yet")
        chain = self.env["relationship.map"].create({"lead_id": self.lead.id})
        self.env["relationship.stakeholder"].create(
            {"map_id": chain.id, "partner_id": self.contact.id, "price_level": "-1"}
        )
        warning = self._patterns()["warnings"][0]
        self.assertEqual(
            warning["text"],
            "“Price” decides 50 % here (3 cases), and our Price Acceptance is −1.0.",
        )

    def test_award_date_against_ours(self):
        self._three()
        tender = fields.Date.today()
        self.lead.write(
            {
                "date_tender": tender,
                "date_deadline": fields.Date.add(tender, days=10),
            }
        )
        warning = self._patterns()["warnings"][0]
        self.assertEqual(warning["code"], "date")
        self.assertIn("60 days after: Tender", warning["text"])
        self.assertIn("our closing date says 10", warning["text"])
        self.lead.date_deadline = fields.Date.add(tender, days=65)
        self.assertNotIn("date", self._codes())

    def test_amount_against_budget(self):
        self._three()
        self.lead.budget_amount = 400_000
        self.assertEqual(self._codes(), ["amount"])
        self.lead.expected_revenue = 330_000
        self.assertFalse(self._codes())

    def test_deciders_and_rivals_that_are_missing(self):
        for number in range(3):
            self._foreign(
                f"Line {number}",
                person_ids=[Command.create({"name": "Ida", "is_decider": True})],
                competitor_ids=[
                    Command.create({"name": "Other Rolling", "is_winner": True})
                ],
            )
        self.assertEqual(self._codes(), ["decider-Ida", "rival-Other Rolling"])
        self.rival.name = "Other Rolling"
        self.assertEqual(self._codes(), ["decider-Ida"])

    def test_a_winner_known_by_name_only_counts(self):
        self._three(winner_name="Other Rolling")
        self.assertEqual(self._codes(), ["rival-Other Rolling"])
        rival = self._patterns()["rivals"][0]
        self.assertEqual((rival["won"], rival["met"], rival["price"]), (3, 3, 100))

    def test_deciders_of_other_customers_do_not_count(self):
        other = self.env["res.partner"].create({"name": "Nova", "is_company": True})
        self.lead.solution_id = self.solution
        self._three(
            account_id=other.id,
            solution_id=self.solution.id,
            award_amount=400_000,
            person_ids=[Command.create({"name": "Ida", "is_decider": True})],
        )
        found = self._patterns()
        self.assertEqual((found["cases"], found["is_own"]), (3, False))
        self.assertFalse(found["deciders"])

    def test_probability_above_the_best_of_the_past(self):
        for __ in range(5):
            self._lead(active=False, probability=0)
        self.lead.probability = 80
        self.assertIn("probability", self._codes())
        rate = self._patterns()["win_rate"]
        self.assertEqual((rate["won"], rate["cases"], rate["percent"]), (0, 5, 0))

    def test_nobody_learns_from_projects_out_of_sight(self):
        for __ in range(5):
            self._lead(active=False, probability=0, user_id=self.other_seller.id)
        lead = self._lead(user_id=self.other_seller.id)
        hidden = self._foreign("Hidden")
        found = lead.with_user(self.other_seller).get_project_patterns()
        self.assertEqual(found["cases"], 5)
        self.assertNotIn(hidden.id, [project["id"] for project in found["projects"]])
        with self.assertRaises(AccessError):
            self.lead.with_user(self.other_seller).get_project_patterns()

    def test_a_warning_becomes_an_activity(self):
        self._three()
        self.lead.budget_amount = 400_000
        lead = self.lead.with_user(self.seller)
        lead.action_plan_pattern_warning("amount")
        self.assertEqual(
            self.lead.activity_ids.summary, "Check our price against the budget"
        )
        self.assertTrue(self._patterns()["warnings"][0]["is_planned"])
        lead.action_plan_pattern_warning("amount")
        self.assertEqual(len(self.lead.activity_ids), 1, "planned only once")
        with self.assertRaisesRegex(UserError, "Rolling mill"):
            lead.action_plan_pattern_warning("nonsense")

    def test_timeline_lays_projects_over_each_other(self):
        self._three()
        self.lead.date_initiated = "2026-01-01"
        rows = self._patterns()["timeline"]["rows"]
        self.assertEqual(rows[0]["kind"], "current")
        self.assertTrue(rows[0]["is_expected"])
        self.assertEqual(len(rows), 4)
        self.assertTrue(all(row["points"][0]["months"] == 0 for row in rows))

    def test_queries_do_not_grow_with_the_history(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.lead.with_user(self.seller).get_project_patterns()
            return self.env.cr.sql_log_count - before

        self._three()
        count()
        few = count()
        for number in range(30):
            self._foreign(f"More {number}")
        self.assertLessEqual(count(), few)

    def test_reading_opportunities_computes_no_patterns(self):
        self.assertFalse(
            [name for name in self.lead.read()[0] if "patterns" in name],
            "integrations that read everything would wait for each of them",
        )


class TestPipelineWinRates(ProjectCommon):
    """Win rates over the history against a plain count of the data itself."""

    def test_win_rates_by_product_and_agent(self):
        folder = crm_pipeline.find_folder()
        if not folder:
            rows = self._generate()
        else:
            pipeline = crm_pipeline.read(folder)
            rows = [
                (row["product"], row["sales_agent"], row["deal_stage"] == "Won")
                for row in pipeline.opportunities.values()
                if row["deal_stage"] in ("Won", "Lost") and row["account"]
            ]
        expected = {"product": Counter(), "agent": Counter()}
        for product, agent, is_won in rows:
            expected["product"][product, is_won] += 1
            expected["agent"][agent, is_won] += 1
        self._close(rows)
        self.assertEqual(self._count("solution_id"), expected["product"])
        self.assertEqual(self._count("user_id"), expected["agent"])

    def _generate(self):
        return [(f"Product {n % 3}", f"Agent {n % 5}", n % 4 == 0) for n in range(200)]

    def _close(self, rows):
        """Opportunities that closed as the rows say, created at once."""
        solutions = {
            name: self.env["key.account.solution"].create({"name": name})
            for name in {row[0] for row in rows}
        }
        agents = {
            name: self.env["res.users"].create({"name": name, "login": name})
            for name in {row[1] for row in rows}
        }
        won_stage = self.env["crm.stage"].search([("is_won", "=", True)], limit=1)
        leads = self.env["crm.lead"].with_context(tracking_disable=True)
        leads.create(
            [
                {
                    "name": product,
                    "type": "opportunity",
                    "partner_id": self.account.id,
                    "user_id": agents[agent].id,
                    "solution_id": solutions[product].id,
                    "stage_id": won_stage.id if is_won else False,
                    "probability": 100 if is_won else 0,
                    "active": is_won,
                }
                for product, agent, is_won in rows
            ]
        )

    def _count(self, field):
        groups = self.projects._read_group(
            [("account_id", "=", self.account.id)], [field, "outcome"], ["__count"]
        )
        return Counter(
            {(record.name, outcome == "won"): n for record, outcome, n in groups}
        )
