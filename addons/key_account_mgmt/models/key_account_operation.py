from odoo import api, fields, models


class KeyAccount(models.Model):
    """The account's tactics and playbooks; new key accounts are incubated."""

    _inherit = "key.account"

    tactic_ids = fields.One2many(related="strategy_id.tactic_ids")
    playbook_run_ids = fields.One2many(
        "key.account.playbook.run", "key_account_id", "Started Plans"
    )

    @api.model_create_multi
    def create(self, vals_list):
        accounts = super().create(vals_list)
        accounts.filtered("is_key_account")._start_incubation()
        return accounts

    def write(self, vals):
        fresh = self.browse()
        if vals.get("is_key_account"):
            fresh = self.filtered(lambda account: not account.is_key_account)
        result = super().write(vals)
        fresh._start_incubation()
        return result

    def _start_incubation(self):
        """Start the playbooks for key accounts without an open opportunity."""
        playbooks = self and self.env["key.account.playbook"]._get_automatic(
            "became_key"
        )
        if not playbooks:
            return
        # Opportunities that the user may not see count as well.
        groups = (
            self.env["crm.lead"]
            .sudo()
            ._read_group(
                [
                    ("type", "=", "opportunity"),
                    ("won_status", "=", "pending"),
                    ("partner_id.commercial_partner_id", "in", self.account_id.ids),
                    ("company_id", "in", [*self.company_id.ids, False]),
                ],
                ["partner_id", "company_id"],
            )
        )
        busy = {(partner.commercial_partner_id, company) for partner, company in groups}
        free = self.filtered(
            lambda account: (
                not busy
                & {
                    (account.account_id, account.company_id),
                    (account.account_id, account.company_id.browse()),
                }
            )
        )
        for playbook in playbooks:
            playbook._start(free)

    def action_start_plan(self):
        """Ask which plan to start on the account, and when."""
        return self.env["mail.activity.plan"]._get_schedule_action(self)
