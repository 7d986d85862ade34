from odoo import api, fields, models


class PresalesRequest(models.Model):
    """The queue: ordered by worth, and nobody jumps it without a reason."""

    _inherit = "presales.request"

    worth = fields.Float(
        compute="_compute_worth",
        store=True,
        digits=(5, 1),
        aggregator="avg",
        help="0 to 100, from the opportunity alone: who asks does not count.",
    )
    worth_reason = fields.Char("Why This Place", compute="_compute_worth_reason")
    expected_revenue = fields.Monetary(
        related="lead_id.expected_revenue",
        store=True,
        currency_field="lead_currency_id",
    )
    lead_currency_id = fields.Many2one(
        related="lead_id.company_currency", string="Opportunity's Currency"
    )
    is_jumping = fields.Boolean(
        "Ahead of the Queue", compute="_compute_is_jumping", store=True
    )
    jump_position = fields.Integer(
        "Place by Hand",
        copy=False,
        readonly=True,
        aggregator=None,
        help="1 is served first; requests with a place go before those ordered by "
        "worth.",
    )
    jump_reason = fields.Char(
        "Why Ahead", copy=False, readonly=True, help="Seen by everybody."
    )
    jump_user_id = fields.Many2one(
        "res.users", "Put Ahead By", copy=False, readonly=True, index="btree_not_null"
    )

    _jump_check = models.Constraint(
        "CHECK(COALESCE(jump_position, 0) = 0 OR jump_reason IS NOT NULL)",
        "Nobody goes ahead of the queue without a reason.",
    )
    _position_check = models.Constraint(
        "CHECK(COALESCE(jump_position, 0) >= 0)", "Places start at 1."
    )
    _queue_idx = models.Index(
        "(is_jumping DESC, jump_position, worth DESC, date_submitted, id)"
    )

    def _get_worth_facts(self):
        """What the worth of the request counts, see tools/worth.py."""
        self.ensure_one()
        lead = self.lead_id
        closeness = lead.closeness
        return {
            "tier": self.tier_code,
            "amount": lead._get_tier_amount(self.company_id) if lead else 0.0,
            "probability": lead.probability if lead.active else 0.0,
            "closeness": None if closeness is False else closeness,
            "account_class": self.account_id.key_account_ids.filtered(
                lambda key: key.company_id == self.company_id
            )[:1].account_class
            or None,
        }

    @api.depends(
        "tier_code",
        "company_id",
        "lead_id.expected_revenue",
        "lead_id.date_deadline",
        "lead_id.probability",
        "lead_id.active",
        "lead_id.closeness",
        "account_id.key_account_ids.account_class",
        "account_id.key_account_ids.active",
    )
    def _compute_worth(self):
        get_worth = self.env["presales.worth.weight"]._get_worth_function()
        for request in self:
            request.worth = get_worth(request._get_worth_facts())[0]

    @api.depends("worth", "jump_position", "jump_reason", "jump_user_id")
    @api.depends_context("lang")
    def _compute_worth_reason(self):
        weights = self.env["presales.worth.weight"]
        names = {weight.factor: weight.name for weight in weights.search([])}
        get_worth = weights._get_worth_function()
        # The reasons for the order are open to whoever sees the request.
        for request in self.sudo():
            points, parts = get_worth(request._get_worth_facts())
            reason = self.env._(
                "%(points)s points: %(parts)s.",
                points=round(points),
                parts=", ".join(self._say_part(part, names) for part in parts),
            )
            if request.jump_position:
                reason = f"{request._say_jump()} {reason}"
            request.worth_reason = reason

    @api.model
    def _say_part(self, part, names):
        if not part.known:
            return self.env._("%(name)s unknown", name=names[part.factor])
        return self.env._(
            "%(name)s %(points)s of %(most)s",
            name=names[part.factor],
            points=round(part.points),
            most=round(part.most),
        )

    def _say_jump(self):
        self.ensure_one()
        return self.env._(
            "Put at place %(place)s by %(user)s: “%(reason)s”.",
            place=self.jump_position,
            user=self.jump_user_id.name,
            reason=self.jump_reason,
        )

    @api.depends("jump_position")
    def _compute_is_jumping(self):
        for request in self:
            request.is_jumping = bool(request.jump_position)

    def action_jump(self):
        """Ask for the reason to put the request ahead of the queue."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "presales_dispatch.presales_queue_jump_action"
        )
        action["context"] = {"default_request_id": self.id}
        return action

    def _jump(self, position, reason):
        """Put the request at a place ahead of the queue, others move back.

        :param int position: 1 is served first
        :param str reason: what everybody sees
        """
        self.ensure_one()
        behind = self.search(
            [("jump_position", ">=", position), ("id", "!=", self.id)],
            order="jump_position",
        )
        expected = position
        for request in behind:
            if request.jump_position > expected:
                break
            expected += 1
            request.jump_position = expected
        self.write(
            {
                "jump_position": position,
                "jump_reason": reason,
                "jump_user_id": self.env.user.id,
            }
        )
        self.message_post(body=self._say_jump())

    def action_back_in_line(self):
        """Order the requests by worth again."""
        for request in self.filtered("jump_position"):
            request.message_post(
                body=self.env._("Back in line: ordered by worth again.")
            )
        self.write({"jump_position": 0, "jump_reason": False, "jump_user_id": False})
