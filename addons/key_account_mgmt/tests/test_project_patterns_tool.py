from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..tools import project_patterns
from ..tools.project_patterns import Project

START = date(2024, 1, 1)


def project(key=0, outcome="won", days=(0, 60, 90, 120), **vals):
    dates = {
        step: START + timedelta(days=day)
        for step, day in zip(project_patterns.STEPS, days, strict=True)
        if day is not None
    }
    return Project(key, outcome, dates=dates, **vals)


outcomes = st.lists(st.sampled_from(["won", "lost", "other"]), max_size=60)


class TestProjectPatternsTool(BaseCase):
    def test_few_cases_make_no_figure(self):
        found = project_patterns.patterns([project(), project(budget=100, award=90)])
        self.assertEqual(found.win_rate[:3], (None, None, None))
        self.assertEqual(found.win_rate.cases, 2)
        self.assertEqual(found.award_ratio, (None, 1))
        self.assertTrue(all(span.value is None for span in found.spans.values()))

    def test_middle_values(self):
        found = project_patterns.patterns(
            [
                project(budget=100, award=80),
                project(budget=100, award=90, days=(0, 30, None, 130)),
                project(budget=100, award=50, days=(0, 90, 120, 150)),
            ]
        )
        self.assertEqual(found.award_ratio, (80, 3))
        self.assertEqual(found.spans["initiated", "tender"], (60, 3))
        self.assertEqual(found.spans["tender", "award"], (60, 3))
        self.assertEqual(found.spans["bid", "award"], (None, 2))

    def test_what_ended_before_a_step_says_nothing_of_it(self):
        given_up = project(outcome="lost", days=(0, 60, 90, 70))
        found = project_patterns.patterns([project(), project(), given_up])
        self.assertEqual(found.spans["bid", "award"], (None, 2))
        self.assertEqual(found.spans["initiated", "award"], (120, 3))

    def test_wilson_interval(self):
        # 10 of 20: 50 %, 29.9 to 70.1 % (Wilson 1927, as tabulated everywhere).
        rate = project_patterns.win_rate(10, 20)
        self.assertAlmostEqual(rate.percent, 50)
        self.assertAlmostEqual(rate.low, 29.93, places=1)
        self.assertAlmostEqual(rate.high, 70.07, places=1)

    def test_projects_without_us_do_not_count_for_our_rate(self):
        found = project_patterns.patterns(
            [project(outcome=o) for o in ("won", "lost", "won", "other", "other")]
        )
        self.assertEqual((found.win_rate.won, found.win_rate.cases), (2, 3))

    def test_criteria_of_those_that_name_any(self):
        found = project_patterns.patterns(
            [
                project(criteria={"price": 60, "fit": 40}),
                project(criteria={"price": 30, "fit": 70}),
                project(criteria={"price": 60}),
                project(),
            ]
        )
        self.assertEqual(found.criteria["price"], (50, 3))
        self.assertAlmostEqual(found.criteria["fit"].value, 110 / 3)
        self.assertEqual(list(found.criteria), ["price", "fit"])

    def test_latest_attitude_of_deciders(self):
        found = project_patterns.patterns(
            [
                project(deciders={"Mei": None, "Ida": 1}),
                project(deciders={"Mei": -1}),
                project(deciders={"Mei": 2}),
            ]
        )
        self.assertEqual(found.deciders, {"Mei": (3, -1), "Ida": (1, 1)})
        self.assertEqual(list(found.deciders), ["Mei", "Ida"])

    def test_price_level_of_rivals(self):
        rival = {"Rival": 110.0}
        found = project_patterns.patterns(
            [project(award=100, competitors=rival, winner="Rival")] * 2
            + [project(award=110, competitors=rival)]
            + [project(competitors={"New": None})]
        )
        first = found.rivals[0]
        self.assertEqual((first.key, first.met, first.won), ("Rival", 3, 2))
        self.assertAlmostEqual(first.price.value, 110)
        self.assertEqual(found.rivals[1].price, (None, 0))

    def test_award_is_counted_from_the_latest_known_step(self):
        found = project_patterns.patterns([project()] * 3)
        known = {"initiated": START, "tender": START + timedelta(days=100)}
        self.assertEqual(
            project_patterns.expected_award_date(known, found.spans),
            (START + timedelta(days=160), "tender", 60),
        )
        nothing = project_patterns.patterns([])
        self.assertIsNone(project_patterns.expected_award_date(known, nothing.spans))

    def test_offsets_start_at_zero(self):
        dates = {"tender": START + timedelta(days=61), "initiated": START}
        offsets = project_patterns.offsets(dates)
        self.assertEqual(offsets["initiated"], 0)
        self.assertAlmostEqual(offsets["tender"], 61 / 30.4375)
        self.assertEqual(project_patterns.offsets({}), {})

    @given(outcomes)
    def test_the_rate_lies_in_its_interval(self, names):
        rate = project_patterns.patterns([project(outcome=n) for n in names]).win_rate
        self.assertEqual(rate.cases, sum(n != "other" for n in names))
        if rate.cases >= project_patterns.FEW:
            self.assertTrue(0 <= rate.low <= rate.percent + 1e-9)
            self.assertTrue(rate.percent <= rate.high + 1e-9 <= 100 + 1e-6)

    @given(st.permutations([project(award=a, budget=100) for a in range(60, 70)]))
    def test_order_does_not_change_the_figures(self, projects):
        found = project_patterns.patterns(projects)
        self.assertEqual(found.award_ratio, (64.5, 10))
