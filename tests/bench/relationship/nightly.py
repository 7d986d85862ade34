"""The nightly work: snapshots and alerts of the whole network."""

from report import seconds

from .network import MAP

ORM_SAMPLE = 100


def measure(env, report):
    """Time the snapshots at three sizes and against an ORM loop, then the alerts."""
    maps = env["relationship.map"].search([("id", ">=", MAP)], order="id")
    whole = _snapshots(env, report, maps)
    _orm_loop(env, report, maps, whole)
    _alerts(env, report)


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
    report.add("snapshot: whole against twice the half", times[2] / times[1] / 2, "×")
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
    spent, __ = seconds(rules._evaluate)
    env.cr.commit()
    report.add("alerts, first run", spent, "s", most=60)
    before = _versions(env)
    report.add("alerts that are open", len(before), "")
    spent, __ = seconds(rules._evaluate)
    env.cr.commit()
    report.add("alerts, second run", spent, "s", most=60)
    report.check("the second run writes no alert", _versions(env) == before)


def _versions(env):
    """Where the rows lie: any write moves them."""
    env.cr.execute("SELECT id, ctid::text FROM relationship_alert ORDER BY id")
    return env.cr.fetchall()
