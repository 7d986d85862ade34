from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import RelationshipCommon


@tagged("post_install", "-at_install")
class TestAccess(RelationshipCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.department = cls.env["relationship.department"].create(
            {"name": "Finance", "account_id": cls.account.id}
        )
        cls.person = cls._add(cls.anna, level="1", department_id=cls.department.id)
        cls.link = cls.env["relationship.link"].create(
            {
                "source_id": cls.anna.id,
                "target_id": cls.bruno.id,
                "type_id": cls.influence_type.id,
            }
        )
        cls.records = (
            cls.account_map,
            cls.person,
            cls.person.level_change_ids,
            cls.department,
            cls.link,
        )

    def _assert_hidden(self, user):
        for record in self.records:
            foreign = record.with_user(user)
            with self.assertRaises(AccessError, msg=record._name):
                foreign.read(["display_name"])
            self.assertFalse(foreign.has_access("write"), record._name)

    def _assert_unlisted(self, user):
        for record in self.records:
            self.assertFalse(
                record.with_user(user).search([("id", "in", record.ids)]), record._name
            )

    def _assert_seen(self, user):
        for record in self.records:
            mine = record.with_user(user)
            self.assertEqual(mine.search([("id", "in", record.ids)]), mine)
        self.person.with_user(user).level = "2"

    def test_own_account(self):
        self._assert_seen(self.seller)

    def test_account_of_another_seller(self):
        self._assert_hidden(self.other_seller)
        self._assert_unlisted(self.other_seller)

    def test_account_of_the_team(self):
        team = self.env["crm.team"].create(
            {
                "name": "Steel",
                "member_ids": [(6, 0, (self.seller + self.other_seller).ids)],
            }
        )
        self.account_map.team_id = team
        self._assert_seen(self.other_seller)
        team.member_ids -= self.other_seller
        self._assert_unlisted(self.other_seller)

    def test_owner_of_a_person_sees_the_map(self):
        self.person.owner_id = self.other_seller
        self._assert_seen(self.other_seller)
        self.person.owner_id = False
        self._assert_unlisted(self.other_seller)

    def test_account_without_salesperson_is_everybodys(self):
        self.account.user_id = False
        self._assert_seen(self.other_seller)

    def test_managers_see_all(self):
        self._assert_seen(self.manager)
        self._assert_seen(self.admin)

    def test_other_companies_see_nothing(self):
        self._assert_hidden(self.foreign_manager)
        self._assert_unlisted(self.foreign_manager)

    def test_people_without_rights_see_nothing(self):
        self._assert_hidden(self.employee)
        self._assert_hidden(self.portal)

    def test_drawn_map_is_refused(self):
        for user in (self.other_seller, self.foreign_manager, self.portal):
            with self.assertRaises(AccessError):
                self.account_map.with_user(user).get_map_data()

    def test_nobody_draws_on_the_map_of_another(self):
        with self.assertRaises(AccessError):
            self._add(self.bruno).with_user(self.other_seller).level = "1"
        with self.assertRaises(AccessError):
            self.env["relationship.stakeholder"].with_user(self.other_seller).create(
                {"map_id": self.account_map.id, "partner_id": self.clara.id}
            )
        with self.assertRaises(AccessError):
            self.env["relationship.map"].with_user(self.portal).create(
                {"account_id": self.account.id}
            )

    def test_sellers_archive_and_managers_delete(self):
        with self.assertRaises(AccessError):
            self.person.with_user(self.seller).unlink()
        self.person.with_user(self.seller).active = False
        self.person.with_user(self.manager).unlink()
        self.assertFalse(self.person.exists())

    def test_link_for_one_opportunity_follows_it(self):
        lead = self._lead(user_id=self.other_seller.id)
        self.link.lead_id = lead
        mine = self.link.with_user(self.seller)
        self.assertFalse(mine.search([("id", "=", self.link.id)]))

    def test_colleagues_connections_follow_the_account(self):
        connection = self.env["relationship.link"].create(
            {
                "source_id": self.manager.partner_id.id,
                "target_id": self.anna.id,
                "type_id": self.friend_type.id,
            }
        )
        for user, seen in ((self.seller, True), (self.other_seller, False)):
            found = connection.with_user(user).search([("id", "=", connection.id)])
            self.assertEqual(bool(found), seen)
        own = connection.copy({"source_id": self.other_seller.partner_id.id})
        self.assertTrue(own.with_user(self.other_seller).search([("id", "=", own.id)]))
