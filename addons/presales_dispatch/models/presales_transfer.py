from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL, date_utils


class PresalesTransfer(models.Model):
    """A run that carries the cost of logged hours to the opportunities.

    Each logged effort moves by a balanced set of analytic entries. A run can be started
    again at any time: it moves what is new or was corrected, never the same twice.
    """

    _name = "presales.transfer"
    _description = "Presales Cost Transfer"
    _inherit = ["mail.thread"]
    _order = "date_from DESC, id DESC"

    name = fields.Char(readonly=True, copy=False)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(
        "From",
        required=True,
        default=lambda self: date_utils.start_of(fields.Date.today(), "month"),
    )
    date_to = fields.Date(
        "Until",
        required=True,
        default=lambda self: date_utils.end_of(fields.Date.today(), "month"),
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("running", "Running"),
            ("done", "Done"),
            ("reversed", "Reversed"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
    )
    reversal_of_id = fields.Many2one(
        "presales.transfer", "Reverses", readonly=True, copy=False, index=True
    )
    reversal_ids = fields.One2many("presales.transfer", "reversal_of_id", "Reversed By")
    line_ids = fields.One2many("presales.transfer.line", "transfer_id", "Moved")
    line_count = fields.Integer("Movements", compute="_compute_totals")
    amount = fields.Monetary("Moved in Total", compute="_compute_totals")
    waiting_count = fields.Integer(
        "Not Moved",
        compute="_compute_waiting_count",
        help="Logged hours of these days that have not moved: new, corrected, or "
        "without a price.",
    )

    _dates_check = models.Constraint(
        "CHECK(date_to >= date_from)", "A transfer cannot end before it starts."
    )
    _reversal_uniq = models.UniqueIndex(
        "(reversal_of_id) WHERE reversal_of_id IS NOT NULL",
        "The transfer is reversed already.",
    )

    @api.depends("name", "date_from", "date_to")
    def _compute_display_name(self):
        for transfer in self:
            transfer.display_name = self.env._(
                "%(name)s (%(start)s to %(end)s)",
                name=transfer.name or self.env._("Transfer"),
                start=transfer.date_from,
                end=transfer.date_to,
            )

    @api.depends("line_ids")
    def _compute_totals(self):
        rows = self.env["presales.transfer.line"]._read_group(
            [("transfer_id", "in", self.ids)],
            ["transfer_id"],
            ["__count", "amount:sum"],
        )
        totals = {transfer: (count, amount) for transfer, count, amount in rows}
        for transfer in self:
            transfer.line_count, transfer.amount = totals.get(
                transfer._origin, (0, 0.0)
            )

    @api.depends("company_id", "date_from", "date_to", "state")
    def _compute_waiting_count(self):
        # Controllers need no rights on timesheets.
        efforts = self.env["account.analytic.line"].sudo()
        for transfer in self:
            transfer.waiting_count = (
                0
                if transfer.state == "reversed" or transfer.reversal_of_id
                else efforts.search_count(transfer._get_waiting_domain())
            )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if not self.env.su:
                # A transfer is started and reversed by its buttons.
                vals.pop("state", None)
                vals.pop("reversal_of_id", None)
            vals["name"] = self.env["ir.sequence"].next_by_code("presales.transfer")
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su and {"state", "reversal_of_id"} & vals.keys():
            raise AccessError(
                self.env._("A transfer is started and reversed by its buttons.")
            )
        if {"company_id", "date_from", "date_to"} & vals.keys():
            started = self.filtered(lambda transfer: transfer.state != "draft")
            if started:
                raise UserError(
                    self.env._(
                        "“%(transfer)s” has started. Make another transfer for other "
                        "days.",
                        transfer=started[0].display_name,
                    )
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_started(self):
        for transfer in self:
            if transfer.state != "draft":
                raise UserError(
                    self.env._(
                        "“%(transfer)s” has moved cost. Reverse it instead.",
                        transfer=transfer.display_name,
                    )
                )

    def _get_waiting_domain(self):
        """Efforts whose cost is still to be moved on a day of this transfer.

        What is late or corrected in a closed period moves on the first open day.
        """
        self.ensure_one()
        efforts = self.env["account.analytic.line"]
        efforts.flush_model(["presales_version", "presales_moved_version"])
        days = Domain("date", ">=", self.date_from) & Domain("date", "<=", self.date_to)
        closed = self.company_id.sudo().presales_closed_until
        if closed:
            first_open = date_utils.add(closed, days=1)
            days &= Domain("date", ">", closed)
            if self.date_from <= first_open <= self.date_to:
                days |= Domain("date", "<=", closed)
        return (
            Domain("company_id", "=", self.company_id.id)
            & Domain("presales_lead_id", "!=", False)
            & Domain.custom(to_sql=self._sql_waiting)
            & days
        )

    @staticmethod
    def _sql_waiting(model, alias, query):
        return SQL(
            "%s > COALESCE(%s, 0)",
            SQL.identifier(alias, "presales_version"),
            SQL.identifier(alias, "presales_moved_version"),
        )

    def action_run(self):
        """Transfer, or take up what is new since; much of it in the background."""
        for transfer in self:
            if transfer.state == "reversed" or transfer.reversal_of_id:
                raise UserError(
                    self.env._(
                        "“%(transfer)s” is reversed. Make another transfer.",
                        transfer=transfer.display_name,
                    )
                )
        self.check_access("write")
        self._set_state("running")
        for transfer in self:
            transfer._start()
        return True

    def _set_state(self, state):
        # Nobody but the buttons and the background job comes here.
        self.sudo().state = state

    def action_open_waiting(self):
        """Open the logged hours that have not moved, to see why."""
        self.ensure_one()
        efforts = self.env["account.analytic.line"].sudo()
        found = efforts.search(self._get_waiting_domain())
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "presales_dispatch.presales_effort_action"
        )
        return {**action, "domain": [("id", "in", found.ids)], "context": {}}

    def action_open_lines(self):
        """Open what this transfer moved."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "presales_dispatch.presales_transfer_line_action"
        )
        return {**action, "domain": [("transfer_id", "=", self.id)]}
