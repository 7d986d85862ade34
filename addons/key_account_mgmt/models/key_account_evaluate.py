from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools.classification import classify, is_key


class KeyAccountEvaluate(models.Model):
    """Evaluating accounts: figures, score, class; kept by date."""

    _inherit = "key.account"

    def action_evaluate(self):
        """Evaluate the selected accounts as of today; refresh the screen.

        :raise UserError: when an amount cannot be converted
        """
        self.check_access("write")
        self._evaluate()
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _evaluate(self, date=None, run=None):
        """Evaluate accounts and keep the result; a second time the same day replaces.

        An evaluation of an earlier day than the last one is kept, and changes nothing
        on the account.

        :param date: day of the evaluation, today when omitted; orders and opportunities
            of the months before count
        :param run: ``key.account.evaluation.run`` to which it belongs
        :return: ``key.account.evaluation``
        :raise UserError: when an amount cannot be converted, before anything is written
        """
        date = fields.Date.to_date(date) or fields.Date.context_today(self)
        # All orders and opportunities count, also those that the evaluating account
        # manager may not read; classes are written by evaluations only.
        accounts = self.sudo()
        evaluations = self.env["key.account.evaluation"].sudo()
        for company, of_company in accounts.grouped("company_id").items():
            evaluations += of_company.with_company(company)._evaluate_company(date, run)
        return evaluations.sudo(self.env.su).with_env(self.env)

    def _evaluate_company(self, date, run):
        company = self.company_id
        start, end = company._get_contribution_period(date)
        missing = company._find_currencies_without_rate(
            company._find_order_currencies(start, end)
        )
        if missing:
            raise UserError(company._get_missing_rate_message(missing))
        self.env["key.account.estimate.rule"]._update_estimates(self)
        potentials = self._get_potentials(start, end)
        figures = {
            "contribution": self._get_contributions(start, end),
            "potential": {
                account: value for account, (value, __) in potentials.items()
            },
        }
        scores = self._get_scores(date, figures)
        before = self._get_classes_before(date)
        common = {"date": date, "user_id": self.env.uid, "run_id": run and run.id}
        values = {
            account: {
                **common,
                **account._prepare_evaluation(figures, scores.get(account)),
                "potential_source": potentials[account][1],
                "previous_class": before.get(account.id),
            }
            for account in self
        }
        evaluations = self._keep_evaluations(date, values)
        self._keep_lines(evaluations, scores)
        self._take_over(evaluations)
        return evaluations

    def _get_scores(self, date, figures):
        """Composite scores: ``{key account: (scoring model, Composite, [lines])}``."""
        scores = {}
        scoring = self.env["key.account.scoring.model"]
        for model, accounts in scoring._get_models(self).items():
            for account, result in (
                model._score(accounts, date, figures).items() if model else ()
            ):
                scores[account] = (model, *result)
        return scores

    def _prepare_evaluation(self, figures, scored):
        company = self.company_id
        model, composite, __ = scored or (None, None, None)
        potential = figures["potential"][self]
        contribution = figures["contribution"][self]
        limits = (
            company.key_account_potential_threshold,
            company.key_account_contribution_threshold,
        )
        score = round(composite.score, 1) if composite else None
        return {
            "key_account_id": self.id,
            "account_id": self.account_id.id,
            "company_id": company.id,
            "potential": potential,
            "contribution": contribution,
            "potential_threshold": limits[0],
            "contribution_threshold": limits[1],
            "contribution_months": company.key_account_contribution_months,
            "scoring_model_id": model.id if model else False,
            "score": score,
            "key_score": model.key_score if model else 0,
            "known": 100 * composite.known if composite else 0,
            "account_class": classify(potential, contribution, *limits),
            "key_method": company.key_account_method,
            "is_key_account": is_key(
                company.key_account_method,
                score,
                model.key_score if model else 0,
                potential >= limits[0],
            ),
        }

    # ------------------------------------------------------------------ writing

    def _get_classes_before(self, date):
        """Class by the last evaluation before a day: ``{id of key account: class}``."""
        self.env["key.account.evaluation"].flush_model(
            ["key_account_id", "date", "account_class"]
        )
        return dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT DISTINCT ON (key_account_id) key_account_id, account_class
                      FROM key_account_evaluation
                     WHERE key_account_id = ANY(%s) AND date < %s
                     ORDER BY key_account_id, date DESC
                    """,
                    self.ids,
                    date,
                )
            )
        )

    def _keep_evaluations(self, date, values):
        """Write the evaluations of a day, over those the day already has."""
        evaluations = self.env["key.account.evaluation"].search(
            [("date", "=", date), ("key_account_id", "in", self.ids)]
        )
        for evaluation in evaluations:
            evaluation.write(values[evaluation.key_account_id])
        evaluations.line_ids.unlink()
        known = evaluations.key_account_id
        new = [vals for account, vals in values.items() if account not in known]
        return evaluations + evaluations.create(new)

    def _keep_lines(self, evaluations, scores):
        self.env["key.account.evaluation.line"].create(
            [
                {**line, "evaluation_id": evaluation.id}
                for evaluation in evaluations
                for line in scores.get(evaluation.key_account_id, (0, 0, ()))[2]
            ]
        )

    def _take_over(self, evaluations):
        """Let the accounts show their evaluation, unless a later one is known."""
        for evaluation in evaluations:
            account = evaluation.key_account_id
            if account.evaluation_date and account.evaluation_date > evaluation.date:
                continue
            is_key = evaluation.is_key_account
            if account.key_override:
                is_key = account.key_override == "yes"
            account.write(
                {
                    "evaluation_id": evaluation.id,
                    "evaluation_date": evaluation.date,
                    "potential": evaluation.potential,
                    "contribution": evaluation.contribution,
                    "score": None if evaluation.score is False else evaluation.score,
                    "evaluated_class": evaluation.account_class,
                    "is_key_account": is_key,
                }
            )
