from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import html2plaintext

# What a line counts from: taken anew when the plan is copied for the next period.
START_FIELDS = ("baseline", "start_value")
# What two revisions are compared by, on the plan and on its lines.
PLAN_FIELDS = (
    "date_start",
    "date_end",
    "user_id",
    "industry_note",
    "customer_note",
    "strategy_note",
)
LINES = ("priority_ids", "swot_ids", "connection_ids", "objective_ids")


class KeyAccountPlan(models.Model):
    """A plan is revised by a copy, so that both can be compared."""

    _inherit = "key.account.plan"

    def action_revise(self):
        """Start a new revision as a draft; this one holds until that is approved.

        :return: window action of the new revision
        :raise UserError: when the plan is not approved, or is being revised already
        """
        self.ensure_one()
        self._check_state("approved")
        waiting = self.next_ids.filtered(lambda plan: plan.state != "superseded")
        if waiting:
            raise UserError(
                self.env._(
                    "“%(plan)s” is being revised already. Go on with “%(next)s”.",
                    plan=self.display_name,
                    next=waiting[0].display_name,
                )
            )
        self.check_access("write")
        # sudo: only this action makes a revision, see ``ACTION_FIELDS``.
        revision = (
            self.sudo()
            .with_context(plan_revision_of=self.id)
            .copy({"name": self.name, "date_start": self.date_start})
        )
        return revision._get_form_action()

    def copy_data(self, default=None):
        """A revision follows its plan; any other copy is for the next period."""
        vals_list = super().copy_data(default)
        for plan, vals in zip(self, vals_list, strict=True):
            if self.env.context.get("plan_revision_of") == plan.id:
                vals.update(previous_id=plan.id, revision=plan.revision + 1)
            elif not (default or {}).get("date_start"):
                length = plan.date_end - plan.date_start
                start = fields.Date.add(plan.date_end, days=1)
                vals.update(date_start=start, date_end=start + length)
                vals.pop("name", None)
                for name in ("connection_ids", "objective_ids"):
                    for _command, _id, line in vals.get(name, ()):
                        for start_field in START_FIELDS:
                            line.pop(start_field, None)
        return vals_list

    def _get_form_action(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def action_compare(self):
        """Show what this revision changes.

        :return: window action of the comparison
        """
        self.ensure_one()
        comparison = self.env["key.account.plan.compare"].create(
            {"plan_id": self.id, "other_id": self.previous_id.id}
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What Changed"),
            "res_model": comparison._name,
            "res_id": comparison.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _get_changes(self, other):
        """What differs from another revision, in words.

        :param other: an earlier ``key.account.plan``
        :return: list of ``(part, what, before, after)``; before is empty for what was
            added, after for what was taken out
        """
        self.ensure_one()
        changes = []
        for name in PLAN_FIELDS:
            before, after = other._show(name), self._show(name)
            if before != after:
                label = self._fields[name]._description_string(self.env)
                changes.append((self.env._("Plan"), label, before, after))
        for lines in LINES:
            part = self._fields[lines]._description_string(self.env)
            before = other[lines]._describe_by_key()
            after = self[lines]._describe_by_key()
            changes += [
                (part, key[0], before.get(key, ""), after.get(key, ""))
                for key in dict.fromkeys([*before, *after])
                if before.get(key) != after.get(key)
            ]
        return changes

    def _show(self, name):
        """A value as text."""
        field, value = self._fields[name], self[name]
        if field.type == "html":
            return html2plaintext(value or "").strip()
        if field.type == "many2one":
            return value.display_name or ""
        return str(value or "")
