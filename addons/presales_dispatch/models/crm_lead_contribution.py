from datetime import timedelta

from odoo import fields, models

ACTIVITY = "presales_dispatch.mail_activity_type_contribution"
# Days that the owner has for the scores.
DAYS_TO_SCORE = 7


class CrmLead(models.Model):
    """At the end of a stage and at the closing, the owner scores who took part."""

    _inherit = "crm.lead"

    contribution_ids = fields.One2many(
        "crm.contribution", "lead_id", "Contributions", groups="base.group_user"
    )

    def write(self, vals):
        if not {"stage_id", "active", "probability"} & vals.keys():
            return super().write(vals)
        # Whoever moves the opportunity, its owner is asked.
        before = [
            (lead, lead.stage_id, lead.accountable_user_id, lead.won_status)
            for lead in self.sudo()
            if lead.credit_rule == "scores"
        ]
        result = super().write(vals)
        for lead, stage, owner, status in before:
            owner = owner or lead.user_id
            if lead.stage_id != stage and owner:
                lead._ask_for_scores(stage, owner)
            if lead.won_status != status and lead.won_status != "pending" and owner:
                lead._ask_for_scores(stage, owner, is_closing=True)
        return result

    def _get_participants(self, stage, is_closing):
        """Who took part in a stage, or in the whole opportunity.

        :return: ``res.users``
        """
        self.ensure_one()
        parts = self.responsibility_ids.filtered(
            lambda part: (
                part.involvement != "informed"
                and (is_closing or part.stage_id == stage)
            )
        )
        bookings = self.env["presales.assignment"].search(
            [("lead_id", "=", self.id), ("state", "in", ("accepted", "done"))]
        )
        return parts.user_id | bookings.user_id

    def _ask_for_scores(self, stage, owner, is_closing=False):
        """Put the participants on the list of the owner, each once.

        :param stage: the stage that ends
        :param owner: who was accountable for it
        """
        known = self.contribution_ids.filtered(
            lambda one: one.stage_id == stage and one.is_closing == is_closing
        )
        people = self._get_participants(stage, is_closing) - owner - known.user_id
        if not people:
            return
        due = fields.Date.context_today(self) + timedelta(days=DAYS_TO_SCORE)
        criteria = self.env["crm.contribution.criterion"].search([])
        self.env["crm.contribution"].create(
            [
                {
                    "lead_id": self.id,
                    "stage_id": stage.id,
                    "is_closing": is_closing,
                    "user_id": person.id,
                    "scorer_id": owner.id,
                    "date_due": due,
                    "line_ids": [
                        fields.Command.create(
                            {"criterion_id": criterion.id, "weight": criterion.weight}
                        )
                        for criterion in criteria
                    ],
                }
                for person in people
            ]
        )
        self.activity_schedule(
            ACTIVITY,
            date_deadline=due,
            user_id=owner.id,
            summary=stage.name,
            note=", ".join(people.mapped("name")),
        )

    def _close_scoring_activities(self):
        """Done is the owner's activity once nobody waits for scores any more."""
        # The owner closes what was asked of them; others' sheets count, too.
        for lead in self.sudo():
            waiting = lead.contribution_ids.filtered(
                lambda one: one.state == "open" and one.scorer_id == self.env.user
            )
            if not waiting:
                lead.activity_feedback([ACTIVITY], user_id=self.env.uid)

    def action_open_contributions(self):
        """Open the scores of the opportunity in the user's sight."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "presales_dispatch.crm_contribution_action"
        )
        action["domain"] = [("lead_id", "=", self.id)]
        action["context"] = {}
        return action
