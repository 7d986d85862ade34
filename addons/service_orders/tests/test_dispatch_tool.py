import random

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools import day, dispatch, travel
from ..tools.day import Engineer, Order, Visit
from ..tools.dispatch import Problem

HOUR = 3600
DAY = (8 * HOUR, 17 * HOUR)
NOON = ((12 * HOUR, 13 * HOUR),)
WEIGHTS = dict.fromkeys(dispatch.GOALS, 1.0)
NAMES = {code: code for code in (*day.RULES, "hours", *dispatch.GOALS)}
# Four places in a row, ten minutes apart.
ROW = travel.np.array(
    [[600 * abs(i - j) for j in range(4)] for i in range(4)], dtype="uint32"
)


def order(id_, place=1, **values):
    return Order(id_, place, values.pop("duration", HOUR), **{"window": DAY, **values})


def some_day(seed):
    """A day of random places, windows, skills, breaks, and some visits that stay."""
    dice = random.Random(seed)
    people, work = dice.randint(1, 5), dice.randint(1, 14)
    places = [
        (48 + dice.random(), 11 + dice.random()) for _place in range(people + work)
    ]
    engineers = tuple(
        Engineer(n, n, DAY, dice.choice(((), NOON)), frozenset(dice.sample("abc", 2)))
        for n in range(people)
    )
    orders = []
    for n in range(work):
        opens = dice.randrange(8, 15) * HOUR
        skills = frozenset(dice.sample("abc", dice.randint(0, 1)))
        closes = opens + dice.randint(0, 4) * HOUR
        orders.append(
            Order(n, people + n, dice.randint(1, 8) * 900, (opens, closes), skills)
        )
    empty = Problem(tuple(orders), engineers, travel.time_matrix(places))
    current = tuple(
        visit._replace(is_pinned=dice.random() < 0.4)
        for visit in dispatch.greedy(empty).visits
    )
    return empty._replace(current=current, now=dice.choice((0, 9 * HOUR)))


@tagged("post_install", "-at_install")
class TestDispatchTool(BaseCase):
    def assert_possible(self, problem, plan):
        """Nobody works twice at once, untrained, outside hours or in a break."""
        orders = {order.id: order for order in problem.orders}
        placed = [visit.order for visit in plan.visits]
        self.assertEqual(
            sorted(placed + [entry.order for entry in plan.left]), sorted(orders)
        )
        kept = {
            (visit.order, visit.engineer, visit.start)
            for visit in problem.current
            if visit.is_pinned or visit.start < problem.now + dispatch.FREEZE
        }
        visits = {(visit.order, visit.engineer, visit.start) for visit in plan.visits}
        self.assertLessEqual(kept, visits)
        routes = day.by_engineer(plan.visits)
        for engineer in problem.engineers:
            here, free = engineer.place, engineer.shift[0]
            for visit in routes[engineer.id]:
                work = orders[visit.order]
                self.assertFalse(day.failed_rule(work, engineer))
                self.assertGreaterEqual(visit.start, work.window[0])
                self.assertLessEqual(visit.start, work.window[1])
                self.assertEqual(visit.end - visit.start, work.duration)
                way = int(problem.times[here][work.place])
                self.assertLessEqual(free + way, visit.start)
                for begin, finish in engineer.breaks:
                    self.assertTrue(visit.end <= begin or finish <= visit.start)
                here, free = work.place, visit.end
            home = int(problem.times[here][engineer.place])
            self.assertLessEqual(free + home, engineer.shift[1])

    @given(st.integers(0, 10**6))
    @settings(max_examples=30, deadline=None)
    def test_every_plan_is_possible_and_keeps_what_is_pinned(self, seed):
        problem = some_day(seed)
        plan = dispatch.plan(problem)
        self.assert_possible(problem, plan)
        self.assert_possible(problem, dispatch.greedy(problem))
        self.assertEqual(plan, dispatch.plan(problem))

    def test_a_replan_without_a_change_moves_no_one(self):
        # The cheapest plan would have the two swapped.
        people = (Engineer(1, 0, DAY), Engineer(2, 3, DAY))
        current = (
            Visit(1, 2, 10 * HOUR, 11 * HOUR),
            Visit(2, 1, 10 * HOUR, 11 * HOUR),
        )
        problem = Problem((order(1, 0), order(2, 3)), people, ROW, current)
        self.assertEqual(dispatch.plan(problem).moved, ())
        fresh = dispatch.plan(problem._replace(current=()))
        self.assertEqual({v.order: v.engineer for v in fresh.visits}, {1: 1, 2: 2})

    def test_one_order_moves_so_that_a_new_one_is_served(self):
        people = (
            Engineer(1, 0, (8 * HOUR, 10 * HOUR), skills=frozenset("a")),
            Engineer(2, 0, DAY),
        )
        current = (Visit(1, 1, 30000, 30000 + HOUR),)
        new = order(2, skills=frozenset("a"))
        problem = Problem((order(1), new), people, ROW, current)
        plan = dispatch.plan(problem)
        self.assertFalse(plan.left)
        self.assertEqual(plan.moved, (1,))

    def test_the_preferred_engineer_comes_although_farther_away(self):
        people = (Engineer(1, 1, DAY), Engineer(2, 3, DAY))
        (visit,) = dispatch.plan(Problem((order(1, preferred=2),), people, ROW)).visits
        self.assertEqual(visit.engineer, 2)

    def test_what_is_left_names_its_rule(self):
        people = (Engineer(1, 0, DAY, territories=frozenset({7})),)
        cases = {
            "skill": {"skills": frozenset("x")},
            "territory": {"territory": 8},
            "allowed": {"allowed": frozenset()},
            "hours": {"window": (18 * HOUR, 19 * HOUR)},
        }
        for rule, values in cases.items():
            plan = dispatch.plan(Problem((order(1, **values),), people, ROW))
            self.assertEqual(plan.left, (dispatch.Left(1, rule),))
        long = [order(n, duration=5 * HOUR, priority=n) for n in (1, 2)]
        plan = dispatch.plan(Problem(tuple(long), people, ROW))
        self.assertEqual(plan.left, (dispatch.Left(1, "capacity"),))

    def test_a_visit_of_no_known_engineer_is_refused(self):
        current = (Visit(1, 9, 0, HOUR),)
        problem = Problem((order(1),), (Engineer(1, 0, DAY),), ROW, current)
        with self.assertRaises(ValueError):
            dispatch.plan(problem)

    def test_candidates_carry_reasons_and_why_not(self):
        near, far = Engineer(1, 1, DAY), Engineer(2, 3, DAY)
        busy = Engineer(3, 1, (8 * HOUR, 9 * HOUR), NOON)
        problem = Problem((), (far, near, busy), ROW)
        found = dispatch.candidates(
            problem, order(1, duration=2 * HOUR), WEIGHTS, NAMES
        )
        self.assertEqual([entry.candidate[0].id for entry in found.ranked], [1, 2])
        self.assertEqual([entry.rule for entry in found.rejected], ["hours"])
        preferred = dispatch.candidates(
            problem, order(1, preferred=2), {**WEIGHTS, "preferred": 9}, NAMES
        )
        best = preferred.ranked[0]
        self.assertEqual((best.candidate[0].id, best.reasons[0].goal), (2, "preferred"))


@tagged("post_install", "-at_install")
class TestTravelTool(BaseCase):
    def test_known_distance(self):
        munich, berlin = (48.1374, 11.5755), (52.5200, 13.4050)
        found = travel.distance_matrix([munich, berlin])
        self.assertAlmostEqual(found[0, 1], 504, delta=2)
        self.assertEqual(found[0, 0], 0)
        times = travel.time_matrix([munich, berlin], travel.Roads(1.0, 100.0))
        self.assertAlmostEqual(times[0, 1], 5.04 * HOUR, delta=80)

    def test_impossible_values_are_refused(self):
        with self.assertRaises(ValueError):
            travel.distance_matrix([(91, 0)])
        with self.assertRaises(ValueError):
            travel.time_matrix([(0, 0)], travel.Roads(1.3, 0))
