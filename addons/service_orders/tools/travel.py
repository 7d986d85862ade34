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


def distance_matrix(places):
    """Great-circle distances between all places.

    Haversine formula, R. W. Sinnott, Sky and Telescope 68 (1984).

    :param places: list of ``(latitude, longitude)`` in degrees
    :return: square array of kilometres
    :raise ValueError: when a coordinate is outside the globe
    """
    points = np.asarray(places, dtype=float).reshape(-1, 2)
    if not (np.abs(points) <= (90.0, 180.0)).all():
        raise ValueError("Latitudes lie within ±90 and longitudes within ±180 degrees.")
    lat, lon = np.radians(points).T
    half = np.sin((lat[:, None] - lat) / 2) ** 2
    half += np.cos(lat[:, None]) * np.cos(lat) * np.sin((lon[:, None] - lon) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0)))


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
