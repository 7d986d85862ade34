from odoo import fields, models


class CrmLead(models.Model):
    """An opportunity knows who seeded it, years before."""

    _inherit = "crm.lead"

    seeded_by_id = fields.Many2one(
        "res.partner",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        help="Who had the idea: the colleague or outside expert who keeps the credit.",
    )
    idea_ids = fields.One2many(
        "key.account.idea", "lead_id", "Ideas", groups="key_account_mgmt.group_user"
    )

    def _merge_get_fields(self):
        """Credit survives when opportunities are merged."""
        return [*super()._merge_get_fields(), "seeded_by_id"]

    def _merge_dependences(self, opportunities):
        result = super()._merge_dependences(opportunities)
        # Whoever merges need not see the account whose ideas move along.
        opportunities.sudo().idea_ids.lead_id = self.id
        return result
