"""How close two people seem from when and how they were in contact.

Every contact counts less as it grows old: half as much after ``HALF_LIFE`` days. The
four parts and the score run from 0 to 100:

* recency = 100 · 0.5 ^ (age of the last contact / 90 days)
* frequency = 100 · (1 − 0.5 ^ (Σ decay / 4))
* two-way = 100 · 2 · min(in, out) / (in + out); a meeting is both
* depth = 100 · (1 − 0.5 ^ (Σ depth of the kind · decay / 2))
* score = 35 % recency + 30 % frequency + 20 % two-way + 15 % depth

``relationship.signal`` computes the same in SQL; a test holds the two together.
"""

from typing import NamedTuple

HALF_LIFE = 90.0
# What each kind of contact adds to the depth, compared with a meeting.
DEPTHS = {"meeting": 1.0, "activity": 0.5, "mail_in": 0.1, "mail_out": 0.1}
# So much (decayed) contact gives half of the full frequency or depth.
HALF_FREQUENCY = 4.0
HALF_DEPTH = 2.0
WEIGHTS = {"recency": 0.35, "frequency": 0.30, "two_way": 0.20, "depth": 0.15}
# Kinds of contact in which they turned to us, and we to them.
INWARD = ("mail_in", "meeting")
OUTWARD = ("mail_out", "meeting", "activity")
# Parts and score are rounded to so many digits.
DIGITS = 1


class Signal(NamedTuple):
    """The parts, the score they make, and the strength (1 to 5) it stands for."""

    recency: float
    frequency: float
    two_way: float
    depth: float
    score: float
    strength: int


def decay(age):
    """What is left of a contact after ``age`` days, from 1 down to 0."""
    return 0.5 ** (max(age, 0) / HALF_LIFE)


def measure(contacts):
    """The signal of one pair of people.

    A meeting may stand in the calendar and among the activities: one a day counts.

    :param contacts: iterable of ``(kind, age in days)``, a kind of :data:`DEPTHS`
    :return: :class:`Signal`, or None without any contact
    """
    contacts = list(contacts)
    meetings = {contact for contact in contacts if contact[0] == "meeting"}
    contacts = [c for c in contacts if c[0] != "meeting"] + sorted(meetings)
    if not contacts:
        return None
    kinds = [kind for kind, __ in contacts]
    inward = sum(kind in INWARD for kind in kinds)
    outward = sum(kind in OUTWARD for kind in kinds)
    amount = sum(decay(age) for __, age in contacts)
    deep = sum(DEPTHS[kind] * decay(age) for kind, age in contacts)
    parts = {
        "recency": 100 * decay(min(age for __, age in contacts)),
        "frequency": 100 * (1 - 0.5 ** (amount / HALF_FREQUENCY)),
        "two_way": 100 * 2 * min(inward, outward) / (inward + outward),
        "depth": 100 * (1 - 0.5 ** (deep / HALF_DEPTH)),
    }
    parts = {name: round(value, DIGITS) for name, value in parts.items()}
    score = sum(WEIGHTS[name] * value for name, value in parts.items())
    score = round(score, DIGITS)
    return Signal(**parts, score=score, strength=strength_of(score))


def strength_of(score):
    """The strength of a link (1 to 5) that a score (0 to 100) stands for."""
    return min(5, 1 + int(score // 20))
