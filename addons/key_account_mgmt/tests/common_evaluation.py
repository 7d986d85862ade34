from .common import KeyAccountCommon


class EvaluationCommon(KeyAccountCommon):
    """A company with thresholds of 1,000 and 100, and one scoring model.

    The model has one criterion, judged by hand; others are added where needed.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["key.account.scoring.model"].search([]).active = False
        cls.env["key.account.estimate.rule"].search([]).active = False
        # Opportunities are won here without what the stages of a company ask for.
        cls.env["crm.stage.gate"].search([]).active = False
        cls.env.company.write(
            {
                "key_account_potential_threshold": 1000,
                "key_account_contribution_threshold": 100,
                "key_account_contribution_months": 12,
                "key_account_method": "either",
            }
        )
        cls.model = cls.env["key.account.scoring.model"].create(
            {"name": "Worth", "key_score": 60}
        )
        cls.manual = cls._criterion(kind="manual", name="Importance")

    @classmethod
    def _criterion(cls, bands=(), **vals):
        return cls.env["key.account.scoring.criterion"].create(
            {
                "scoring_model_id": cls.model.id,
                "name": "Criterion",
                "weight": 10,
                "band_ids": [
                    (0, 0, {"value_from": start, "value_to": end, "points": points})
                    for start, end, points in bands
                ],
                **vals,
            }
        )

    @classmethod
    def _estimate(cls, account=None, **vals):
        return cls.env["key.account.estimate"].create(
            {
                "key_account_id": (account or cls.key_account).id,
                "solution_id": cls.solution.id,
                "driver": "Mills",
                "driver_value": 10,
                "unit_value": 200,
                "share": 50,
                **vals,
            }
        )

    @classmethod
    def _judge(cls, points, account=None):
        return cls.env["key.account.manual.score"].create(
            {
                "key_account_id": (account or cls.key_account).id,
                "criterion_id": cls.manual.id,
                "points": points,
            }
        )

    def _answer(self, criterion):
        """The line that a criterion adds to an evaluation of today."""
        evaluation = self.key_account._evaluate()
        return evaluation.line_ids.filtered(lambda li: li.criterion_id == criterion)
