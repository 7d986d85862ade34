"""How a key person will decide: closeness, solution and price acceptance in one figure.

Plain values in and out. What a whole chain decides follows in
``relationship_network.tools.simulation``: powers decide before averages.
"""

ATTITUDES = ("level", "solution_level", "price_level")
# Less than half a point either way leans to nobody.
LEAN_FROM = 0.5


def person_outlook(attitudes, weights):
    """The weighted mean of what is known of a person.

    Σ weight · attitude / Σ weight, over the known attitudes: an unknown one neither
    helps nor harms.

    :param attitudes: ``{attitude: -2 to +2, or None}``
    :param weights: ``{attitude: weight ≥ 0}``
    :return: −2 to +2, or None when nothing that weighs is known
    """
    known = [
        (weights.get(name, 0), value)
        for name, value in attitudes.items()
        if value is not None
    ]
    total = sum(weight for weight, __ in known)
    if total <= 0:
        return None
    return sum(weight * value for weight, value in known) / total


def lean(value):
    """Where a person of this outlook stands: 1 for us, −1 against us, 0 neither."""
    if value is None or abs(value) < LEAN_FROM:
        return 0
    return 1 if value > 0 else -1
