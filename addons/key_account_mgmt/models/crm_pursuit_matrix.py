from odoo import api, fields, models

from ..tools import pursuit


class CrmPursuitAssessment(models.Model):
    """The answers as the table that the form shows: questions × factors × parties."""

    _inherit = "crm.pursuit.assessment"

    matrix = fields.Json(compute="_compute_matrix")

    @api.depends("score_ids", "lead_id.competitor_ids", "state")
    @api.depends_context("lang")
    def _compute_matrix(self):
        questions = self.env["crm.pursuit.question"].search([])
        points = self.env["crm.pursuit.score"]._fields["points"]
        for assessment in self:
            assessment.matrix = {
                "points": points._description_selection(self.env),
                "parties": [{"id": False, "name": self.env._("We")}]
                + [
                    {"id": competitor.id, "name": competitor.name}
                    for competitor in assessment.lead_id.competitor_ids
                ],
                "questions": assessment._describe_questions(questions),
            }

    def _describe_questions(self, questions):
        self.ensure_one()
        found = self._get_scores()
        factors = self._get_factors().grouped("question_id")
        competitors = self.lead_id.competitor_ids
        return [
            {
                "code": question.code,
                "name": question.name,
                "verdict": question._judge(
                    found.get((question.code, None), pursuit.Score(None, 0, 0)).percent
                ),
                "scores": [
                    self._describe_score(found.get((question.code, party)), party)
                    for party in (None, *competitors)
                ],
                "factors": [
                    self._describe_factor(factor, competitors)
                    for factor in factors.get(question, ())
                ],
            }
            for question in questions
        ]

    def _describe_factor(self, factor, competitors):
        given = {
            answer.competitor_id: answer.points
            for answer in self.score_ids
            if answer.factor_id == factor
        }
        return {
            "id": factor.id,
            "name": factor.name,
            "guide": factor.guide or "",
            "weight": factor.weight,
            "cells": [
                {
                    "party": party.id,
                    "points": given.get(party, False),
                    "is_asked": factor.is_compared or not party,
                }
                for party in (competitors.browse(), *competitors)
            ],
        }

    def _describe_score(self, score, party):
        score = score or pursuit.Score(None, 0, 0)
        return {
            "party": party.id if party else False,
            "percent": False if score.percent is None else score.percent,
            "answered": score.answered,
            "asked": score.asked,
        }
