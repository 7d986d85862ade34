from odoo import api, fields, models

from .key_account_role import IRON_TRIANGLE


class KeyAccount(models.Model):
    """The iron triangle at a glance: who manages, who solves, who leads."""

    _inherit = "key.account"

    triangle = fields.Json("Iron Triangle", compute="_compute_triangle")

    @api.depends(
        "member_ids.partner_id",
        "member_ids.user_id",
        "member_ids.role_kind",
        "member_ids.is_primary",
        "member_ids.date_start",
        "member_ids.date_end",
    )
    @api.depends_context("lang")
    def _compute_triangle(self):
        roles = self.env["key.account.role"]
        labels = dict(roles._fields["kind"]._description_selection(self.env))
        for account in self:
            members = account.member_ids.filtered("is_current").sorted(
                lambda member: not member.is_primary
            )
            corners = []
            for kind in IRON_TRIANGLE:
                member = members.filtered(lambda m, kind=kind: m.role_kind == kind)[:1]
                corners.append(
                    {
                        "kind": kind,
                        "label": labels[kind],
                        "name": member.partner_id.name or False,
                        "user_id": member.user_id.id,
                        "partner_id": member.partner_id.id,
                    }
                )
            account.triangle = corners
