from odoo import api, models

# What decides whether an opportunity is in pursuit or won.
TRIGGER_FIELDS = {"stage_id", "probability", "type", "partner_id"}


class CrmLead(models.Model):
    """Opportunities that enter pursuit or are won start playbooks."""

    _inherit = "crm.lead"

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create(vals_list)
        leads._start_playbooks({})
        return leads

    def write(self, vals):
        if TRIGGER_FIELDS.isdisjoint(vals):
            return super().write(vals)
        before = self._get_playbook_matches()
        result = super().write(vals)
        self._start_playbooks(before)
        return result

    def _get_playbook_matches(self):
        playbooks = self.env["key.account.playbook"]._get_automatic(
            "lead_pursuit", "lead_won"
        )
        return {playbook: playbook._filter_leads(self) for playbook in playbooks}

    def _start_playbooks(self, before):
        """Start the playbooks of what these opportunities are now and were not before.

        :param before: ``{playbook: opportunities that were so already}``
        """
        for playbook, leads in self._get_playbook_matches().items():
            fresh = leads - before.get(playbook, leads.browse())
            if fresh:
                playbook._start(fresh)
