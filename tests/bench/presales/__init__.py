"""A month of 100,000 logged hours carried to 2,000 opportunities."""

from report import Report, seconds

EFFORTS = 100_000
LEADS = 2_000
EXPERTS = 100
MONTH = ("2026-01-01", "2026-01-31")


def run(env, scale, target):
    """Generate the month, transfer it, kill a run and complete it, reverse it.

    :param env: Odoo environment of a database that the run may fill
    :param scale: 1.0 for the full size
    :param target: path of the JSON file
    """
    report = Report("presales", binding=scale >= 1, scale=scale)
    spent, __ = seconds(_generate, env, scale)
    report.add("generating the month", spent, "s")
    efforts = env["account.analytic.line"].search_count(
        [("presales_lead_id", "!=", False), ("date", "<=", MONTH[1])]
    )
    report.circumstances.update(efforts=efforts)
    transfers = env["presales.transfer"]
    transfer = transfers.create({"date_from": MONTH[0], "date_to": MONTH[1]})
    spent, __ = seconds(_transfer, transfer)
    report.add(f"transfer of {efforts:,} logged efforts", spent, "s", most=60)
    report.check("every effort moved once", transfer.line_count == efforts)
    report.check("balanced to the cent", _balance(env) == 0)
    report.check("as much as the efforts cost", _moved(env) == _cost(env))
    spent, __ = seconds(transfer.action_reverse)
    report.add("reversal", spent, "s")
    report.check("nothing is left moved", _moved(env) == 0)

    again = transfers.create({"date_from": MONTH[0], "date_to": MONTH[1]})
    batches = max(2, int(efforts / 5_000) // 2)
    _transfer(again, stop_after=batches)
    half = again.line_count
    report.check("a killed run leaves whole batches", 0 < half < efforts or scale < 1)
    _transfer(again)
    report.check("completed without doubles", again.line_count == efforts)
    report.check("balanced to the cent after it", _balance(env) == 0)
    report.check("as much as the efforts cost after it", _moved(env) == _cost(env))
    spent, __ = seconds(_transfer, again)
    report.add("running again, with nothing to move", spent, "s")
    report.check("which moves nothing", again.line_count == efforts)
    report.save(target)


def _transfer(transfer, stop_after=None):
    """Move batch by batch, as the background job does, and commit each.

    :param stop_after: batches after which the next one is cut off half done
    """
    last, count, batches = 0, 1, 0
    while count:
        if batches == stop_after:
            transfer._move_batch(last)
            transfer.env.cr.rollback()
            transfer.env.invalidate_all()
            return
        last, count = transfer._move_batch(last)
        transfer.env.cr.commit()
        batches += 1
    transfer.state = "done"


def _query(env, statement):
    env.flush_all()
    env.cr.execute(statement)
    return float(env.cr.fetchone()[0] or 0)


def _balance(env):
    """Sum of all entries: what is taken off here is added there."""
    return _query(
        env,
        "SELECT SUM(amount) FROM account_analytic_line"
        " WHERE presales_transfer_line_id IS NOT NULL",
    )


def _moved(env):
    return _query(
        env,
        "SELECT SUM(amount) FROM presales_transfer_line line"
        f" WHERE line.date BETWEEN '{MONTH[0]}' AND '{MONTH[1]}'",
    )


def _cost(env):
    return _query(
        env,
        "SELECT SUM(presales_cost) FROM account_analytic_line"
        " WHERE presales_lead_id IS NOT NULL"
        f" AND date BETWEEN '{MONTH[0]}' AND '{MONTH[1]}'",
    )


def _generate(env, scale):
    """Prices, opportunities and efforts; the same scale gives the same month."""
    roles = env["presales.role"].create([{"name": f"Role {n}"} for n in range(5)])
    # From the middle of the month on everything costs more.
    for n, role in enumerate(roles):
        for start, end, more in (
            ("2025-01-01", "2026-01-15", 0),
            ("2026-01-16", False, 7.35),
        ):
            env["presales.price"].create(
                {
                    "role_id": role.id,
                    "date_from": start,
                    "date_to": end,
                    "price_hour": 80 + 7.77 * n + more,
                    "price_travel_hour": 55.5,
                    "price_kilometre": 0.37,
                }
            )
    employees = env["hr.employee"].create(
        [{"name": f"Expert {n}"} for n in range(EXPERTS)]
    )
    leads = env["crm.lead"].create(
        [
            {
                "name": f"Supported {n}",
                "type": "opportunity",
                "expected_revenue": 1000 * (n * 13 % 997 + 3),
            }
            for n in range(max(int(LEADS * scale), 10))
        ]
    )
    project = env.company._get_presales_project()
    env.flush_all()
    env.cr.execute(
        """
        INSERT INTO account_analytic_line (
            name, date, amount, unit_amount, account_id, project_id, company_id,
            currency_id, employee_id, presales_lead_id, presales_role_id,
            presales_is_travel, presales_kilometres, presales_version,
            presales_moved_version
        )
        SELECT 'Effort ' || n, DATE '2026-01-01' + n %% 31, 0, (n %% 33) * 0.25 + 0.1,
               %(account)s, %(project)s, %(company)s, %(currency)s,
               (%(employees)s)[1 + n %% %(experts)s], (%(leads)s)[1 + n %% %(count)s],
               (%(roles)s)[1 + n %% 5], n %% 10 = 0,
               CASE WHEN n %% 10 = 0 THEN n %% 300 ELSE 0 END, 1, 0
          FROM generate_series(1, %(efforts)s) n
        """,
        {
            "account": project.account_id.id,
            "project": project.id,
            "company": env.company.id,
            "currency": env.company.currency_id.id,
            "employees": employees.ids,
            "experts": EXPERTS,
            "leads": leads.ids,
            "count": len(leads),
            "roles": roles.ids,
            "efforts": int(EFFORTS * scale),
        },
    )
    env.cr.execute("ANALYZE account_analytic_line")
    env.invalidate_all()
    env.cr.commit()
