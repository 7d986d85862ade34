from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import RelationshipCommon


@tagged("post_install", "-at_install")
class TestRole(RelationshipCommon):
    def test_every_meaning_ships_with_a_role(self):
        meanings = dict(self.env["relationship.role"]._fields["meaning"].selection)
        self.assertEqual(set(self.roles), set(meanings))

    def test_name_and_weight_are_the_administrators(self):
        role = self.roles["champion"].with_user(self.admin)
        role.write({"name": "Coach", "default_weight": 6})
        self.assertEqual(self._add(self.anna, role_id=role.id).weight, 6)

    def test_meaning_is_fixed(self):
        role = self.roles["champion"].with_user(self.admin)
        with self.assertRaisesRegex(UserError, role.name):
            role.meaning = "user"
        role.meaning = "champion"

    def test_own_role_without_meaning(self):
        role = (
            self.env["relationship.role"]
            .with_user(self.admin)
            .create({"name": "Works Council", "default_weight": 4})
        )
        role.meaning = "influencer"
        self.assertEqual(role.meaning, "influencer")

    def test_sellers_only_read(self):
        role = self.roles["champion"].with_user(self.seller)
        self.assertTrue(role.name)
        with self.assertRaises(AccessError):
            role.name = "Mine"
