"""Who should take over a contact from a colleague who leaves."""

from typing import Any, NamedTuple

from .ranking import Goal, Rule, rank

# One step of strength (20 points) weighs more than all other goals together.
GOALS = (
    Goal("knows", 100, lambda candidate: candidate.strength / 5),
    Goal("responsible", 12, lambda candidate: candidate.is_responsible),
    Goal("leads_team", 5, lambda candidate: candidate.leads_team),
    Goal("chosen", 2, lambda candidate: candidate.is_chosen),
)
RULES = (
    Rule("leaves", lambda candidate: not candidate.leaves),
    Rule("active", lambda candidate: candidate.is_active),
    Rule("company", lambda candidate: candidate.is_of_company),
)


class Candidate(NamedTuple):
    """A colleague who could take over.

    :param key: whatever tells colleagues apart
    :param strength: of the own tie with the contact, from 0 (none) to 5
    :param is_responsible: salesperson of the account
    :param leads_team: leader of the account's sales team
    :param is_chosen: named for whomever nobody else knows
    """

    key: Any
    strength: int = 0
    is_responsible: bool = False
    leads_team: bool = False
    is_chosen: bool = False
    leaves: bool = False
    is_active: bool = True
    is_of_company: bool = True


def propose(candidates):
    """Rank successors: who knows the contact best, else who works with the account.

    :param candidates: iterable of :class:`Candidate`
    :return: a :class:`~.ranking.Ranking`; the strongest reason of each ranked one is
        the goal it meets best
    """
    return rank(candidates, RULES, GOALS)
