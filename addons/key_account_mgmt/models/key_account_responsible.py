from odoo import fields, models


class KeyAccountPolicy(models.Model):
    """Says who takes a task whose role nobody holds."""

    _inherit = "key.account.policy"

    vacant_role = fields.Selection(
        [
            ("account_manager", "The account manager takes the task"),
            ("refuse", "Nothing starts until somebody holds the role"),
        ],
        "When a Role Is Vacant",
        required=True,
        default="account_manager",
        help="What becomes of an activity that is planned for a role of the account "
        "team when nobody holds this role.",
    )


class KeyAccount(models.Model):
    """Knows who answers for a role, so that work is given to roles, not to names."""

    _inherit = "key.account"

    def _get_holders(self, role, solution=None):
        """Who holds a role today, the one to turn to first.

        :param role: ``key.account.role``
        :param solution: ``key.account.solution``; who covers it comes first, who covers
            other solutions only comes last
        :return: ``key.account.member``, outside contacts included
        """
        self.ensure_one()
        members = self.member_ids.filtered(
            lambda member: member.role_id == role and member.is_current
        )
        return members.sorted(
            lambda member: (
                bool(member.solution_ids) and solution not in member.solution_ids,
                not (solution and solution in member.solution_ids),
                not member.is_primary,
                member.date_start,
            )
        )

    def _get_responsible(self, role, record, can_read=None):
        """Whom to give a task of a role on a document of the account.

        :param role: ``key.account.role``
        :param record: the document; who takes the task must be able to read it
        :param can_read: answers ``can_read(user, record)``, for many documents at once
        :return: ``{"responsible": user, "error": text, "warning": text}`` like the
            activity plans of Odoo
        """
        self.ensure_one()
        can_read = can_read or self._can_read
        holders = self._get_holders(role, self._get_solution(record))
        readers = holders.user_id.filtered(
            lambda user: user.active and can_read(user, record)
        )
        if readers:
            return {"responsible": readers[0], "error": False, "warning": False}
        reason = self._get_vacancy(role, holders, record)
        nobody = self.env["res.users"]
        if self.policy_id.vacant_role == "refuse":
            return {"responsible": nobody, "error": reason, "warning": False}
        if self.user_id and can_read(self.user_id, record):
            message = self.env._(
                "%(reason)s The account manager %(manager)s takes the task.",
                reason=reason,
                manager=self.user_id.name,
            )
            return {"responsible": self.user_id, "error": False, "warning": message}
        message = self.env._(
            "%(reason)s There is no account manager either who could take the task: "
            "put somebody on the team of %(account)s.",
            reason=reason,
            account=self.name,
        )
        return {"responsible": nobody, "error": message, "warning": False}

    def _get_vacancy(self, role, holders, record):
        """One sentence that says why nobody in a role can take a task."""
        names = {"role": role.name, "account": self.name}
        if not holders:
            return self.env._("Nobody is %(role)s of %(account)s.", **names)
        names["person"] = holders[0].partner_id.name
        if not holders.user_id:
            return self.env._(
                "%(person)s, %(role)s of %(account)s, works outside the company.",
                **names,
            )
        return self.env._(
            "%(person)s, %(role)s of %(account)s, may not read “%(document)s”.",
            document=record.display_name,
            **names,
        )

    def _get_solution(self, record):
        if "solution_id" in record._fields:
            return record.solution_id
        if "opportunity_id" in record._fields:
            return record.opportunity_id.solution_id
        return self.env["key.account.solution"]

    def _can_read(self, user, record):
        companies = user.company_ids.ids
        seen = record.with_user(user).with_context(allowed_company_ids=companies)
        return seen.has_access("read")
