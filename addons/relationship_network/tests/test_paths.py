from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import RelationshipCommon


class PathsCommon(RelationshipCommon):
    """Clara is to be reached; Bruno knows her, the manager's friend Anna too."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.conflict_type = cls.env.ref(
            "relationship_network.relationship_link_type_conflict"
        )
        cls.me = cls.seller.partner_id
        cls.boss = cls.manager.partner_id
        cls.boss_bruno = cls._link(cls.boss, cls.bruno, 4)
        cls.bruno_clara = cls._link(cls.bruno, cls.clara, 5, cls.influence_type)
        cls.me_anna = cls._link(cls.me, cls.anna, 3)
        cls.clara_anna = cls._link(cls.clara, cls.anna, 4)
        cls.me_boss = cls._link(cls.me, cls.boss, 5)

    @classmethod
    def _link(cls, source, target, strength=5, type_=None, **vals):
        return cls.env["relationship.link"].create(
            {
                "source_id": source.id,
                "target_id": target.id,
                "type_id": (type_ or cls.friend_type).id,
                "strength": strength,
                **vals,
            }
        )

    def _paths(self, user=None, contact=None, **options):
        contact = (contact or self.clara).with_user(user or self.seller)
        return contact.relationship_paths(**options)

    def _links(self, *args, **options):
        return [tuple(path["link_ids"]) for path in self._paths(*args, **options)]


@tagged("post_install", "-at_install")
class TestPaths(PathsCommon):
    def test_company(self):
        best, second = self._paths()
        self.assertAlmostEqual(best["reliability"], 0.8)
        self.assertEqual(best["partner_ids"], (self.boss + self.bruno + self.clara).ids)
        self.assertEqual(best["link_ids"], (self.boss_bruno + self.bruno_clara).ids)
        self.assertAlmostEqual(second["reliability"], 0.48)
        self.assertEqual(second["link_ids"], (self.me_anna + self.clara_anna).ids)
        self.assertEqual(self._paths(limit=1), [best])

    def test_mine_through_a_colleague(self):
        self.assertEqual(
            self._links(reading="mine"),
            [
                tuple((self.me_boss + self.boss_bruno + self.bruno_clara).ids),
                tuple((self.me_anna + self.clara_anna).ids),
            ],
        )

    def test_team(self):
        self.env["crm.team"].create(
            {"name": "North", "user_id": self.seller.id, "member_ids": self.manager.ids}
        )
        self.assertEqual(self._links(reading="team"), self._links())

    def test_competitor(self):
        rival = self.env["res.partner"].create(
            {"name": "Rival", "is_company": True, "is_competitor": True}
        )
        rita = self.env["res.partner"].create({"name": "Rita", "parent_id": rival.id})
        self._link(rita, self.me)
        self.assertEqual(self._links(reading="competitor"), [])
        rita_bruno = self._link(self.bruno, rita)
        self.assertEqual(
            self._links(reading="competitor"),
            [tuple((rita_bruno + self.bruno_clara).ids)],
        )

    def test_what_does_not_hold_is_not_used(self):
        self._link(self.clara, self.bruno, 1, self.conflict_type)
        self.clara_anna.date_end = "2020-01-01"
        self.assertEqual(self._links(), [])
        self.clara_anna.date_end = False
        self.assertEqual(len(self._links()), 1)
        self.clara_anna.date_start = "2120-01-01"
        self.assertEqual(self._links(), [])
        self.clara_anna.write({"date_start": False, "active": False})
        self.assertEqual(self._links(), [])

    def test_archived_people_lead_nowhere(self):
        self.bruno.active = False
        self.assertEqual(self._links(), [tuple((self.me_anna + self.clara_anna).ids)])

    def test_link_for_one_opportunity(self):
        lead = self._lead()
        special = self._link(self.me, self.clara, 5, lead_id=lead.id)
        self.assertNotIn((special.id,), self._links())
        self.assertEqual(self._links(lead_id=lead.id)[0], (special.id,))
        self.assertNotIn((special.id,), self._links(lead_id=self._lead().id))

    def test_bad_arguments(self):
        for limit in (0, -1, "5", 2.5, True, None):
            with self.assertRaisesRegex(ValidationError, "whole number"):
                self._paths(limit=limit)
        with self.assertRaisesRegex(ValidationError, "no reading"):
            self._paths(reading="theirs")
        with self.assertRaisesRegex(ValidationError, "opportunity"):
            self._paths(lead_id="x")
        for contacts in (self.env["res.partner"], self.anna + self.bruno):
            with self.assertRaisesRegex(UserError, "one contact"):
                contacts.relationship_paths()

    # ------------------------------------------------------------------- access

    def test_ends_of_a_link_see_it(self):
        """Another seller sees their own ties, and through them nothing else."""
        own = self._link(self.other_seller.partner_id, self.anna)
        self.assertEqual(self._links(self.other_seller), [])
        self.assertEqual(self._links(self.other_seller, self.anna), [(own.id,)])

    def test_hidden_links_leave_no_trace(self):
        """What somebody may not see changes nothing in what they get."""
        self._link(self.other_seller.partner_id, self.anna, 3)
        account = self.env["res.partner"].create(
            {"name": "Boreal", "is_company": True, "user_id": self.other_seller.id}
        )
        doris, emil = self.env["res.partner"].create(
            [{"name": name, "parent_id": account.id} for name in ("Doris", "Emil")]
        )
        seen = self._link(self.other_seller.partner_id, doris, 2)
        seen += self._link(doris, emil, 2)
        before = self._paths(self.other_seller, emil)
        self.assertEqual([path["link_ids"] for path in before], [seen.ids])
        hidden_account = self.env["res.partner"].create(
            {"name": "Hidden", "is_company": True, "user_id": self.seller.id}
        )
        hidden = self.env["res.partner"].create(
            {"name": "Hugo", "parent_id": hidden_account.id}
        )
        self._link(self.me, hidden)
        self._link(hidden, self.anna)
        self.assertEqual(self._paths(self.other_seller, emil), before)
        self.assertEqual(self._paths(self.other_seller, hidden), [])

    def test_hidden_people(self):
        """People of another company stand on no path, even if a link is shared."""
        self.bruno.company_id = False
        self.env.flush_all()
        path = (self.boss_bruno + self.bruno_clara).ids
        self.assertIn(path, [p["link_ids"] for p in self._paths()])
        # Beside the checks of companies, as data of an import may be.
        self.env.cr.execute(
            "UPDATE res_partner SET company_id = %s WHERE id = %s",
            (self.company_b.id, self.bruno.id),
        )
        self.env.invalidate_all()
        self.assertNotIn(path, [p["link_ids"] for p in self._paths()])
        self.assertNotIn(path, [p["link_ids"] for p in self._paths(self.manager)])

    def test_other_company(self):
        self.assertEqual(self._links(self.foreign_manager), [])

    def test_without_rights(self):
        for user in (self.employee, self.portal):
            with self.assertRaises(AccessError):
                self._paths(user)

    # ------------------------------------------------------------------ queries

    def _count_queries(self, contact):
        counts = []
        for __ in range(2):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self._paths(contact=contact)
            counts.append(self.cr.sql_log_count - before)
        return counts[-1]

    def test_queries_do_not_grow(self):
        """One query per step, and a few for the user, however dense the network is."""
        lonely = self._count_queries(self.clara)
        people = self.env["res.partner"].create(
            [{"name": f"P{i}", "parent_id": self.account.id} for i in range(40)]
        )
        for i, person in enumerate(people):
            self._link(person, self.clara, 1 + i % 5)
            self._link(person, people[i - 1], 1 + i % 3)
            self._link(self.boss if i % 9 else self.me, person, 1 + i % 4)
        self.assertLessEqual(self._count_queries(self.clara), lonely + 1)
        self.assertLessEqual(lonely, 8)
