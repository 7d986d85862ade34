from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.relationship_network.tools.ranking import Goal, rank

from ..tools import project_patterns
from .crm_lead_facts import KEY_DATES

# The most recent ones that are looked at, and the most similar ones that are told.
LOOKED_AT = 300
TOLD = 40
# Elsewhere, projects from a third to three times the size count as of similar size.
SIZE_FACTOR = 3
# A project this many years ago counts as old.
OLD_YEARS = 5


class CrmLead(models.Model):
    """An opportunity held against the earlier projects of its customer."""

    _inherit = "crm.lead"

    @api.readonly
    def get_project_patterns(self):
        """What similar earlier projects in the user's sight let us expect.

        :return: dict with ``cases``, ``is_anecdotal``, ``projects`` (with ``points`` 0
            to 100 and ``reasons``), ``figures``, ``criteria``, ``deciders``,
            ``rivals``, ``reasons``, ``win_rate``, ``timeline`` and ``warnings``
        """
        self.ensure_one()
        self.check_access("read")
        group = self._get_customer_group()
        ranking = self._rank_projects(group)
        similar = self.env["customer.project"].union(
            *(ranked.candidate for ranked in ranking.ranked)
        )
        own = similar.filtered(lambda project: project.account_id in group)
        # Where the customer's own projects are enough, others would blur the picture.
        basis = own if len(own) >= project_patterns.FEW else similar
        plain = [self._get_plain_project(project, project in own) for project in basis]
        latest_first = sorted(
            plain, key=lambda p: p.dates.get("award") or date.min, reverse=True
        )
        found = project_patterns.patterns(latest_first)
        return self._describe_patterns(ranking, basis, own, found)

    # -------------------------------------------------------------- similarity

    def _get_project_candidates(self, group):
        """Projects of the customer and its group, or else like this one."""
        projects = self.env["customer.project"]
        own = Domain("lead_id", "!=", self.id)
        found = projects.search_fetch(
            own & Domain("account_id", "in", group.ids),
            limit=LOOKED_AT,
            order="date_award DESC, id DESC",
        )
        size = self._get_project_size()
        if self.solution_id and size:
            found |= projects.search_fetch(
                own
                & Domain("account_id", "not in", group.ids)
                & Domain("solution_id", "=", self.solution_id.id)
                & Domain("size_company_currency", ">=", size / SIZE_FACTOR)
                & Domain("size_company_currency", "<=", size * SIZE_FACTOR),
                limit=LOOKED_AT - len(found) // 2,
                order="date_award DESC, id DESC",
            )
        return found

    def _get_customer_group(self):
        """The customer and its group, whoever may see their contacts."""
        customer = self.partner_id.commercial_partner_id.sudo()
        root = customer
        while root.parent_id:
            root = root.parent_id
        if not root:
            return customer
        return customer.search(
            [("id", "child_of", root.ids), ("is_company", "=", True)]
        )

    def _get_readable_chain(self):
        """The map of the decision chain, as far as the user may see it."""
        return self.relationship_map_id._filtered_access("read")

    def _get_project_size(self):
        return self.budget_amount or self.expected_revenue

    def _rank_projects(self, group):
        weights = self.env["customer.project.weight"]._get_weights()
        scores = {
            "account": self._is_same_account,
            "group": lambda project: 1.0 if project.account_id in group else 0.0,
            "solution": lambda project: float(
                bool(self.solution_id) and project.solution_id == self.solution_id
            ),
            "department": self._is_same_department,
            "size": self._compare_size,
            "recency": self._get_recency,
        }
        goals = [Goal(name, weights[name], score) for name, score in scores.items()]
        return rank(self._get_project_candidates(group), (), goals, TOLD)

    def _is_same_account(self, project):
        return float(project.account_id == self.partner_id.commercial_partner_id)

    def _is_same_department(self, project):
        department = self.account_department_id
        return float(bool(department) and project.department_id == department)

    def _compare_size(self, project):
        """1 for the same size, falling with the ratio; 0 where one is not known."""
        sizes = (self._get_project_size(), project.size_company_currency)
        return min(sizes) / max(sizes) if all(size > 0 for size in sizes) else 0.0

    def _get_recency(self, project):
        if not project.date_award:
            return 0.0
        age = (fields.Date.context_today(self) - project.date_award).days / 365.25
        return min(1.0, max(0.0, 1 - age / OLD_YEARS))

    # ------------------------------------------------------------ plain values

    def _get_plain_project(self, project, is_own):
        """A project in the terms of ``tools.project_patterns``.

        Who decides elsewhere tells nothing about this customer. A winner's price is
        what was awarded, where nobody noted it.
        """
        competitors = {line.name: line.price or None for line in project.competitor_ids}
        winner = project.winner_name or next(
            (line.name for line in project.competitor_ids if line.is_winner), None
        )
        if winner:
            competitors[winner] = (
                competitors.get(winner) or project.award_amount or None
            )
        return project_patterns.Project(
            key=project.id,
            outcome=project.outcome,
            budget=project.budget_amount,
            award=project.award_amount,
            dates=self._get_plain_dates(project),
            criteria={line.criterion_id: line.weight for line in project.criterion_ids},
            deciders={
                (person.partner_id.id or person.name): (
                    int(person.attitude) if person.attitude else None
                )
                for person in project.person_ids
                if is_own and person.is_decider
            },
            competitors=competitors,
            winner=winner,
            reason=project.reason_id,
        )

    def _get_plain_dates(self, record):
        """``{step: date}`` of an opportunity or a project."""
        dates = {
            name.removeprefix("date_"): record[name]
            for name in KEY_DATES
            if record[name]
        }
        if record == self and "initiated" not in dates:
            # As in the history: our own beginning stands in for the customer's.
            ours = (self.date_open or self.create_date).date()
            dates["initiated"] = min([ours, *dates.values()])
        return dates

    def action_plan_pattern_warning(self, code):
        """Make an activity of a warning.

        :param code: ``code`` of one of the warnings that hold now
        :return: True
        :raise UserError: when the warning does not hold any more
        """
        self.ensure_one()
        self.check_access("write")
        warnings = self.get_project_patterns()["warnings"]
        warning = next((w for w in warnings if w["code"] == code), None)
        if not warning:
            raise UserError(
                self.env._(
                    "This warning about “%(lead)s” does not hold any more. Load the "
                    "page again.",
                    lead=self.name,
                )
            )
        if warning["is_planned"]:
            return True
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=warning["action"],
            note=warning["text"],
            user_id=self.user_id.id or self.env.uid,
        )
        return True

    def action_open_patterns(self):
        """Open what the customer's earlier projects tell about this one."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "key_account_mgmt.crm_lead_patterns_action"
        )
        return {**action, "res_id": self.id}
