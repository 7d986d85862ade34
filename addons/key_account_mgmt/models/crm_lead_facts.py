from itertools import pairwise

from odoo import api, fields, models
from odoo.exceptions import ValidationError

# In the order in which a customer's project passes them.
KEY_DATES = ("date_initiated", "date_tender", "date_bid", "date_award")


class CrmLead(models.Model):
    """What the customer plans: budget, dates, criteria, and who else competes."""

    _inherit = "crm.lead"

    budget_amount = fields.Monetary(
        "Customer's Budget", currency_field="company_currency", copy=False
    )
    award_amount = fields.Monetary(
        "Amount Awarded",
        currency_field="company_currency",
        copy=False,
        help="What the customer gave the order for, to us or to somebody else.",
    )
    date_initiated = fields.Date("Project Initiated", copy=False)
    date_tender = fields.Date("Tender", copy=False)
    date_bid = fields.Date("Bid Due", copy=False)
    date_award = fields.Date("Award", copy=False, help="When the customer decides.")
    compelling_event = fields.Char(
        help="Why the customer must act, and by when: without one, doing nothing wins."
    )
    compelling_event_date = fields.Date("Must Act By", copy=False)
    compelling_event_payback = fields.Char(
        "If They Do Not", help="What it costs the customer to do nothing."
    )
    criterion_ids = fields.One2many(
        "crm.lead.criterion",
        "lead_id",
        "Decision Criteria",
        groups="key_account_mgmt.group_user",
    )
    competitor_ids = fields.One2many(
        "crm.lead.competitor",
        "lead_id",
        "Competitors",
        groups="key_account_mgmt.group_user",
    )

    _budget_check = models.Constraint(
        "CHECK(budget_amount >= 0 AND award_amount >= 0)",
        "Neither the budget of a customer nor the amount awarded can be negative.",
    )

    @api.constrains(*KEY_DATES)
    def _check_key_dates(self):
        labels = {
            name: self._fields[name]._description_string(self.env) for name in KEY_DATES
        }
        for lead in self:
            known = [(name, lead[name]) for name in KEY_DATES if lead[name]]
            for (earlier, first), (later, second) in pairwise(known):
                if first > second:
                    raise ValidationError(
                        self.env._(
                            "“%(lead)s”: %(earlier)s (%(first)s) comes after "
                            "%(later)s (%(second)s). Correct one of the dates.",
                            lead=lead.name,
                            earlier=labels[earlier],
                            first=first,
                            later=labels[later],
                            second=second,
                        )
                    )
