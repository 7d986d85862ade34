import unittest

import networkx as nx

from odoo.tests import tagged

from . import krackhardt
from .common_import import ImportCommon
from .test_influence_tool import rank_correlation


@tagged("post_install", "-at_install")
class TestInfluenceKrackhardt(ImportCommon):
    """The ranking against what is published about a real company of 21 managers."""

    @classmethod
    def setUpClass(cls):
        folder = krackhardt.find_folder()
        if not folder:
            raise unittest.SkipTest("the Krackhardt data (SUITE_DATA) is missing")
        super().setUpClass()
        account = cls.env["res.partner"].create(
            {"name": krackhardt.ACCOUNT, "is_company": True}
        )
        wizard = cls._import(cls, *krackhardt.read_tables(folder), account=account)
        cls.people = wizard.map_id.stakeholder_ids
        links = cls.env["relationship.link"].search(
            [("source_account_id", "=", account.id), ("kind", "=", "influence")]
        )
        names = {person.partner_id: person.external_key for person in cls.people}
        # As published: an arc from who asks for advice to who is asked.
        cls.advice = nx.DiGraph(
            (names[link.target_id], names[link.source_id]) for link in links
        )

    def _shares(self):
        return {person.external_key: person.influence for person in self.people}

    def test_leaders(self):
        """Advice in-degree: managers 2, 18, 21, then 1 and 7 lead (Krackhardt 1987)."""
        self.people.weight = 1
        ranking = self.people.sorted("influence_rank").mapped("external_key")
        self.assertEqual(ranking[0], "2")
        self.assertEqual(set(ranking[:3]), {"2", "18", "21"})
        self.assertEqual(set(ranking[:5]), {"2", "18", "21", "7", "1"})

    def test_centralities_of_networkx(self):
        self.people.weight = 1
        shares = {name: round(share, 2) for name, share in self._shares().items()}
        scores = {
            "in-degree": nx.in_degree_centrality(self.advice),
            "closeness": nx.closeness_centrality(self.advice),
            "harmonic": nx.harmonic_centrality(self.advice),
            "katz": nx.katz_centrality(self.advice, alpha=0.05),
        }
        for name, score in scores.items():
            rounded = {person: round(value, 6) for person, value in score.items()}
            with self.subTest(name):
                self.assertGreater(rank_correlation(shares, rounded), 0.9)

    def test_weight_of_the_reached_matters(self):
        """With the weights of their roles, who has the ear of the top gains."""
        top = self.people.filtered(lambda p: p.influence_rank == 1)
        self.assertIn(top.external_key, ("2", "7", "18", "21"))
        self.assertGreater(top.influence, 50)
