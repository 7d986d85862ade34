from odoo import api, fields, models
from odoo.exceptions import ValidationError


class KeyAccountManualScore(models.Model):
    """What somebody who knows the account says to a criterion judged by hand."""

    _name = "key.account.manual.score"
    _description = "Score Given by Hand"
    _inherit = ["key.account.part.mixin"]
    _order = "key_account_id, criterion_id, id"
    _rec_name = "criterion_id"

    criterion_id = fields.Many2one(
        "key.account.scoring.criterion",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('kind', '=', 'manual')]",
    )
    guide = fields.Text(related="criterion_id.guide")
    points = fields.Float(required=True, digits=(5, 1), help="0 to 100, see the guide.")
    note = fields.Char("Why")
    user_id = fields.Many2one(
        "res.users", "Judged By", default=lambda self: self.env.user, readonly=True
    )
    date = fields.Date(
        "Judged On", default=fields.Date.context_today, readonly=True, required=True
    )

    _criterion_uniq = models.UniqueIndex(
        "(key_account_id, criterion_id)",
        "This account already has a score for the criterion. Change that one.",
    )

    def write(self, vals):
        if "points" in vals:
            today = fields.Date.context_today(self)
            vals = {"user_id": self.env.uid, "date": today, **vals}
        return super().write(vals)

    @api.constrains("points", "criterion_id")
    def _check_points(self):
        for score in self:
            if not 0 <= score.points <= 100:
                raise ValidationError(
                    self.env._(
                        "%(account)s, %(criterion)s: the points must lie between 0 "
                        "and 100.",
                        account=score.key_account_id.name,
                        criterion=score.criterion_id.name,
                    )
                )
            if score.criterion_id.kind != "manual":
                raise ValidationError(
                    self.env._(
                        "“%(criterion)s” is not judged by hand; its points follow from "
                        "the data.",
                        criterion=score.criterion_id.name,
                    )
                )
