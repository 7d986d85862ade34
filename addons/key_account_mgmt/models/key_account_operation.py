from odoo import api, fields, models

# New key accounts of the transaction, to be looked at when it ends.
PENDING = "key_account_mgmt.new_key_accounts"


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
        """Look at these new key accounts when the transaction ends.

        An evaluation makes many of them, one by one; and whoever creates an account
        with an opportunity may create the account first.
        """
        if not self or not self.env["key.account.playbook"]._is_automatic():
            return
        precommit = self.env.cr.precommit
        if not precommit.data.get(PENDING):
            precommit.data[PENDING] = set()
            precommit.add(self.browse()._incubate_pending)
        precommit.data[PENDING].update(self.ids)

    def _incubate_pending(self):
        account_ids = self.env.cr.precommit.data.pop(PENDING, ())
        # The event concerns accounts, whoever caused it.
        accounts = self.sudo().browse(sorted(account_ids)).exists()
        accounts.filtered("is_key_account")._incubate()

    def _incubate(self):
        """Start the playbooks for key accounts without an open opportunity."""
        playbooks = self.env["key.account.playbook"]._get_automatic("became_key")
        if not playbooks or not self:
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
