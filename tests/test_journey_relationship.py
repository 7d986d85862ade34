"""In a browser: what a seller does with the people of an opportunity."""

from playwright.sync_api import expect


def test_a_seller_opens_the_pipeline(log_in):
    page = log_in("demo")
    page.goto("/odoo/crm")
    expect(page.locator(".o_kanban_record").first).to_be_visible()
    page.locator(".o_kanban_record").first.click()
    expect(page.locator(".o_form_view .o_form_statusbar")).to_be_visible()
