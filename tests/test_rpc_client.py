"""An outside program that works with maps through Odoo's public interfaces."""

import urllib.error
import xmlrpc.client

import pytest
from clients import JsonClient

# Many programs still use it, so it is tested for as long as Odoo has it.
XML_RPC_DEPRECATED = "endpoints are deprecated in Odoo 19"


class XmlClient:
    """Calls models over XML-RPC with a login and a password."""

    def __init__(self, suite, login: str):
        self._database = suite.database
        self._password = login
        common = xmlrpc.client.ServerProxy(f"{suite.url}/xmlrpc/2/common")
        self._uid = common.authenticate(suite.database, login, login, {})
        assert self._uid, f"{login} cannot log in"
        self._models = xmlrpc.client.ServerProxy(f"{suite.url}/xmlrpc/2/object")

    def call(self, model: str, method: str, *arguments, **keywords):
        """The result of a public method."""
        return self._models.execute_kw(
            self._database,
            self._uid,
            self._password,
            model,
            method,
            arguments,
            keywords,
        )


@pytest.fixture
def account_map(seller):
    """A new account's map with four people, one of them not yet assessed."""
    (account,) = seller.call(
        "res.partner", "create", vals_list=[{"name": "Outside Ltd", "is_company": True}]
    )
    (map_id,) = seller.call(
        "relationship.map", "create", vals_list=[{"account_id": account}]
    )
    people = {"Ada": "2", "Ben": "1", "Cleo": "-1", "Dan": False}
    partners = seller.call(
        "res.partner",
        "create",
        vals_list=[{"name": name, "parent_id": account} for name in people],
    )
    seller.call(
        "relationship.stakeholder",
        "create",
        vals_list=[
            {"map_id": map_id, "partner_id": partner, "level": level, "weight": 1}
            for partner, level in zip(partners, people.values(), strict=True)
        ],
    )
    return map_id


def test_a_program_reads_the_closeness_of_a_map_it_made(seller, account_map):
    (values,) = seller.call(
        "relationship.map",
        "read",
        ids=[account_map],
        fields=["closeness", "coverage", "status", "stakeholder_ids"],
    )
    assert values["closeness"] == pytest.approx(50.0)  # (2 + 1 - 1 + 0) / 4
    assert values["coverage"] == pytest.approx(75.0)
    assert values["status"] in ("red", "amber", "green")
    assert len(values["stakeholder_ids"]) == 4


def test_a_change_by_a_program_changes_the_closeness(seller, account_map):
    (dan,) = seller.call(
        "relationship.stakeholder",
        "search",
        domain=[("map_id", "=", account_map), ("level", "=", False)],
    )
    seller.call("relationship.stakeholder", "write", ids=[dan], vals={"level": "2"})
    (values,) = seller.call(
        "relationship.map", "read", ids=[account_map], fields=["closeness", "coverage"]
    )
    assert values["closeness"] == pytest.approx(100.0)
    assert values["coverage"] == pytest.approx(100.0)


@pytest.mark.logs(XML_RPC_DEPRECATED)
def test_xml_rpc_reads_the_same(suite, account_map):
    client = XmlClient(suite, "demo")
    (values,) = client.call(
        "relationship.map", "read", [account_map], fields=["closeness"]
    )
    assert values["closeness"] == pytest.approx(50.0)


def test_a_wrong_key_is_refused(suite):
    with pytest.raises(urllib.error.HTTPError) as refused:
        JsonClient(suite.url, "0" * 40).call("relationship.map", "search", domain=[])
    assert refused.value.code == 401


@pytest.mark.logs(XML_RPC_DEPRECATED)
@pytest.mark.logs("not allowed to access")
@pytest.mark.parametrize(
    "model",
    [
        "relationship.map",
        "relationship.stakeholder",
        "relationship.link",
        "relationship.level.change",
    ],
)
def test_a_portal_user_is_refused(suite, account_map, model):
    portal = XmlClient(suite, "portal")
    with pytest.raises(xmlrpc.client.Fault, match="not allowed to access"):
        portal.call(model, "search_read", [])


@pytest.mark.logs(XML_RPC_DEPRECATED)
@pytest.mark.logs("not have enough rights to access the field")
def test_a_portal_user_does_not_see_what_people_feel_about_us(suite, account_map):
    portal = XmlClient(suite, "portal")
    with pytest.raises(xmlrpc.client.Fault):
        portal.call("res.partner", "search_read", [], fields=["closeness"])
