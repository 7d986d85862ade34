"""A generated network of accounts, people and links, written to the database at once.

At scale 1: 20,000 accounts with ten people each, 2,000 of our own people and 1,000,000
links. Own people know tens of contacts; contacts know each other inside their account
and, less often, across accounts; strong ties are rarer than weak ones.
"""

from typing import NamedTuple

ACCOUNTS = 20_000
PEOPLE_PER_ACCOUNT = 10
DEPARTMENTS_PER_ACCOUNT = 3
OWN_PEOPLE = 2_000
OWN_LINKS = 80_000
INNER_LINKS = 460_000
OUTER_LINKS = 560_000
LEAD_SHARE = 10
SEED = 0.42

# Ids far above those of the demo data.
ACCOUNT, PERSON, OWN, USER, TEAM, MAP, LEAD = (
    number * 1_000_000 for number in (11, 12, 13, 14, 15, 16, 17)
)


class Size(NamedTuple):
    """How much of everything there is."""

    accounts: int
    people: int
    own: int
    own_links: int
    inner_links: int
    outer_links: int

    @classmethod
    def of(cls, scale):
        accounts = max(int(ACCOUNTS * scale), 20)
        return cls(
            accounts,
            accounts * PEOPLE_PER_ACCOUNT,
            max(int(OWN_PEOPLE * scale), 20),
            *(int(links * scale) for links in (OWN_LINKS, INNER_LINKS, OUTER_LINKS)),
        )


def generate(cr, scale):
    """Write the network into the database of a cursor.

    :param scale: 1.0 for the full size
    :return: :class:`Size`
    """
    size = Size.of(scale)
    numbers = {**size._asdict(), **_constants()}
    # Nothing is checked or triggered row by row; the data is right by construction.
    cr.execute("SET session_replication_role = replica")
    cr.execute("SELECT setseed(%s)", (SEED,))
    for table, columns, query in (*PARTNERS, *SALES, *MAPS):
        insert(cr, table, columns, query.format(**numbers))
    cr.execute(CLOSENESS.format(**numbers))
    for statement in LINKS:
        cr.execute(statement.format(**numbers))
    cr.execute("SET session_replication_role = origin")
    cr.execute("ANALYZE")
    cr.commit()
    return size


def _constants():
    return {
        "account": ACCOUNT,
        "person": PERSON,
        "own_person": OWN,
        "user": USER,
        "team": TEAM,
        "map": MAP,
        "lead": LEAD,
        "per_account": PEOPLE_PER_ACCOUNT,
        "departments": DEPARTMENTS_PER_ACCOUNT,
        "lead_share": LEAD_SHARE,
    }


def insert(cr, table, columns, query):
    """Insert rows; required columns that are not given take those of the first row."""
    cr.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s "
        "AND is_nullable = 'NO' AND column_default IS NULL "
        "AND column_name <> ALL(%s) AND column_name <> 'id'",
        (table, columns.replace(" ", "").split(",")),
    )
    others = [name for (name,) in cr.fetchall()]
    defaults = [f"(SELECT {name} FROM {table} ORDER BY id LIMIT 1)" for name in others]
    cr.execute(
        f"INSERT INTO {table} ({', '.join([columns, *others])}) "
        f"SELECT {', '.join(['rows.*', *defaults])} FROM ({query}) rows "
        "ON CONFLICT DO NOTHING"
    )


PARTNERS = (
    (
        "res_partner",
        "id, name, complete_name, is_company, active, type, partner_share, "
        "commercial_partner_id, user_id, is_competitor",
        """
        SELECT {account} + i, 'Account ' || i, 'Account ' || i, true, true, 'contact',
               true, {account} + i, CASE WHEN i % 10 > 0 THEN {user} + i % {own} END,
               i % 50 = 49
          FROM generate_series(0, {accounts} - 1) i
        """,
    ),
    (
        "res_partner",
        "id, name, complete_name, is_company, active, type, partner_share, parent_id, "
        "commercial_partner_id",
        """
        SELECT {person} + i, 'Person ' || i, 'Person ' || i, false, true, 'contact',
               true, {account} + i / {per_account}, {account} + i / {per_account}
          FROM generate_series(0, {people} - 1) i
        """,
    ),
    (
        "res_partner",
        "id, name, complete_name, is_company, active, type, partner_share, "
        "commercial_partner_id, company_id",
        """
        SELECT {own_person} + i, 'Colleague ' || i, 'Colleague ' || i, false, true,
               'contact', false, {own_person} + i, 1
          FROM generate_series(0, {own} - 1) i
        """,
    ),
)
SALES = (
    (
        "res_users",
        "id, login, partner_id, company_id, active, share",
        """
        SELECT {user} + i, 'colleague' || i, {own_person} + i, 1, true, false
          FROM generate_series(0, {own} - 1) i
        """,
    ),
    (
        "res_company_users_rel",
        "cid, user_id",
        "SELECT 1, {user} + i FROM generate_series(0, {own} - 1) i",
    ),
    (
        "res_groups_users_rel",
        "gid, uid",
        """
        SELECT res_id, {user} + i FROM generate_series(0, {own} - 1) i, ir_model_data
         WHERE module = 'sales_team' AND name = 'group_sale_salesman'
        """,
    ),
    (
        "crm_team",
        "id, name, active, user_id, company_id",
        """
        SELECT {team} + i, jsonb_build_object('en_US', 'Team ' || i), true,
               {user} + i * 10, 1
          FROM generate_series(0, {own} / 10 - 1) i
        """,
    ),
    (
        "crm_team_member",
        "crm_team_id, user_id, active",
        """
        SELECT {team} + i / 10, {user} + i, true FROM generate_series(0, {own} - 1) i
        """,
    ),
    (
        "crm_lead",
        "id, name, type, active, partner_id, user_id, team_id, company_id, stage_id, "
        "probability, automated_probability, won_status, priority",
        """
        SELECT {lead} + i, 'Deal ' || i, 'opportunity', true, {account} + i,
               {user} + i % {own}, {team} + i % {own} / 10, 1,
               (SELECT MIN(id) FROM crm_stage), i % 100, i % 100, 'pending', '0'
          FROM generate_series(0, {accounts} - 1, {lead_share}) i
        """,
    ),
)
# Each account has a map of all its people, one account in ten a deal of half of them.
MAPS = (
    (
        "relationship_department",
        "name, complete_name, account_id, company_id, is_key, sequence",
        """
        SELECT 'Department ' || d, 'Department ' || d, {account} + i, 1, d = 0, d
          FROM generate_series(0, {accounts} - 1) i,
               generate_series(0, {departments} - 1) d
        """,
    ),
    (
        "relationship_map",
        "id, name, active, kind, account_id, lead_id, company_id, user_id, team_id, "
        "status",
        """
        SELECT {map} + i, 'Account ' || i, true, 'account', {account} + i,
               NULL::integer, 1, CASE WHEN i % 10 > 0 THEN {user} + i % {own} END,
               {team} + i % {own} / 10, 'amber'
          FROM generate_series(0, {accounts} - 1) i
         UNION ALL
        SELECT {map} + {accounts} + i, 'Deal ' || i, true, 'opportunity', {account} + i,
               {lead} + i, 1, {user} + i % {own}, {team} + i % {own} / 10, 'amber'
          FROM generate_series(0, {accounts} - 1, {lead_share}) i
        """,
    ),
    (
        "relationship_stakeholder",
        "map_id, account_id, lead_id, company_id, active, partner_id, employer_id, "
        "name, weight, level, role_id, department_id, owner_id, has_veto, "
        "has_approval, political_status, is_key_player, contact_depth, "
        "is_placeholder, is_parked, create_date",
        """
        SELECT map.id, map.account_id, map.lead_id, 1, true, {person} + p,
               map.account_id, 'Person ' || p, 1 + (p % 5),
               (ARRAY['2', '1', '1', '0', '0', '-1', '-2', NULL])[1 + (p * 7 + k) % 8],
               role.ids[1 + p % array_length(role.ids, 1)], department.id,
               CASE WHEN p % 4 > 0 THEN {user} + p % {own} END,
               p % 40 = 0, p % 30 = 0,
               (ARRAY['outside', 'outside', 'structure', 'inner'])[1 + p % 4],
               p % 4 > 1,
               (ARRAY['none', 'brief', 'several', 'in_depth'])[1 + (p / 3) % 4],
               false, false, now() - (p % 200) * '1 day'::interval
          FROM (
            SELECT *, CASE WHEN lead_id IS NULL THEN 0 ELSE 3 END AS k
              FROM relationship_map WHERE id >= {map}
          ) map
          JOIN generate_series(0, {people} - 1) p
            ON p / {per_account} = map.account_id - {account}
           AND (map.lead_id IS NULL OR p % 2 = 0)
          JOIN relationship_department department
            ON department.account_id = map.account_id
           AND department.sequence = p % {departments}
          CROSS JOIN (
            SELECT array_agg(id ORDER BY id) AS ids FROM relationship_role
          ) role
        """,
    ),
)
CLOSENESS = """
    UPDATE relationship_map map
       SET closeness = people.closeness, total_weight = people.weight
      FROM (
        SELECT map_id, SUM(weight) AS weight,
               100 * SUM(weight * COALESCE(level::integer, 0)) / SUM(weight)
                   AS closeness
          FROM relationship_stakeholder GROUP BY map_id
      ) people
     WHERE people.map_id = map.id AND map.id >= {map}
"""
# The square of a random number makes strong ties rare.
LINKS = (
    "CREATE TEMP TABLE tie "
    "(source integer, target integer, kind varchar, strength integer)",
    """
    INSERT INTO tie
    SELECT {own_person} + floor(random() * {own}),
           {person} + floor(random() * {people}), 'knows',
           1 + floor(5 * random() * random())
      FROM generate_series(1, {own_links})
    """,
    """
    INSERT INTO tie
    SELECT {person} + at + floor(random() * {per_account}),
           {person} + at + floor(random() * {per_account}),
           CASE WHEN dice < 0.5 THEN 'knows' WHEN dice < 0.95 THEN 'influence'
                ELSE 'conflict' END,
           1 + floor(5 * random() * random())
      FROM (
        SELECT floor(random() * {accounts}) * {per_account} AS at, random() AS dice
          FROM generate_series(1, {inner_links})
      ) account
    """,
    """
    INSERT INTO tie
    SELECT {person} + floor(random() * {people}),
           {person} + floor(random() * {people}),
           CASE WHEN dice < 0.85 THEN 'knows' WHEN dice < 0.97 THEN 'influence'
                ELSE 'conflict' END,
           1 + floor(5 * random() * random())
      FROM (
        SELECT random() AS dice FROM generate_series(1, {outer_links})
      ) link
    """,
    """
    INSERT INTO relationship_link (
        source_id, target_id, type_id, kind, strength, confidence, company_id, active,
        source_account_id, target_account_id, contact_account_id, scope, is_connection,
        own_partner_id, contact_id, follows_signal, date_end, create_date
    )
    SELECT tie.source, tie.target, type.id, tie.kind, tie.strength, 'medium', 1, true,
           CASE WHEN NOT is_own THEN source.commercial_partner_id END,
           target.commercial_partner_id,
           CASE WHEN is_own THEN target.commercial_partner_id END,
           CASE WHEN source.commercial_partner_id = target.commercial_partner_id
                THEN 'internal' ELSE 'external' END,
           is_own, CASE WHEN is_own THEN tie.source END,
           CASE WHEN is_own THEN tie.target END, is_own AND tie.target % 4 = 0,
           CASE WHEN tie.source % 25 = 0 THEN '2020-01-01'::date END, now()
      FROM (SELECT *, source >= {own_person} AS is_own FROM tie) tie
      JOIN res_partner source ON source.id = tie.source
      JOIN res_partner target ON target.id = tie.target
      JOIN (
        SELECT kind, MIN(id) AS id FROM relationship_link_type GROUP BY kind
      ) type ON type.kind = tie.kind
     WHERE tie.source <> tie.target
        ON CONFLICT DO NOTHING
    """,
    "DROP TABLE tie",
)
