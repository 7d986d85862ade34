from odoo import fields, models
from odoo.exceptions import UserError


class KeyAccountAssessmentRun(models.TransientModel):
    """Starts the assessments of a year, or takes their figures again."""

    _name = "key.account.assessment.run"
    _description = "Assess a Year"

    year = fields.Integer(
        required=True, default=lambda self: fields.Date.context_today(self).year
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    has_accounts = fields.Boolean("Key Accounts", default=True)
    has_people = fields.Boolean("People on Their Teams", default=True)
    has_teams = fields.Boolean("Sales Teams", default=True)

    def action_run(self):
        """Create what is missing and take the figures of all open ones.

        :return: window action of the assessments
        :raise UserError: when there is nothing to assess
        """
        self.ensure_one()
        assessments = self.env["key.account.assessment"]
        mine = [("year", "=", self.year), ("company_id", "=", self.company_id.id)]
        known = {
            (record.key_account_id, record.user_id, record.team_id)
            for record in assessments.with_context(active_test=False).search(mine)
        }
        new = [vals for key, vals in self._get_subjects() if key not in known]
        assessments.create(
            [
                {**vals, "year": self.year, "company_id": self.company_id.id}
                for vals in new
            ]
        )
        found = assessments.search(mine)
        if not found:
            raise UserError(
                self.env._(
                    "There is nobody to assess: no key account, team or person was "
                    "chosen, or %(company)s has none.",
                    company=self.company_id.name,
                )
            )
        found.filtered(lambda record: record.state == "draft").action_refresh()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "key_account_mgmt.key_account_assessment_action"
        )
        return {
            **action,
            "domain": mine,
            "context": {"search_default_accounts": 1},
        }

    def _get_subjects(self):
        """Whom to assess, as ``((account, user, team), values)``."""
        accounts = self.env["key.account"].search(
            [("is_key_account", "=", True), ("company_id", "=", self.company_id.id)]
        )
        nobody, none = self.env["res.users"], self.env["crm.team"]
        members = self.env["key.account.member"].search(
            [
                ("key_account_id", "in", accounts.ids),
                ("date_start", "<=", f"{self.year}-12-31"),
                "|",
                ("date_end", "=", False),
                ("date_end", ">=", f"{self.year}-01-01"),
            ]
        )
        subjects = []
        if self.has_accounts:
            subjects += [
                (
                    (account, nobody, none),
                    {"subject": "account", "key_account_id": account.id},
                )
                for account in accounts
            ]
        if self.has_people:
            subjects += [
                (
                    (accounts.browse(), user, none),
                    {"subject": "person", "user_id": user.id},
                )
                for user in members.user_id
            ]
        if self.has_teams:
            subjects += [
                (
                    (accounts.browse(), nobody, team),
                    {"subject": "team", "team_id": team.id},
                )
                for team in accounts.team_id
            ]
        return subjects
