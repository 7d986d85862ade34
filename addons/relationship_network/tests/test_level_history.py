from datetime import date, datetime

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import RelationshipCommon


@tagged("post_install", "-at_install")
class TestLevelHistory(RelationshipCommon):
    """A level that changed earlier than it is entered keeps its own date."""

    def test_change_date_of_new_person(self):
        person = self._add(
            self.anna, level="1", target_level="2", change_date="2026-03-02 10:00:00"
        )
        self.assertEqual(person.assessed_on, date(2026, 3, 2))
        self.assertEqual(
            person.level_change_ids.mapped("date"), [datetime(2026, 3, 2, 10)] * 2
        )

    def test_change_date_of_later_change(self):
        person = self._add(self.anna, level="1", change_date="2026-03-02 10:00:00")
        person.write(
            {
                "level": "-1",
                "change_date": datetime(2026, 4, 3, 9),
                "change_reason": "New superior",
            }
        )
        self.assertEqual(person.assessed_on, date(2026, 4, 3))
        change = person.level_change_ids.filtered("reason")
        self.assertEqual(change.date, datetime(2026, 4, 3, 9))
        self.assertEqual(change.new_level, "-1")

    def test_no_change_in_the_future(self):
        with self.assertRaisesRegex(ValidationError, "2999-01-01"):
            self._add(self.anna, level="1", change_date="2999-01-01 10:00:00")

    def test_assessment_date_given_by_the_caller_wins(self):
        person = self._add(
            self.anna,
            level="1",
            assessed_on="2026-02-01",
            change_date="2026-03-02 10:00:00",
        )
        self.assertEqual(person.assessed_on, date(2026, 2, 1))

    def test_change_date_of_a_returning_person(self):
        person = self._add(self.anna, level="1")
        person.active = False
        back = self._add(self.anna, level="2", change_date="2026-05-04 08:00:00")
        self.assertEqual(back, person)
        self.assertIn(datetime(2026, 5, 4, 8), back.level_change_ids.mapped("date"))
