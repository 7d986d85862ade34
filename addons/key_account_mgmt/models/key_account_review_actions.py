from odoo import models
from odoo.exceptions import UserError

from .key_account_review import OPEN_STATES


class KeyAccountReviewActions(models.Model):
    """The steps of a review, and the ways to what it is about."""

    _inherit = "key.account.review"

    def action_start(self):
        """Begin: the facts are taken anew and from then on stay as they are."""
        self._check_state("planned")
        self._take_facts()
        self.state = "in_progress"

    def action_done(self):
        """Close the review with its outcome; its date starts the next period.

        Needs the outcome and every required point of the checklist.
        """
        self._check_state(*OPEN_STATES)
        self.state = "done"
        for review in self.filtered("strategy_id"):
            review.key_account_id.strategy_id = review.strategy_id

    def action_cancel(self):
        """Cancel this one; the next comes a period after the day it was due."""
        self._check_state(*OPEN_STATES)
        self.state = "cancelled"

    def action_reopen(self):
        """Take up a review that was done or cancelled; managers only."""
        self._check_state("done", "cancelled")
        self.state = "in_progress"
        self._schedule_activity()

    def _check_state(self, *states):
        for review in self:
            if review.state not in states:
                names = dict(self._fields["state"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "“%(review)s” is in the state “%(state)s”; this step does not "
                        "apply to it.",
                        review=review.display_name,
                        state=names[review.state],
                    )
                )

    def _check_complete(self, outcome=None):
        """Every required point is checked, and the outcome chosen or about to be."""
        for review in self:
            missing = review.line_ids.filtered(
                lambda line: line.is_required and not line.is_done
            )
            if missing:
                raise UserError(
                    self.env._(
                        "“%(review)s” still has required points to check: %(points)s",
                        review=review.display_name,
                        points=", ".join(missing.mapped("name")),
                    )
                )
            if not (outcome or review.outcome):
                raise UserError(
                    self.env._(
                        "Choose the outcome of “%(review)s” before you finish it.",
                        review=review.display_name,
                    )
                )

    def action_open_account(self):
        """Open the key account.

        :return: window action
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "key.account",
            "res_id": self.key_account_id.id,
            "views": [(False, "form")],
        }

    def action_open_relationship_map(self):
        """Open the drawn map of the account, starting it when there is none.

        :return: client action
        """
        self.ensure_one()
        return self.key_account_id.action_open_relationship_map()

    def action_open_plan(self):
        """Open the current plan of the account, or start one.

        :return: window action
        """
        self.ensure_one()
        return self.key_account_id.action_open_plan()

    def action_open_previous(self):
        """Open the review of this kind that was done before.

        :return: window action
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.previous_id.id,
            "views": [(False, "form")],
        }
