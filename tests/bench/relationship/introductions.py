"""Introduction paths, beside pgRouting and NetworkX on the same links."""

import math
import random

import networkx
from report import percentile, seconds

from .network import OWN, PERSON

CONTACTS = 300
RIVAL_CONTACTS = 5
LIMIT = 5
# Most people between: 3, so most links on a path: 4.
MAX_LINKS = 4
SUPER_SOURCE = 0

# What paths may use, prepared once and not counted: one row per directed link, from
# one point that stands for all our people.
EDGES = f"""
    CREATE TABLE bench_edge AS
    SELECT link.id, link.source_id AS source, link.target_id AS target,
           -ln(link.strength / 5.0) AS cost,
           CASE WHEN link.kind = 'knows' AND link.source_id < {OWN}
                THEN -ln(link.strength / 5.0) ELSE -1 END AS reverse_cost
      FROM relationship_link link
     WHERE link.active AND link.kind <> 'conflict'
       AND COALESCE(link.date_end >= CURRENT_DATE, TRUE) AND link.lead_id IS NULL
       AND NOT EXISTS (
        SELECT FROM relationship_link quarrel
         WHERE quarrel.kind = 'conflict' AND quarrel.active
           AND COALESCE(quarrel.date_end >= CURRENT_DATE, TRUE)
           AND LEAST(quarrel.source_id, quarrel.target_id)
               = LEAST(link.source_id, link.target_id)
           AND GREATEST(quarrel.source_id, quarrel.target_id)
               = GREATEST(link.source_id, link.target_id)
       )
     UNION ALL
    SELECT -partner_id, {SUPER_SOURCE}, partner_id, 0, -1
      FROM res_users WHERE partner_id >= {OWN}
"""


def measure(env, report, size):
    """Time our search as manager and as seller, and the two others on a sample."""
    people = range(PERSON, PERSON + size.people)
    contacts = random.Random(7).sample(people, min(CONTACTS, size.people))
    times = {}
    for name, user_id in (("manager", 2), ("seller", _a_seller(env))):
        times[name] = _time_ours(env(user=user_id), contacts)
        for share in (50, 95):
            report.add(
                f"introduction paths as {name}, p{share}",
                1000 * percentile(times[name], share),
                "ms",
                most=50 if share == 95 else None,
            )
    env.cr.execute(EDGES)
    env.cr.execute("CREATE INDEX ON bench_edge (source)")
    env.cr.execute("ANALYZE bench_edge")
    typical = percentile(times["manager"], 50)
    sample = contacts[:RIVAL_CONTACTS]
    ours = {contact: _ours(env, contact) for contact in sample}
    _compare(report, "pgRouting", _pgrouting(env), sample, ours, typical, least=10)
    _compare(report, "NetworkX", _networkx(env), sample, ours, typical, least=100)


def _a_seller(env):
    """A user with accounts of their own and no right to see the others'."""
    login = "colleague7"
    return env["res.users"].search([("login", "=", login)]).id


def _ours(env, contact_id):
    paths = env["res.partner"].browse(contact_id).relationship_paths(LIMIT)
    return [path["reliability"] for path in paths]


def _time_ours(env, contacts):
    _ours(env, contacts[0])
    times = []
    for contact in contacts:
        env.invalidate_all()
        times.append(seconds(_ours, env, contact)[0])
    return times


def _compare(report, name, find, sample, ours, typical, least):
    """Time another engine, and hold its best path against ours where ours may find it.

    The others know no limit of the length: where their best path is longer than ours
    may be, it is at least as reliable.
    """
    if find is None:
        print(f"{name} is not installed and is left out.", flush=True)
        return
    times, agrees = [], True
    for contact in sample:
        spent, (reliability, links) = seconds(find, contact)
        times.append(spent)
        best = ours[contact][0] if ours[contact] else 0.0
        if links <= MAX_LINKS:
            agrees = agrees and math.isclose(best, reliability, rel_tol=1e-6)
        else:
            agrees = agrees and best <= reliability * (1 + 1e-6)
    average = sum(times) / len(times)
    report.add(f"{name}, one contact", 1000 * average, "ms")
    report.add(f"ours is faster than {name}", average / typical, "×", least=least)
    report.check(f"{name} finds the same best reliability", agrees)


def _pgrouting(env):
    """Search with pgRouting, or None where it is not installed."""
    env.cr.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'pgrouting'")
    if not env.cr.fetchone():
        return None
    env.cr.execute("CREATE EXTENSION IF NOT EXISTS pgrouting CASCADE")
    edges = "SELECT id, source, target, cost, reverse_cost FROM bench_edge"

    def find(contact):
        env.cr.execute(
            "SELECT path_id, MAX(agg_cost), COUNT(*) - 2 "
            "FROM pgr_KSP(%s, %s, %s, %s, directed := true) "
            "GROUP BY path_id ORDER BY path_id",
            (edges, SUPER_SOURCE, contact, LIMIT),
        )
        rows = env.cr.fetchall()
        return (math.exp(-rows[0][1]), rows[0][2]) if rows else (0.0, 0)

    return find


def _networkx(env):
    """Search with NetworkX, which has to load the network for an answer."""

    def find(contact):
        graph = _load_graph(env)
        try:
            paths = networkx.shortest_simple_paths(
                graph, SUPER_SOURCE, contact, weight="cost"
            )
            best = next(paths)
            # The other four, as we find five.
            for __ in zip(range(LIMIT - 1), paths, strict=False):
                pass
        except networkx.NetworkXNoPath:
            return 0.0, 0
        return math.exp(-networkx.path_weight(graph, best, "cost")), len(best) - 2

    return find


def _load_graph(env):
    env.cr.execute("SELECT source, target, cost, reverse_cost FROM bench_edge")
    graph = networkx.DiGraph()
    for source, target, cost, reverse_cost in env.cr.fetchall():
        for start, end, weight in (
            (source, target, cost),
            (target, source, reverse_cost),
        ):
            known = graph.get_edge_data(start, end, {"cost": math.inf})["cost"]
            if 0 <= weight < known:
                graph.add_edge(start, end, cost=float(weight))
    graph.add_nodes_from((SUPER_SOURCE,))
    return graph
