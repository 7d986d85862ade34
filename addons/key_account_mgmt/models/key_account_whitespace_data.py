from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

# The strongest first: what a cell is when several things are true of it.
PRECEDENCE = ("won", "pursued", "competitor", "potential")


class KeyAccount(models.Model):
    """The white space of an account as a grid: departments × solutions."""

    _inherit = "key.account"

    whitespace_cell_ids = fields.One2many(
        "key.account.whitespace.cell", "key_account_id", "White-Space Cells"
    )

    @api.readonly
    def get_whitespace_data(self, rollup=False):
        """The grid of an account, filled from orders, opportunities and estimates.

        :param rollup: whether the company's subsidiaries count, too
        :return: dict with ``solutions`` (id, name), ``rows`` (account, department,
            name, ``cells`` by solution id), ``totals`` by solution id, ``currency_id``
            and ``can_edit``; a cell has ``state``, one amount per state,
            ``competitor_id`` (id, name) and ``note``. Amounts are in the company's
            currency
        """
        self.ensure_one()
        self.check_access("read")
        accounts = self._get_group_accounts() if rollup else self
        solutions = self.env["key.account.solution"].search(
            Domain("company_id", "in", [self.company_id.id, False])
        )
        cells = self._get_whitespace_cells(accounts)
        rows = [
            {
                "key_account_id": account.id,
                "department_id": department.id,
                "name": department.display_name or self.env._("No department"),
                "account": account.name,
                "is_key": department.is_key,
                "cells": {
                    str(solution.id): cells[account, department, solution]
                    for solution in solutions
                    if (account, department, solution) in cells
                },
            }
            for account in accounts
            for department in account._get_whitespace_departments()
        ]
        return {
            "solutions": [
                {"id": solution.id, "name": solution.name} for solution in solutions
            ],
            "rows": rows,
            "totals": self._get_whitespace_totals(rows),
            "has_subsidiaries": bool(self._get_group_accounts() - self),
            "months": self.company_id.key_account_contribution_months,
            "currency_id": self.currency_id.id,
            "can_edit": self.has_access("write"),
        }

    def _get_group_accounts(self):
        """This account and those of its subsidiaries, as far as the user sees them."""
        companies = self.env["res.partner"].search(
            [("id", "child_of", self.account_id.id), ("is_company", "=", True)]
        )
        return self | self.search(
            [
                ("account_id", "in", companies.ids),
                ("company_id", "=", self.company_id.id),
            ]
        )

    def _get_whitespace_departments(self):
        """The account's departments, and none for what has no department."""
        departments = self.account_id.relationship_department_ids.filtered(
            lambda department: department.company_id == self.company_id
        )
        return [*departments, departments.browse()]

    def _get_whitespace_cells(self, accounts):
        """What is known of each cell.

        :return: ``{(account, department, solution): dict}``
        """
        rows = self.env["key.account.whitespace"]._read_group(
            [("key_account_id", "in", accounts.ids)],
            ["key_account_id", "department_id", "solution_id", "state"],
            ["amount:sum", "competitor_id:recordset"],
        )
        cells = defaultdict(
            lambda: {
                **dict.fromkeys(PRECEDENCE, 0.0),
                "state": "empty",
                "competitor_id": False,
                "note": "",
            }
        )
        found = defaultdict(set)
        for account, department, solution, state, amount, competitor in rows:
            key = account, department, solution
            cells[key][state] += amount
            found[key].add(state)
            if competitor:
                # The name only, as a many2one shows it.
                name = competitor.sudo().display_name
                cells[key]["competitor_id"] = [competitor[:1].id, name]
        for key, states in found.items():
            cells[key]["state"] = next(s for s in PRECEDENCE if s in states)
        for cell in accounts.whitespace_cell_ids:
            key = cell.key_account_id, cell.department_id, cell.solution_id
            cells[key]["note"] = cell.note or ""
        return cells

    def _get_whitespace_totals(self, rows):
        totals = defaultdict(lambda: dict.fromkeys(PRECEDENCE, 0.0))
        for row in rows:
            for solution, cell in row["cells"].items():
                for state in PRECEDENCE:
                    totals[solution][state] += cell[state]
        return dict(totals)

    def set_whitespace_cell(self, solution_id, department_id=False, values=None):
        """Say what could be sold there, and who has it now.

        :param solution_id: id of a solution
        :param department_id: id of a department of the account, or False
        :param values: any of ``amount_potential``, ``competitor_id`` and ``note``
        :raise ValidationError: when a value is none of these
        """
        self.ensure_one()
        values = values or {}
        unknown = values.keys() - {"amount_potential", "competitor_id", "note"}
        if unknown:
            raise ValidationError(
                self.env._(
                    "A cell of the white space has no “%(name)s”.", name=min(unknown)
                )
            )
        cells = self.env["key.account.whitespace.cell"]
        cell = cells.search(
            [
                ("key_account_id", "=", self.id),
                ("solution_id", "=", solution_id),
                ("department_id", "=", department_id),
            ]
        )
        if cell:
            cell.write(values)
        else:
            cells.create(
                {
                    "key_account_id": self.id,
                    "solution_id": solution_id,
                    "department_id": department_id,
                    **values,
                }
            )

    def action_create_whitespace_lead(self, solution_id, department_id=False):
        """Make an opportunity of a cell; it is pursued from now on.

        :return: window action of the new opportunity
        """
        self.ensure_one()
        solution = self.env["key.account.solution"].browse(solution_id)
        department = self.env["relationship.department"].browse(department_id)
        cell = self._get_whitespace_cells(self)[self, department, solution]
        lead = self.env["crm.lead"].create(
            {
                "name": f"{solution.name}, {department.name or self.name}",
                "type": "opportunity",
                "partner_id": self.account_id.id,
                "company_id": self.company_id.id,
                "solution_id": solution.id,
                "account_department_id": department.id,
                "expected_revenue": cell["potential"],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.lead",
            "res_id": lead.id,
            "views": [(False, "form")],
        }

    def action_open_whitespace(self):
        """Open the grid on a page of its own."""
        self.ensure_one()
        return {
            "type": "ir.actions.client",
            "tag": "key_account_mgmt.whitespace",
            "name": self.env._("White Space of %(account)s", account=self.name),
            "params": {"key_account_id": self.id},
        }

    def action_open_whitespace_facts(self, solution_id, department_id=False):
        """Open what a cell is made of."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "key_account_mgmt.key_account_whitespace_action"
        )
        action["domain"] = [
            ("key_account_id", "=", self.id),
            ("solution_id", "=", solution_id),
            ("department_id", "=", department_id),
        ]
        action["context"] = {}
        action["views"] = [(False, "list")]
        return action
