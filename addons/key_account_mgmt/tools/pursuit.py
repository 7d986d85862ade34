"""Scores of a pursuit assessment: is it real, can we compete and win, is it worth it.

Each factor of a question is answered on five points, for us and for each competitor.
Plain values in and out.
"""

from collections import defaultdict
from typing import NamedTuple

WORST, BEST = -2, 2


class Answer(NamedTuple):
    """What was answered for one party; ``points`` −2 to +2, None: not answered.

    :param party: None for us, else whatever names the competitor
    """

    question: str
    party: object
    weight: float
    points: int | None


class Score(NamedTuple):
    """``percent`` 0 to 100 over the answered factors, None without any answer."""

    percent: float | None
    answered: int
    asked: int


def scores(answers):
    """The score of each party in each question.

    percent = 100 × Σ weight · (points + 2) / 4 / Σ weight, over what was answered, so
    that an unknown neither helps nor harms; how much is unknown is said beside it.

    :param answers: iterable of :class:`Answer`
    :return: ``{(question, party): Score}``
    :raise ValueError: when points lie outside −2 to +2
    """
    found = defaultdict(list)
    for answer in answers:
        if answer.points is not None and not WORST <= answer.points <= BEST:
            raise ValueError(f"{answer.points} points are outside −2 to +2.")
        found[answer.question, answer.party].append(answer)
    return {key: _score(group) for key, group in found.items()}


def _score(answers):
    known = [answer for answer in answers if answer.points is not None]
    total = sum(answer.weight for answer in known)
    percent = None
    if total > 0:
        reached = sum(answer.weight * (answer.points - WORST) for answer in known)
        percent = 100.0 * reached / (total * (BEST - WORST))
    return Score(percent, len(known), len(answers))


def verdict(percent, yes_from, no_below):
    """What the score of a question says: ``yes``, ``open`` or ``no``.

    :param percent: 0 to 100, or None
    :param yes_from: from this percentage on the answer is yes
    :param no_below: below this percentage the answer is no
    """
    if percent is None:
        return "open"
    if percent >= yes_from:
        return "yes"
    return "no" if percent < no_below else "open"


def overall(verdicts):
    """``no_go`` when a question says no, ``go`` when all say yes, else ``open``.

    :param verdicts: what :func:`verdict` said of each question
    """
    verdicts = list(verdicts)
    if "no" in verdicts:
        return "no_go"
    return "go" if verdicts and set(verdicts) == {"yes"} else "open"
