from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..tools.scoring import Band, Part, composite, find_band, find_band_problem

POINTS = st.floats(0, 100)
EDGES = st.lists(st.integers(-1000, 1000), min_size=1, max_size=6, unique=True)
PARTS = st.lists(
    st.builds(Part, st.floats(0.1, 50), st.one_of(st.none(), POINTS)), min_size=1
)


def bands_of(edges):
    """Bands without gaps, open on both sides."""
    edges = [None, *sorted(edges), None]
    return [Band(a, b, 50) for a, b in zip(edges, edges[1:], strict=False)]


class TestBands(BaseCase):
    def test_half_open(self):
        low, high = Band(None, 10, 0), Band(10, None, 100)
        self.assertEqual(find_band(9.99, [low, high]), low)
        self.assertEqual(find_band(10, [low, high]), high)

    def test_outside_of_all(self):
        self.assertIsNone(find_band(30, [Band(0, 10, 5), Band(10, 20, 7)]))

    def test_problems(self):
        for kind, bands in {
            "gap": [Band(0, 10, 1), Band(11, 20, 2)],
            "overlap": [Band(0, 10, 1), Band(9, 20, 2)],
            "empty": [Band(5, 5, 1)],
            "points": [Band(0, 10, 101)],
        }.items():
            with self.subTest(kind=kind):
                self.assertEqual(find_band_problem(reversed(bands)).kind, kind)
        for bands in (
            [Band(None, 10, 1), Band(None, 20, 2)],
            [Band(0, None, 1), Band(10, 20, 2)],
        ):
            self.assertEqual(find_band_problem(bands).kind, "overlap")
        self.assertIsNone(find_band_problem([]))

    @given(EDGES, st.floats(-2000, 2000))
    def test_every_value_has_one_band(self, edges, value):
        bands = bands_of(edges)
        self.assertIsNone(find_band_problem(bands))
        found = [band for band in bands if find_band(value, [band])]
        self.assertEqual(found, [find_band(value, bands)])

    @given(EDGES, st.integers(1, 50))
    def test_a_moved_edge_is_noticed(self, edges, move):
        bands = bands_of(edges)
        first = bands[0]
        bands[0] = first._replace(end=first.end - move)
        self.assertEqual(find_band_problem(bands).kind, "gap")
        bands[0] = first._replace(end=first.end + move)
        self.assertIn(find_band_problem(bands).kind, ("overlap", "empty"))


class TestComposite(BaseCase):
    def test_weighted_mean(self):
        result = composite([Part(3, 100), Part(1, 0)])
        self.assertEqual(result, (75, 1))

    def test_unknown_counts_as_nothing_and_is_said(self):
        result = composite([Part(1, 80), Part(3, None)])
        self.assertEqual(result, (20, 0.25))

    def test_weights_must_not_sum_to_zero(self):
        for parts in ([], [Part(0, 50)], [Part(-1, 50), Part(2, 50)]):
            with self.subTest(parts=parts), self.assertRaises(ValueError):
                composite(parts)

    @given(PARTS)
    def test_between_the_worst_and_the_best_part(self, parts):
        points = [part.points or 0 for part in parts]
        score = composite(parts).score
        self.assertGreaterEqual(score, min(points) - 1e-6)
        self.assertLessEqual(score, max(points) + 1e-6)

    @given(PARTS, st.floats(0.5, 20))
    def test_only_the_proportion_of_weights_matters(self, parts, factor):
        scaled = [part._replace(weight=part.weight * factor) for part in parts]
        self.assertAlmostEqual(composite(parts).score, composite(scaled).score, 6)
