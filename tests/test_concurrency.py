"""What one transaction cannot see of another, the database holds together."""

import json
import time
import urllib.error
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

INSERT_MAP = """
INSERT INTO relationship_map (account_id, company_id, kind, name, active)
SELECT %s, company_id, 'account', 'By another', TRUE FROM res_users WHERE login = 'demo'
"""
WAITING = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


def wait_until_blocked(connection):
    """Return once another session waits for a lock that this one holds."""
    with connection.cursor() as cursor:
        for _attempt in range(200):
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
            time.sleep(0.05)
    raise AssertionError("nobody waited for the first transaction")


@pytest.mark.logs("duplicate key value violates unique constraint")
@pytest.mark.logs("already has a map")
def test_two_people_start_the_map_of_an_account_at_once(suite, seller):
    (account,) = seller.call(
        "res.partner", "create", vals_list=[{"name": "Twice Ltd", "is_company": True}]
    )
    with closing(suite.connect()) as other, ThreadPoolExecutor() as threads:
        with other.cursor() as cursor:
            cursor.execute(INSERT_MAP, [account])
        second = threads.submit(
            seller.call,
            "relationship.map",
            "create",
            vals_list=[{"account_id": account}],
        )
        wait_until_blocked(other)
        other.commit()
        with pytest.raises(urllib.error.HTTPError) as refused:
            second.result(timeout=60)
    message = json.load(refused.value)["message"]
    assert f"Contact {account} already has a map" in message
    maps = seller.call(
        "relationship.map", "search_count", domain=[("account_id", "=", account)]
    )
    assert maps == 1


INSERT_ALERT = """
INSERT INTO relationship_alert
    (rule_id, kind, severity, map_id, stakeholder_id, company_id, state, opened_on)
SELECT rule.res_id, 'veto_holder', 'critical', map_id, person.id, company_id, 'open',
       now() AT TIME ZONE 'UTC'
  FROM relationship_stakeholder person
  JOIN ir_model_data rule ON rule.module = 'relationship_network'
   AND rule.name = 'relationship_alert_rule_veto_holder'
 WHERE person.id = %s
"""


@pytest.mark.logs("could not serialize access")
@pytest.mark.parametrize("end", ["commit", "rollback"])
def test_two_evaluations_open_one_alert(suite, seller, end):
    (account,) = seller.call(
        "res.partner", "create", vals_list=[{"name": "Watched", "is_company": True}]
    )
    (contact,) = seller.call(
        "res.partner", "create", vals_list=[{"name": "Vera", "parent_id": account}]
    )
    (account_map,) = seller.call(
        "relationship.map", "create", vals_list=[{"account_id": account}]
    )
    (person,) = seller.call(
        "relationship.stakeholder",
        "create",
        vals_list=[
            {
                "map_id": account_map,
                "partner_id": contact,
                "has_veto": True,
                "level": "1",
            }
        ],
    )
    with closing(suite.connect()) as other, ThreadPoolExecutor() as threads:
        with other.cursor() as cursor:
            cursor.execute(INSERT_ALERT, [person])
        second = threads.submit(
            seller.call,
            "relationship.stakeholder",
            "write",
            ids=[person],
            vals={"level": "-1"},
        )
        wait_until_blocked(other)
        getattr(other, end)()
        second.result(timeout=60)
    alerts = seller.call(
        "relationship.alert",
        "search_read",
        domain=[("stakeholder_id", "=", person), ("kind", "=", "veto_holder")],
        fields=["state", "message"],
    )
    assert [(alert["state"], alert["message"]) for alert in alerts] == [
        ("open", "Vera can veto and is against us (oppose)")
    ]
