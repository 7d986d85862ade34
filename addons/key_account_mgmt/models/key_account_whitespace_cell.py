from odoo import api, fields, models
from odoo.exceptions import ValidationError


class KeyAccountWhitespaceCell(models.Model):
    """What we know of a solution for a department beyond orders and opportunities."""

    _name = "key.account.whitespace.cell"
    _description = "White-Space Cell"
    _inherit = ["key.account.part.mixin"]
    _order = "key_account_id, department_id, solution_id, id"

    department_id = fields.Many2one(
        "relationship.department",
        index=True,
        ondelete="cascade",
        domain="[('account_id', '=', account_id)]",
        help="Empty: the customer as a whole.",
    )
    solution_id = fields.Many2one(
        "key.account.solution", required=True, index=True, ondelete="cascade"
    )
    amount_potential = fields.Monetary(
        "Potential", help="What the department could buy of it in a year."
    )
    competitor_id = fields.Many2one(
        "res.partner",
        index="btree_not_null",
        ondelete="set null",
        domain="[('is_competitor', '=', True)]",
        help="Who has it now.",
    )
    note = fields.Char()

    _cell_uniq = models.UniqueIndex(
        "(key_account_id, solution_id, COALESCE(department_id, 0))",
        "The cell exists already. Change that one.",
    )
    _amount_check = models.Constraint(
        "CHECK(amount_potential >= 0)", "A potential cannot be negative."
    )

    @api.depends("department_id", "solution_id", "key_account_id")
    def _compute_display_name(self):
        for cell in self:
            where = cell.department_id.name or cell.key_account_id.name or ""
            cell.display_name = f"{where} × {cell.solution_id.name or ''}"

    @api.constrains("department_id", "key_account_id")
    def _check_department(self):
        for cell in self:
            account = cell.department_id.account_id
            if account and account != cell.key_account_id.account_id:
                raise ValidationError(
                    self.env._(
                        "“%(department)s” is a department of %(other)s, not of "
                        "%(account)s.",
                        department=cell.department_id.name,
                        other=account.name,
                        account=cell.key_account_id.name,
                    )
                )
