"""A day of many orders, beside a greedy baseline and a long run of the solver."""

import random

from report import seconds

from odoo.addons.service_orders.tools import day, dispatch, travel

ORDERS, ENGINEERS = 500, 100
HOUR = 3600
SKILLS = "abcde"


def generate(scale):
    """A day around six towns: half-day windows, one skill each, a lunch break."""
    dice = random.Random(7)
    orders, engineers = round(ORDERS * scale), round(ENGINEERS * scale)
    towns = [(47 + 3 * dice.random(), 9 + 4 * dice.random()) for _town in range(6)]

    def place():
        lat, lon = dice.choice(towns)
        return lat + dice.gauss(0, 0.15), lon + dice.gauss(0, 0.15)

    places = [place() for _place in range(orders + engineers)]
    people = [
        day.Engineer(
            n,
            n,
            (8 * HOUR, 17 * HOUR),
            ((12 * HOUR, 13 * HOUR),),
            frozenset(dice.sample(SKILLS, 3)),
        )
        for n in range(engineers)
    ]
    work = [
        day.Order(
            n,
            engineers + n,
            dice.choice((1800, 2700, 3600, 5400)),
            dice.choice([(8, 12), (12, 17), (8, 17)]),
            frozenset(dice.choice(SKILLS)),
            priority=dice.choice((0, 10, 50)),
        )
        for n in range(orders)
    ]
    work = [
        order._replace(window=tuple(HOUR * hour for hour in order.window))
        for order in work
    ]
    return dispatch.Problem(tuple(work), tuple(people), travel.time_matrix(places))


def measure(report, scale):
    """Time the plans, and compare what they leave and how far they drive."""
    problem = generate(scale)
    spent, low = seconds(dispatch.plan, problem)
    what = f"{len(problem.orders)} orders to {len(problem.engineers)} engineers"
    report.add(f"{what}, low effort", spent, "s", most=10)
    spent, high = seconds(dispatch.plan, problem, dispatch.HIGH_EFFORT)
    report.add(f"{what}, high effort", spent, "s")
    spent, base = seconds(dispatch.greedy, problem)
    report.add(f"{what}, greedy", spent, "s")
    for name, found in (("low", low), ("high", high), ("greedy", base)):
        report.add(f"orders left, {name}", len(found.left), "")
        report.add(f"travel, {name}", found.travel / HOUR, "h")
    report.add("travel, low to high", low.travel / high.travel, "", most=1.05)
    report.check(
        "low effort drives less than greedy and leaves no more",
        low.travel < base.travel and len(low.left) <= len(base.left),
    )
    full = problem._replace(current=low.visits)
    weights = dict.fromkeys(dispatch.GOALS, 1.0)
    names = {code: code for code in (*day.RULES, "hours", *dispatch.GOALS)}
    spent, _ranking = seconds(
        dispatch.candidates, full, problem.orders[0], weights, names
    )
    report.add("ranking engineers for one order", spent, "s", most=1)
