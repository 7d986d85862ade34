"""Who should take a request: hard rules filter, weighted goals rank.

Plain values in and out; the ranking itself is that of relationship_network.
"""

from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from odoo.addons.relationship_network.tools import ranking

EARTH_RADIUS_KM = 6371.0
# Where a goal is met fully or not at all.
FAR_KM = 2000.0
FAR_ZONES = 12.0
MANY_CONTACTS = 4.0
# Rules in the order in which they are asked.
RULES = ("company", "booked", "center", "skill", "present", "free")
GOALS = ("skill", "free", "place", "history", "win_rate")


class Expert(NamedTuple):
    """What is known about one expert for one request."""

    id: int
    is_same_company: bool = True
    is_booked: bool = False
    is_member: bool = True
    skills: tuple = ()
    capacity: float = 0.0
    free: float = 0.0
    distance: float | None = None
    zones: float | None = None
    projects: int = 0
    connections: int = 0
    won: int = 0
    closed: int = 0


class Need(NamedTuple):
    """What a request asks of an expert."""

    hours: float
    is_onsite: bool = False
    is_members_only: bool = False


def distance_km(here, there):
    """Great-circle distance of two ``(latitude, longitude)`` in degrees.

    Haversine formula, R. W. Sinnott, Sky and Telescope 68 (1984).
    """
    (lat1, lon1), (lat2, lon2) = (map(radians, here), map(radians, there))
    half = sin((lat2 - lat1) / 2) ** 2
    half += cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(half)))


def rules(need, names):
    """Hard conditions, in the order of :data:`RULES`.

    :param names: ``{code: name}``
    """
    conditions = {
        "company": lambda expert: expert.is_same_company,
        "booked": lambda expert: not expert.is_booked,
        "center": lambda expert: expert.is_member or not need.is_members_only,
        "skill": lambda expert: all(has >= least for has, least in expert.skills),
        "present": lambda expert: expert.capacity > 0,
        "free": lambda expert: expert.free >= min(1.0, need.hours),
    }
    return [ranking.Rule(names[code], conditions[code]) for code in RULES]


def goals(need, weights, names):
    """Wishes with a weight above 0, each scored from 0 to 1.

    :param weights: ``{code: weight}``
    :param names: ``{code: name}``
    """
    scores = {
        "skill": skill_score,
        "free": lambda expert: min(1.0, max(0.0, expert.free / need.hours)),
        "place": lambda expert: place_score(expert, need.is_onsite),
        "history": lambda expert: min(
            1.0, (expert.projects + expert.connections) / MANY_CONTACTS
        ),
        "win_rate": win_rate_score,
    }
    return [
        ranking.Goal(names[code], weights[code], scores[code])
        for code in GOALS
        if weights.get(code, 0) > 0
    ]


def skill_score(expert):
    """The mean level of the skills asked for; half when none is."""
    if not expert.skills:
        return 0.5
    return sum(has for has, _least in expert.skills) / len(expert.skills) / 100


def place_score(expert, is_onsite):
    """Near on site, or in a near time zone when remote; half when unknown."""
    far, value = (FAR_KM, expert.distance) if is_onsite else (FAR_ZONES, expert.zones)
    return 0.5 if value is None else 1 - min(1.0, value / far)


def win_rate_score(expert):
    """Won of closed with this seller; one won and one lost are added as a start.

    Rule of succession (Laplace): few cases stay near one half.
    """
    return (expert.won + 1) / (expert.closed + 2)
