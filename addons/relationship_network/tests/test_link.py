from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import RelationshipCommon


@tagged("post_install", "-at_install")
class TestLink(RelationshipCommon):
    def _link(self, source=None, target=None, link_type=None, user=None, **vals):
        links = self.env["relationship.link"].with_user(user or self.seller)
        return links.create(
            {
                "source_id": (source or self.anna).id,
                "target_id": (target or self.bruno).id,
                "type_id": (link_type or self.influence_type).id,
                **vals,
            }
        )

    def test_no_self_link(self):
        with self.assertRaisesRegex(ValidationError, "Anna Berg"):
            self._link(self.anna, self.anna)
        link = self._link()
        with self.assertRaisesRegex(ValidationError, "Anna Berg"):
            link.target_id = self.anna

    def test_strength_runs_from_1_to_5(self):
        for strength in (0, 6, -3):
            with self.assertRaisesRegex(ValidationError, "Bruno Costa"):
                self._link(strength=strength)
        link = self._link(strength=5, desired_strength=1)
        with self.assertRaisesRegex(ValidationError, "Bruno Costa"):
            link.desired_strength = 9

    @mute_logger("odoo.sql_db")
    def test_no_duplicates(self):
        link = self._link()
        self._link(self.bruno, self.anna)
        with self.assertRaises(IntegrityError) as caught, self.cr.savepoint():
            self._link()
        message = link._sql_error_to_message(caught.exception)
        self.assertIn("Anna Berg", message)
        self.assertIn("Bruno Costa", message)

    @mute_logger("odoo.sql_db")
    def test_knowing_each_other_is_mutual(self):
        self._link(link_type=self.friend_type)
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self._link(self.bruno, self.anna, self.friend_type)

    def test_removed_link_can_be_drawn_again(self):
        self._link().active = False
        self.assertTrue(self._link())

    def test_an_opportunity_has_influence_of_its_own(self):
        lead = self._lead()
        self._link()
        special = self._link(lead_id=lead.id, strength=5)
        self.assertIn(self.influence_type.name, special.display_name)
        self.assertNotIn(special, self.anna.influence_link_ids)

    @mute_logger("odoo.sql_db")
    def test_dates_in_order(self):
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self._link(date_start="2026-02-01", date_end="2026-01-01")

    def test_connection_of_our_people(self):
        link = self._link(self.anna, self.seller.partner_id, self.friend_type)
        self.assertTrue(link.is_connection)
        self.assertEqual(link.own_partner_id, self.seller.partner_id)
        self.assertEqual(link.contact_id, self.anna)
        self.assertEqual(link.scope, "external")
        self.assertEqual(link.source_account_id, self.account)
        self.assertFalse(link.target_account_id)
        inside = self._link()
        self.assertFalse(inside.is_connection)
        self.assertEqual(inside.scope, "internal")

    def test_contact_who_becomes_a_colleague(self):
        link = self._link(link_type=self.friend_type)
        self.env["res.users"].create(
            {"name": "Anna", "login": "anna_hired", "partner_id": self.anna.id}
        )
        self.assertTrue(link.is_connection)
        self.assertEqual(link.own_partner_id, self.anna)

    def test_contact_of_a_company_the_user_may_not_see(self):
        hidden = self.env["res.partner"].create(
            {"name": "Hidden", "company_id": self.company_b.id}
        )
        with self.assertRaisesRegex(UserError, "Hidden"):
            self._link(self.anna, hidden)
