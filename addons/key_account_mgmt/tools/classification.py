"""Classes A to D from potential and contribution, and key account or not.

Plain values in and out.
"""

CLASSES = {
    (True, True): "A",
    (False, True): "B",
    (True, False): "C",
    (False, False): "D",
}


def classify(potential, contribution, potential_threshold, contribution_threshold):
    """Class of an account: a value at its threshold counts as high.

    :param potential: yearly potential, in any one currency
    :param contribution: revenue of the period, in the same currency
    :param potential_threshold: from where potential is high
    :param contribution_threshold: from where contribution is high
    :return: ``A`` (both high), ``B`` (contribution only), ``C`` (potential only) or
        ``D``
    """
    return CLASSES[
        potential >= potential_threshold, contribution >= contribution_threshold
    ]


def is_key(method, score, key_score, has_potential):
    """Whether an account is a key account, by one or both of the two methods.

    :param method: ``score``, ``estimation``, ``either`` or ``both``
    :param score: composite score, None when the account has none
    :param key_score: score from which an account is key
    :param has_potential: whether the estimated potential is high
    :return: bool; without a score only the estimation decides
    """
    if score is None:
        return has_potential
    has_score = score >= key_score
    return {
        "score": has_score,
        "estimation": has_potential,
        "either": has_score or has_potential,
        "both": has_score and has_potential,
    }[method]


def estimate(driver, unit_value, share):
    """Potential of one solution at an account.

    :param driver: how many of what the need grows with (machines, beds, employees)
    :param unit_value: yearly value of the solution for one of them
    :param share: our attainable share, in percent
    :return: yearly potential in the currency of the unit value
    :raise ValueError: for negative values, or a share above 100
    """
    if driver < 0 or unit_value < 0 or not 0 <= share <= 100:
        raise ValueError("Driver and value cannot be negative, nor the share over 100.")
    return driver * unit_value * share / 100.0
