from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger

from .common import RelationshipCommon


@tagged("post_install", "-at_install")
class TestStakeholder(RelationshipCommon):
    def test_role_proposes_the_weight(self):
        approver = self.roles["economic_buyer"]
        with Form(self.env["relationship.stakeholder"].with_user(self.seller)) as form:
            form.map_id = self.account_map
            form.partner_id = self.anna
            form.role_id = approver
            self.assertEqual(form.weight, approver.default_weight)
            form.weight = 7
        anna = form.record
        self.assertEqual((anna.name, anna.weight), ("Anna Berg", 7))
        approver.default_weight = 9
        self.assertEqual(anna.weight, 7)

    def test_placeholder_takes_the_name_of_its_role(self):
        placeholder = self._add(role_id=self.roles["champion"].id)
        self.assertTrue(placeholder.is_placeholder)
        self.assertEqual(placeholder.name, self.roles["champion"].name)
        placeholder.partner_id = self.anna
        self.assertFalse(placeholder.is_placeholder)
        self.assertEqual(placeholder.name, "Anna Berg")
        self.anna.name = "Anna Berg-Lind"
        self.assertEqual(placeholder.name, "Anna Berg-Lind")

    def test_nameless_placeholder_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "Aurora Steel"):
            self._add()

    def test_weight_must_be_positive(self):
        for weight in (0, -1):
            with self.assertRaisesRegex(ValidationError, "Anna Berg"):
                self._add(self.anna, weight=weight)
        anna = self._add(self.anna)
        with self.assertRaisesRegex(ValidationError, "Anna Berg"):
            anna.weight = 0

    @mute_logger("odoo.sql_db")
    def test_nobody_is_twice_on_a_map(self):
        anna = self._add(self.anna)
        with self.assertRaises(IntegrityError) as caught, self.cr.savepoint():
            self._add(self.anna)
        message = anna._sql_error_to_message(caught.exception)
        self.assertIn("Anna Berg", message)
        self.assertIn("Aurora Steel", message)

    def test_removed_person_comes_back(self):
        anna = self._add(self.anna, level="1")
        anna.active = False
        again = self._add(self.anna, level="2")
        self.assertEqual(again, anna)
        self.assertTrue(anna.active)
        self.assertEqual(anna.level, "2")
        self.assertEqual(len(anna.level_change_ids), 2)

    def test_unknown_level_is_refused(self):
        with self.assertRaises(ValueError):
            self._add(self.anna, level="3")


@tagged("post_install", "-at_install")
class TestReportingLine(RelationshipCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.boss = cls._add(cls.anna)
        cls.middle = cls._add(cls.bruno, reports_to_id=cls.boss.id)
        cls.junior = cls._add(cls.clara, reports_to_id=cls.middle.id)

    def test_no_cycle(self):
        for superior in (self.boss, self.middle, self.junior):
            with self.assertRaisesRegex(ValidationError, "Anna Berg"):
                self.boss.reports_to_id = superior

    def test_superior_of_another_map(self):
        lead_map = self.env["relationship.map"].create({"lead_id": self._lead().id})
        stranger = self._add(self.clara, lead_map)
        with self.assertRaisesRegex(ValidationError, "Rolling mill"):
            self.boss.reports_to_id = stranger

    def test_superior_of_another_company(self):
        consultancy = self.env["res.partner"].create(
            {"name": "Consult", "is_company": True}
        )
        adviser = self._add(
            self.env["res.partner"].create(
                {"name": "Ada Viser", "parent_id": consultancy.id}
            )
        )
        self.assertEqual(adviser.side, "external")
        with self.assertRaisesRegex(ValidationError, "Ada Viser"):
            self.junior.reports_to_id = adviser

    def test_superior_in_the_parent_company(self):
        group = self.env["res.partner"].create({"name": "Group", "is_company": True})
        self.account.parent_id = group
        chief = self._add(
            self.env["res.partner"].create({"name": "Chief", "parent_id": group.id})
        )
        self.boss.reports_to_id = chief
        self.assertEqual(chief.side, "account")

    def test_parking(self):
        parked = self._add(name="Someone", is_parked=True)
        parked.reports_to_id = self.boss
        self.assertFalse(parked.is_parked)
        top = self._add(name="Somebody above", is_parked=True)
        self.boss.reports_to_id = top
        self.assertFalse(top.is_parked)

    def test_side(self):
        rival = self.env["res.partner"].create(
            {"name": "Rival", "is_company": True, "is_competitor": True}
        )
        spy = self.env["res.partner"].create({"name": "Spy", "parent_id": rival.id})
        self.assertTrue(spy.is_competitor)
        self.assertEqual(self._add(spy).side, "competitor")
        self.assertEqual(self._add(self.seller.partner_id).side, "own")
        self.assertEqual(self.boss.side, "account")


@tagged("post_install", "-at_install")
class TestLevelHistory(RelationshipCommon):
    def test_every_change_is_kept_with_who_and_why(self):
        with freeze_time("2026-03-02 10:00:00"):
            anna = self._add(self.anna, level="-1").with_user(self.seller)
        with freeze_time("2026-05-04 10:00:00"):
            anna.write({"level": "1", "change_reason": "Liked the pilot"})
            anna.write({"level": "1", "price_level": "0"})
        changes = anna.level_change_ids.sorted("id")
        self.assertEqual(
            [
                (change.feature, change.old_level, change.new_level, change.reason)
                for change in changes
            ],
            [
                ("level", False, "-1", False),
                ("level", "-1", "1", "Liked the pilot"),
                ("price_level", False, "0", False),
            ],
        )
        self.assertEqual(changes[1].user_id, self.seller)
        self.assertEqual(str(changes[1].date), "2026-05-04 10:00:00")
        self.assertEqual(str(anna.assessed_on), "2026-05-04")
        self.assertEqual(anna.assessed_by_id, self.seller)

    def test_taking_an_assessment_back(self):
        anna = self._add(self.anna, level="-1")
        anna.level = False
        self.assertFalse(anna.assessed_on)
        last = anna.level_change_ids.sorted("id")[-1]
        self.assertEqual((last.old_level, last.new_level), ("-1", False))

    def test_batch_write_is_logged_in_one_go(self):
        def count(people):
            self.env.flush_all()
            before = self.cr.sql_log_count
            people.write({"level": "1"})
            self.env.flush_all()
            return self.cr.sql_log_count - before

        crowd = self._crowd(self.account_map, ["0"] * 30)
        # Twice, because the first write of a test fills caches.
        count(self._crowd(self.account_map, ["0"] * 3))
        few = count(self._crowd(self.account_map, ["0"] * 3))
        self.assertLessEqual(count(crowd), few + 2)
        self.assertEqual(len(crowd.level_change_ids), 60)

    def test_history_cannot_be_forged(self):
        change = self._add(self.anna, level="1").level_change_ids
        for user in (self.seller, self.manager, self.admin):
            own = change.with_user(user)
            with self.assertRaises(UserError):
                own.write({"new_level": "2"})
            with self.assertRaises(UserError):
                own.unlink()
