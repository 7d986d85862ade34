from odoo import fields, models


class CrmLead(models.Model):
    """Who bears the cost of presales: the opportunity, its office, or both."""

    _inherit = "crm.lead"

    presales_account_id = fields.Many2one(
        "account.analytic.account",
        "Presales Cost Account",
        readonly=True,
        copy=False,
        groups="presales_dispatch.group_controller",
        index="btree_not_null",
        ondelete="set null",
        help="What the opportunity costs before it is won.",
    )

    def _get_cost_bearers(self, company):
        """The accounts that bear presales cost, by the cost rules of the scenes.

        :return: ``{lead: {account id: share}}``; where no office is known, the
            opportunity bears all
        """
        accounts = self._get_presales_accounts(company)
        offices = self._get_cost_offices(company)
        bearers = {}
        for lead in self:
            rule = lead.presales_scene_id.cost_rule
            office = offices[lead]
            if rule == "local" and office:
                bearers[lead] = {office: 1}
            elif rule == "shared" and office:
                bearers[lead] = {accounts[lead]: 1, office: 1}
            else:
                bearers[lead] = {accounts[lead]: 1}
        return bearers

    def _get_presales_accounts(self, company):
        """``{lead: account id}``, made where there is none yet."""
        missing = self.filtered(lambda lead: not lead.presales_account_id)
        plan = self.env.ref("presales_dispatch.analytic_plan_opportunities")
        accounts = self.env["account.analytic.account"].create(
            [
                {
                    "name": lead.name,
                    "plan_id": plan.id,
                    "partner_id": lead.partner_id.id,
                    "company_id": company.id,
                }
                for lead in missing
            ]
        )
        for lead, account in zip(missing, accounts, strict=True):
            lead.presales_account_id = account
        return {lead: lead.presales_account_id.id for lead in self}

    def _get_cost_offices(self, company):
        """``{lead: account id of its local office, or False}``"""
        offices = self.env["presales.center"].search(
            [("kind", "=", "local"), ("company_id", "=", company.id)]
        )
        found = {}
        for lead in self:
            rule = lead.presales_scene_id.cost_rule
            if rule not in ("local", "shared") or not offices:
                found[lead] = False
                continue
            asked = lead.presales_request_ids.center_id & offices
            request = self.env["presales.request"].new({"lead_id": lead.id})
            office = asked[:1] or offices._pick(request)[0]
            found[lead] = office._get_cost_account().id
        return found
