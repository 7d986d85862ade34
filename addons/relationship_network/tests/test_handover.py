import io

from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, HttpCase, new_test_user, tagged

from .test_connection import ConnectionCommon


@tagged("post_install", "-at_install")
class HandoverCommon(ConnectionCommon):
    """The seller leaves: owns Anna, alone knows Bruno, shares Clara with others."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.leader = new_test_user(
            cls.env, "rel_leader", groups="sales_team.group_sale_salesman"
        )
        cls.team = cls.env["crm.team"].create(
            {
                "name": "North",
                "user_id": cls.leader.id,
                "member_ids": [(6, 0, (cls.seller + cls.other_seller).ids)],
            }
        )
        cls.account_map.team_id = cls.team
        cls.people["clara"] = cls._add(cls.clara, weight=3, level="0")
        cls._tie(cls.seller, cls.anna, 4)
        cls._tie(cls.seller, cls.bruno, 2)
        cls._tie(cls.seller, cls.clara, 5)
        cls._tie(cls.other_seller, cls.clara, 1)
        cls._tie(cls.other_seller, cls.anna, 3)

    def _handover(self, user=None, leaving=None, **vals):
        handovers = self.env["relationship.handover"].with_user(user or self.manager)
        return handovers.create({"user_id": (leaving or self.seller).id, **vals})

    def _lines(self, handover):
        return {line.name: line for line in handover.line_ids}


class TestHandover(HandoverCommon):
    def test_owned_or_known_by_nobody_else(self):
        lines = self._lines(self._handover())
        self.assertEqual(lines.keys(), {"Anna Berg", "Bruno Costa"})
        anna, bruno = lines["Anna Berg"], lines["Bruno Costa"]
        self.assertEqual((anna.is_owned, anna.is_only_known), (True, False))
        self.assertEqual((bruno.is_owned, bruno.is_only_known), (False, True))
        self.assertEqual((anna.strength, anna.value, anna.level), (4, 20, "1"))
        self.assertEqual(anna.role_id, self.roles["decision_maker"])
        self.assertEqual(anna.account_id, self.account)

    def test_last_contact(self):
        self.env["relationship.signal"].create(
            {
                "own_partner_id": self.seller.partner_id.id,
                "user_id": self.seller.id,
                "contact_id": self.anna.id,
                "account_id": self.account.id,
                "company_id": self.env.company.id,
                "last_contact": "2026-01-02 10:00:00",
            }
        )
        lines = self._lines(self._handover())
        self.assertEqual(str(lines["Anna Berg"].last_contact), "2026-01-02 10:00:00")
        self.assertFalse(lines["Bruno Costa"].last_contact)

    def test_successor_is_who_knows_them_best(self):
        handover = self._handover()
        anna = self._lines(handover)["Anna Berg"]
        self.assertEqual(anna.successor_id, self.other_seller)
        self.assertEqual(anna.reason, "Knows them, strength 3 of 5")
        self.assertEqual(anna.lost_value, (4 - 3) * 5)
        anna.successor_id = self.manager
        self.assertEqual(anna.reason, "Your choice; does not know them yet")
        self.assertEqual(anna.lost_value, 20)
        self.assertEqual(handover.lost_value, 20 + 2 * 2)

    def test_else_the_salesperson_then_the_leader_then_the_choice(self):
        bruno = self._lines(self._handover())["Bruno Costa"]
        self.assertEqual(bruno.successor_id, self.leader)
        self.assertEqual(bruno.reason, "Leads the sales team of the account")
        self.account_map.user_id = self.manager
        bruno = self._lines(self._handover())["Bruno Costa"]
        self.assertEqual(bruno.successor_id, self.manager)
        self.assertEqual(bruno.reason, "Salesperson of the account")
        self.account_map.write({"user_id": False, "team_id": False})
        handover = self._handover()
        self.assertFalse(self._lines(handover)["Bruno Costa"].successor_id)
        self.assertEqual(handover.open_count, 1)
        handover = self._handover(successor_id=self.admin.id)
        self.assertEqual(self._lines(handover)["Bruno Costa"].successor_id, self.admin)

    def test_who_left_takes_nothing_over(self):
        self.other_seller.active = False
        anna = self._lines(self._handover())["Anna Berg"]
        self.assertEqual(anna.successor_id, self.leader)
        self.assertTrue(anna.is_only_known)

    def test_placeholders_are_handed_over_too(self):
        role = self._add(name="Head of Safety", owner_id=self.seller.id, weight=9)
        lines = self._lines(self._handover())
        self.assertEqual(lines["Head of Safety"].stakeholder_ids, role)
        self.assertEqual(lines["Head of Safety"].value, 0)

    def test_apply(self):
        lead_map = self.env["relationship.map"].create({"lead_id": self._lead().id})
        chain_anna = self._add(self.anna, lead_map, owner_id=self.seller.id)
        handover = self._handover(self.leader)
        action = handover.action_apply()
        anna = self.people["anna"]
        self.assertEqual((anna + chain_anna).owner_id, self.other_seller)
        self.assertFalse(self.people["bruno"].owner_id)
        self.assertIn("Handed over from", "".join(anna.message_ids.mapped("body")))
        activities = (self.anna + self.bruno).activity_ids
        self.assertEqual(activities.user_id, self.seller)
        self.assertEqual(
            activities.filtered(lambda a: a.res_id == self.anna.id).summary,
            f"Introduce {self.other_seller.name} to Anna Berg",
        )
        logs = self.env["relationship.handover.log"].search(action["domain"])
        by_name = {log.name: log for log in logs}
        self.assertEqual(by_name["Anna Berg"].what, "owner")
        self.assertEqual(by_name["Anna Berg"].place_count, 2)
        self.assertEqual(by_name["Bruno Costa"].what, "introduction")
        self.assertEqual(logs.create_uid, self.leader)
        self.assertEqual(logs.from_user_id, self.seller)

    def test_who_is_gone_introduces_nobody(self):
        self.seller.active = False
        handover = self._handover()
        self.assertEqual(self._lines(handover).keys(), {"Anna Berg", "Bruno Costa"})
        handover.action_apply()
        self.assertEqual(self.anna.activity_ids.user_id, self.other_seller)

    def test_colleagues_are_nobody_to_hand_over(self):
        colleague = self._tie(self.seller, self.other_seller.partner_id)
        self.assertNotIn(
            self.other_seller.partner_id, self._handover().line_ids.partner_id
        )
        self.other_seller.active = False
        self.assertTrue(colleague.is_connection)
        self.assertNotIn(
            self.other_seller.partner_id, self._handover().line_ids.partner_id
        )

    def test_no_mail_per_contact(self):
        handover = self._handover()
        mails = self.env["mail.mail"].search_count([])
        handover.action_apply()
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)

    def test_lines_without_successor_stay(self):
        handover = self._handover()
        self._lines(handover)["Anna Berg"].successor_id = False
        handover.action_apply()
        self.assertEqual(self.people["anna"].owner_id, self.seller)
        handover.line_ids.successor_id = False
        with self.assertRaisesRegex(UserError, "Choose a successor"):
            handover.action_apply()

    def test_form_shows_the_list_at_once(self):
        with Form(self.env["relationship.handover"].with_user(self.manager)) as form:
            form.user_id = self.seller
            self.assertEqual(len(form.line_ids), 2)
            with form.line_ids.edit(0) as line:
                line.successor_id = self.admin
        handover = form.save()
        self.assertEqual(self._lines(handover)["Anna Berg"].successor_id, self.admin)
        self.assertEqual(
            self._lines(handover)["Anna Berg"].stakeholder_ids, self.people["anna"]
        )

    def test_user_form_counts_owned_people(self):
        seller = self.seller.with_user(self.manager)
        self.assertEqual(seller.relationship_owner_count, 1)
        action = seller.action_open_handover()
        handover = self.env["relationship.handover"].browse(action["res_id"])
        self.assertEqual(handover.user_id, self.seller)

    def test_queries_do_not_grow(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["relationship.handover"].with_user(self.manager).new(
                {"user_id": self.seller.id}
            ).line_ids.mapped("value")
            return self.env.cr.sql_log_count - before

        count()
        few = count()
        for person in self._crowd(self.account_map, ["1"] * 20):
            self._tie(self.seller, person.partner_id)
            person.owner_id = self.seller
        self.assertLessEqual(count(), few + 2)


class TestHandoverAccess(HandoverCommon):
    def test_who_may(self):
        for user in (self.manager, self.admin, self.leader):
            self.assertTrue(self._handover(user).can_apply)
        for user in (self.other_seller, self.foreign_manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._handover(user)
        for user in (self.employee, self.portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._handover(user, user)

    def test_own_is_seen_but_not_applied(self):
        handover = self._handover(self.seller)
        self.assertEqual(len(handover.line_ids), 2)
        self.assertFalse(handover.can_apply)
        with self.assertRaisesRegex(AccessError, "only managers"):
            handover.action_apply()

    def test_nobody_opens_the_hand_over_of_another(self):
        handover = self._handover(self.manager)
        lines = handover.line_ids
        self.assertTrue(lines)
        for user in (self.leader, self.admin, self.seller):
            with self.assertRaises(AccessError):
                handover.with_user(user).read(["value"])
            with self.assertRaises(AccessError):
                lines.with_user(user).read(["level"])

    def test_only_maps_in_sight_count(self):
        """The leader does not see the account of another team, where the seller owns
        somebody; the seller does, as the owner."""
        self.closed_map.team_id = False
        self.people["dora"].owner_id = self.seller
        self._tie(self.manager, self.dora, 5)
        self.assertIn("Dora Egger", self._lines(self._handover(self.seller)))
        self.assertNotIn("Dora Egger", self._lines(self._handover(self.leader)))

    def test_other_company(self):
        foreign_map = self.env["relationship.map"].create(
            {"account_id": self.account.id, "company_id": self.company_b.id}
        )
        self._add(self.anna, foreign_map, weight=100, owner_id=self.seller.id)
        anna = self._lines(self._handover())["Anna Berg"]
        self.assertEqual((anna.value, anna.stakeholder_ids), (20, self.people["anna"]))

    def test_colleagues_of_several_companies(self):
        """Their other companies need not be readable; of none of ours, they are out."""
        self.other_seller.company_ids += self.company_b
        anna = self._lines(self._handover(self.leader))["Anna Berg"]
        self.assertEqual(anna.successor_id, self.other_seller)
        self.other_seller.write(
            {
                "company_id": self.company_b.id,
                "company_ids": [(6, 0, self.company_b.ids)],
            }
        )
        anna = self._lines(self._handover(self.leader))["Anna Berg"]
        self.assertEqual(anna.successor_id, self.leader)

    def test_log_is_append_only_and_for_those_who_took_part(self):
        self._handover(self.leader).action_apply()
        logs = self.env["relationship.handover.log"]
        logs = logs.search([("from_user_id", "=", self.seller.id)])
        self.assertEqual(len(logs), 2)
        for user, seen in (
            (self.manager, 2),
            (self.leader, 2),
            (self.seller, 2),
            (self.other_seller, 1),
            (self.foreign_manager, 0),
        ):
            with self.subTest(user=user.login):
                found = logs.with_user(user).search([("id", "in", logs.ids)])
                self.assertEqual(len(found), seen)
        for user in (self.admin, self.leader):
            with self.assertRaises(AccessError):
                logs.with_user(user).reason = "Forged"
            with self.assertRaises(AccessError):
                logs.with_user(user).unlink()
            with self.assertRaises(AccessError):
                logs.with_user(user).copy()


@tagged("post_install", "-at_install")
class TestHandoverXlsx(HandoverCommon, HttpCase):
    def _get(self, handover, login):
        self.authenticate(login, login)
        url = "/relationship_network/handover.xlsx?handover_id="
        return self.url_open(f"{url}{handover if handover is None else handover.id}")

    def test_workbook(self):
        handover = self._handover()
        response = self._get(handover, self.manager.login)
        self.assertEqual(response.status_code, 200)
        book = load_workbook(io.BytesIO(response.content))
        rows = list(book.active.iter_rows(values_only=True))
        self.assertEqual(rows[0][0], "Contact")
        self.assertEqual([row[0] for row in rows[1:]], ["Anna Berg", "Bruno Costa"])
        self.assertEqual(rows[1][9:12], (20, 5, self.other_seller.name))

    def test_only_the_own_list(self):
        handover = self._handover()
        self.assertEqual(self._get(handover, self.leader.login).status_code, 404)
        self.authenticate(self.manager.login, self.manager.login)
        for wrong in ("", "x", "0", "999999999"):
            url = f"/relationship_network/handover.xlsx?handover_id={wrong}"
            self.assertEqual(self.url_open(url).status_code, 404, wrong)
