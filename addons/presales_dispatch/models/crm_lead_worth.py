from odoo import models


class CrmLead(models.Model):
    """What an opportunity is worth to presales, requested or not."""

    _inherit = "crm.lead"

    def _get_presales_worths(self):
        """``{lead: worth from 0 to 100}``, by the weights of the queue.

        Of a closed opportunity the probability is left out: afterwards everybody knows.
        """
        get_worth = self.env["presales.worth.weight"]._get_worth_function()
        classes = self._get_presales_classes()
        worths = {}
        for lead in self:
            is_open = lead.won_status == "pending"
            closeness = lead.closeness
            facts = {
                "tier": lead.tier_code,
                "amount": lead._get_tier_amount(lead.company_id or self.env.company),
                "probability": lead.probability if is_open else None,
                "closeness": None if closeness is False else closeness,
                "account_class": classes.get(lead.partner_id.commercial_partner_id.id),
            }
            worths[lead] = get_worth(facts)[0]
        return worths

    def _get_presales_classes(self):
        """``{account id: class}`` of the key accounts among the customers."""
        rows = self.env["key.account"].search_read(
            [
                ("account_id", "in", self.partner_id.commercial_partner_id.ids),
                ("company_id", "in", (self.company_id | self.env.company).ids),
            ],
            ["account_id", "account_class"],
            load="",
        )
        return {row["account_id"]: row["account_class"] or None for row in rows}
