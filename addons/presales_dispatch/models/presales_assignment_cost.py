from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import transfer
from .account_analytic_line import COST_GROUPS


class PresalesAssignment(models.Model):
    """What a booking will cost, and whether the opportunity's budget allows it."""

    _inherit = "presales.assignment"

    currency_id = fields.Many2one(related="company_id.currency_id")
    cost = fields.Monetary(
        compute="_compute_cost",
        store=True,
        groups=COST_GROUPS,
        help="By the price of the first day; 0 as long as there is none.",
    )

    @api.depends("hours", "role_id", "employee_id", "date_start", "company_id")
    def _compute_cost(self):
        # Employees' cost decides the price, and is shown to nobody.
        employees = self.env["hr.employee"].sudo()
        keys = {
            booking: (
                booking.role_id,
                booking.company_id,
                booking.date_start,
                employees.browse(booking.employee_id.id),
            )
            for booking in self
            if booking.date_start and booking.role_id
        }
        rates = self.env["presales.price"]._get_rates(set(keys.values()))
        for booking in self:
            rate = rates[keys[booking]][1] if booking in keys else None
            digits = booking.company_id.currency_id.decimal_places
            booking.cost = (
                float(transfer.cost(booking.hours, 0, rate, digits=digits))
                if rate
                else 0.0
            )

    def _book(self):
        result = super()._book()
        firm = self.filtered(
            lambda booking: (
                booking.booking == "firm" and booking.state in ("proposed", "accepted")
            )
        )
        firm._check_budget()
        return result

    def _check_budget(self):
        """Beyond its budget an opportunity gets nobody until more is approved.

        :raise UserError: naming the opportunity, what is missing and what to do
        """
        # The budget holds, whoever books.
        for lead in self.lead_id.sudo():
            if lead.has_presales_budget and lead.presales_left < 0:
                raise UserError(
                    self.env._(
                        "The presales budget of “%(lead)s” is exceeded by %(amount)s. "
                        "Ask for more budget on the opportunity, or book fewer hours.",
                        lead=lead.name,
                        amount=lead.company_currency.format(-lead.presales_left),
                    )
                )
        self.lead_id.sudo()._warn_of_presales_budget()
