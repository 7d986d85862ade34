from collections import defaultdict

from odoo import fields, models
from odoo.fields import Domain


class KeyAccount(models.Model):
    """The documents of an account, each one click away."""

    _inherit = "key.account"

    opportunity_count = fields.Integer(compute="_compute_documents")
    opportunity_amount = fields.Monetary(
        "Open Opportunities", compute="_compute_documents"
    )
    order_count = fields.Integer(compute="_compute_documents")
    alert_count = fields.Integer("Alerts", compute="_compute_documents")

    def _compute_documents(self):
        customers = self.account_id
        leads = self._add_up(
            "crm.lead",
            Domain("type", "=", "opportunity") & Domain("won_status", "=", "pending"),
            ["__count", "expected_revenue:sum"],
        )
        orders = self._add_up("sale.order", Domain("state", "=", "sale"), ["__count"])
        alerts = dict(
            self.env["relationship.alert"]._read_group(
                [("account_id", "in", customers.ids), ("state", "=", "open")],
                ["account_id"],
                ["__count"],
            )
        )
        for account in self:
            customer = account.account_id
            account.opportunity_count, account.opportunity_amount = leads.get(
                customer, (0, 0.0)
            )
            account.order_count = orders.get(customer, (0,))[0]
            account.alert_count = alerts.get(customer, 0)

    def _add_up(self, model, domain, aggregates):
        """Aggregates over documents of all contacts of these customers.

        :return: ``{customer: tuple of sums}``
        """
        rows = self.env[model]._read_group(
            domain
            & Domain("partner_id.commercial_partner_id", "in", self.account_id.ids),
            ["partner_id"],
            aggregates,
        )
        totals = defaultdict(lambda: (0,) * len(aggregates))
        for partner, *values in rows:
            before = totals[partner.commercial_partner_id]
            totals[partner.commercial_partner_id] = tuple(
                old + (new or 0) for old, new in zip(before, values, strict=True)
            )
        return totals

    def action_open_opportunities(self):
        """Open the opportunities of the account."""
        return self._open_documents("crm.crm_lead_opportunities")

    def action_open_orders(self):
        """Open the confirmed orders of the account."""
        action = self._open_documents("sale.action_orders")
        action["domain"] = [*action["domain"], ("state", "=", "sale")]
        return action

    def _open_documents(self, xmlid):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        action["domain"] = [
            ("partner_id", "child_of", self.account_id.id),
        ]
        action["context"] = {"default_partner_id": self.account_id.id}
        return action
