"""Composite scores: criteria turned into points by bands, weighted into one number.

Plain values in and out.
"""

from itertools import pairwise
from typing import Any, NamedTuple

MAX_POINTS = 100.0


class Band(NamedTuple):
    """Values from ``start`` on and below ``end`` earn ``points``; None is open."""

    start: float | None
    end: float | None
    points: float


class BandProblem(NamedTuple):
    """Why bands cannot be used.

    ``kind`` is ``points`` (outside 0 to 100), ``empty`` (ends where it starts),
    ``gap`` or ``overlap`` (between ``band`` and the one before).
    """

    kind: str
    band: Any
    before: Any = None


class Part(NamedTuple):
    """One criterion of an account: its weight and the points it earned, if known."""

    weight: float
    points: float | None


class Composite(NamedTuple):
    """A score from 0 to 100, and which share of the weight is known (0 to 1)."""

    score: float
    known: float


def sort_bands(bands):
    """Bands by where they start, the open one first."""
    lowest = float("-inf")
    return sorted(bands, key=lambda b: lowest if b.start is None else b.start)


def find_band_problem(bands):
    """The first reason why bands do not say clearly what a value earns.

    :param bands: iterable of :class:`Band` (or anything with its attributes)
    :return: a :class:`BandProblem`, or None
    """
    bands = sort_bands(bands)
    for band in bands:
        if not 0 <= band.points <= MAX_POINTS:
            return BandProblem("points", band)
        if None not in (band.start, band.end) and band.end <= band.start:
            return BandProblem("empty", band)
    for before, band in pairwise(bands):
        if band.start is None or before.end is None or band.start < before.end:
            return BandProblem("overlap", band, before)
        if band.start > before.end:
            return BandProblem("gap", band, before)
    return None


def find_band(value, bands):
    """The band of a value.

    :param value: number
    :param bands: iterable of :class:`Band` (or anything with its attributes)
    :return: the band, None where the value lies below or above all of them
    """
    for band in bands:
        above = band.start is None or value >= band.start
        if above and (band.end is None or value < band.end):
            return band
    return None


def composite(parts):
    """Weighted mean of points; a part that is not known counts as 0 points.

    :param parts: iterable of :class:`Part`
    :return: :class:`Composite`
    :raise ValueError: when a weight is negative or all of them are 0
    """
    parts = list(parts)
    total = sum(part.weight for part in parts)
    if total <= 0 or any(part.weight < 0 for part in parts):
        raise ValueError("A score needs weights, none of them below 0.")
    score = sum(part.weight * (part.points or 0) for part in parts) / total
    known = sum(part.weight for part in parts if part.points is not None) / total
    return Composite(min(max(score, 0.0), MAX_POINTS), known)
