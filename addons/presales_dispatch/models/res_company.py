from odoo import fields, models
from odoo.tools import SQL, date_utils


class ResCompany(models.Model):
    """Where presales hours are logged, and up to when its costs are closed."""

    _inherit = "res.company"

    presales_project_id = fields.Many2one(
        "project.project",
        "Presales Cost Centre",
        groups="presales_dispatch.group_controller",
        help="The hidden project that presales hours are logged on. Its analytic "
        "account is credited with what opportunities bear.",
    )
    presales_closed_until = fields.Date(
        groups="presales_dispatch.group_lead,presales_dispatch.group_controller",
        help="Transfers do not touch days up to this one: what is late or corrected "
        "moves on the first day after it.",
    )

    presales_transfer_every = fields.Selection(
        [("day", "Every day"), ("month", "Every month")],
        "Transfer Presales Cost",
        default="month",
        groups="presales_dispatch.group_lead,presales_dispatch.group_controller",
        help="What is transferred by itself: the day before, or the month before. "
        "Empty: only what somebody starts.",
    )

    def _get_presales_transfer_period(self):
        """First and last day of what is due for a transfer; None: nothing."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        if self.presales_transfer_every == "day":
            yesterday = date_utils.subtract(today, days=1)
            return yesterday, yesterday
        if self.presales_transfer_every == "month":
            last = date_utils.subtract(date_utils.start_of(today, "month"), days=1)
            return date_utils.start_of(last, "month"), last
        return None

    def _get_presales_project(self):
        """The cost centre of the company, made when its first hours are logged.

        :return: project with an analytic account; as superuser, as whoever logs hours
            needs no rights on projects
        """
        self.ensure_one()
        company = self.sudo().with_company(self)
        if not company.presales_project_id:
            # Two first ones at once: the second waits, and finds what the first made.
            self.env.execute_query(
                SQL("SELECT id FROM res_company WHERE id = %s FOR UPDATE", self.id)
            )
            company.invalidate_recordset(["presales_project_id"])
        if not company.presales_project_id:
            company.presales_project_id = (
                self.env["project.project"]
                .sudo()
                .create(
                    {
                        "name": self.env._("Presales Cost Centre"),
                        "company_id": self.id,
                        "allow_timesheets": True,
                        "privacy_visibility": "followers",
                        "user_id": False,
                    }
                )
            )
        project = company.presales_project_id
        if not project.account_id:
            project._create_analytic_account()
        return project
