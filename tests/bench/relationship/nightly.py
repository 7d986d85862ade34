"""The nightly work on the whole network: signals, snapshots, alerts."""

from report import seconds

from . import past
from .network import MAP

ORM_SAMPLE = 100


def measure(env, report):
    """Time the nightly jobs; those that write what others read come first."""
    maps = env["relationship.map"].search([("id", ">=", MAP)], order="id")
    _signals(env, report)
    whole = _snapshots(env, report, maps)
    _orm_loop(env, report, maps, whole)
    _snapshot_after_others(env, report, maps)
    _alerts(env, report)


def _signals(env, report):
    spent, count = seconds(past.generate_encounters, env.cr)
    report.add(f"generating {count:,} mails, meetings and calls", spent, "s")
    tables = ("relationship_signal", "relationship_link")
    spent, __ = seconds(_refresh_signals, env)
    report.add("signals, first run", spent, "s")
    before = _versions(env, *tables)
    report.add("signals there are", env["relationship.signal"].search_count([]), "")
    spent, __ = seconds(_refresh_signals, env)
    report.add("signals, second run", spent, "s")
    report.check("the second run writes no signal", _versions(env, *tables) == before)


def _refresh_signals(env):
    env["relationship.signal"]._refresh()
    env.cr.commit()


def _snapshots(env, report, maps):
    times = []
    for share in (4, 2, 1):
        env.cr.execute("TRUNCATE relationship_snapshot")
        part = maps[: len(maps) // share]
        spent, __ = seconds(env["relationship.snapshot"]._take, part)
        times.append(spent)
        report.add(
            f"snapshot of {len(part):,} maps",
            spent,
            "s",
            most=30 if share == 1 else None,
        )
    for name, part, twice in (("half", *times[:2]), ("whole", *times[1:])):
        # 1 when it grows with the number of maps; more than that, it grows faster.
        report.add(f"snapshot, {name}: growth", twice / part / 2, "×", most=1.3)
    spent, __ = seconds(env["relationship.snapshot"]._take, maps)
    report.add("snapshot again on the same day", spent, "s")
    env.cr.commit()
    return times[2]


def _orm_loop(env, report, maps, whole):
    """What the same rows cost when records are created one by one."""
    sample = maps[:ORM_SAMPLE]
    snapshots = env["relationship.snapshot"]

    def loop():
        for relationship_map in sample:
            _create(snapshots, relationship_map, relationship_map.stakeholder_ids)
            for person in relationship_map.stakeholder_ids:
                _create(snapshots, relationship_map, person, stakeholder_id=person.id)
            departments = relationship_map.stakeholder_ids.grouped("department_id")
            for department, people in departments.items():
                _create(
                    snapshots, relationship_map, people, department_id=department.id
                )
        env.flush_all()

    env.invalidate_all()
    spent, __ = seconds(loop)
    env.cr.rollback()
    scaled = spent * len(maps) / len(sample)
    report.add(f"ORM loop, scaled up from {len(sample)} maps", scaled, "s")
    report.add("snapshot is faster than the ORM loop", scaled / whole, "×", least=20)


def _snapshot_after_others(env, report, maps):
    spent, count = seconds(past.move_snapshots, env.cr)
    report.add(f"generating {count:,} snapshots of a month", spent, "s")
    spent, __ = seconds(env["relationship.snapshot"]._take, maps)
    env.cr.commit()
    report.add("snapshot after a month of them", spent, "s", most=30)


def _create(snapshots, relationship_map, people, **vals):
    tally = people._get_tally()
    snapshots.create(
        {
            "date": "2000-01-01",
            "map_id": relationship_map.id,
            "scope": "map",
            "occasion": "daily",
            "closeness": tally.closeness,
            "coverage": tally.coverage,
            "total_weight": tally.weight,
            "stakeholder_count": tally.total,
            **vals,
        }
    )


def _alerts(env, report):
    rules = env["relationship.alert.rule"]._get_rules()
    tables = ("relationship_alert", "relationship_alert_res_users_rel")
    spent, __ = seconds(rules._evaluate)
    env.cr.commit()
    report.add("alerts, first run", spent, "s", most=60)
    before = _versions(env, *tables)
    opened = env["relationship.alert"].search_count([("state", "=", "open")])
    report.add("alerts that are open", opened, "")
    spent, __ = seconds(rules._evaluate)
    env.cr.commit()
    report.add("alerts, second run", spent, "s", most=60)
    report.check("the second run writes no alert", _versions(env, *tables) == before)


def _versions(env, *tables):
    """Where the rows lie: any write moves them."""
    places = []
    for table in tables:
        env.cr.execute(
            f"SELECT COUNT(*), BIT_XOR(hashtext(ctid::text || xmin)) FROM {table}"
        )
        places += env.cr.fetchall()
    return places
