import csv
import os
import unittest
from pathlib import Path

from odoo.tests import tagged

from .. import hooks
from ..models.crm_lead_scoring import SCORING_FIELDS
from .common import RelationshipCommon

PARAMETER = hooks.SCORING_PARAMETER
# From when on Odoo learns from opportunities.
START = "2015-01-01"


class TestScoringFacts(RelationshipCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lead = cls._lead()

    def _facts(self):
        return [self.lead[name] for name in SCORING_FIELDS]

    def test_empty_without_people(self):
        self.assertEqual(self._facts(), [False, False, False])
        lead_map = self.env["relationship.map"].create({"lead_id": self.lead.id})
        self.assertEqual(self._facts(), [False, "no", "no"])
        lead_map.active = False
        self.assertEqual(self._facts(), [False, False, False])

    def test_covered_means_known_by_name_and_assessed(self):
        lead_map = self.env["relationship.map"].create({"lead_id": self.lead.id})
        decision_maker = self.roles["decision_maker"]
        self._add(None, lead_map, role_id=decision_maker.id, level="1")
        self.assertEqual(self.lead.decider_covered, "no")
        anna = self._add(self.anna, lead_map, role_id=decision_maker.id)
        self.assertEqual(self.lead.decider_covered, "no")
        anna.with_user(self.seller).level = "-2"
        self.assertEqual(self.lead.decider_covered, "yes")
        self.assertEqual(self.lead.approver_covered, "no")
        anna.has_approval = True
        self.assertEqual(self.lead.approver_covered, "yes")

    def test_bands(self):
        band = self.lead._get_closeness_band
        for closeness, name in (
            (200, "strongly_for"),
            (100, "strongly_for"),
            (99.9, "for"),
            (25, "for"),
            (0, "balanced"),
            (-25, "balanced"),
            (-26, "against"),
            (-100, "against"),
            (-101, "strongly_against"),
            (False, False),
        ):
            self.assertEqual(band(closeness), name, closeness)


class TestScoringHooks(RelationshipCommon):
    def test_choice_of_the_administrator_stays(self):
        parameters = self.env["ir.config_parameter"]
        parameters.set_param(PARAMETER, "country_id,tag_ids")
        hooks.post_init_hook(self.env)
        hooks.post_init_hook(self.env)
        self.assertEqual(
            parameters.get_param(PARAMETER),
            ",".join(["country_id", "tag_ids", *SCORING_FIELDS]),
        )
        hooks.uninstall_hook(self.env)
        self.assertEqual(parameters.get_param(PARAMETER), "country_id,tag_ids")


class ScoringCommon(RelationshipCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Other opportunities are older than what Odoo learns from.
        cls.env.flush_all()
        cls.env.cr.execute("UPDATE crm_lead SET create_date = '2000-01-01'")
        cls.env.invalidate_all()
        cls.env["crm.lead.scoring.frequency"].search([]).unlink()
        parameters = cls.env["ir.config_parameter"]
        parameters.set_param("crm.pls_start_date", START)
        cls.stages = cls.env["crm.stage"].search([("is_won", "=", False)], limit=2)
        cls.won = cls.env["crm.stage"].search([("is_won", "=", True)], limit=1)

    @classmethod
    def _score(cls, variables):
        """Odoo's own recompute with these variables: ``{lead: probability}``."""
        parameters = cls.env["ir.config_parameter"]
        parameters.set_param(PARAMETER, ",".join(variables))
        cls.env["crm.lead"]._cron_update_automated_probabilities()
        cls.env.invalidate_all()
        leads = cls.env["crm.lead"].search(
            [("won_status", "=", "pending"), ("create_date", ">=", START)]
        )
        return {lead: lead.automated_probability for lead in leads}

    def _assert_maps_matter(self, leads, variables):
        """Nothing changes until maps exist; then support raises the probability.

        :param leads: ``crm.lead`` of which some are won, lost and pending
        :param variables: what is scored by beside the maps
        """
        everything = [*variables, *SCORING_FIELDS]
        before = self._score(variables)
        self.assertEqual(self._score(everything), before)

        closed = leads.filtered(lambda lead: lead.won_status != "pending")
        friendly, hostile = leads.filtered(lambda lead: lead in before)[:2]
        for lead in closed + friendly + hostile:
            for_us = lead.won_status == "won" or lead == friendly
            lead.partner_id = lead.partner_id or self.account
            self._add(
                self.anna,
                self.env["relationship.map"].create({"lead_id": lead.id}),
                level="2" if for_us else "-2",
            )
        after = self._score(everything)
        self.assertGreater(after[friendly], before[friendly])
        self.assertLess(after[hostile], before[hostile])
        for lead in set(before) - set(friendly + hostile):
            self.assertEqual(after[lead], before[lead], "no map, no change")


@tagged("post_install", "-at_install")
class TestScoring(ScoringCommon):
    def test_maps_matter(self):
        leads = self.env["crm.lead"].create(
            [
                {
                    "name": f"Deal {i}",
                    "type": "opportunity",
                    "partner_id": self.account.id,
                    "stage_id": self.stages[i % 2].id,
                }
                for i in range(24)
            ]
        )
        leads[:8].action_set_won()
        leads[8:16].action_set_lost()
        self._assert_maps_matter(leads, ["country_id"])


@unittest.skipUnless(os.environ.get("SUITE_DATA"), "needs the data folder (SUITE_DATA)")
@tagged("post_install", "-at_install")
class TestScoringPipeline(ScoringCommon):
    """The same on the opportunities of a real company."""

    def test_maps_matter(self):
        folder = Path(os.environ["SUITE_DATA"]) / "crm_pipeline"
        with (folder / "sales_pipeline.csv").open() as stream:
            rows = list(csv.DictReader(stream))
        self.assertEqual(len(rows), 8800)
        tags = self.env["crm.tag"].create(
            [{"name": name} for name in sorted({row["product"] for row in rows})]
        )
        tag_ids = {tag.name: tag.id for tag in tags}
        leads = self.env["crm.lead"].create(
            [
                {
                    "name": row["opportunity_id"],
                    "type": "opportunity",
                    "tag_ids": [(4, tag_ids[row["product"]])],
                    **self._standing(row["deal_stage"]),
                }
                for row in rows
            ]
        )
        sample = leads.filtered(lambda lead: lead.won_status != "pending")[:60]
        pending = leads.filtered(lambda lead: lead.won_status == "pending")[:10]
        self._assert_maps_matter(sample + pending, ["tag_ids"])

    def _standing(self, deal_stage):
        """Stage and outcome of an opportunity of the pipeline."""
        if deal_stage == "Won":
            return {"stage_id": self.won.id, "probability": 100}
        lost = {"active": False, "probability": 0} if deal_stage == "Lost" else {}
        return {"stage_id": self.stages[1].id, **lost}
