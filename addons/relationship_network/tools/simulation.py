"""What if people changed their minds: figures of a map before and after, best levers.

The outlook looks only at those who decide, approve or can veto. Its verdict follows
these rules, of which the first that fits holds; powers decide before averages:

1. a veto holder is against us: unfavourable;
2. nobody who decides is known: open;
3. a veto holder is neutral or not assessed: open;
4. who can approve alone supports us, and none such is against us: favourable;
   the other way round: unfavourable;
5. more than half of the weight is for us: favourable; against us: unfavourable;
6. else open.
"""

from typing import Any, NamedTuple

from .closeness import Status, StatusFacts, Tally, map_status
from .ranking import Goal, Rule, rank

BEST_LEVEL = 2
# Ascending, so that a gain is a difference.
STATUS_ORDER = ("red", "amber", "green")
VERDICT_ORDER = ("unfavourable", "open", "favourable")


class Person(NamedTuple):
    """What a simulation needs to know of one person on the map.

    :param key: whatever names the person
    :param side: ``account``, ``external``, ``own`` or ``competitor``
    :param influence: percent of the decision weight the person reaches, 0 to 100
    """

    key: Any
    name: str
    weight: float
    level: int | None
    is_key_player: bool = False
    decides: bool = False
    has_veto: bool = False
    has_approval: bool = False
    side: str = "account"
    is_placeholder: bool = False
    influence: float = 0.0


class Outlook(NamedTuple):
    """How the decision may go.

    :param verdict: one of :data:`VERDICT_ORDER`
    :param reason: code of the rule that held
    :param names: whom the rule is about
    :param supporting: percent of the deciding weight for us; ``undecided`` and
        ``opposing`` make up the rest; all three are 0 when nobody decides
    """

    verdict: str
    reason: str
    names: tuple[str, ...]
    supporting: float
    undecided: float
    opposing: float


class Figures(NamedTuple):
    """The figures of a map; ``closeness`` and ``coverage`` are None when empty."""

    closeness: float | None
    coverage: float | None
    status: Status
    outlook: Outlook


class Lever(NamedTuple):
    """One person one level up: the gains against the figures without it.

    :param status: steps of the status, 0 to 2
    :param verdict: steps of the verdict, 0 to 2
    :param supporting: gain in percent of the deciding weight for us
    :param closeness: gain in percent
    """

    person: Person
    level: int
    figures: Figures
    status: int
    verdict: int
    supporting: float
    closeness: float


def outlook(people):
    """How a decision by these people may go, see above.

    :param people: iterable of :class:`Person`
    :return: an :class:`Outlook`
    """
    deciding = [p for p in people if p.decides or p.has_approval or p.has_veto]
    total = sum(p.weight for p in deciding)
    shares = [
        100.0 * sum(p.weight for p in deciding if _side_of(p) == side) / total
        if total
        else 0.0
        for side in (1, 0, -1)
    ]
    verdict, reason, who = _verdict(deciding, *shares)
    return Outlook(verdict, reason, tuple(p.name for p in who), *shares)


def _verdict(deciding, supporting, undecided, opposing):
    vetoes = [p for p in deciding if p.has_veto]
    against = [p for p in vetoes if _side_of(p) < 0]
    if against:
        return "unfavourable", "veto_against", against
    if not any(p.decides or p.has_approval for p in deciding):
        return "open", "nobody_decides", ()
    unsure = [p for p in vetoes if not _side_of(p)]
    if unsure:
        return "open", "veto_open", unsure
    approvers = [p for p in deciding if p.has_approval]
    by_side = {side: [p for p in approvers if _side_of(p) == side] for side in (1, -1)}
    if by_side[1] and not by_side[-1]:
        return "favourable", "approval_for", by_side[1]
    if by_side[-1] and not by_side[1]:
        return "unfavourable", "approval_against", by_side[-1]
    if supporting > 50:
        return "favourable", "majority_for", ()
    if opposing > 50:
        return "unfavourable", "majority_against", ()
    return "open", "no_majority", ()


def _side_of(person):
    """1 for us, -1 against us, 0 neutral or not assessed."""
    level = person.level or 0
    return (level > 0) - (level < 0)


def figures(people, judge=outlook):
    """Closeness, coverage, status and outlook of a map.

    :param people: sequence of :class:`Person`
    :param judge: function that gives the outlook of people
    :return: :class:`Figures`
    """
    tally = Tally.of((person.weight, person.level) for person in people)
    status = map_status(
        StatusFacts(p.name, p.level, p.is_key_player, p.decides, p.has_veto)
        for p in people
    )
    return Figures(tally.closeness, tally.coverage, status, judge(people))


def changed(people, changes):
    """The people after changes.

    :param people: iterable of :class:`Person`
    :param changes: ``{key: {field of Person: value}}``
    :return: list of :class:`Person`
    """
    return [person._replace(**changes.get(person.key, {})) for person in people]


# Who cannot be moved up, or need not: hard rules, the first that fails is named.
LEVER_RULES = (
    Rule("own", lambda lever: lever.person.side != "own"),
    Rule("competitor", lambda lever: lever.person.side != "competitor"),
    Rule("placeholder", lambda lever: not lever.person.is_placeholder),
    Rule("strong_support", lambda lever: lever.person.level != BEST_LEVEL),
)


def best_levers(people, judge=outlook, limit=None):
    """Which single step up of one person gains most.

    For everybody the next better level is tried; a person who is not assessed counts
    as neutral, so the next level is support.

    :param people: sequence of :class:`Person`
    :param judge: function that gives the outlook of people
    :param limit: number of levers to keep
    :return: a :class:`Ranking` of :class:`Lever`; goals are ``status``, ``outlook``,
        ``closeness`` and ``influence``, rules those of :data:`LEVER_RULES`
    """
    people = list(people)
    before = figures(people, judge)
    levers = [_lever(people, index, before, judge) for index in range(len(people))]
    most = max((lever.closeness for lever in levers), default=0.0) or 1.0
    goals = (
        Goal("status", 6, lambda lever: lever.status / (len(STATUS_ORDER) - 1)),
        Goal("outlook", 4, _outlook_score),
        Goal("closeness", 2, lambda lever: lever.closeness / most),
        Goal("influence", 1, lambda lever: lever.person.influence / 100),
    )
    return rank(levers, LEVER_RULES, goals, limit)


def _lever(people, index, before, judge):
    person = people[index]
    level = min(BEST_LEVEL, (person.level or 0) + 1)
    moved = [*people[:index], person._replace(level=level), *people[index + 1 :]]
    after = figures(moved, judge)
    return Lever(
        person,
        level,
        after,
        max(0, _steps(STATUS_ORDER, before.status.colour, after.status.colour)),
        max(0, _steps(VERDICT_ORDER, before.outlook.verdict, after.outlook.verdict)),
        max(0.0, after.outlook.supporting - before.outlook.supporting),
        max(0.0, after.closeness - before.closeness),
    )


def _steps(order, before, after):
    return order.index(after) - order.index(before)


def _outlook_score(lever):
    """Three quarters for a better verdict, the rest for the deciding weight won."""
    verdict = lever.verdict / (len(VERDICT_ORDER) - 1)
    return min(1.0, 0.75 * verdict + 0.25 * lever.supporting / 100)
