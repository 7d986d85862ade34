"""In a browser: what a seller does with the people of an account and of a deal."""

import re
import uuid

import pytest
from playwright.sync_api import TimeoutError, expect

NEW_ACCOUNT = """
account = env["res.partner"].create({"name": "%(name)s", "is_company": True})
seller = env["res.users"].search([("login", "=", "demo")])
env["res.partner"].create([
    {"name": name, "parent_id": account.id, "function": function}
    for name, function in (
        ("Iris Vale", "Managing Director"),
        ("Otto Kern", "Plant Manager"),
        ("Rosa Lind", "Buyer"),
    )
])
env["relationship.department"].create({"name": "Board", "account_id": account.id})
env["crm.lead"].create({
    "name": "%(deal)s",
    "type": "opportunity",
    "partner_id": account.id,
    "user_id": seller.id,
})
env.cr.commit()
"""


@pytest.fixture
def account(suite):
    """Name of a new account with three contacts, and of its one deal."""
    names = {"name": f"Foundry {uuid.uuid4().hex[:6]}", "deal": uuid.uuid4().hex[:8]}
    suite.shell(NEW_ACCOUNT % names)
    return names


def open_contacts(page):
    """Open the list of contacts; a menu closes when its page is still loading."""
    for __ in range(4):
        page.locator(".o_rm_add").click()
        try:
            page.get_by_role("menuitem", name="Contacts").click(timeout=5000)
        except TimeoutError:
            continue
        return
    raise AssertionError("The menu to add people does not stay open.")


def add_contacts(page, people: list[str], **place: str):
    """Put contacts of the account on the map, in a department or below somebody."""
    open_contacts(page)
    for person in people:
        page.locator(".o_rm_contacts label", has_text=person).click()
    for field, label in place.items():
        page.locator(f".o_rm_add_dialog [name='{field}']").select_option(label=label)
    page.locator(".o_rm_add_confirm").click()
    expect(page.locator(".o_rm_add_dialog")).to_have_count(0)


def choose(page, person: str):
    """Select somebody on the map, which opens the panel on the right."""
    search = page.get_by_role("combobox", name="Find a person")
    search.fill(person)
    page.locator(".o_rm_search .dropdown-item", has_text=person).click()
    panel = page.locator(".o_rm_panel")
    if not panel.is_visible():
        page.keyboard.press("Enter")
    expect(panel.locator("h4")).to_contain_text(person)
    return panel


def assess(page, person: str, level: str):
    """Say with one click how much somebody supports us."""
    panel = choose(page, person)
    panel.locator(f".o_rm_levels [data-level='{level}']").click()
    expect(panel.locator(f".o_rm_levels [data-level='{level}']")).to_have_attribute(
        "aria-pressed", "true"
    )


def expect_closeness(page, closeness: str):
    expect(page.locator(".o_rm_closeness")).to_have_text(re.compile(closeness))


def expect_status(page, status: str):
    expect(page.locator(f".o_rm_status[data-status='{status}']")).to_be_visible()


def test_a_seller_maps_an_account_and_its_deal(log_in, account):
    page = log_in("demo")

    # From the menu, start the map of an account.
    page.locator(".o_navbar_apps_menu button").click()
    page.get_by_role("menuitem", name="Relationships").click()
    page.get_by_role("menuitem", name="Accounts", exact=True).click()
    page.get_by_role("button", name="New", exact=True).click()
    page.get_by_label("Account", exact=True).fill(account["name"])
    page.locator(".dropdown-item", has_text=account["name"]).first.click()
    page.get_by_role("button", name="Save manually").click()
    page.get_by_role("button", name="Open the Map").click()
    # The form shows the map, too: wait for the map's own page.
    expect(page.locator(".o_form_view")).to_have_count(0)

    # Draw it from the account's contacts: the head of the board, and two below her.
    add_contacts(page, ["Iris Vale"], department_id="Board")
    add_contacts(page, ["Otto Kern", "Rosa Lind"], reports_to_id="Iris Vale")
    expect(page.locator(".o_rm_card")).to_have_count(3)

    # Assess: closeness and status follow at once.
    expect_status(page, "red")
    assess(page, "Iris Vale", "1")
    assess(page, "Otto Kern", "1")
    assess(page, "Rosa Lind", "-1")
    expect_closeness(page, r"\+33")
    panel = choose(page, "Iris Vale")
    panel.locator("[data-politics='inner']").click()
    expect_status(page, "amber")
    panel.locator("[name='has_approval']").click()
    expect_status(page, "green")

    # Copy it to the deal.
    page.goto("/odoo/crm")
    page.locator(".o_kanban_record", has_text=account["deal"]).click()
    page.get_by_role("tab", name="Decision Chain").click()
    page.get_by_role("button", name="Copy from the account").click()
    page.get_by_role("button", name="Copy People").click()
    expect_closeness(page, r"\+33")

    # Restructure it there; the account stays as it is.
    choose(page, "Rosa Lind").locator(".o_rm_start_move").click()
    page.locator(".o_rm_card", has_text="Kern").click()
    expect(choose(page, "Rosa Lind")).to_contain_text(
        re.compile("Reports to.*Otto Kern")
    )
    assess(page, "Rosa Lind", "2")
    expect_closeness(page, r"\+133")
    page.get_by_role("button", name=re.compile("Undo")).click()
    expect_closeness(page, r"\+33")
    assess(page, "Rosa Lind", "-2")
    expect_closeness(page, "^0")

    # Export it.
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="SVG").click()
    assert download.value.suggested_filename.endswith(".svg")
    with open(download.value.path(), encoding="utf-8") as drawing:
        assert "Lind" in drawing.read()

    page.goto("/odoo/relationship-accounts")
    card = page.locator(".o_kanban_record", has_text=account["name"])
    expect(card).to_contain_text("+33")
