from odoo import models


class CrmLead(models.Model):
    """What was worked out for merged opportunities goes to the one that stays."""

    _inherit = "crm.lead"

    def _merge_dependences(self, opportunities):
        result = super()._merge_dependences(opportunities)
        # Whoever may merge keeps the history, readable to them or not.
        target, sources = self.sudo(), opportunities.sudo()
        sources.stage_log_ids.lead_id = target
        known = target.criterion_ids.criterion_id
        for line in sources.criterion_ids:
            if line.criterion_id not in known:
                known |= line.criterion_id
                line.lead_id = target
        target._take_competitors(sources)
        finished = sources.pursuit_assessment_ids.filtered(
            lambda assessment: assessment.state == "done"
        )
        finished.lead_id = target
        sources.review_ids.filtered(lambda r: r.state == "done").lead_id = target
        return result

    def _take_competitors(self, sources):
        """Those that are known already stay by name: answers refer to them."""
        known = self.competitor_ids.partner_id
        for competitor in sources.competitor_ids:
            if competitor.partner_id in known:
                competitor.partner_id = False
            known |= competitor.partner_id
            competitor.write({"lead_id": self.id, "is_winner": False})
