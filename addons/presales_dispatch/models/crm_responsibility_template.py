from odoo import fields, models


class CrmResponsibilityTemplate(models.Model):
    """Who does what in which stage, for opportunities of a tier."""

    _name = "crm.responsibility.template"
    _description = "Responsibility Matrix"
    _order = "tier_id, id"
    _rec_name = "tier_id"

    tier_id = fields.Many2one(
        "crm.opportunity.tier", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="tier_id.company_id", store=True)
    line_ids = fields.One2many(
        "crm.responsibility.template.line", "template_id", "Matrix"
    )

    _tier_uniq = models.UniqueIndex("(tier_id)", "The tier has its matrix already.")

    def _get_holders(self, lead):
        """Who takes which part in an opportunity.

        :param lead: ``crm.lead``
        :return: list of ``(stage, user, involvement)``; a party that nobody fills falls
            to the salesperson when it is accountable, and is left out otherwise
        """
        self.ensure_one()
        holders = []
        for line in self.line_ids:
            user = line._get_user(lead)
            if not user and line.involvement == "accountable":
                user = lead.user_id
            if user:
                holders.append((line.stage_id, user, line.involvement))
        return holders
