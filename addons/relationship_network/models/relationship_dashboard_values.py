from odoo import models
from odoo.fields import Domain


def number_or_none(value):
    """None, where a float has no value."""
    return None if value is False else value


class RelationshipDashboard(models.AbstractModel):
    """The plain values that the screen and the workbook show."""

    _inherit = "relationship.dashboard"

    def _figure(self, name, label, value, kind="integer", **extra):
        """One figure of a question.

        :param kind: how to show it: ``integer``, ``number``, ``percent``,
            ``signed_percent`` or ``amount``
        :param value: None or False when there is nothing to say
        :param extra: ``change`` and the day ``since`` when, ``note`` (a muted
            remark), ``help`` (how it comes about), ``action`` (the list behind
            it), ``count`` (number of records in that list, where it is not the value)
        """
        value = number_or_none(value)
        return {"name": name, "label": label, "value": value, "kind": kind, **extra}

    def _trend(self, label, kind, days, values):
        """A line over the period; ``values`` are None where nothing is known."""
        return {
            "label": label,
            "kind": kind,
            "points": [
                {"date": day, "value": value}
                for day, value in zip(days, values, strict=True)
            ],
        }

    def _bars(self, name, title, bars):
        """Bars that compare a few groups.

        :param bars: dicts as :meth:`_figure` returns them, with ``share`` (length, 0 to
            1, None for no bar) and ``tone`` (a status, or ``neutral``)
        """
        return {"name": name, "title": title, "bars": bars}

    def _list(self, name, title, columns, rows, **extra):
        """A list of a question.

        :param columns: ``(name, label, kind)`` triples; kinds are those of figures,
            ``text``, ``status``, and ``change`` (with ``since`` beside it in the row)
        :param rows: dicts with ``id``, a value per column, and ``target``: what a
            click opens, ``[model, id]`` or ``[model, id, method]``, where the method
            returns an action
        :param extra: ``sheet`` (its name in the workbook), ``empty`` (what to say
            without rows), ``action`` (all of them)
        """
        return {
            "name": name,
            "title": title,
            "columns": [
                {"name": column, "label": label, "kind": kind}
                for column, label, kind in columns
            ],
            "rows": rows,
            **extra,
        }

    def _list_action(self, name, model, domain, **context):
        """Window action of the list behind a figure."""
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "views": [[False, "list"], [False, "kanban"], [False, "form"]],
            "domain": list(Domain(domain)),
            "context": context,
        }
