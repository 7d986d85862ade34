from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

ACTIVITY = "presales_dispatch.mail_activity_type_commitment"
# Given by answers, by orders and by who promises; not written along.
GIVEN = {"state", "answer", "order_id", "task_id", "promised_by_id"}


class CrmCommitment(models.Model):
    """What sales promises a customer, and whether who delivers it agrees."""

    _name = "crm.commitment"
    _description = "Commitment to a Customer"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_due, id"

    name = fields.Char("Promise", required=True, tracking=True)
    active = fields.Boolean(default=True)
    lead_id = fields.Many2one(
        "crm.lead", "Opportunity", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="lead_id.company_id", store=True)
    account_id = fields.Many2one(
        related="lead_id.partner_id.commercial_partner_id",
        string="Account",
        store=True,
        index=True,
    )
    promised_by_id = fields.Many2one(
        "res.users",
        default=lambda self: self.env.user,
        required=True,
        readonly=True,
        index=True,
    )
    date_due = fields.Date("Due", required=True, tracking=True)
    hours = fields.Float("Effort (Hours)")
    owner_id = fields.Many2one(
        "res.users",
        "Delivery Owner",
        required=True,
        index=True,
        domain="[('share', '=', False)]",
        ondelete="restrict",
        tracking=True,
        help="Who delivers it, and says beforehand whether that is possible.",
    )
    state = fields.Selection(
        [
            ("open", "To Be Accepted"),
            ("accepted", "Accepted"),
            ("refused", "Refused"),
            ("done", "Delivered"),
        ],
        required=True,
        default="open",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    answer = fields.Char(readonly=True, copy=False, tracking=True)
    order_id = fields.Many2one(
        "sale.order",
        "Sales Order",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The order that the promise became part of.",
    )
    task_id = fields.Many2one(
        "project.task",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="What delivers it in the project of the order.",
    )

    _hours_check = models.Constraint(
        "CHECK(hours >= 0)", "The effort of a commitment cannot be negative."
    )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            # An answer is given by who is asked, not written along.
            for name in GIVEN:
                vals.pop(name, None)
        commitments = super().create(vals_list)
        commitments._ask_owners()
        return commitments

    def write(self, vals):
        if not self.env.su and GIVEN & vals.keys():
            raise AccessError(
                self.env._("A commitment is answered by who delivers it.")
            )
        result = super().write(vals)
        if {"name", "date_due", "hours", "owner_id"} & vals.keys():
            self._ask_again()
        return result

    def _ask_again(self):
        """What was changed has to be accepted anew."""
        pending = self.filtered(lambda commitment: commitment.state != "done")
        # Whoever may change the promise takes the answer back.
        pending.sudo().write({"state": "open", "answer": False})
        pending.activity_unlink([ACTIVITY])
        pending._ask_owners()

    def _ask_owners(self):
        for commitment in self:
            commitment.activity_schedule(
                ACTIVITY, user_id=commitment.owner_id.id, summary=commitment.name
            )

    def action_accept(self):
        """The delivery owner agrees."""
        self._answer("accepted")

    def action_refuse(self, reason=None):
        """The delivery owner does not agree.

        :param reason: why; asked for in a dialog when left out
        """
        if not reason:
            action = self.env["ir.actions.act_window"]._for_xml_id(
                "presales_dispatch.crm_commitment_refuse_action"
            )
            action["context"] = {"default_commitment_id": self.id}
            return action
        return self._answer("refused", reason)

    def action_deliver(self):
        """The promise is kept."""
        self._answer("done")

    def _answer(self, state, reason=False):
        for commitment in self:
            if commitment.owner_id != self.env.user:
                raise AccessError(
                    self.env._(
                        "%(owner)s delivers “%(commitment)s” and alone can answer.",
                        owner=commitment.owner_id.name,
                        commitment=commitment.name,
                    )
                )
            if state == "done" and commitment.state != "accepted":
                raise UserError(
                    self.env._(
                        "“%(commitment)s” was not accepted, so it cannot be delivered.",
                        commitment=commitment.name,
                    )
                )
        # Nobody but who is asked comes here; the right to write is not needed.
        self.sudo().write({"state": state, "answer": reason})
        self.sudo().activity_feedback([ACTIVITY], feedback=reason or None)

    def _hand_to_delivery(self, order, project):
        """Make a task of the promise in the project, or an activity on the order.

        :param project: ``project.project`` of the order; empty when it has none
        """
        self.ensure_one()
        if not project:
            order.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.name,
                date_deadline=self.date_due,
                user_id=self.owner_id.id,
            )
            return
        self.task_id = self.env["project.task"].create(
            {
                "name": self.name,
                "project_id": project.id,
                "partner_id": order.partner_id.id,
                "date_deadline": self.date_due,
                "allocated_hours": self.hours,
                "user_ids": self.owner_id.ids,
            }
        )
