"""An opportunity held against the earlier projects of its customer, of 50,000."""

from report import Report, percentile, seconds

PROJECTS = 50_000
# Customers are of very different size: a few have hundreds of projects.
CUSTOMERS = 2_000
SOLUTIONS = 40
ASKED = 200


def run(env, scale, target):
    """Generate the history, measure, and write the figures.

    :param env: Odoo environment of a database that the run may fill
    :param scale: 1.0 for the full size
    :param target: path of the JSON file
    """
    report = Report("patterns", binding=scale >= 1, scale=scale)
    spent, __ = seconds(_generate, env, scale)
    report.add("generating the history", spent, "s")
    projects = env["customer.project"]
    report.circumstances.update(projects=projects.search_count([]))
    leads = env["crm.lead"].search([("name", "=like", "Asked %")], limit=ASKED)
    seller = env.ref("base.user_demo")
    for who, asked in (("manager", leads), ("seller", leads.with_user(seller))):
        times, cases = [], 0
        for lead in asked:
            env.invalidate_all()
            spent, found = seconds(lead.get_project_patterns)
            times.append(1000 * spent)
            cases += found["cases"]
        report.add(f"patterns as {who}, p50", percentile(times, 50), "ms")
        report.add(f"patterns as {who}, p95", percentile(times, 95), "ms", most=300)
        report.check(f"the {who} is told of earlier projects", cases > len(leads))
    again = leads[0].get_project_patterns()
    report.check(
        "the same question has the same answer",
        again == leads[0].get_project_patterns(),
    )
    spent, count = seconds(projects._sync_leads)
    report.add(f"history of {count:,} closed opportunities, all anew", spent, "s")
    report.save(target)


def _generate(env, scale):
    """Customers, their projects with people, criteria and competitors, and questions.

    Nothing is drawn by chance: the same scale gives the same history.
    """
    projects, customers = int(PROJECTS * scale), max(int(CUSTOMERS * scale), 10)
    seller = env.ref("base.user_demo").id
    partners = env["res.partner"].create(
        [
            {
                "name": f"Customer {n}",
                "is_company": True,
                "user_id": seller if n % 2 else False,
            }
            for n in range(customers)
        ]
    )
    solutions = env["key.account.solution"].create(
        [{"name": f"Solution {n}"} for n in range(SOLUTIONS)]
    )
    env.flush_all()
    numbers = {
        "projects": projects,
        "customers": customers,
        "seller": seller,
        "currency": env.company.currency_id.id,
        "company": env.company.id,
    }
    for statement in STATEMENTS:
        env.cr.execute(statement, numbers)
    env.invalidate_all()
    env["crm.lead"].create(
        [
            {
                "name": f"Asked {n}",
                "type": "opportunity",
                # The first customers have the most projects.
                "partner_id": partners[int(customers * (n / ASKED) ** 2)].id,
                "user_id": seller,
                "solution_id": solutions[n % SOLUTIONS].id,
                "expected_revenue": 1000 * (n * 13 % 997 + 3),
                "budget_amount": 1000 * (n * 13 % 997 + 3),
                "date_tender": "2026-01-15",
            }
            for n in range(ASKED)
        ]
    )
    env.flush_all()


STATEMENTS = (
    """
    CREATE TEMPORARY TABLE asked_customer AS
    SELECT id, row_number() OVER (ORDER BY id) - 1 AS place
      FROM res_partner WHERE name LIKE 'Customer %%'
    """,
    """
    CREATE TEMPORARY TABLE asked_solution AS
    SELECT id, row_number() OVER (ORDER BY id) - 1 AS place
      FROM key_account_solution WHERE name->>'en_US' LIKE 'Solution %%'
    """,
    # The square root puts more projects with the first customers.
    """
    INSERT INTO customer_project (
        name, active, origin, outcome, account_id, company_id, currency_id, user_id,
        solution_id, budget_amount, award_amount, size,
        date_initiated, date_tender, date_bid, date_award
    )
    SELECT 'Project ' || n, TRUE, 'foreign',
           (ARRAY['won', 'lost', 'other'])[1 + n %% 3], customer.id, %(company)s,
           %(currency)s, CASE WHEN n %% 2 = 0 THEN %(seller)s END, solution.id,
           1000 * (n %% 997 + 3), 900 * (n %% 997 + 3), 900 * (n %% 997 + 3),
           day, day + 90, day + 120, day + 150
      FROM generate_series(1, %(projects)s) n
      CROSS JOIN LATERAL (SELECT DATE '2016-01-01' + (n * 7) %% 3500 AS day) dated
      JOIN asked_customer customer
        ON customer.place
           = floor(%(customers)s * power((n * 7919 %% 10007) / 10007.0, 2))
      JOIN asked_solution solution ON solution.place = n %% 40
    """,
    """
    INSERT INTO customer_project_person (project_id, name, attitude, is_decider)
    SELECT id, 'Person ' || (account_id + k) %% 50, (ARRAY['1', '0', '-1'])[k], k = 1
      FROM customer_project, generate_series(1, 3) k
     WHERE name LIKE 'Project %%'
    """,
    """
    INSERT INTO customer_project_criterion (project_id, criterion_id, weight)
    SELECT project.id, criterion.id, 25
      FROM customer_project project
      JOIN crm_decision_criterion criterion ON (criterion.id + project.id) %% 2 = 0
     WHERE project.name LIKE 'Project %%'
    """,
    """
    INSERT INTO customer_project_competitor (project_id, name, price, is_winner)
    SELECT id, 'Rival ' || (id + k) %% 20, award_amount * (1 + k / 20.0), k = 1
      FROM customer_project, generate_series(1, 2) k
     WHERE name LIKE 'Project %%'
    """,
    "ANALYZE",
)
