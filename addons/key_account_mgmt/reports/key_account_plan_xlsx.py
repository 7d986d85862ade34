from odoo import models
from odoo.tools import html2plaintext

from odoo.addons.relationship_network.tools.workbook import Column, Table


def _number(value):
    """Nothing known is an empty cell, not a zero."""
    return None if value is False else value


class KeyAccountPlanXlsx(models.AbstractModel):
    """An account plan as a workbook, with the white space of its account."""

    _name = "key.account.plan.xlsx"
    _inherit = "relationship.map.xlsx"
    _description = "Workbook of an Account Plan"

    def _build(self, plan):
        """Workbook of one plan, in the user's language.

        :param plan: ``key.account.plan`` that the user may read
        :return: bytes of the xlsx file
        """
        book = self._new_workbook(plan.display_name)
        for sheet in (
            self._plan_sheet(plan),
            self._objective_sheet(plan),
            self._connection_sheet(plan),
            self._priority_sheet(plan),
            self._swot_sheet(plan),
            self._whitespace_sheet(plan),
        ):
            book.add(sheet, book.reserve(sheet.label))
        return book.close()

    def _plan_sheet(self, plan):
        _ = self.env._
        labels = {
            name: plan._fields[name]._description_string(self.env)
            for name in (
                "industry_note",
                "customer_note",
                "strategy_note",
                "state",
                "health",
            )
        }
        words = {
            name: dict(plan._fields[name]._description_selection(self.env))
            for name in ("state", "health")
        }
        rows = [
            (_("Account"), plan.key_account_id.name),
            (_("Class"), plan.account_class or ""),
            (_("Period"), f"{plan.date_start} – {plan.date_end}"),
            (_("Responsible"), plan.user_id.name),
            (labels["state"], words["state"][plan.state]),
            (labels["health"], words["health"][plan.health]),
            (_("Why"), plan.health_reason),
            *(
                (labels[name], html2plaintext(plan[name] or "").strip())
                for name in ("industry_note", "customer_note", "strategy_note")
            ),
        ]
        return Table(
            label=_("Plan"),
            columns=[Column(_("What"), 26), Column(_("Content"), 90)],
            rows=rows,
        )

    def _objective_sheet(self, plan):
        _ = self.env._
        measures = dict(
            plan.objective_ids._fields["measure"]._description_selection(self.env)
        )
        return Table(
            label=_("Objectives"),
            columns=[
                Column(_("Objective"), 34),
                Column(_("Measure"), 26),
                Column(_("Solution"), 22),
                Column(_("At the Start"), 13, "amount"),
                Column(_("Now"), 13, "amount"),
                Column(_("Target"), 13, "amount"),
                Column(_("Progress (%)"), 11, "number"),
                Column(_("Responsible"), 22),
            ],
            rows=[
                (
                    objective.name,
                    measures[objective.measure],
                    objective.solution_id.name or "",
                    _number(objective.start_value),
                    _number(objective.current_value),
                    objective.target_value,
                    _number(objective.progress),
                    objective.user_id.name or "",
                )
                for objective in plan.objective_ids
            ],
            empty=_("The plan has no objective yet."),
        )

    def _connection_sheet(self, plan):
        _ = self.env._
        return Table(
            label=_("Connection Goals"),
            columns=[
                Column(_("Whom"), 34),
                Column(_("Baseline (%)"), 12, "number"),
                Column(_("Now (%)"), 12, "number"),
                Column(_("Target (%)"), 12, "number"),
                Column(_("Progress (%)"), 12, "number"),
                Column(_("Who Cares"), 24),
            ],
            rows=[
                (
                    goal.name,
                    _number(goal.baseline),
                    _number(goal.current),
                    goal.target,
                    _number(goal.progress),
                    goal.user_id.name or "",
                )
                for goal in plan.connection_ids
            ],
            empty=_("The plan has no connection goal yet."),
        )

    def _priority_sheet(self, plan):
        _ = self.env._
        return Table(
            label=_("Customer Priorities"),
            columns=[
                Column(_("Priority"), 40),
                Column(_("Sponsor"), 26),
                Column(_("Our Answer"), 24),
                Column(_("How We Help"), 50),
            ],
            rows=[
                (
                    priority.name,
                    priority.sponsor_id.name or "",
                    priority.solution_id.name or "",
                    priority.note or "",
                )
                for priority in plan.priority_ids
            ],
            empty=_("No priority of the customer is known yet."),
        )

    def _swot_sheet(self, plan):
        _ = self.env._
        kinds = dict(plan.swot_ids._fields["kind"]._description_selection(self.env))
        return Table(
            label=_("SWOT"),
            columns=[
                Column(_("Kind"), 16),
                Column(_("Point"), 50),
                Column(_("What We Do About It"), 50),
            ],
            rows=[
                (kinds[point.kind], point.name, point.note or "")
                for point in plan.swot_ids
            ],
            empty=_("Nothing was written down yet."),
        )

    def _whitespace_sheet(self, plan):
        _ = self.env._
        data = plan.key_account_id.get_whitespace_data()
        states = [
            ("won", _("won")),
            ("pursued", _("pursued")),
            ("potential", _("potential")),
        ]
        return Table(
            label=_("White Space"),
            columns=[
                Column(_("Department"), 32),
                *(
                    Column(f"{solution['name']}, {word}", 16, "amount")
                    for solution in data["solutions"]
                    for __, word in states
                ),
            ],
            rows=[
                (
                    row["name"],
                    *(
                        row["cells"].get(str(solution["id"]), {}).get(state) or None
                        for solution in data["solutions"]
                        for state, __ in states
                    ),
                )
                for row in data["rows"]
            ],
        )
