"""Travel times between coordinates, without a road network.

Great-circle distance times a detour factor, over a mean speed. Plain values in and out.
"""

from typing import NamedTuple

import numpy as np

EARTH_RADIUS_KM = 6371.0


class Roads(NamedTuple):
    """How roads turn a straight line into driving time."""

    detour: float = 1.3
    speed_kmh: float = 50.0


def distances(here, there):
    """Great-circle distances between places, by NumPy's broadcasting.

    Haversine formula, R. W. Sinnott, Sky and Telescope 68 (1984).

    :param here: array of latitude and longitude in degrees along the last axis
    :param there: likewise
    :return: array of kilometres
    :raise ValueError: when a coordinate is outside the globe
    """
    here, there = np.asarray(here, dtype=float), np.asarray(there, dtype=float)
    if not all((np.abs(points) <= (90.0, 180.0)).all() for points in (here, there)):
        raise ValueError("Latitudes lie within ±90 and longitudes within ±180 degrees.")
    lat1, lon1 = np.moveaxis(np.radians(here), -1, 0)
    lat2, lon2 = np.moveaxis(np.radians(there), -1, 0)
    half = np.sin((lat2 - lat1) / 2) ** 2
    half += np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0)))


def distance_matrix(places):
    """Great-circle distances between all places.

    :param places: list of ``(latitude, longitude)`` in degrees
    :return: square array of kilometres
    :raise ValueError: when a coordinate is outside the globe
    """
    points = np.asarray(places, dtype=float).reshape(-1, 2)
    return distances(points[:, None], points[None])


def time_matrix(places, roads=None):
    """Driving times between all places.

    :param places: list of ``(latitude, longitude)`` in degrees
    :param roads: :class:`Roads`, the default ones when None
    :return: square array of whole seconds, rounded up so that no one arrives late
    :raise ValueError: on impossible coordinates, speed, or detour below 1
    """
    roads = roads or Roads()
    if roads.speed_kmh <= 0 or roads.detour < 1:
        raise ValueError("The speed must be above 0 and the detour at least 1.")
    hours = distance_matrix(places) * roads.detour / roads.speed_kmh
    return np.ceil(hours * 3600).astype(np.uint32)
