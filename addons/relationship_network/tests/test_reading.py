from odoo.exceptions import ValidationError

from .common import RelationshipCommon


class TestReading(RelationshipCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        rival = cls.env["res.partner"].create(
            {"name": "Rival", "is_company": True, "is_competitor": True}
        )
        cls.rival_seller = cls.env["res.partner"].create(
            {"name": "Rita Rival", "parent_id": rival.id}
        )
        cls.env["crm.team"].create(
            {
                "name": "North",
                "user_id": cls.seller.id,
                "member_ids": [(6, 0, cls.manager.ids)],
            }
        )
        cls.people = (
            cls._add(cls.anna, owner_id=cls.seller.id)
            + cls._add(cls.bruno)
            + cls._add(cls.clara)
        )
        cls._link(cls.manager.partner_id, cls.bruno)
        cls._link(cls.clara, cls.rival_seller)

    @classmethod
    def _link(cls, source, target, **vals):
        return cls.env["relationship.link"].create(
            {
                "source_id": source.id,
                "target_id": target.id,
                "type_id": cls.friend_type.id,
                **vals,
            }
        )

    def _names(self, reading, user=None):
        stakeholders = self.env["relationship.stakeholder"].with_user(
            user or self.seller
        )
        found = stakeholders.search(
            [("map_id", "=", self.account_map.id), ("reading", "=", reading)]
        )
        return set(found.mapped("name"))

    def test_each_reading(self):
        self.assertEqual(self._names("mine"), {"Anna Berg"})
        self.assertEqual(self._names("team"), {"Anna Berg", "Bruno Costa"})
        self.assertEqual(self._names("competitor"), {"Clara Duval"})
        self.assertEqual(
            self._names("company"), {"Anna Berg", "Bruno Costa", "Clara Duval"}
        )

    def test_ended_and_conflicting_ties_do_not_count(self):
        self._link(self.seller.partner_id, self.bruno, date_end="2020-01-01")
        conflict = self.env["relationship.link.type"].search(
            [("kind", "=", "conflict")], limit=1
        )
        self._link(self.seller.partner_id, self.clara, type_id=conflict.id)
        self.assertEqual(self._names("mine"), {"Anna Berg"})

    def test_ties_out_of_sight_do_not_count(self):
        """A seller of other accounts learns nothing from a reading."""
        self.assertFalse(self._names("competitor", self.other_seller))

    def test_unknown_reading(self):
        with self.assertRaisesRegex(ValidationError, "no reading"):
            self._names("theirs")

    def _search(self, model, reading, user=None):
        records = self.env[model].with_user(user or self.seller)
        own = {
            "relationship.map": [("id", "=", self.account_map.id)],
            "relationship.link": [("create_date", ">=", self.clara.create_date)],
        }
        return records.search([("reading", "=", reading), *own[model]])

    def test_links(self):
        self.assertFalse(self._search("relationship.link", "mine"))
        team = self._search("relationship.link", "team")
        self.assertEqual(team.contact_id, self.bruno)
        rivals = self._search("relationship.link", "competitor")
        self.assertEqual(rivals.target_id, self.rival_seller)
        self.assertIn(team, self._search("relationship.link", "company"))

    def test_maps(self):
        for reading in ("mine", "team", "company", "competitor"):
            self.assertIn(self.account_map, self._search("relationship.map", reading))
        maps = self._search("relationship.map", "mine", self.other_seller)
        self.assertNotIn(self.account_map, maps)

    def test_maps_follow_ties(self):
        """A map of nobody counts for whoever knows somebody on it."""
        self.account_map.user_id = False
        self.people.owner_id = False
        mine = {
            user: self.account_map
            in self._search("relationship.map", "mine", user).with_env(self.env)
            for user in (self.seller, self.manager, self.other_seller)
        }
        self.assertEqual(
            [user for user, found in mine.items() if found], [self.manager]
        )

    def test_maps_out_of_sight(self):
        maps = self._search("relationship.map", "competitor", self.other_seller)
        self.assertNotIn(self.account_map, maps)
