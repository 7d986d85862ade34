"""The opportunities of "CRM Sales Opportunities" as rows that Odoo's import takes.

One definition for the tests of this addon and for ``scripts/import-crm-pipeline``. The
first half reads and cleans the four tables and knows nothing of Odoo; the second half
hands the rows to ``Model.load``, so that a second run changes nothing.
"""

import csv
import os
import re
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

PREFIX = "crm_pipeline"
# What the tables call it, and what it stands for.
PRODUCTS = {"GTXPro": "GTX Pro"}
SECTORS = {"technolgy": "technology"}
COUNTRIES = {"Philipines": "Philippines", "Korea": "South Korea"}
INDUSTRIES = {
    "employment": "base.res_partner_industry_N",
    "entertainment": "base.res_partner_industry_R",
    "finance": "base.res_partner_industry_K",
    "marketing": "base.res_partner_industry_M",
    "medical": "base.res_partner_industry_Q",
    "retail": "base.res_partner_industry_G",
    "services": "base.res_partner_industry_S",
    "software": "base.res_partner_industry_J",
    "technology": "base.res_partner_industry_J",
    "telecommunications": "base.res_partner_industry_J",
}
STAGES = {"Prospecting": 0, "Engaging": 1}
# Lower bounds that split amounts of 40 to 30,000 into a few large and many small.
TIER_BOUNDS = {"A": 20_000, "B": 5_000, "C": 3_000, "D": 1_000, "E": 0}


class Pipeline(NamedTuple):
    """The four tables, cleaned, each row with its key; and what was said on the way."""

    accounts: dict
    products: dict
    agents: dict
    opportunities: dict
    notes: list


def find_folder():
    """Folder of the data, or None where it is missing."""
    data = os.environ.get("SUITE_DATA")
    root = Path(__file__).resolve().parents[3]
    folder = (Path(data) if data else root.parent / "shared" / "data") / "crm_pipeline"
    return folder if folder.is_dir() else None


def read(folder):
    """Read and clean the tables.

    :param folder: folder of the data
    :return: :class:`Pipeline`; nothing is left out, ``notes`` says what was mapped and
        what could not be
    """
    products = {row["product"]: row for row in _rows(folder, "products.csv")}
    agents = {row["sales_agent"]: row for row in _rows(folder, "sales_teams.csv")}
    accounts = {row["account"]: row for row in _rows(folder, "accounts.csv")}
    opportunities = {
        row["opportunity_id"]: row for row in _rows(folder, "sales_pipeline.csv")
    }
    mapped = Counter()
    for row in accounts.values():
        _map(row, "sector", SECTORS, mapped)
        _map(row, "office_location", COUNTRIES, mapped)
    for row in opportunities.values():
        _map(row, "product", PRODUCTS, mapped)
        for name in ("engage_date", "close_date"):
            row[name] = _date(row[name])
        price = products[row["product"]]["sales_price"]
        row["expected"] = row["close_value"] if _has_value(row) else price
    notes = [
        f"mapped: {column} “{old}” → “{new}” in {count} rows"
        for (column, old, new), count in sorted(mapped.items())
    ]
    return Pipeline(
        accounts,
        products,
        agents,
        opportunities,
        notes + _gaps(accounts, agents, opportunities),
    )


def _rows(folder, name):
    with open(folder / name, newline="", encoding="utf-8-sig") as file:
        return [
            {column: (value or "").strip() for column, value in row.items()}
            for row in csv.DictReader(file)
        ]


def _map(row, column, names, mapped):
    old = row[column]
    if old in names:
        row[column] = names[old]
        mapped[column, old, names[old]] += 1


def _has_value(row):
    """Whether the value is known: it is empty while open and 0 when lost."""
    return float(row["close_value"] or 0) > 0


def _date(text):
    return datetime.strptime(text, "%m/%d/%Y").date().isoformat() if text else ""


def _gaps(accounts, agents, opportunities):
    """What the tables do not say, in sentences with numbers."""
    rows = list(opportunities.values())
    counts = {
        "not mapped: {} opportunities name no account; kept without customer, with the "
        "tag “Account unknown”": sum(not row["account"] for row in rows),
        "not mapped: {} opportunities name an account that is not listed": sum(
            bool(row["account"]) and row["account"] not in accounts for row in rows
        ),
        "not mapped: {} open and lost opportunities have no value; the product's price "
        "is expected": sum(not _has_value(row) for row in rows),
        "not mapped: {} opportunities have no engage date": sum(
            not row["engage_date"] for row in rows
        ),
        "noted: {} agents have no opportunity": len(
            agents.keys() - {row["sales_agent"] for row in rows}
        ),
        "not mapped: {} parent companies are not listed": sum(
            bool(row["subsidiary_of"]) and row["subsidiary_of"] not in accounts
            for row in accounts.values()
        ),
    }
    return [text.format(count) for text, count in counts.items() if count]


# ------------------------------------------------------------------------- Odoo


def load(env, pipeline, orders=True):
    """Load the tables; what an earlier run loaded is neither doubled nor changed.

    :param env: environment of an administrator of a company in the data's currency
    :param pipeline: :class:`Pipeline`
    :param orders: whether won opportunities become confirmed orders, which make up the
        contribution of accounts
    :return: ``{what: number of new records}``
    :raise ValueError: when Odoo refuses a row, with its message
    """
    stages = _stages(env)
    managers = {row["manager"] for row in pipeline.agents.values()}
    people = sorted(pipeline.agents.keys() | managers)
    counts = {
        "products": _load(
            env,
            "product.template",
            ["id", "name", "type", "list_price", "taxes_id/id"],
            [
                [_id("product", name), name, "Service", row["sales_price"], ""]
                for name, row in pipeline.products.items()
            ],
        ),
        "solutions": _load_solutions(env, pipeline),
        "users": _load(
            env,
            "res.users",
            ["id", "name", "login", "group_ids/id"],
            [_user(name, name in managers) for name in people],
        ),
        "teams": _load_teams(env, pipeline),
        "accounts": _load_accounts(env, pipeline),
    }
    _load(
        env,
        "crm.tag",
        ["id", "name"],
        [[_id("tag", "unknown"), "Account unknown"]],
    )
    counts["opportunities"] = _load(
        env,
        "crm.lead",
        [
            "id",
            "name",
            "type",
            "partner_id/id",
            "user_id/id",
            "team_id/id",
            "solution_id/id",
            "stage_id/.id",
            "active",
            "probability",
            "expected_revenue",
            "date_open",
            "date_closed",
            "date_deadline",
            "tag_ids/id",
        ],
        [
            _lead(key, row, pipeline, stages)
            for key, row in pipeline.opportunities.items()
        ],
    )
    if orders:
        counts["orders"] = _load_orders(env, pipeline)
    return counts


def _id(kind, name):
    """External id of a row."""
    return f"{PREFIX}.{kind}_{re.sub(r'[^a-z0-9]+', '_', name.lower())}"


def _load(env, model, names, rows):
    data = env["ir.model.data"].search([("module", "=", PREFIX), ("model", "=", model)])
    known = {f"{PREFIX}.{name}" for name in data.mapped("name")}
    rows = [row for row in rows if row[0] not in known]
    if not rows:
        return 0
    quiet = env[model].with_context(
        tracking_disable=True,
        mail_create_nosubscribe=True,
        mail_auto_subscribe_no_notify=True,
        no_reset_password=True,
    )
    result = quiet.load(names, rows)
    if not result["ids"]:
        raise ValueError(
            f"{model}: {'; '.join(m['message'] for m in result['messages'][:5])}"
        )
    return len(result["ids"])


def _stages(env):
    """The stages of the customer that stand for those of the data; none is changed."""
    stages = env["crm.stage"].search([("team_ids", "=", False)])
    is_open = stages.filtered(lambda stage: not stage.is_won)
    won = stages - is_open
    if not is_open or not won:
        raise ValueError(
            "The pipeline needs an open stage and a won one that all teams share."
        )
    return {"open": is_open[:2].ids, "won": won[0].id}


def _load_solutions(env, pipeline):
    series = {}
    for name, row in pipeline.products.items():
        series.setdefault(row["series"], []).append(_id("product", name))
    return _load(
        env,
        "key.account.solution",
        ["id", "name", "product_ids/id"],
        [[_id("solution", name), name, ",".join(ids)] for name, ids in series.items()],
    )


def _user(name, is_manager):
    group = "all_leads" if is_manager else ""
    xmlid = f"sales_team.group_sale_salesman{'_' if group else ''}{group}"
    login = re.sub(r"[^a-z]+", ".", name.lower())
    return [_id("user", name), name, f"{login}@{PREFIX}.example", xmlid]


def _load_teams(env, pipeline):
    offices = {
        row["manager"]: row["regional_office"] for row in pipeline.agents.values()
    }
    count = _load(
        env,
        "crm.team",
        ["id", "name", "user_id/id"],
        [
            [_id("team", manager), f"{office}: {manager}", _id("user", manager)]
            for manager, office in offices.items()
        ],
    )
    _load(
        env,
        "crm.team.member",
        ["id", "crm_team_id/id", "user_id/id"],
        [
            [_id("member", name), _id("team", row["manager"]), _id("user", name)]
            for name, row in pipeline.agents.items()
        ],
    )
    return count


def _load_accounts(env, pipeline):
    parents_first = sorted(
        pipeline.accounts.items(), key=lambda item: bool(item[1]["subsidiary_of"])
    )
    countries = {country.name: country.id for country in env["res.country"].search([])}
    return _load(
        env,
        "res.partner",
        [
            "id",
            "name",
            "is_company",
            "parent_id/id",
            "industry_id/id",
            "country_id/.id",
            "comment",
        ],
        [
            [
                _id("account", name),
                name,
                "True",
                _id("account", row["subsidiary_of"]) if row["subsidiary_of"] else "",
                INDUSTRIES.get(row["sector"], ""),
                str(countries.get(row["office_location"], "")),
                f"Sector: {row['sector']}. Established {row['year_established']}. "
                f"Revenue: {row['revenue']} million. Employees: {row['employees']}.",
            ]
            for name, row in parents_first
        ],
    )


def _lead(key, row, pipeline, stages):
    is_won, is_lost = row["deal_stage"] == "Won", row["deal_stage"] == "Lost"
    open_stages = stages["open"]
    place = min(STAGES.get(row["deal_stage"], 1), len(open_stages) - 1)
    agent = pipeline.agents[row["sales_agent"]]
    account = row["account"] if row["account"] in pipeline.accounts else ""
    return [
        _id("opportunity", key),
        f"{row['product']} · {key}",
        "opportunity",
        _id("account", account) if account else "",
        _id("user", row["sales_agent"]),
        _id("team", agent["manager"]),
        _id("solution", pipeline.products[row["product"]]["series"]),
        str(stages["won"] if is_won else open_stages[place]),
        str(not is_lost),
        "100" if is_won else "0" if is_lost else ("10", "40")[place],
        row["expected"],
        _noon(row["engage_date"]),
        _noon(row["close_date"]),
        row["close_date"],
        "" if account else _id("tag", "unknown"),
    ]


def _noon(day):
    """The middle of a day, which is the same day in every time zone of the data."""
    return f"{day} 12:00:00" if day else ""


def _load_orders(env, pipeline):
    """A confirmed order of one line for each won opportunity."""
    won = {
        key: row
        for key, row in pipeline.opportunities.items()
        if row["deal_stage"] == "Won" and row["account"]
    }
    products = {
        name: env.ref(_id("product", name)).product_variant_id.id
        for name in pipeline.products
    }
    return _load(
        env,
        "sale.order",
        [
            "id",
            "partner_id/id",
            "user_id/id",
            "team_id/id",
            "opportunity_id/id",
            "state",
            "date_order",
            "order_line/id",
            "order_line/product_id/.id",
            "order_line/product_uom_qty",
            "order_line/price_unit",
            "order_line/tax_ids/id",
        ],
        [
            [
                _id("order", key),
                _id("account", row["account"]),
                _id("user", row["sales_agent"]),
                _id("team", pipeline.agents[row["sales_agent"]]["manager"]),
                _id("opportunity", key),
                "sale",
                _noon(row["close_date"]),
                _id("order_line", key),
                str(products[row["product"]]),
                "1",
                row["close_value"],
                "",
            ]
            for key, row in won.items()
        ],
    )


def set_tiers(env):
    """Give the company tiers that suit the amounts of the data.

    :return: ``{code: number of opportunities}``
    """
    tiers = env["crm.opportunity.tier"].search([("company_id", "=", env.company.id)])
    # From the lowest up, so that the order holds at every step.
    for tier in tiers.sorted("code", reverse=True):
        tier.amount_min = TIER_BOUNDS[tier.code]
    leads = env["crm.lead"].with_context(active_test=False)
    rows = leads._read_group(
        [("type", "=", "opportunity"), ("company_id", "in", [env.company.id, False])],
        ["tier_code"],
        ["__count"],
    )
    return dict(rows)


def replay(env, pipeline):
    """Rebuild the forecast of every week of the data, and hold it against what came.

    :return: ``(number of weeks, [(first day of the quarter, total of the accuracy)])``
    """
    rows = pipeline.opportunities.values()
    first = min(row["engage_date"] for row in rows if row["engage_date"])
    last = max(row["close_date"] for row in rows if row["close_date"])
    first, last = (datetime.strptime(day, "%Y-%m-%d").date() for day in (first, last))
    weeks = env["crm.forecast.snapshot"]._replay(first, last)
    quarters = []
    day = first
    while day <= last:
        following = _next_quarter(day)
        closing = (following - timedelta(days=1)).isoformat()
        data = env["crm.forecast"].get_data(date=closing)
        if total := data["accuracy"]["total"]:
            quarters.append((date.fromisoformat(data["date_from"]), total))
        day = following
    return len(weeks), quarters


def _next_quarter(day):
    month = 3 * ((day.month - 1) // 3) + 4
    return day.replace(year=day.year + month // 12, month=month % 12 or 12, day=1)
