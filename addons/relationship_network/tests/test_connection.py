from datetime import timedelta

from odoo import fields
from odoo.tests import Form, tagged

from .common import RelationshipCommon


@tagged("post_install", "-at_install")
class ConnectionCommon(RelationshipCommon):
    """Sellers who know people of two accounts, one of which is another seller's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.closed_account = cls.env["res.partner"].create(
            {
                "name": "Closed Works",
                "is_company": True,
                "user_id": cls.other_seller.id,
            }
        )
        cls.dora = cls.env["res.partner"].create(
            {"name": "Dora Egger", "parent_id": cls.closed_account.id}
        )
        cls.closed_map = cls.env["relationship.map"].create(
            {"account_id": cls.closed_account.id}
        )
        cls.people = {
            "anna": cls._add(
                cls.anna,
                role_id=cls.roles["decision_maker"].id,
                weight=5,
                level="1",
                political_status="inner",
                owner_id=cls.seller.id,
            ),
            "bruno": cls._add(cls.bruno, weight=2, has_approval=True),
            "dora": cls._add(cls.dora, cls.closed_map, weight=10, level="-2"),
        }

    @classmethod
    def _tie(cls, user, contact, strength=3, **vals):
        return cls.env["relationship.link"].create(
            {
                "source_id": user.partner_id.id,
                "target_id": contact.id,
                "type_id": cls.friend_type.id,
                "strength": strength,
                **vals,
            }
        )

    def _figures(self, user):
        links = self.env["relationship.link"].with_user(user)
        contacts = self.account.child_ids + self.closed_account.child_ids
        figures = links._get_connection_figures([("contact_id", "in", contacts.ids)])
        return {person.with_env(self.env): row for person, row in figures.items()}


class TestConnection(ConnectionCommon):
    def test_figures(self):
        self._tie(self.seller, self.anna, 4)
        self._tie(self.seller, self.bruno, 2)
        figures = self._figures(self.seller)[self.seller.partner_id]
        self.assertEqual(figures, (2, 3.0, 1, 2, 1, 4 * 5 + 2 * 2))

    def test_two_ties_to_one_person_count_once(self):
        classmate = self.env.ref(
            "relationship_network.relationship_link_type_classmate"
        )
        weak = self._tie(self.seller, self.anna, 2)
        strong = self._tie(self.seller, self.anna, 4, type_id=classmate.id)
        figures = self._figures(self.seller)[self.seller.partner_id]
        self.assertEqual(figures, (1, 4.0, 1, 1, 1, 20))
        self.assertEqual(strong.connection_value, 20)
        self.assertIs(weak.connection_value, False)

    def test_what_does_not_hold_is_worth_nothing(self):
        today = fields.Date.today()
        conflict = self.env["relationship.link.type"].search(
            [("kind", "=", "conflict")], limit=1
        )
        links = (
            self._tie(self.seller, self.anna, type_id=conflict.id)
            + self._tie(self.seller, self.bruno, date_end=today - timedelta(1))
            + self._tie(self.other_seller, self.anna, date_start=today + timedelta(1))
        )
        self.assertFalse(self._figures(self.manager))
        self.assertFalse(any(links.mapped("connection_value")))

    def test_contact_on_no_map(self):
        link = self._tie(self.seller, self.clara, 4)
        figures = self._figures(self.seller)[self.seller.partner_id]
        self.assertEqual(figures, (1, 4.0, 0, 0, 1, 0.0))
        self.assertEqual(link.connection_value, 0)
        self.assertFalse(link.contact_level)

    def test_map_of_the_opportunity_does_not_count(self):
        lead_map = self.env["relationship.map"].create({"lead_id": self._lead().id})
        self._add(self.clara, lead_map, weight=7)
        self.assertEqual(self._tie(self.seller, self.clara).connection_value, 0)

    def test_archived_map_does_not_count(self):
        link = self._tie(self.seller, self.anna)
        self.account_map.active = False
        self.assertEqual(link.connection_value, 0)
        self.assertFalse(self._figures(self.manager)[self.seller.partner_id].value)

    def test_link_entered_from_the_contact(self):
        link = self._tie(self.seller, self.anna, 4)
        link.write({"source_id": link.target_id.id, "target_id": link.source_id.id})
        self.assertEqual(link.connection_value, 20)
        self.assertEqual(link.contact_account_id, self.account)

    def test_form(self):
        form = Form(self.env["relationship.link"])
        form.source_id = self.seller.partner_id
        form.target_id = self.anna
        form.type_id = self.friend_type
        self.assertTrue(form.save().is_strongest)


class TestConnectionSums(ConnectionCommon):
    """Sums in SQL, reading of records and plain arithmetic agree for everybody."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        crowd = cls._crowd(cls.account_map, ["2", "1", "0", "-1", "-2", False] * 3)
        cls.contacts = crowd.partner_id + cls.anna + cls.bruno + cls.clara + cls.dora
        for position, contact in enumerate(cls.contacts):
            for number, user in enumerate(
                (cls.seller, cls.other_seller, cls.manager), start=1
            ):
                if position % number == 0:
                    cls._tie(user, contact, 1 + (position + number) % 5)
        cls.domain = [("contact_id", "in", cls.contacts.ids)]

    def _links(self, user):
        return self.env["relationship.link"].with_user(user).search(self.domain)

    def _brute_force(self, user, key):
        """Sums per value of a field, from the links and people the user may see."""
        places = {
            person.partner_id: person
            for person in self.env["relationship.stakeholder"]
            .with_user(user)
            .search([("lead_id", "=", False)])
        }
        sums = {}
        for link in self._links(user):
            place = places.get(link.contact_id)
            group = key(link, place)
            sums.setdefault(group, 0)
            sums[group] += link.strength * place.weight if place else 0
        return sums

    def _grouped(self, user, field_name):
        links = self.env["relationship.link"].with_user(user)
        rows = links._read_group(self.domain, [field_name], ["connection_value:sum"])
        return {group: value or 0 for group, value in rows}

    def test_sums_by_stored_field(self):
        for user in (self.seller, self.other_seller, self.manager, self.admin):
            with self.subTest(user=user.login):
                self.assertEqual(
                    self._grouped(user, "own_partner_id"),
                    self._brute_force(user, lambda link, __: link.own_partner_id),
                )

    def test_sums_by_what_maps_say(self):
        for user in (self.seller, self.other_seller, self.manager):
            with self.subTest(user=user.login):
                self.assertEqual(
                    self._grouped(user, "contact_level"),
                    self._brute_force(
                        user, lambda __, place: (place and place.level) or False
                    ),
                )

    def test_records_agree_with_sums(self):
        for user in (self.seller, self.other_seller, self.manager):
            total = sum(self._grouped(user, "own_partner_id").values())
            links = self._links(user)
            links.invalidate_recordset()
            self.assertEqual(sum(link.connection_value for link in links), total)

    def test_search_and_order(self):
        links = self._links(self.manager)
        ordered = links.search([("id", "in", links.ids)], order="connection_value desc")
        values = [link.connection_value for link in ordered if link.connection_value]
        self.assertEqual(values, sorted(values, reverse=True))
        found = links.search(
            [
                *self.domain,
                ("connection_value", ">=", 8),
                ("contact_is_decider", "=", True),
            ]
        )
        self.assertEqual(
            found,
            links.filtered(
                lambda link: (
                    link.connection_value >= 8
                    and link.contact_id in self.anna + self.bruno
                )
            ),
        )
        self.assertEqual(links.filtered_domain([("id", "in", found.ids)]), found)

    def test_nobody_learns_from_maps_out_of_sight(self):
        """The seller sees the own tie with Dora, but not the map she is on."""
        link = self._links(self.seller).filtered(
            lambda link: (
                link.own_partner_id == self.seller.partner_id
                and link.contact_id == self.dora
            )
        )
        self.assertTrue(link)
        self.assertEqual(link.connection_value, 0)
        self.assertFalse(link.contact_level or link.contact_role_id)
        for domain in (
            [("contact_level", "=", "-2")],
            [("contact_weight", ">", 0)],
            [("connection_value", ">", 0)],
            [("key_contact_id", "!=", False)],
        ):
            self.assertNotIn(link, link.search(domain), domain)
        self.assertFalse(
            link._read_group([("id", "=", link.id)], [], ["contact_weight:avg"])[0][0]
        )

    def test_other_companies_see_nothing(self):
        self.assertFalse(self._links(self.foreign_manager))
        self.assertFalse(self._figures(self.foreign_manager))

    def test_weight_of_the_map_of_the_same_company(self):
        """Two companies keep a map of one account; each link is worth what its own
        company's map says."""
        foreign_map = self.env["relationship.map"].create(
            {"account_id": self.account.id, "company_id": self.company_b.id}
        )
        self._add(self.anna, foreign_map, weight=100)
        self.admin.company_ids += self.company_b
        both = [self.env.company.id, self.company_b.id]
        links = self._links(self.admin).with_context(allowed_company_ids=both)
        of_anna = links.search([("contact_id", "=", self.anna.id)])
        self.assertEqual(set(of_anna.mapped("contact_weight")), {5})

    def test_measures_are_offered(self):
        """The web client asks fields_get what can be summed, grouped and sorted."""
        links = self.env["relationship.link"].with_user(self.seller)
        description = links.fields_get(["connection_value", "contact_level"])
        value, level = description["connection_value"], description["contact_level"]
        self.assertEqual(value["aggregator"], "sum")
        self.assertTrue(value["sortable"] and level["groupable"])

    def test_queries_do_not_grow(self):
        links = self.env["relationship.link"].with_user(self.manager)
        links._get_connection_figures()
        self.env.flush_all()
        with self.assertQueryCount(1):
            links._get_connection_figures()
        with self.assertQueryCount(9):
            self._links(self.manager).mapped("connection_value")
