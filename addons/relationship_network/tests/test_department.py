from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
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

    def test_closeness_is_that_of_a_map_in_sight(self):
        """Whoever sees an opportunity's map sees its departments without figures."""
        lead = self._lead(user_id=self.other_seller.id)
        lead_map = self.env["relationship.map"].create({"lead_id": lead.id})
        self._add(self.anna, department_id=self.mill.id, level="-1", weight=2)
        self._add(self.bruno, lead_map, department_id=self.mill.id, level="2")
        for user, closeness, people, weight in (
            (self.seller, -100, 1, 2),
            (self.other_seller, False, 0, 0),
        ):
            mill = self.mill.with_user(user)
            self.assertEqual(mill.closeness, closeness)
            self.assertEqual(mill.stakeholder_count, people)
            with self.assertRaises(AccessError):
                mill.read(["tally"])
            domain = [("id", "=", mill.id), ("closeness", "<", 0)]
            self.assertEqual(bool(mill.search(domain)), bool(closeness))
            ((mean, count, total),) = mill._read_group(
                [("id", "=", mill.id)],
                [],
                ["closeness:avg", "count_oppose:sum", "total_weight:sum"],
            )
            self.assertEqual((mean or False, count, total), (closeness, people, weight))

    def test_sorted_by_closeness(self):
        self._add(self.anna, department_id=self.mill.id, level="-1")
        self._add(self.bruno, department_id=self.operations.id, level="2")
        both = self.mill | self.operations
        domain = [("id", "in", both.ids)]
        self.assertEqual(both.search(domain, order="closeness"), both)
        self.assertEqual(both.search(domain, order="closeness desc")[:1], both[1])
        self.assertEqual(self.operations.coverage, 100)

    def test_departments_of_an_open_map(self):
        """A map without salesperson is open to all, and so are its departments."""
        lead = self._lead(user_id=False, team_id=False)
        lead_map = self.env["relationship.map"].create({"lead_id": lead.id})
        self._add(self.bruno, lead_map, department_id=self.mill.id, level="2")
        data = lead_map.with_user(self.other_seller).get_map_data()
        shown = {department["id"] for department in data["departments"]}
        self.assertIn(self.mill.id, shown)

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
