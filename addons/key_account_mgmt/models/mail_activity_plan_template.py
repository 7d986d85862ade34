from odoo import api, fields, models
from odoo.exceptions import ValidationError


class MailActivityPlanTemplate(models.Model):
    """Activities of a plan may be given to a role of the customer's account team."""

    _inherit = "mail.activity.plan.template"

    responsible_type = fields.Selection(
        selection_add=[("account_role", "Account role")],
        ondelete={"account_role": "set default"},
    )
    account_role_id = fields.Many2one(
        "key.account.role",
        compute="_compute_account_role_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        ondelete="restrict",
        help="Whoever holds this role of the account team on the day the plan is "
        "started gets the activity.",
    )

    @api.depends("responsible_type")
    def _compute_account_role_id(self):
        for template in self:
            if template.responsible_type != "account_role":
                template.account_role_id = False

    @api.constrains("responsible_type", "account_role_id", "plan_id")
    def _check_account_role(self):
        for template in self.filtered(lambda t: t.responsible_type == "account_role"):
            names = {
                "activity": template.summary or template.activity_type_id.name,
                "plan": template.plan_id.name,
            }
            if not template.account_role_id:
                raise ValidationError(
                    self.env._(
                        "“%(activity)s” of the plan “%(plan)s” goes to an account "
                        "role: choose which one.",
                        **names,
                    )
                )
            if not self._has_key_account(template.plan_id.res_model):
                raise ValidationError(
                    self.env._(
                        "“%(activity)s” of the plan “%(plan)s” cannot go to an account "
                        "role: its documents belong to no key account.",
                        **names,
                    )
                )

    @api.model
    def _has_key_account(self, model_name):
        """Whether documents of a model belong to a key account."""
        if model_name == "key.account" or model_name not in self.env:
            return model_name == "key.account"
        fields_by_name = self.env[model_name]._fields
        part = fields_by_name.get("key_account_id")
        return bool(part and part.store) or "account_team_user_ids" in fields_by_name

    @api.model
    def _get_key_accounts(self, records):
        """The key accounts of documents, in the company of each.

        :param records: of any model that belongs to key accounts
        :return: ``{record: key account or nothing}``
        """
        # Whoever starts a plan need not be on the team to give its roles a task.
        env = self.sudo().env
        if records._name == "key.account":
            return {record: record.with_env(env) for record in records}
        if "key_account_id" in records._fields:
            return {record: record.with_env(env).key_account_id for record in records}
        found = {}
        for record in records:
            document = record.with_env(env)
            customer = document[record._account_team_partner_field]
            company = document.company_id or self.env.company
            found[record] = customer.commercial_partner_id.key_account_ids.filtered(
                lambda account, company=company: account.company_id == company
            )
        return found

    def _determine_responsible(self, on_demand_responsible, applied_on_record):
        self.ensure_one()
        if self.responsible_type != "account_role":
            return super()._determine_responsible(
                on_demand_responsible, applied_on_record
            )
        account = self._get_key_accounts(applied_on_record)[applied_on_record]
        if account:
            found = account._get_responsible(self.account_role_id, applied_on_record)
            return {**found, "responsible": found["responsible"].with_env(self.env)}
        error = self.env._(
            "“%(document)s” is of no customer with an account team, so that nobody is "
            "%(role)s. Open the customer's key account first.",
            document=applied_on_record.display_name,
            role=self.account_role_id.name,
        )
        nobody = self.env["res.users"]
        return {"responsible": nobody, "error": error, "warning": False}

    def _assign(self, accounts):
        """Whom to give these activities on many documents, without asking for each.

        :param accounts: ``{document: key account}``, documents of one model
        :return: ``{document: [(template, found)]}``, see ``_determine_responsible``
        """
        document_ids = [record.id for record in accounts]
        readable = {}

        def can_read(user, record):
            if user not in readable:
                readable[user] = set(
                    record.browse(document_ids)
                    .with_user(user)
                    .with_context(allowed_company_ids=user.company_ids.ids)
                    ._filtered_access("read")
                    .ids
                )
            return record.id in readable[user]

        return {
            record: [
                (
                    template,
                    account._get_responsible(template.account_role_id, record, can_read)
                    if template.responsible_type == "account_role"
                    else template._determine_responsible(account.user_id, record),
                )
                for template in self
            ]
            for record, account in accounts.items()
        }

    def _prepare_activity(self, user):
        """Values of the activity for a user, but for its document."""
        self.ensure_one()
        return {
            "activity_type_id": self.activity_type_id.id,
            "summary": self.summary,
            "note": self.note,
            "user_id": user.id,
            "date_deadline": self._get_date_deadline(),
            "automated": True,
        }
