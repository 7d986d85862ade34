"""Service orders at the size of a large service organisation."""

from report import Report

from . import dispatching


def run(env, scale, target):
    """Measure, and write the figures.

    :param env: Odoo environment, unused: the tools need no database
    :param scale: 1.0 for the full size
    :param target: path of the JSON file
    """
    report = Report("service", binding=scale >= 1, scale=scale)
    dispatching.measure(report, scale)
    report.save(target)
