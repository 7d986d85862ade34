"""Plan a day of field service with VROOM, and rank engineers for one order.

Pinned and near-term visits keep engineer and time: they cut the engineer's shift into
pieces, and the solver fills the pieces. Times and places are those of :mod:`.day`.
"""

from typing import NamedTuple

from odoo.addons.relationship_network.tools import ranking

from . import day

# Work that starts within this time stays as it is.
FREEZE = 60 * 60
# VROOM's exploration levels: at once, and in the background.
LOW_EFFORT, HIGH_EFFORT = 0, 5
THREADS = 2
GOALS = ("distance", "load", "preferred", "soon")


class Problem(NamedTuple):
    """All that a plan depends on.

    ``current`` are the visits planned so far, the pinned ones among them marked;
    ``times`` is a square array of travel seconds between places.
    """

    orders: tuple[day.Order, ...]
    engineers: tuple[day.Engineer, ...]
    times: object
    current: tuple[day.Visit, ...] = ()
    now: int = 0


class Left(NamedTuple):
    """An order without a visit, and the rule that ruled it out.

    One of :data:`.day.RULES` when no engineer passes it, "hours" when none who passes
    would make it even on an empty day, and otherwise "capacity".
    """

    order: int
    rule: str


class Plan(NamedTuple):
    """Visits by engineer and time, what is left, and the seconds of travel.

    ``moved`` are the ids of orders whose engineer is not the one of the current plan.
    """

    visits: tuple[day.Visit, ...]
    left: tuple[Left, ...]
    travel: int
    moved: tuple[int, ...]


def plan(problem, effort=LOW_EFFORT):
    """Assign orders to engineers and start times, with as little travel as possible.

    Orders stay with their current engineer, and new ones go to the preferred one, as
    long as everything can be served so. Otherwise first the orders left over lose that
    bond, then all; the plan that serves the highest priorities is taken, and among
    equals the one that moves the fewest orders, then the one of least travel.

    :param problem: a :class:`Problem`
    :param effort: VROOM's exploration level, 0 to 5
    :return: a :class:`Plan`, the same for the same problem
    :raise ValueError: when a visit is of an unknown order or engineer
    """
    pinned = _pinned(problem)
    bonds = _bonds(problem, pinned)
    best = _solve(problem, pinned, bonds, effort)
    for drop_all in (False, True):
        loose = {left.order for left in best.left}
        kept = {id_: who for id_, who in bonds.items() if id_ not in loose}
        kept = {} if drop_all else kept
        if not loose or kept == bonds:
            continue
        other = _solve(problem, pinned, kept, effort)
        best = min(best, other, key=lambda found: _badness(problem, found))
    return best


def greedy(problem):
    """The baseline: one order after the other to whoever needs the least detour.

    Orders come by priority, then by the end of their window.

    :param problem: a :class:`Problem`
    :return: a :class:`Plan`
    """
    pinned = _pinned(problem)
    visits = list(pinned.values())
    place_of = _places(problem)
    routes = day.by_engineer(visits)
    waiting = [order for order in problem.orders if order.id not in pinned]
    for order in sorted(waiting, key=lambda o: (-o.priority, o.window[1], o.id)):
        found = []
        for rank_, engineer in enumerate(problem.engineers):
            if not day.failed_rule(order, engineer):
                route = day.stops(engineer, routes[engineer.id], place_of)
                slot = day.best_slot(order, engineer, route, problem.times, problem.now)
                if slot:
                    found.append((slot.detour, slot.start, rank_))
        if found:
            _detour, start, rank_ = min(found)
            who = problem.engineers[rank_].id
            visit = day.Visit(order.id, who, start, start + order.duration)
            visits.append(visit)
            routes[who] = day.by_engineer([*routes[who], visit])[who]
    return _finish(problem, visits)


def candidates(problem, order, weights, names, limit=None):
    """Rank the engineers for one order, who keep the visits they have.

    :param problem: a :class:`Problem` whose ``current`` plan stays
    :param order: the :class:`.day.Order` to place
    :param weights: weight (> 0) by each of :data:`GOALS`
    :param names: what to call each rule of :data:`.day.RULES`, "hours", and each goal
    :param limit: number of engineers to keep, all when None
    :return: ranking of ``(engineer, slot)``, with reasons and the rule of the rejected
    """
    place_of = {**_places(problem), order.id: order.place}
    others = [visit for visit in problem.current if visit.order != order.id]
    routes = day.by_engineer(others)
    pairs = []
    for engineer in problem.engineers:
        route = day.stops(engineer, routes[engineer.id], place_of)
        slot = day.best_slot(order, engineer, route, problem.times, problem.now)
        pairs.append((engineer, slot))
    rules = [
        ranking.Rule(names[code], lambda pair, holds=holds: holds(order, pair[0]))
        for code, holds in day.RULES.items()
    ]
    rules.append(ranking.Rule(names["hours"], lambda pair: pair[1] is not None))
    goals = [
        ranking.Goal(names[code], weights[code], score)
        for code, score in _scores(order, routes).items()
    ]
    return ranking.rank(pairs, rules, goals, limit)


def _scores(order, routes):
    """How well a pair of engineer and slot meets each goal, from 0 to 1."""
    opens, closes = order.window

    def load(pair):
        begin, finish = pair[0].shift
        busy = sum(visit.end - visit.start for visit in routes[pair[0].id])
        return 1 - min(1.0, busy / max(1, finish - begin))

    return {
        # An hour of detour halves the score.
        "distance": lambda pair: 3600 / (3600 + max(0, pair[1].detour)),
        "load": load,
        "preferred": lambda pair: float(pair[0].id == order.preferred),
        "soon": lambda pair: 1 - (pair[1].start - opens) / max(1, closes - opens),
    }


def _pinned(problem):
    """The visits that stay, by order id."""
    orders = {order.id for order in problem.orders}
    engineers = {engineer.id for engineer in problem.engineers}
    for visit in problem.current:
        if visit.order not in orders or visit.engineer not in engineers:
            raise ValueError(f"Visit of unknown order or engineer: {visit}.")
    limit = problem.now + FREEZE
    return {
        visit.order: visit._replace(is_pinned=True)
        for visit in problem.current
        if visit.is_pinned or visit.start < limit
    }


def _bonds(problem, pinned):
    """Engineer id by order id: the current one, or the preferred one of a new order."""
    engineers = {engineer.id: engineer for engineer in problem.engineers}
    current = {visit.order: visit.engineer for visit in problem.current}
    wishes = {
        order.id: engineers.get(current.get(order.id, order.preferred))
        for order in problem.orders
        if order.id not in pinned
    }
    return {
        order.id: wishes[order.id].id
        for order in problem.orders
        if wishes.get(order.id) and not day.failed_rule(order, wishes[order.id])
    }


def _places(problem):
    return {order.id: order.place for order in problem.orders}


def _solve(problem, pinned, bonds, effort):
    # Slow to import, so only where a plan is asked for.
    import vroom  # noqa: PLC0415

    waiting = [order for order in problem.orders if order.id not in pinned]
    teams = {order.id: _team(problem, order, bonds) for order in waiting}
    # VROOM knows one kind of eligibility: each distinct team becomes a skill.
    skill_of = {team: n for n, team in enumerate(dict.fromkeys(teams.values()))}
    pieces = _pieces(problem, pinned)
    jobs = [order for order in waiting if teams[order.id]]
    if not pieces or not jobs:
        return _finish(problem, pinned.values())
    model = vroom.Input()
    model.set_durations_matrix("car", problem.times)
    for number, (engineer, before, after) in enumerate(pieces):
        model.add_vehicle(
            vroom.Vehicle(
                number,
                start=before.place,
                end=after.place,
                time_window=vroom.TimeWindow(before.end, after.start),
                skills={n for team, n in skill_of.items() if engineer.id in team},
                breaks=_breaks(vroom, engineer, before.end, after.start),
            )
        )
    for number, order in enumerate(jobs):
        model.add_job(
            vroom.Job(
                number,
                location=order.place,
                default_service=order.duration,
                priority=order.priority,
                skills={skill_of[teams[order.id]]},
                time_windows=[vroom.TimeWindow(*order.window)],
            )
        )
    routes = model.solve(exploration_level=effort, nb_threads=THREADS).routes
    visits = list(pinned.values())
    for step in routes[routes["type"] == "job"].itertuples():
        order, engineer = jobs[int(step.id)], pieces[int(step.vehicle_id)][0]
        start = int(step.arrival) + int(step.waiting_time)
        end = start + order.duration
        visits.append(day.Visit(order.id, engineer.id, start, end))
    return _finish(problem, visits)


def _team(problem, order, bonds):
    """Ids of the engineers who may take an order."""
    if order.id in bonds:
        return frozenset({bonds[order.id]})
    return frozenset(
        engineer.id
        for engineer in problem.engineers
        if not day.failed_rule(order, engineer)
    )


def _pieces(problem, pinned):
    """The free times between fixed visits, as ``(engineer, before, after)``."""
    place_of = _places(problem)
    fixed = day.by_engineer(pinned.values())
    pieces = []
    for engineer in problem.engineers:
        route = day.stops(engineer, fixed[engineer.id], place_of)
        for before, after in zip(route, route[1:], strict=False):
            begin = before._replace(end=max(before.end, problem.now))
            if begin.end < after.start:
                pieces.append((engineer, begin, after))
    return pieces


def _breaks(vroom, engineer, begin, finish):
    """The breaks of an engineer within a piece, at their exact times."""
    cut = [(max(start, begin), min(end, finish)) for start, end in engineer.breaks]
    return [
        vroom.Break(
            n, time_windows=[vroom.TimeWindow(start, start)], service=end - start
        )
        for n, (start, end) in enumerate(cut)
        if start < end
    ]


def _finish(problem, visits):
    """The plan of these visits: ways, what is left and why, what moved."""
    place_of = _places(problem)
    routes = day.by_engineer(visits)
    done, travel = [], 0
    for engineer in problem.engineers:
        here = engineer.place
        for visit in routes[engineer.id]:
            way = int(problem.times[here][place_of[visit.order]])
            here = place_of[visit.order]
            travel += way
            done.append(visit._replace(travel=way))
        travel += int(problem.times[here][engineer.place])
    served = {visit.order: visit.engineer for visit in done}
    left = [
        Left(order.id, _why_left(problem, order))
        for order in problem.orders
        if order.id not in served
    ]
    moved = sorted(
        visit.order
        for visit in problem.current
        if served.get(visit.order) != visit.engineer
    )
    return Plan(tuple(done), tuple(left), travel, tuple(moved))


def _why_left(problem, order):
    """The rule that stopped the last of the engineers."""
    able = problem.engineers
    for name, holds in day.RULES.items():
        able = [engineer for engineer in able if holds(order, engineer)]
        if not able:
            return name
    for engineer in able:
        route = day.stops(engineer, [], {})
        if day.best_slot(order, engineer, route, problem.times, problem.now):
            return "capacity"
    return "hours"


def _badness(problem, found):
    """What makes a plan worse, the gravest first."""
    left = {entry.order for entry in found.left}
    lost = sum(order.priority for order in problem.orders if order.id in left)
    return lost, len(left), len(found.moved), found.travel
