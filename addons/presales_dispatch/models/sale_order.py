from odoo import fields, models
from odoo.exceptions import AccessError, RedirectWarning, UserError

MANAGER_GROUP = "key_account_mgmt.group_manager"


class SaleOrder(models.Model):
    """A quotation goes out when delivery has agreed to what was promised."""

    _inherit = "sale.order"

    commitment_ids = fields.One2many(
        "crm.commitment", "order_id", "Commitments", groups="base.group_user"
    )

    commitment_override_reason = fields.Char(
        "Sent Without Consent",
        readonly=True,
        copy=False,
        tracking=True,
        help="Why a manager let the quotation go before delivery agreed.",
    )

    def write(self, vals):
        if "commitment_override_reason" in vals:
            self._check_may_override()
        if vals.get("state") in ("sent", "sale"):
            going = self.filtered(lambda order: order.state in ("draft", "sent"))
            going._check_commitments()
        return super().write(vals)

    def _action_confirm(self):
        result = super()._action_confirm()
        self._take_commitments()
        return result

    def action_quotation_send(self):
        self._check_commitments()
        return super().action_quotation_send()

    def _check_may_override(self):
        if not self.env.su and not self.env.user.has_group(MANAGER_GROUP):
            raise AccessError(
                self.env._("Only managers let quotations go with open promises.")
            )

    def _get_open_commitments(self):
        """Promises on the opportunities that delivery has not agreed to."""
        # They hold back the quotation, whoever sends it.
        return (
            self.env["crm.commitment"]
            .sudo()
            .search(
                [
                    ("lead_id", "in", self.sudo().opportunity_id.ids),
                    ("state", "in", ("open", "refused")),
                ]
            )
        )

    def _check_commitments(self):
        """Keep quotations with promises that nobody agreed to.

        :raise UserError: naming them and who can agree
        """
        held = self.filtered(lambda order: not order.commitment_override_reason)
        commitments = held._get_open_commitments() if held else ()
        if not commitments:
            return
        lines = [
            self.env._(
                "Delivery has not agreed to what was promised for %(orders)s:",
                orders=", ".join(held.mapped("name")),
            )
        ] + [f"– {item.name} ({item.owner_id.name})" for item in commitments]
        message = "\n".join(lines)
        is_manager = self.env.user.has_group(MANAGER_GROUP)
        if is_manager and len(self) == 1:
            raise RedirectWarning(
                message,
                self.env.ref("presales_dispatch.crm_commitment_override_action").id,
                self.env._("Let It Go"),
                {"default_order_id": self.id},
            )
        raise UserError(message)

    def _take_commitments(self):
        """What was promised travels along: with the order, and to its project."""
        # Delivery gets it, whoever confirms the order.
        for order in self.sudo().filtered("opportunity_id"):
            commitments = self.env["crm.commitment"].sudo()
            taken = commitments.search(
                [("lead_id", "=", order.opportunity_id.id), ("order_id", "=", False)]
            )
            taken.write({"order_id": order.id})
            project = order.project_ids[:1] or order.project_id
            for commitment in taken:
                commitment._hand_to_delivery(order, project)
