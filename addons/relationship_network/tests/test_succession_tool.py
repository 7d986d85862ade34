from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.relationship_network.tools.succession import Candidate, propose

candidates = st.lists(
    st.builds(
        Candidate,
        key=st.integers(),
        strength=st.integers(0, 5),
        is_responsible=st.booleans(),
        leads_team=st.booleans(),
        is_chosen=st.booleans(),
        leaves=st.booleans(),
        is_active=st.booleans(),
        is_of_company=st.booleans(),
    ),
    max_size=8,
)


class TestSuccession(BaseCase):
    @given(candidates)
    def test_who_knows_them_best_comes_first(self, people):
        ranked = [entry.candidate for entry in propose(people).ranked]
        strengths = [candidate.strength for candidate in ranked]
        self.assertEqual(strengths, sorted(strengths, reverse=True))
        self.assertEqual(
            len(ranked),
            sum(c.is_active and c.is_of_company and not c.leaves for c in people),
        )

    def test_order_among_those_who_know_nobody(self):
        ranking = propose(
            [
                Candidate("chosen", is_chosen=True),
                Candidate("leader", leads_team=True),
                Candidate("responsible", is_responsible=True),
            ]
        )
        self.assertEqual(
            [entry.candidate.key for entry in ranking.ranked],
            ["responsible", "leader", "chosen"],
        )
        self.assertEqual(
            [entry.reasons[0].goal for entry in ranking.ranked],
            ["responsible", "leads_team", "chosen"],
        )

    def test_who_is_ruled_out_and_why(self):
        ranking = propose(
            [
                Candidate("leaver", 5, leaves=True),
                Candidate("gone", 4, is_active=False),
                Candidate("foreign", 3, is_of_company=False),
            ]
        )
        self.assertFalse(ranking.ranked)
        self.assertEqual(
            {entry.candidate.key: entry.rule for entry in ranking.rejected},
            {"leaver": "leaves", "gone": "active", "foreign": "company"},
        )
