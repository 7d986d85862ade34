from odoo import fields, models


class ResUsers(models.Model):
    """Whoever does not want it is left out of the signals."""

    _inherit = "res.users"

    relationship_signal_opt_out = fields.Boolean(
        "No Relationship Signals",
        help="Do not work out from my mails, meetings and activities whom I know. Only "
        "who, when and what kind is ever read, never the content.",
    )

    @property
    def SELF_READABLE_FIELDS(self):
        return [*super().SELF_READABLE_FIELDS, "relationship_signal_opt_out"]

    @property
    def SELF_WRITEABLE_FIELDS(self):
        return [*super().SELF_WRITEABLE_FIELDS, "relationship_signal_opt_out"]

    def write(self, vals):
        result = super().write(vals)
        if vals.get("relationship_signal_opt_out"):
            # Nobody but the system may write signals.
            signals = self.env["relationship.signal"].sudo()
            signals.search([("user_id", "in", self.ids)]).unlink()
        return result
