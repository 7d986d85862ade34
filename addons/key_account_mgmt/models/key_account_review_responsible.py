from odoo import api, models
from odoo.fields import Domain

KIND_ROLES = {
    "plan": "account_manager",
    "evaluation": "account_manager",
    "coverage": "team_leader",
    "strategy": "sponsor",
}


class KeyAccountReviewResponsible(models.Model):
    """Who is responsible for a review: a role of the account, not a name."""

    _inherit = "key.account.review"

    @api.depends("kind", "key_account_id")
    def _compute_user_id(self):
        sponsors = self._get_sponsors()
        for review in self:
            review.user_id = review._get_responsible(sponsors)[0]

    @api.depends("kind", "key_account_id", "user_id")
    @api.depends_context("lang")
    def _compute_responsible_reason(self):
        sponsors = self._get_sponsors()
        for review in self:
            user, role = review._get_responsible(sponsors)
            reason = review._get_role_reasons()[role if user else "nobody"]
            if review.user_id != user:
                reason = self.env._("Chosen by hand")
            review.responsible_reason = reason

    def _get_responsible(self, sponsors):
        """Who holds the role that reviews of this kind are for.

        :param sponsors: what :meth:`_get_sponsors` returns
        :return: ``(user, key of the reason)``; the account manager stands in for a
            role that nobody holds
        """
        self.ensure_one()
        account = self.key_account_id
        role = KIND_ROLES.get(self.kind, "account_manager")
        holders = {
            "account_manager": account.user_id,
            "team_leader": account.team_id.user_id,
            "sponsor": sponsors.get(account, self.env["res.users"]),
        }
        if holders[role].active:
            return holders[role], role
        return account.user_id.filtered("active"), f"no_{role}"

    def _get_sponsors(self):
        """The sponsor of each account now, the primary one first.

        :return: ``{key account: user}``
        """
        accounts = self.filtered(lambda r: r.kind == "strategy").key_account_id
        members = self.env["key.account.member"]
        members = members.search_fetch(
            members._get_current_domain()
            & Domain("role_kind", "=", "sponsor")
            & Domain("user_id.active", "=", True)
            & Domain("key_account_id", "in", accounts.ids),
            ["key_account_id", "user_id", "is_primary"],
            order="is_primary DESC NULLS LAST, date_start, id",
        )
        sponsors = {}
        for member in members:
            sponsors.setdefault(member.key_account_id, member.user_id)
        return sponsors

    def _get_role_reasons(self):
        return {
            "account_manager": self.env._("The account manager"),
            "team_leader": self.env._("The leader of the sales team"),
            "sponsor": self.env._("The sponsor on the account team"),
            "no_team_leader": self.env._(
                "The account manager, as the sales team has no leader"
            ),
            "no_sponsor": self.env._(
                "The account manager, as the account has no sponsor"
            ),
            "no_account_manager": self.env._("The account manager"),
            "nobody": self.env._(
                "Nobody yet: the account has no account manager. Choose one."
            ),
        }
