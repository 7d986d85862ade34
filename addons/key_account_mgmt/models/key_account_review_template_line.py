from odoo import fields, models


class KeyAccountReviewTemplateLine(models.Model):
    """A point to check in every review that uses the template."""

    _name = "key.account.review.template.line"
    _description = "Review Template Point"
    _order = "template_id, sequence, id"

    template_id = fields.Many2one(
        "key.account.review.template", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char("Point to Check", required=True, translate=True)
    guide = fields.Char(translate=True, help="Where to look, and what good looks like.")
    is_required = fields.Boolean(
        "Required", help="A review is not done before this point is checked."
    )
