from odoo.tests import HttpCase, tagged

from .common import RelationshipCommon


@tagged("post_install", "-at_install")
class TestMapMatrixTour(RelationshipCommon, HttpCase):
    def test_set_a_strength(self):
        """A seller sets how well somebody is known and sees the value change."""
        self.seller.name = "Rita Seller"
        for partner, weight in ((self.anna, 5), (self.bruno, 2)):
            self._add(partner, weight=weight)
        link_type = self.friend_type
        self.env["relationship.link"].create(
            {
                "source_id": self.seller.partner_id.id,
                "target_id": self.anna.id,
                "type_id": link_type.id,
                "strength": 2,
            }
        )
        self.start_tour(
            f"/odoo/relationship-accounts/{self.account_map.id}",
            "relationship_matrix",
            login=self.seller.login,
        )
        link = self.env["relationship.link"].search(
            [("contact_id", "=", self.bruno.id)]
        )
        self.assertEqual(link.strength, 5)
        self.assertEqual(link.own_partner_id, self.seller.partner_id)
        self.assertEqual(link.company_id, self.account_map.company_id)
