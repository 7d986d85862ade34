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
