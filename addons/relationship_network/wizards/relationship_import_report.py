from odoo import models

from ..tools.import_columns import LINKS, PEOPLE

# Refused rows that an error message lists.
LISTED_ROWS = 20


class RelationshipImport(models.TransientModel):
    """Reports row by row what an import does."""

    _inherit = "relationship.import"

    def _report(self, plan):
        """Keep what is done with each row, and the counts."""
        texts = self._row_messages()
        self.row_ids.unlink()
        self.env["relationship.import.row"].create(
            [
                {
                    "import_id": self.id,
                    "kind": kind,
                    "number": row.number,
                    "name": row.label,
                    "action": row.action,
                    "is_refused": bool(row.issues),
                    "message": self._row_message(kind, row, texts),
                }
                for kind, rows in ((PEOPLE, plan.people), (LINKS, plan.links))
                for row in rows
            ]
        )
        for (kind, action), count in plan.counts().items():
            self[f"{kind}_{action}_count"] = count

    def _refusal_message(self, plan):
        texts = self._row_messages()
        kinds = dict(
            self.env["relationship.import.row"]
            ._fields["kind"]
            ._description_selection(self.env)
        )
        lines = [
            self.env._(
                "%(table)s, row %(row)s (%(name)s): %(message)s",
                table=kinds[kind],
                row=row.number,
                name=row.label,
                message=self._row_message(kind, row, texts),
            )
            for kind, rows in ((PEOPLE, plan.people), (LINKS, plan.links))
            for row in rows
            if row.issues
        ]
        head = self.env._(
            "Nothing was imported, because these rows are refused (%(count)s):",
            count=len(lines),
        )
        if len(lines) > LISTED_ROWS:
            more = self.env._("… and %(count)s more.", count=len(lines) - LISTED_ROWS)
            lines = [*lines[:LISTED_ROWS], more]
        return "\n".join([head, *lines])
