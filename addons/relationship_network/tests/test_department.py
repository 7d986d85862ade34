from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import RelationshipCommon


@tagged("post_install", "-at_install")
class TestDepartment(RelationshipCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        Department = cls.env["relationship.department"]
        cls.operations = Department.create(
            {"name": "Operations", "account_id": cls.account.id}
        )
        cls.mill = Department.create(
            {
                "name": "Mill",
                "account_id": cls.account.id,
                "parent_id": cls.operations.id,
            }
        )

    def test_closeness_rolls_up(self):
        self._add(self.anna, department_id=self.operations.id, level="1")
        bruno = self._add(self.bruno, department_id=self.mill.id, level="-1", weight=3)
        self.assertEqual(self.mill.closeness, -100)
        self.assertEqual(self.operations.closeness, -50)
        bruno.level = "2"
        self.assertEqual(self.operations.closeness, 175)
        bruno.weight = 1
        self.assertEqual(self.operations.closeness, 150)
        bruno.active = False
        self.assertEqual(self.operations.closeness, 100)
        self.assertIs(self.mill.closeness, False)

    def test_moving_a_department_moves_its_people(self):
        self._add(self.bruno, department_id=self.mill.id, level="-1")
        self.assertEqual(self.operations.closeness, -100)
        self.mill.parent_id = False
        self.assertIs(self.operations.closeness, False)

    def test_opportunity_maps_do_not_count(self):
        lead_map = self.env["relationship.map"].create({"lead_id": self._lead().id})
        self._add(self.anna, department_id=self.mill.id, level="1")
        self._add(self.anna, lead_map, department_id=self.mill.id, level="-2")
        self.assertEqual(self.mill.closeness, 100)

    def test_no_cycle(self):
        with self.assertRaisesRegex(ValidationError, "Operations"):
            self.operations.parent_id = self.mill

    def test_parent_of_another_account(self):
        other = self.env["res.partner"].create({"name": "Other", "is_company": True})
        with self.assertRaisesRegex(ValidationError, "Operations"):
            self.env["relationship.department"].create(
                {
                    "name": "Lab",
                    "account_id": other.id,
                    "parent_id": self.operations.id,
                }
            )

    @mute_logger("odoo.sql_db")
    def test_name_is_unique_at_its_place(self):
        with self.assertRaises(IntegrityError):
            self.env["relationship.department"].create(
                {"name": "OPERATIONS", "account_id": self.account.id}
            )

    def test_stakeholder_of_another_account(self):
        other = self.env["res.partner"].create({"name": "Other", "is_company": True})
        lab = self.env["relationship.department"].create(
            {"name": "Lab", "account_id": other.id}
        )
        with self.assertRaisesRegex(ValidationError, "Lab"):
            self._add(self.anna, department_id=lab.id)
