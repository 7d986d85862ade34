from odoo import fields, models
from odoo.tools import SQL

from ..models.account_analytic_line import COST_GROUPS


class PresalesEffort(models.Model):
    """Hours that presales spent on opportunities, for all who see the opportunity.

    Nobody needs rights on projects or timesheets to see them.
    """

    _name = "presales.effort"
    _description = "Presales Effort"
    _auto = False
    _order = "date DESC, id DESC"
    _depends = {
        "account.analytic.line": [
            "company_id",
            "currency_id",
            "date",
            "employee_id",
            "name",
            "presales_cost",
            "presales_is_travel",
            "presales_kilometres",
            "presales_lead_id",
            "presales_moved_version",
            "presales_request_id",
            "presales_role_id",
            "presales_version",
            "unit_amount",
            "user_id",
        ],
        "crm.lead": ["partner_id", "tier_code", "user_id"],
        "res.partner": ["commercial_partner_id"],
    }

    name = fields.Char("Description", readonly=True)
    date = fields.Date(readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    lead_id = fields.Many2one("crm.lead", "Opportunity", readonly=True)
    account_id = fields.Many2one("res.partner", readonly=True)
    tier_code = fields.Selection(
        selection=lambda self: (
            self.env["crm.opportunity.tier"]
            ._fields["code"]
            ._description_selection(self.env)
        ),
        string="Tier",
        readonly=True,
    )
    salesperson_id = fields.Many2one("res.users", readonly=True)
    request_id = fields.Many2one("presales.request", readonly=True)
    role_id = fields.Many2one("presales.role", readonly=True)
    employee_id = fields.Many2one("hr.employee.public", "Expert", readonly=True)
    user_id = fields.Many2one("res.users", readonly=True)
    hours = fields.Float(readonly=True)
    is_travel = fields.Boolean("On the Way", readonly=True)
    kilometres = fields.Float(readonly=True)
    cost = fields.Monetary(readonly=True, groups=COST_GROUPS)
    state = fields.Selection(
        [("waiting", "New"), ("changed", "Corrected"), ("moved", "Transferred")],
        "Transfer",
        readonly=True,
        groups=COST_GROUPS,
    )
    is_mine = fields.Boolean(compute="_compute_is_mine")

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT effort.id, effort.name, effort.date, effort.company_id,
                   effort.currency_id, effort.presales_lead_id AS lead_id,
                   customer.commercial_partner_id AS account_id, lead.tier_code,
                   lead.user_id AS salesperson_id,
                   effort.presales_request_id AS request_id,
                   effort.presales_role_id AS role_id, effort.employee_id,
                   effort.user_id, effort.unit_amount AS hours,
                   effort.presales_is_travel AS is_travel,
                   effort.presales_kilometres AS kilometres,
                   COALESCE(effort.presales_cost, 0) AS cost,
                   CASE WHEN COALESCE(effort.presales_moved_version, 0) = 0
                        THEN 'waiting'
                        WHEN effort.presales_moved_version < effort.presales_version
                        THEN 'changed' ELSE 'moved'
                   END AS state
              FROM account_analytic_line effort
              JOIN crm_lead lead ON lead.id = effort.presales_lead_id
              LEFT JOIN res_partner customer ON customer.id = lead.partner_id
            """
        )

    def _compute_is_mine(self):
        is_lead = self.env.user.has_group("presales_dispatch.group_lead")
        for effort in self:
            effort.is_mine = is_lead or effort.user_id == self.env.user

    def action_correct(self):
        """Open the dialog that corrects the logged hours."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "presales_dispatch.presales_effort_log_action"
        )
        action["name"] = self.env._("Correct Hours")
        action["context"] = {"default_effort_id": self.id}
        return action
