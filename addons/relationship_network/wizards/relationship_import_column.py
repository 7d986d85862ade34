from odoo import fields, models

KINDS = [("people", "People"), ("links", "Links")]
PEOPLE_FIELDS = [
    ("key", "External Key"),
    ("name", "Name"),
    ("email", "E-mail"),
    ("phone", "Phone"),
    ("function", "Job Position"),
    ("department", "Department"),
    ("superior", "Reports To"),
    ("role", "Decision Role"),
    ("weight", "Weight"),
    ("level", "Closeness Level"),
    ("solution_level", "Solution Acceptance"),
    ("price_level", "Price Acceptance"),
    ("target_level", "Target Level"),
    ("has_veto", "Veto"),
    ("has_approval", "Approval"),
    ("political_status", "Political Status"),
    ("contact_depth", "Depth of Contact"),
    ("owner", "Relationship Owner"),
    ("is_parked", "Not Placed Yet"),
    ("note", "Note"),
]
LINK_FIELDS = [
    ("source", "From"),
    ("target", "To"),
    ("type", "Type"),
    ("strength", "Strength"),
    ("desired_strength", "Desired Strength"),
    ("confidence", "Confidence"),
    ("origin", "Source"),
    ("date_start", "Since"),
    ("date_end", "Until"),
    ("note", "Note"),
]


class RelationshipImportColumn(models.TransientModel):
    """A column of an imported table, and what it holds."""

    _name = "relationship.import.column"
    _description = "Column of an Imported Table"
    _order = "kind desc, position"

    import_id = fields.Many2one(
        "relationship.import", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(KINDS, required=True)
    position = fields.Integer(help="Place in the table, counted from 0.")
    name = fields.Char("Column", required=True)
    sample = fields.Char("First Values")
    people_field = fields.Selection(PEOPLE_FIELDS, "Person Field")
    link_field = fields.Selection(LINK_FIELDS)

    def _get_fields(self):
        """Field of the import per column, in the order of the table."""
        return [
            column.people_field if column.kind == "people" else column.link_field
            for column in self.sorted("position")
        ]
