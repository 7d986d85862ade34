"""In a browser: an account manager fills the white space and plans the year."""

import uuid

import pytest
from playwright.sync_api import expect

NEW_ACCOUNT = """
partner = env["res.partner"].create({"name": "%(name)s", "is_company": True})
env["relationship.department"].create({"name": "Foundry", "account_id": partner.id})
env["key.account.solution"].create({"name": "%(solution)s", "sequence": 0})
seller = env["res.users"].search([("login", "=", "demo")])
seller.sale_team_id.user_id = env.ref("base.user_admin")
account = env["key.account"].create({"account_id": partner.id, "evaluated_class": "A"})
env["key.account.member"].create({
    "key_account_id": account.id,
    "role_id": env.ref("key_account_mgmt.key_account_role_account_manager").id,
    "user_id": seller.id,
    "is_primary": True,
})
env.cr.commit()
"""


@pytest.fixture
def account(suite):
    """Name of a new account of class A that the demo user manages, and a solution."""
    unique = uuid.uuid4().hex[:6]
    names = {"name": f"Castings {unique}", "solution": f"Furnaces {unique}"}
    suite.shell(NEW_ACCOUNT % names)
    return names


def open_account(page, name):
    """From the menu to the page of an account."""
    page.locator(".o_navbar_apps_menu button").click()
    page.get_by_role("menuitem", name="Key Accounts", exact=True).click()
    page.locator(".o_kanban_record", has_text=name).click()
    expect(page.locator(".o_form_view")).to_contain_text("Class A")


def whitespace_cell(page, solution):
    """The cell of the department Foundry."""
    page.get_by_role("tab", name="White Space").click()
    return page.locator(f".o_whitespace_cell[aria-label^='Foundry × {solution}']")


def test_an_account_manager_fills_the_white_space_and_plans(log_in, account):
    page = log_in("demo")
    open_account(page, account["name"])

    # The class asks for more than one person; one click opens what fills the role.
    gaps = page.locator(".o_coverage_gaps li[data-kind='role']")
    expect(gaps.first).to_be_visible()
    before = gaps.count()
    page.locator(".o_coverage_gaps li", has_text="Service").get_by_role(
        "button", name="Fill the role"
    ).click()
    dialog = page.get_by_role("dialog")
    dialog.locator("[name='user_id'] input").fill("Marc")
    page.locator(".dropdown-item", has_text="Marc Demo").first.click()
    dialog.get_by_role("button", name="Save").click()
    expect(gaps).to_have_count(before - 1)

    # A potential is entered, and becomes an opportunity.
    cell = whitespace_cell(page, account["solution"])
    expect(cell).to_have_attribute("data-state", "empty")
    cell.click()
    page.get_by_label("Potential per year").fill("90000")
    page.locator(".o_whitespace_editor").get_by_role("button", name="Save").click()
    expect(cell).to_have_attribute("data-state", "potential")
    page.locator(".o_whitespace_create").click()
    expect(page.locator("[name='solution_id'] input")).to_have_value(
        account["solution"]
    )
    page.go_back()
    expect(whitespace_cell(page, account["solution"])).to_have_attribute(
        "data-state", "pursued"
    )

    # The plan of the year: one objective, submitted to the leader of the sales team.
    page.get_by_role("button", name="No Plan").click()
    page.locator("[name='objective_ids'] .o_field_x2many_list_row_add a").click()
    page.locator("[name='objective_ids'] [name='name'] input").fill("Two furnaces")
    page.locator("[name='objective_ids'] [name='target_value'] input").fill("90000")
    page.get_by_role("button", name="Save manually").click()
    page.get_by_role("button", name="Submit").click()
    expect(page.locator(".o_statusbar_status .o_arrow_button_current")).to_have_text(
        "To Approve"
    )
