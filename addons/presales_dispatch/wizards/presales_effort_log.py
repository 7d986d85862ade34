from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

LEAD_GROUP = "presales_dispatch.group_lead"


class PresalesEffortLog(models.TransientModel):
    """Log hours on an opportunity, or correct them, without rights on projects."""

    _name = "presales.effort.log"
    _description = "Log Presales Hours"

    effort_id = fields.Many2one("presales.effort", "Logged Hours", readonly=True)
    lead_id = fields.Many2one("crm.lead", "Opportunity", required=True)
    request_id = fields.Many2one(
        "presales.request",
        domain="[('lead_id', '=', lead_id), ('state', '!=', 'draft')]",
    )
    employee_id = fields.Many2one(
        "hr.employee.public",
        "Expert",
        required=True,
        default=lambda self: self.env.user.employee_id.id,
    )
    role_id = fields.Many2one(
        "presales.role",
        required=True,
        compute="_compute_role_id",
        store=True,
        readonly=False,
        precompute=True,
        help="What was done; it decides the price of the hours.",
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    hours = fields.Float()
    is_travel = fields.Boolean("On the Way")
    kilometres = fields.Float()
    name = fields.Char("Description", required=True)
    is_for_others = fields.Boolean(compute="_compute_is_for_others")

    @api.model
    def default_get(self, fields):
        """What is corrected is shown as it was logged."""
        values = super().default_get(fields)
        effort = self.env["presales.effort"].browse(values.get("effort_id"))
        if effort:
            kept = [name for name in fields if name in effort and name != "id"]
            values.update(effort.read(kept, load="")[0])
            values.pop("id")
        return values

    @api.depends("request_id")
    def _compute_role_id(self):
        for log in self:
            log.role_id = log.request_id.role_id or log.role_id

    @api.depends_context("uid")
    def _compute_is_for_others(self):
        self.is_for_others = self.env.user.has_group(LEAD_GROUP)

    def action_log(self):
        """Write the hours down.

        :raise AccessError: for hours of others, or an opportunity out of sight
        :raise UserError: for neither hours nor kilometres
        """
        self.ensure_one()
        self._check_allowed()
        if not self.effort_id and self.hours <= 0 and self.kilometres <= 0:
            raise UserError(
                self.env._(
                    "Enter the hours or kilometres that “%(lead)s” took.",
                    lead=self.lead_id.sudo().name,
                )
            )
        vals = {
            "name": self.name,
            "date": self.date,
            "unit_amount": self.hours,
            "employee_id": self.employee_id.id,
            "presales_lead_id": self.lead_id.id,
            "presales_request_id": self.request_id.id,
            "presales_role_id": self.role_id.id,
            "presales_is_travel": self.is_travel,
            "presales_kilometres": self.kilometres,
        }
        # Who may log was checked; rights on timesheets and projects are not needed.
        efforts = self.env["account.analytic.line"].sudo()
        if self.effort_id:
            efforts.browse(self.effort_id.id).write(vals)
        else:
            company = self.lead_id.sudo().company_id or self.env.company
            project = company._get_presales_project()
            efforts.create({**vals, "project_id": project.id, "company_id": company.id})
        self.lead_id.sudo()._warn_of_presales_budget()
        return {"type": "ir.actions.act_window_close"}

    def _check_allowed(self):
        if self.env.user.has_group(LEAD_GROUP):
            return
        own = self.env.user.employee_ids.ids
        taken = self.effort_id.employee_id.ids
        if not {self.employee_id.id, *taken} <= set(own):
            raise AccessError(
                self.env._(
                    "You log your own hours. Those of %(expert)s are logged by "
                    "themselves or a presales lead.",
                    expert=self.employee_id.name,
                )
            )
        # Experts see the opportunity through the request that they work on.
        (self.request_id or self.lead_id).check_access("read")
        if self.request_id.lead_id and self.request_id.lead_id != self.lead_id:
            raise UserError(
                self.env._(
                    "“%(request)s” belongs to another opportunity.",
                    request=self.request_id.display_name,
                )
            )
