from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

# What decides the cost of a logged effort; a change of one makes a new version.
PRICED_FIELDS = {
    "unit_amount",
    "date",
    "employee_id",
    "presales_role_id",
    "presales_is_travel",
    "presales_kilometres",
}
# Written by transfers, and by the dialog that checks who logs what for whom.
GUARDED_FIELDS = {
    "presales_cost",
    "presales_lead_id",
    "presales_moved_version",
    "presales_request_id",
    "presales_transfer_line_id",
    "presales_version",
}
COST_GROUPS = (
    "presales_dispatch.group_lead,presales_dispatch.group_controller,"
    "key_account_mgmt.group_manager"
)


class AccountAnalyticLine(models.Model):
    """Hours logged for an opportunity, and the entries that carry their cost there.

    Every change of what a logged effort costs makes a new version of it; a transfer
    moves each version once.
    """

    _inherit = "account.analytic.line"

    presales_lead_id = fields.Many2one(
        "crm.lead", "Opportunity", index="btree_not_null", ondelete="restrict"
    )
    presales_request_id = fields.Many2one(
        "presales.request", index="btree_not_null", ondelete="set null"
    )
    presales_role_id = fields.Many2one("presales.role", ondelete="restrict")
    presales_is_travel = fields.Boolean("On the Way")
    presales_kilometres = fields.Float("Kilometres")
    presales_cost = fields.Monetary(
        readonly=True,
        copy=False,
        groups=COST_GROUPS,
        help="By the price of its day; 0 as long as there is none.",
    )
    presales_version = fields.Integer(readonly=True, copy=False)
    presales_moved_version = fields.Integer(readonly=True, copy=False)
    presales_transfer_line_id = fields.Many2one(
        "presales.transfer.line",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="What this entry of a pair was made for.",
    )

    _presales_pending_idx = models.Index(
        "(company_id, date, id) WHERE presales_lead_id IS NOT NULL "
        "AND presales_version > COALESCE(presales_moved_version, 0)"
    )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_guarded(vals)
            if vals.get("presales_lead_id"):
                vals.update(presales_version=1, presales_moved_version=0)
        lines = super().create(vals_list)
        lines._reprice()
        return lines

    def write(self, vals):
        self._check_guarded(vals)
        self._check_entries_untouched()
        if {"presales_lead_id", "company_id"} & vals.keys():
            self._check_opportunity_kept(vals)
        result = super().write(vals)
        if PRICED_FIELDS & vals.keys():
            self._add_version()
            self._reprice()
        return result

    @api.model
    def _check_guarded(self, vals):
        if not self.env.su and GUARDED_FIELDS & vals.keys():
            raise AccessError(
                self.env._(
                    "Hours for opportunities are logged and corrected with “Log Hours”."
                )
            )

    def _add_version(self):
        """What it costs may have changed: the next transfer looks at it again."""
        # Whoever changes the hours need not set the version.
        efforts = self.sudo().filtered("presales_lead_id")
        # One write per version number there is, usually one.
        for version, lines in efforts.grouped("presales_version").items():
            lines.write({"presales_version": version + 1})

    def _reprice(self):
        """Keep the cost that budgets and reports sum up."""
        efforts = self.filtered("presales_lead_id")
        if not efforts:
            return
        costs = self.env["presales.price"]._get_costs(efforts)
        # Whoever logs hours need not see what they cost.
        for effort in efforts.sudo():
            cost = float(costs.get(effort.id, 0))
            if effort.presales_cost != cost:
                effort.write({"presales_cost": cost})

    @api.ondelete(at_uninstall=False)
    def _unlink_except_moved(self):
        self._check_entries_untouched()
        moved = self.filtered("presales_moved_version")
        if moved:
            raise UserError(
                self.env._(
                    "The cost of “%(line)s” of %(day)s was transferred. Set its hours "
                    "to 0 instead: the next transfer takes the amount back.",
                    line=moved[0].name,
                    day=moved[0].date,
                )
            )

    def _check_entries_untouched(self):
        entries = self.filtered("presales_transfer_line_id")
        if entries:
            # Whoever meets the entry is told which transfer to reverse.
            transfer = entries[0].sudo().presales_transfer_line_id.transfer_id
            raise UserError(
                self.env._(
                    "“%(line)s” moved money with “%(transfer)s”. It is not edited or "
                    "deleted: reverse the transfer.",
                    line=entries[0].name,
                    transfer=transfer.display_name,
                )
            )

    def _check_opportunity_kept(self, vals):
        if self.env.context.get("presales_merge"):
            return
        for line in self.filtered("presales_moved_version"):
            if (
                vals.get("presales_lead_id", line.presales_lead_id.id)
                != line.presales_lead_id.id
                or vals.get("company_id", line.company_id.id) != line.company_id.id
            ):
                raise UserError(
                    self.env._(
                        "The cost of “%(line)s” was transferred to “%(lead)s”. Set its "
                        "hours to 0 there and log them anew.",
                        line=line.name,
                        # The name explains the refusal, whoever may see it.
                        lead=line.presales_lead_id.sudo().display_name,
                    )
                )

    @api.constrains("presales_lead_id", "unit_amount", "presales_kilometres")
    def _check_presales_effort(self):
        for line in self.filtered("presales_lead_id"):
            if line.unit_amount < 0 or line.presales_kilometres < 0:
                raise ValidationError(
                    self.env._(
                        "“%s” has hours or kilometres below 0. Enter what was spent.",
                        line.name,
                    )
                )
