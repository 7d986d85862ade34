from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..models.relationship_introduction import FIRST_STRENGTH


class RelationshipIntroductionAnswer(models.TransientModel):
    """The introducer says what became of a request."""

    _name = "relationship.introduction.answer"
    _description = "Answer to a Request for an Introduction"

    introduction_id = fields.Many2one(
        "relationship.introduction", required=True, ondelete="cascade"
    )
    state = fields.Selection(
        [("done", "Introduced"), ("refused", "Refused")], required=True
    )
    contact_id = fields.Many2one(related="introduction_id.contact_id")
    asker_id = fields.Many2one(related="introduction_id.asker_id")
    first_link_id = fields.Many2one(related="introduction_id.first_link_id")
    answer = fields.Text()
    strength = fields.Integer(
        compute="_compute_strength",
        store=True,
        readonly=False,
        help="From 1 (weak) to 5 (strong).",
    )

    @api.depends("state", "introduction_id")
    def _compute_strength(self):
        for wizard in self:
            first = wizard.introduction_id.first_link_id.strength
            wizard.strength = FIRST_STRENGTH if wizard.state == "done" else first

    def action_answer(self):
        """Record the answer and what it teaches about the links."""
        self.ensure_one()
        request = self.introduction_id
        if self.state == "refused" and not (self.answer or "").strip():
            raise ValidationError(
                self.env._(
                    "Tell %(asker)s why there will be no introduction.",
                    asker=request.asker_id.name,
                )
            )
        if self.strength not in range(1, 6) and (
            self.state == "done" or self.first_link_id
        ):
            raise ValidationError(
                self.env._(
                    "The strength of the link must be a whole number from 1 to 5."
                )
            )
        request._record_answer(self.state, self.answer, self.strength)
        return {"type": "ir.actions.act_window_close"}
