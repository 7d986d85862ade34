from odoo import fields, models


class CrmReviewReason(models.Model):
    """Why opportunities are won or lost, in the words of the win/loss reviews."""

    _name = "crm.review.reason"
    _description = "Reason of a Win or Loss"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    outcome = fields.Selection(
        [("won", "Wins"), ("lost", "Losses")],
        "For",
        help="Empty: a reason of wins as well as of losses.",
    )
    criterion_id = fields.Many2one(
        "crm.decision.criterion",
        "Decision Criterion",
        ondelete="set null",
        help="What decided when this is the reason.",
    )

    _name_uniq = models.UniqueIndex(
        "(name, COALESCE(outcome, ''))", "There is a reason of this name."
    )
