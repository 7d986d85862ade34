"""Introduction paths: the most reliable ways from people we start at to one person.

A path is a chain of links, each leading from one person to the next. Its reliability
is the product of its links' strengths (1 to 5 count as 0.2 to 1.0), and at most three
people stand between. A tie of mutual knowing is walked both ways, influence only from
who has it to whom it reaches, and two people in conflict are never asked to talk to
each other.

The network is searched backward from the target, best first, and only where it can
still matter: :meth:`Network.search` names the people whose links it needs to know, the
caller brings them, until nobody is missing. Plain values in and out.
"""

import heapq
from typing import NamedTuple

from .ranking import Rejected, Rule

MAX_BETWEEN = 3
MAX_STEPS = MAX_BETWEEN + 1
# Reliabilities are compared as whole numbers, so that equal ones are equal.
CERTAIN = 5**MAX_STEPS


class Link(NamedTuple):
    """A link between two people; dates are None where they are open.

    ``lead_id`` names the only opportunity that the link holds for, if any.
    """

    id: int
    source_id: int
    target_id: int
    kind: str
    strength: int
    date_start: object = None
    date_end: object = None
    lead_id: int | None = None


class Step(NamedTuple):
    """One step of a path, and the rule that forbids it, if any."""

    link: Link
    rule: str | None


class Path(NamedTuple):
    """A way to the target: people in order, one step between each two of them."""

    score: int
    people: tuple[int, ...]
    steps: tuple[Step, ...]

    @property
    def reliability(self):
        """From 0 to 1."""
        return self.score / CERTAIN

    @property
    def link_ids(self):
        return tuple(step.link.id for step in self.steps)

    @property
    def forbidden(self):
        """The step that forbids this path, None when it is open."""
        return next((step for step in self.steps if step.rule), None)


class Search(NamedTuple):
    """What a search found.

    ``paths``: the best, in order; ``rejected``: for each forbidden step the best path
    that would stand among them if that step were open; ``wanted``: people whose links
    must be known before this is the answer.
    """

    paths: list[Path]
    rejected: list[Rejected]
    wanted: set[int]


def link_rules(today, lead_id=None):
    """What a link must fulfil to be walked.

    :param today: the day on which it is to hold
    :param lead_id: opportunity that is asked about; links for others do not count
    :return: list of :class:`~.ranking.Rule` on :class:`Link`
    """
    return [
        Rule("opportunity", lambda link: link.lead_id in (None, lead_id)),
        Rule("not_begun", lambda link: not link.date_start or link.date_start <= today),
        Rule("expired", lambda link: not link.date_end or link.date_end >= today),
    ]


class Network:
    """The links around a target, as far as they are known."""

    def __init__(self, rules):
        self._rules = rules
        self._steps = {}
        self._conflicts = {}
        self._known = set()

    def add(self, links, people=()):
        """Add links, after which all links of ``people`` that matter are known."""
        self._known.update(people)
        for link in links:
            rule = next((r.name for r in self._rules if not r.holds(link)), None)
            ends = link.source_id, link.target_id
            if link.kind != "conflict":
                self._keep_best(*ends, Step(link, rule))
            if link.kind == "knows":
                self._keep_best(*reversed(ends), Step(link, rule))
            if link.kind == "conflict" and not rule:
                step = Step(link, "conflict")
                self._conflicts[ends] = self._conflicts[ends[::-1]] = step
                for source_id, target_id in (ends, ends[::-1]):
                    self._keep_best(source_id, target_id, step)

    def _keep_best(self, source_id, target_id, step):
        """Of several links between two people the strongest open one counts."""
        steps = self._steps.setdefault(target_id, {})
        other = steps.get(source_id)
        if other is None or _preference(step) < _preference(other):
            steps[source_id] = step

    def _get_step(self, source_id, target_id):
        """The step between two people; a conflict outdoes whatever else links them."""
        conflict = self._conflicts.get((source_id, target_id))
        return conflict or self._steps[target_id][source_id]

    def search(self, target_id, is_start, limit):
        """Find the best paths in what is known so far.

        Nobody to start at stands in the middle: the path would begin there. Order:
        reliability, then fewer people between, then ids.

        :param target_id: the person to reach
        :param is_start: function that tells whether a path may begin at a person
        :param limit: number of paths to find, at least 1
        :return: a :class:`Search`
        """
        search = Search([], [], set())
        # A longer path is never more reliable, so that what comes first is final.
        queue = [(-CERTAIN, 0, (target_id,), ())]
        while queue and len(search.paths) < limit:
            negative, length, people, steps = heapq.heappop(queue)
            if length and is_start(people[0]):
                _sort_in(search, Path(-negative, people, steps), limit)
            elif length < MAX_STEPS:
                if people[0] not in self._known:
                    search.wanted.add(people[0])
                for entry in self._extend(-negative, people, steps, is_start):
                    heapq.heappush(queue, entry)
        return search

    def _extend(self, score, people, steps, is_start):
        length = len(steps) + 1
        blocked = any(step.rule for step in steps)
        for source_id in self._steps.get(people[0], ()):
            if source_id in people or (length == MAX_STEPS and not is_start(source_id)):
                continue
            step = self._get_step(source_id, people[0])
            # One forbidden step makes a reason, two make noise.
            if step.rule and blocked:
                continue
            yield (
                -score * step.link.strength // 5,
                length,
                (source_id, *people),
                (step, *steps),
            )


def _preference(step):
    return bool(step.rule), -step.link.strength, step.link.id


def _sort_in(search, path, limit):
    step = path.forbidden
    if not step:
        search.paths.append(path)
    elif len(search.rejected) < limit and not any(
        # One path tells enough about a step that forbids many.
        other.candidate.forbidden.link == step.link
        for other in search.rejected
    ):
        search.rejected.append(Rejected(path, step.rule))


def find_paths(links, target_id, starts, limit, rules=()):
    """The best paths in a network that is known as a whole.

    :param links: iterable of :class:`Link`
    :param target_id: the person to reach
    :param starts: people that paths may begin at
    :param limit: number of paths to find, at least 1
    :param rules: what a link must fulfil, see :func:`link_rules`
    :return: a :class:`Search`
    """
    network = Network(rules)
    network.add(links)
    return network.search(target_id, frozenset(starts).__contains__, limit)
