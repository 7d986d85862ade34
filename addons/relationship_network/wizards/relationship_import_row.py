from odoo import fields, models

from .relationship_import_column import KINDS


class RelationshipImportRow(models.TransientModel):
    """What an import will do, or has done, with one row."""

    _name = "relationship.import.row"
    _description = "Row of an Imported Table"
    _order = "is_refused desc, kind desc, number"

    import_id = fields.Many2one(
        "relationship.import", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(KINDS, "Table", required=True)
    number = fields.Integer("Row", help="As a spreadsheet counts, the header being 1.")
    name = fields.Char("Person or Link")
    action = fields.Selection(
        [
            ("create", "Create"),
            ("update", "Update"),
            ("match", "Unchanged"),
            ("refuse", "Refuse"),
        ],
        required=True,
    )
    is_refused = fields.Boolean()
    message = fields.Text("Details")
