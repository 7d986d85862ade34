"""The relationship network at the size of a large company."""

from report import Report, seconds

from . import introductions, network, nightly


def run(env, scale, target):
    """Generate the network, measure, and write the figures.

    :param env: Odoo environment of a database that the run may fill
    :param scale: 1.0 for the full size
    :param target: path of the JSON file
    """
    report = Report("relationship", binding=scale >= 1, scale=scale)
    spent, size = seconds(network.generate, env.cr, scale)
    env.registry.clear_cache()
    env.invalidate_all()
    links = env["relationship.link"].search_count([("source_id", ">=", network.PERSON)])
    report.circumstances.update(size._asdict(), links=links)
    report.add(f"generating {size.people:,} people, {links:,} links", spent, "s")
    introductions.measure(env, report, size)
    nightly.measure(env, report)
    report.save(target)
