from odoo import models
from odoo.tools import SQL


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _relabel_stage(self, stage):
        """Put opportunities into a stage that is another name for the one they had.

        They do not move: neither gates nor dates, probabilities or messages apply.
        """
        if not self:
            return
        self.check_access("write")
        self.flush_recordset(["stage_id"])
        self.env.execute_query(
            SQL(
                "UPDATE crm_lead SET stage_id = %s WHERE id IN %s RETURNING id",
                stage.id,
                tuple(self.ids),
            )
        )
        self.invalidate_recordset(["stage_id"])
        self.modified(["stage_id"])
