from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools import tariff
from ..tools.tariff import Line

VISIT = Line(1, "visit", Decimal(80))
REPAIR = Line(2, "visit", Decimal(95), frozenset({("service_type", 3)}))
NIGHT = Line(
    3, "visit", Decimal(140), frozenset({("service_type", 3), ("is_night", True)})
)
KM = Line(4, "km", Decimal("0.415"))
LATE = Line(5, "sla", Decimal(-20), frozenset({("is_sla_kept", False)}))
LINES = [VISIT, REPAIR, NIGHT, KM, LATE]
FACTS = st.dictionaries(st.sampled_from("abc"), st.integers(0, 1))
CONDITIONS = st.frozensets(st.tuples(st.sampled_from("abc"), st.integers(0, 1)))


@tagged("post_install", "-at_install")
class TestTariffTool(BaseCase):
    def test_the_most_specific_line_wins_and_names_the_others(self):
        facts = {"service_type": 3, "is_night": True}
        (charge,) = tariff.price(LINES, facts, {"visit": 1}).charges
        self.assertEqual(charge.line, NIGHT)
        self.assertEqual(charge.less_specific, (REPAIR, VISIT))
        self.assertEqual(charge.rivals, ())

    def test_charges_add_up_with_deductions(self):
        facts = {"service_type": 3, "is_night": False, "is_sla_kept": False}
        found = tariff.price(LINES, facts, {"visit": 1, "km": 43, "sla": 1})
        # 43 · 0.415 = 17.845, a half goes up
        amounts = [entry.amount for entry in found.charges]
        self.assertEqual(amounts, [Decimal(95), Decimal("17.85"), Decimal(-20)])
        self.assertEqual(found.total, Decimal("92.85"))

    def test_equally_specific_lines_are_a_conflict(self):
        other = Line(9, "visit", Decimal(70), frozenset({("region", 7)}))
        facts = {"service_type": 3, "region": 7}
        (charge,) = tariff.price([other, *LINES], facts, {"visit": 1}).charges
        self.assertEqual((charge.line, charge.rivals), (REPAIR, (other,)))

    def test_what_has_no_tariff_is_named(self):
        found = tariff.price(LINES, {}, {"sla": 1, "parts": 2, "km": 0})
        self.assertEqual((found.total, found.charges), (0, ()))
        self.assertEqual(found.missing, ("sla", "parts"))

    def test_negative_quantities_are_refused(self):
        with self.assertRaises(ValueError):
            tariff.price(LINES, {}, {"km": -1})

    @given(st.lists(CONDITIONS, max_size=8), FACTS)
    def test_no_line_that_applies_is_more_specific(self, conditions, facts):
        lines = [Line(n, "visit", Decimal(n), c) for n, c in enumerate(conditions)]
        fitting = [line for line in lines if line.conditions <= set(facts.items())]
        found = tariff.price(lines, facts, {"visit": 1})
        self.assertEqual(bool(found.missing), not fitting)
        for charge in found.charges:
            depth = max(len(line.conditions) for line in fitting)
            self.assertEqual(len(charge.line.conditions), depth)
            everyone = {charge.line, *charge.less_specific, *charge.rivals}
            self.assertEqual(everyone, set(fitting))
