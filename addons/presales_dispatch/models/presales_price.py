from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools import transfer
from ..tools.transfer import exact

FIELDS_OF_THE_PRICE = {
    "role_id",
    "company_id",
    "currency_id",
    "basis",
    "price_hour",
    "markup",
    "price_travel_hour",
    "price_kilometre",
    "date_from",
}


class PresalesPrice(models.Model):
    """What an hour of a presales role costs an opportunity, from a day on.

    What has moved money stays as it is: a new price starts the day after the old ends.
    """

    _name = "presales.price"
    _description = "Presales Price"
    _inherit = ["mail.thread"]
    _order = "role_id, date_from DESC, id"
    _check_company_auto = True

    role_id = fields.Many2one(
        "presales.role", required=True, index=True, ondelete="restrict", tracking=True
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        default=lambda self: self.env.company.currency_id,
        help="Converted to the company's currency at the rate of the day of the work.",
    )
    basis = fields.Selection(
        [("fixed", "Fixed price"), ("cost", "Hourly cost and mark-up")],
        required=True,
        default="fixed",
        tracking=True,
        help="Fixed: the same for everybody in the role. Hourly cost and mark-up: what "
        "the employee costs an hour, plus the mark-up.",
    )
    price_hour = fields.Monetary("Price per Hour", tracking=True, aggregator=None)
    markup = fields.Float("Mark-up (%)", default=0.0, tracking=True, aggregator=None)
    price_travel_hour = fields.Monetary(
        "Travel per Hour", tracking=True, aggregator=None
    )
    price_kilometre = fields.Monetary(
        "Travel per Kilometre", tracking=True, aggregator=None
    )
    date_from = fields.Date(
        "Valid From", required=True, default=fields.Date.context_today, tracking=True
    )
    date_to = fields.Date(
        "Valid Until", tracking=True, help="Empty: until further notice."
    )
    active = fields.Boolean(default=True)

    _dates_check = models.Constraint(
        "CHECK(date_to IS NULL OR date_to >= date_from)",
        "A price cannot end before it starts.",
    )
    _amounts_check = models.Constraint(
        "CHECK(COALESCE(price_travel_hour, 0) >= 0 AND COALESCE(markup, 0) > -100 "
        "AND COALESCE(price_kilometre, 0) >= 0)",
        "Prices are not negative, and a mark-up is more than -100 %.",
    )
    _price_check = models.Constraint(
        "CHECK(basis = 'cost' OR price_hour > 0)",
        "A fixed price per hour is more than 0.",
    )

    @api.depends("role_id", "date_from", "date_to")
    def _compute_display_name(self):
        for price in self:
            price.display_name = self.env._(
                "%(role)s from %(start)s",
                role=price.role_id.name or "",
                start=price.date_from or "",
            )

    @api.constrains("role_id", "company_id", "date_from", "date_to", "active")
    def _check_overlap(self):
        """One price per role and day, or nobody could tell which one holds."""
        others = self.search(
            [
                ("role_id", "in", self.role_id.ids),
                ("company_id", "in", self.company_id.ids),
            ]
        )
        by_role = others.grouped(lambda price: (price.role_id, price.company_id))
        for price in self.filtered("active"):
            for other in by_role.get((price.role_id, price.company_id), ()):
                if other != price and price._overlaps(other):
                    raise ValidationError(
                        self.env._(
                            "The price of %(role)s from %(start)s overlaps with the "
                            "one from %(other)s. End the earlier one the day before.",
                            role=price.role_id.name,
                            start=price.date_from,
                            other=other.date_from,
                        )
                    )

    def _overlaps(self, other):
        self.ensure_one()
        return (not other.date_to or self.date_from <= other.date_to) and (
            not self.date_to or other.date_from <= self.date_to
        )

    def write(self, vals):
        if FIELDS_OF_THE_PRICE & vals.keys() or vals.get("active") is False:
            self._check_not_used()
        elif vals.get("date_to"):
            self._check_not_used(after=fields.Date.to_date(vals["date_to"]))
        result = super().write(vals)
        self._reprice_pending()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        self._check_not_used()

    def _check_not_used(self, after=None):
        """Refuse to change what costs were transferred with, unless they were reversed.

        :param after: only what was priced after this day counts
        """
        domain = [
            ("price_id", "in", self.ids),
            ("is_reversal", "=", False),
            ("transfer_id.state", "!=", "reversed"),
        ]
        if after:
            domain.append(("date", ">", after))
        # Whoever keeps prices must learn of it, whatever lines they may see.
        used = self.env["presales.transfer.line"].sudo().search(domain, limit=1)
        if used:
            raise UserError(
                self.env._(
                    "Costs of %(day)s were transferred with the price “%(price)s”. Let "
                    "it end and add a new one, or reverse “%(transfer)s” first.",
                    day=used.date,
                    price=used.price_id.display_name,
                    transfer=used.transfer_id.display_name,
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        prices = super().create(vals_list)
        prices._reprice_pending()
        return prices

    def _reprice_pending(self):
        """What waits for a transfer and for bookings costs what the list says now."""
        # The list holds for whoever logged or booked.
        efforts = self.env["account.analytic.line"].sudo()
        efforts.search(
            [
                ("presales_role_id", "in", self.role_id.ids),
                ("company_id", "in", self.company_id.ids),
                ("presales_lead_id", "!=", False),
                ("presales_moved_version", "in", (False, 0)),
            ]
        )._reprice()
        bookings = self.env["presales.assignment"].sudo()
        bookings.search(
            [
                ("role_id", "in", self.role_id.ids),
                ("company_id", "in", self.company_id.ids),
                ("state", "in", ("proposed", "accepted")),
            ]
        )._compute_cost()

    @api.model
    def _get_costs(self, efforts):
        """What logged efforts cost, each by the price of its own day.

        :param efforts: ``account.analytic.line`` records of opportunities
        :return: ``{line id: Decimal}`` in the currency of the company; what has no
            price is not in it
        """
        return {effort: cost for effort, (cost, __) in self._price(efforts).items()}

    @api.model
    def _price(self, efforts):
        """``{line id: (cost, price id)}``; see :meth:`_get_costs`."""
        # Employees' cost decides the price, and is shown to nobody.
        efforts = efforts.sudo().filtered("presales_role_id")
        keys = {
            effort: (
                effort.presales_role_id,
                effort.company_id,
                effort.date,
                effort.employee_id,
            )
            for effort in efforts
        }
        rates = self._get_rates(set(keys.values()))
        found = {}
        for effort, key in keys.items():
            price, rate = rates[key]
            if rate:
                cost = transfer.cost(
                    effort.unit_amount,
                    effort.presales_kilometres,
                    rate,
                    effort.presales_is_travel,
                    effort.company_id.currency_id.decimal_places,
                )
                found[effort.id] = (cost, price.id)
        return found

    @api.model
    def _get_rates(self, keys):
        """The prices that hold.

        :param keys: set of ``(role, company, day, employee)``
        :return: ``{key: (price, Rate)}``; without a price the rate is None
        """
        # Prices are nobody's secret here: callers hand out amounts by their own rights.
        prices = self.sudo()
        roles = self.env["presales.role"].union(*(key[0] for key in keys))
        by_role = prices.search([("role_id", "in", roles.ids)]).grouped(
            lambda price: (price.role_id, price.company_id)
        )
        rates = {}
        for key in keys:
            role, company, day, employee = key
            price = next(
                (
                    price
                    for price in by_role.get((role, company), ())
                    if price._holds_on(day)
                ),
                prices,
            )
            rates[key] = (price, price._get_rate(day, employee) if price else None)
        return rates

    def _holds_on(self, day):
        self.ensure_one()
        return self.date_from <= day and (not self.date_to or self.date_to >= day)

    def _get_rate(self, day, employee):
        """:class:`Rate` in the company's currency, or None without an hourly cost."""
        self.ensure_one()
        factor = self._get_factor(day)
        if self.basis == "cost":
            # The hourly cost of an employee is in the currency of the company.
            work = exact(employee.hourly_cost) * (1 + exact(self.markup) / 100)
            if not work:
                return None
        else:
            work = exact(self.price_hour) * factor
        travel = exact(self.price_travel_hour) * factor or work
        return transfer.Rate(work, travel, exact(self.price_kilometre) * factor)

    def _get_factor(self, day):
        currency, company = self.currency_id, self.company_id
        if currency == company.currency_id:
            return Decimal(1)
        return exact(
            currency._get_conversion_rate(currency, company.currency_id, company, day)
        )
