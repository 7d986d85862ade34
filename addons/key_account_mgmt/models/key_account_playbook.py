from odoo import SUPERUSER_ID, Command, api, fields, models
from odoo.exceptions import ValidationError

# The documents that an event is about.
TRIGGER_MODELS = {
    "became_key": "key.account",
    "lead_pursuit": "crm.lead",
    "lead_won": "crm.lead",
    "order_confirmed": "sale.order",
}
# Data files, imported history and whoever asks for it start no playbook.
QUIET_CONTEXT = ("install_mode", "import_file", "mail_activity_automation_skip")


class KeyAccountPlaybook(models.Model):
    """What the team of an account does in a scene: activities for its roles.

    Started by hand or by an event, once for a document.
    """

    _name = "key.account.playbook"
    _description = "Account Playbook"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: for the accounts of every company."
    )
    scene = fields.Selection(
        [
            ("incubation", "Incubation"),
            ("pursuit", "Pursuit"),
            ("delivery", "Delivery and Service"),
        ],
        required=True,
        default="incubation",
        help="Incubation: a customer without an opportunity. Pursuit: an opportunity "
        "that we fight for. Delivery and service: what was ordered.",
    )
    plan_id = fields.Many2one(
        "mail.activity.plan",
        "Activity Plan",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('res_model', 'in', ('key.account', 'crm.lead', 'sale.order'))]",
        context={"default_res_model": "key.account", "default_company_id": False},
        help="What is to be done, by which roles of the account team. Its documents "
        "are those that the playbook is for.",
    )
    res_model = fields.Selection(related="plan_id.res_model", string="For")
    template_ids = fields.One2many(related="plan_id.template_ids", string="Activities")
    trigger = fields.Selection(
        [
            ("manual", "By Hand Only"),
            ("became_key", "Became a Key Account without an Opportunity"),
            ("lead_pursuit", "Opportunity Enters Pursuit"),
            ("lead_won", "Opportunity Won"),
            ("order_confirmed", "Order Confirmed"),
        ],
        required=True,
        default="manual",
        help="The event that starts the playbook by itself. It can be started by hand "
        "as well; never twice for the same document.",
    )
    stage_ids = fields.Many2many(
        "crm.stage", string="Stages", help="An opportunity in these is in pursuit."
    )
    min_probability = fields.Float(
        "Probability From (%)",
        help="Opportunities of at least this probability are in pursuit, whatever "
        "their stage. 0: only stages count.",
    )
    key_only = fields.Boolean(
        "Key Accounts Only",
        default=True,
        help="Events of customers who are no key accounts start nothing.",
    )
    description = fields.Text(translate=True)
    run_ids = fields.One2many("key.account.playbook.run", "playbook_id", "Started")
    run_count = fields.Integer(compute="_compute_run_count")

    _plan_uniq = models.UniqueIndex(
        "(plan_id)",
        "The activity plan already belongs to a playbook. Copy the plan, so that it "
        "can be told which playbook was started.",
    )
    _probability_check = models.Constraint(
        "CHECK(min_probability >= 0 AND min_probability <= 100)",
        "The probability lies between 0 and 100.",
    )

    @api.depends("run_ids")
    def _compute_run_count(self):
        groups = self.env["key.account.playbook.run"]._read_group(
            [("playbook_id", "in", self.ids)], ["playbook_id"], ["__count"]
        )
        counts = {playbook.id: count for playbook, count in groups}
        for playbook in self:
            playbook.run_count = counts.get(playbook.id, 0)

    @api.constrains("trigger", "plan_id", "stage_ids", "min_probability")
    def _check_trigger(self):
        for playbook in self:
            expected = TRIGGER_MODELS.get(playbook.trigger)
            if expected and playbook.plan_id.res_model != expected:
                raise ValidationError(
                    self.env._(
                        "“%(playbook)s” cannot start by itself: the event is about "
                        "%(event_document)s, its activity plan is for "
                        "%(plan_document)s. Choose another plan or another event.",
                        playbook=playbook.name,
                        event_document=self.env[expected]._description,
                        plan_document=playbook.plan_id.res_model_id.name,
                    )
                )
            if playbook.trigger == "lead_pursuit" and not (
                playbook.stage_ids or playbook.min_probability
            ):
                raise ValidationError(
                    self.env._(
                        "“%(playbook)s” needs stages or a probability that tell when "
                        "an opportunity is in pursuit.",
                        playbook=playbook.name,
                    )
                )

    # -------------------------------------------------------------------- start

    @api.model
    def _is_automatic(self):
        """Whether events start playbooks: not while data are loaded."""
        return not any(self.env.context.get(key) for key in QUIET_CONTEXT)

    @api.model
    def _get_automatic(self, *triggers):
        """Playbooks that these events start."""
        if not self._is_automatic():
            return self.browse()
        # Who wins or confirms may be a salesperson or a customer signing online.
        return self.sudo().search([("trigger", "in", triggers)])

    def _filter_leads(self, leads):
        """Those opportunities that are in the situation that the playbook is for."""
        self.ensure_one()
        leads = leads.filtered(lambda lead: lead.type == "opportunity")
        if self.trigger == "lead_won":
            return leads.filtered(lambda lead: lead.won_status == "won")
        return leads.filtered(
            lambda lead: (
                lead.won_status == "pending"
                and (
                    lead.stage_id in self.stage_ids
                    or (
                        self.min_probability
                        and lead.probability >= self.min_probability
                    )
                )
            )
        )

    def start_on(self, res_ids):
        """Start the playbook on documents now, for scripts and server actions.

        Documents that it was started on before are left alone; where a role is vacant
        and the policy forbids to go on, the start is logged as blocked.

        :param res_ids: list of ids of the model of the playbook
        :return: ``key.account.playbook.run`` of those that were started or blocked
        """
        self.ensure_one()
        records = self.env[self.res_model].browse(res_ids)
        records.check_access("write")
        return self._start(records, is_automatic=False).with_env(self.env)

    def _start(self, records, is_automatic=True):
        """Make the activities of the playbook, once per document.

        :param records: documents of the playbook's model
        :return: ``key.account.playbook.run``
        """
        self.ensure_one()
        # An event is nobody's order: the system hands out the work, also to members
        # of the team whom the person at the keyboard may not see.
        system = self.with_user(SUPERUSER_ID)
        accounts = system._get_accounts_to_start(
            records.with_env(system.env), self.key_only and is_automatic
        )
        starter = system.env.user if is_automatic else self.env.user
        return system._start_on_accounts(accounts, starter, is_automatic)

    def _get_accounts_to_start(self, records, key_only):
        """``{document: key account}`` of those that the playbook starts on."""
        known = self.env["key.account.playbook.run"].search_fetch(
            [
                ("playbook_id", "=", self.id),
                ("res_model", "=", records._name),
                ("res_id", "in", records.ids),
            ],
            ["res_id"],
        )
        fresh = records - records.browse(known.mapped("res_id"))
        accounts = self.env["mail.activity.plan.template"]._get_key_accounts(fresh)
        return {
            record: account
            for record, account in accounts.items()
            if account
            and (account.is_key_account or not key_only)
            and self.company_id in (account.company_id, self.company_id.browse())
        }

    def _start_on_accounts(self, accounts, starter, is_automatic):
        runs, activities, notes = [], [], {}
        assignments = self.plan_id.template_ids._assign(accounts)
        model_id = self.env["ir.model"]._get_id(self.plan_id.res_model)
        for record, lines in assignments.items():
            errors = [found["error"] for _template, found in lines if found["error"]]
            warnings = [
                found["warning"] for _template, found in lines if found["warning"]
            ]
            run = self.env["key.account.playbook.run"]._prepare(
                record, accounts[record], playbook=self
            )
            reasons = list(dict.fromkeys(errors or warnings))
            run.update(
                message="\n".join(reasons),
                state="blocked" if errors else "started",
                is_automatic=is_automatic,
                user_id=starter.id,
            )
            runs.append(run)
            notes[record.id] = self._get_note(errors)
            if not errors:
                activities += [
                    {
                        **template._prepare_activity(found["responsible"]),
                        "res_model_id": model_id,
                        "res_id": record.id,
                    }
                    for template, found in lines
                ]
        # Many at once would flood mailboxes; the activities show in the systray.
        quiet = len(runs) > 1
        self.env["mail.activity"].with_context(mail_activity_quick_update=quiet).create(
            activities
        )
        if notes:
            documents = self.env[self.plan_id.res_model].browse(notes)
            documents._message_log_batch(bodies=notes)
        return self.env["key.account.playbook.run"].create(runs)

    def _get_note(self, errors):
        if errors:
            return self.env._(
                "Playbook “%(playbook)s” could not start: %(reason)s",
                playbook=self.name,
                reason=errors[0],
            )
        return self.env._(
            "The playbook “%(playbook)s” has started.", playbook=self.name
        )

    # ------------------------------------------------------------------ actions

    def action_open_runs(self):
        """Open what the playbook was started on."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "key_account_mgmt.key_account_playbook_run_action"
        )
        return {**action, "domain": [("playbook_id", "=", self.id)], "context": {}}

    def copy_data(self, default=None):
        """A copy has a plan of its own: a plan tells which playbook was started."""
        vals_list = super().copy_data(default)
        for playbook, vals in zip(self, vals_list, strict=True):
            if "plan_id" not in (default or {}):
                vals["plan_id"] = playbook.plan_id.copy().id
                vals["stage_ids"] = [Command.set(playbook.stage_ids.ids)]
        return vals_list
