from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .test_paths import PathsCommon


@tagged("post_install", "-at_install")
class TestIntroduction(PathsCommon):
    """The seller asks the manager's colleague to be introduced to Clara."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.introducer = cls.other_seller
        cls.own_link = cls._link(cls.introducer.partner_id, cls.clara, 5)
        cls.person_clara = cls._add(cls.clara)

    def _data(self, user=None, contact=None, **options):
        contact = (contact or self.clara).with_user(user or self.seller)
        return contact.get_introduction_data(**options)

    def _ask(self, user=None, path=0, **options):
        data = self._data(user, **options)
        contact = self.clara.with_user(user or self.seller)
        mail = contact.action_ask_introduction(
            data["paths"][path]["link_ids"], **options
        )
        request = self.env["relationship.introduction"].browse(
            mail["context"]["default_res_ids"]
        )
        return request, mail

    def _reminder(self, request):
        return self.env["mail.activity"].search([("introduction_id", "=", request.id)])

    # ---------------------------------------------------------------- the dialog

    def test_data(self):
        self.own_link.write({"origin": "Fair", "date_start": "2024-05-01"})
        self._link(self.bruno, self.clara, 1, self.conflict_type)
        ended = self._link(self.boss, self.clara, 5, date_end="2020-02-01")
        data = self._data()
        best = data["paths"][0]
        self.assertEqual(best["link_ids"], self.own_link.ids)
        self.assertEqual(
            best["partner_ids"], (self.introducer.partner_id + self.clara).ids
        )
        (step,) = best["steps"]
        self.assertEqual(
            (step["kind"], step["type_name"], step["strength"], step["origin"]),
            ("knows", self.friend_type.name, 5, "Fair"),
        )
        self.assertTrue(best["request"]["can_ask"])
        people = data["people"]
        self.assertEqual(people[self.clara.id]["name"], "Clara Duval")
        self.assertEqual(people[self.clara.id]["company_name"], "Aurora Steel")
        self.assertTrue(people[self.introducer.partner_id.id]["is_own"])
        reasons = {tuple(p["link_ids"])[-1]: p["reason"] for p in data["rejected"]}
        self.assertIn("Clara Duval ended on", reasons[ended.id])
        self.assertTrue(
            any(
                "Bruno Costa and Clara Duval are in conflict" in r
                for r in reasons.values()
            )
        )

    def test_data_tells_nothing_hidden(self):
        """Neither a hidden conflict nor a hidden link leaves a reason or a name."""
        before = self._data(self.introducer)
        self._link(self.bruno, self.clara, 1, self.conflict_type)
        self._link(self.boss, self.clara, 5, date_end="2020-02-01")
        self.assertEqual(self._data(self.introducer), before)
        self.assertEqual(before["rejected"], [])
        self.assertEqual(
            set(before["people"]), {self.clara.id, self.introducer.partner_id.id}
        )

    def test_without_paths(self):
        data = self._data(contact=self.env["res.partner"].create({"name": "Nobody"}))
        self.assertEqual((data["paths"], data["rejected"]), ([], []))

    def test_competitors_are_not_asked(self):
        rival = self.env["res.partner"].create(
            {"name": "Rival", "is_company": True, "is_competitor": True}
        )
        rita = self.env["res.partner"].create({"name": "Rita", "parent_id": rival.id})
        link = self._link(rita, self.clara)
        (path,) = self._data(reading="competitor")["paths"]
        self.assertFalse(path["request"]["can_ask"])
        with self.assertRaisesRegex(UserError, "not open any more"):
            self.clara.with_user(self.seller).action_ask_introduction(
                link.ids, reading="competitor"
            )

    def test_open_dialog(self):
        action = self.person_clara.action_open_introduction_paths()
        self.assertEqual(action["tag"], "relationship_network.paths")
        self.assertEqual(
            action["params"], {"partner_id": self.clara.id, "lead_id": False}
        )
        lead_map = self.env["relationship.map"].create({"lead_id": self._lead().id})
        person = self._add(self.clara, lead_map)
        params = person.action_open_introduction_paths()["params"]
        self.assertEqual(params["lead_id"], lead_map.lead_id.id)
        with self.assertRaisesRegex(UserError, "placeholder"):
            self._add(name="CFO").action_open_introduction_paths()

    # -------------------------------------------------------------------- asking

    def test_ask(self):
        self.introducer.partner_id.email = "other@example.com"
        request, mail = self._ask()
        self.assertRecordValues(
            request,
            [
                {
                    "asker_id": self.seller.id,
                    "introducer_id": self.introducer.id,
                    "contact_id": self.clara.id,
                    "stakeholder_id": self.person_clara.id,
                    "first_link_id": self.own_link.id,
                    "state": "asked",
                    "reliability": 1.0,
                }
            ],
        )
        reminder = self._reminder(request)
        self.assertRecordValues(
            reminder,
            [
                {
                    "res_model": "res.partner",
                    "res_id": self.clara.id,
                    "user_id": self.introducer.id,
                }
            ],
        )
        self.assertIn("hopes that you can help", reminder.note)
        composer = Form(
            self.env["mail.compose.message"]
            .with_user(self.seller)
            .with_context(**mail["context"])
        ).save()
        self.assertEqual(composer.partner_ids, self.introducer.partner_id)
        self.assertIn("Clara Duval", composer.subject)
        self.assertIn("you know each other", composer.body)
        composer._action_send_mail()
        self.assertIn("you know each other", request.message_ids[:1].body)

    def test_mail_speaks_the_colleagues_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        template = self.env.ref("relationship_network.mail_template_introduction")
        template.with_context(lang="fr_FR").subject = "Présentation"
        self.introducer.lang = "fr_FR"
        __, mail = self._ask()
        composer = Form(
            self.env["mail.compose.message"]
            .with_user(self.seller)
            .with_context(**mail["context"])
        ).save()
        self.assertEqual(composer.subject, "Présentation")

    def test_ask_on_my_own_path(self):
        """Whoever stands first on the path writes to the next person."""
        self.own_link.active = False
        data = self._data(reading="mine")
        position = [p["partner_ids"][1] for p in data["paths"]].index(self.anna.id)
        request, __ = self._ask(path=position, reading="mine")
        self.assertEqual(request.introducer_id, self.seller)
        self.assertEqual(request._get_recipient(), self.anna)
        self.assertEqual(request._get_next_person(), self.clara)
        self.assertEqual(self._reminder(request).user_id, self.seller)

    def test_whom_i_know_i_do_not_ask_for(self):
        path = self._data(self.introducer)["paths"][0]
        self.assertFalse(path["request"]["can_ask"])
        self.assertTrue(path["request"]["is_known"])
        with self.assertRaisesRegex(UserError, "yourself"):
            self.clara.with_user(self.introducer).action_ask_introduction(
                path["link_ids"]
            )

    def test_no_second_open_request(self):
        request, __ = self._ask()
        shown = self._data()["paths"][0]["request"]
        self.assertEqual((shown["id"], shown["state"]), (request.id, "Asked"))
        with self.assertRaisesRegex(UserError, "already"):
            self._ask()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(UniqueViolation),
            self.cr.savepoint(),
        ):
            request.copy()
        request.with_user(self.seller).action_withdraw()
        self.assertFalse(self._reminder(request))
        again, __ = self._ask()
        self.assertNotEqual(again, request)

    def test_made_up_path(self):
        with self.assertRaisesRegex(UserError, "not open any more"):
            self.clara.with_user(self.seller).action_ask_introduction(
                (self.me_boss + self.own_link).ids
            )

    # ----------------------------------------------------------------- answering

    def _answer(self, request, state, **values):
        context = {"default_introduction_id": request.id, "default_state": state}
        wizard = Form(
            self.env["relationship.introduction.answer"]
            .with_user(self.introducer)
            .with_context(**context)
        )
        for name, value in values.items():
            setattr(wizard, name, value)
        wizard.save().action_answer()

    def test_done_makes_the_connection(self):
        request, __ = self._ask()
        request.with_user(self.introducer).action_agree()
        self.assertEqual(request.state, "agreed")
        self.assertTrue(self._reminder(request))
        self._answer(request, "done", answer="We met at the fair", strength=3)
        self.assertEqual(
            (request.state, request.answer), ("done", "We met at the fair")
        )
        link = request.connection_id
        self.assertEqual((link.source_id, link.target_id), (self.me, self.clara))
        self.assertEqual((link.kind, link.strength), ("knows", 3))
        self.assertIn(self.introducer.name, link.origin)
        self.assertFalse(self._reminder(request))
        self.assertIn(self.me, request.message_ids.notified_partner_ids)
        mine = self._data(reading="mine")["paths"]
        self.assertIn(link.ids, [path["link_ids"] for path in mine])

    def test_done_raises_a_weak_connection(self):
        link = self._link(self.clara, self.me, 1, date_end="2021-01-01")
        request, __ = self._ask()
        self._answer(request, "done", strength=4)
        self.assertEqual(request.connection_id, link)
        self.assertEqual((link.strength, link.date_end), (4, False))

    def test_refused_corrects_the_link(self):
        request, __ = self._ask()
        with self.assertRaisesRegex(ValidationError, "why"):
            self._answer(request, "refused", answer=" ")
        self._answer(request, "refused", answer="We lost touch", strength=2)
        self.assertEqual((request.state, request.answer), ("refused", "We lost touch"))
        self.assertEqual(self.own_link.strength, 2)
        self.assertFalse(self._reminder(request))
        self.assertNotIn("lost touch", "".join(self.clara.message_ids.mapped("body")))
        with self.assertRaisesRegex(UserError, "closed"):
            request.with_user(self.introducer).action_agree()

    def test_reminder_done_is_introduced(self):
        request, __ = self._ask()
        self._reminder(request).with_user(self.introducer).action_feedback("Lunch")
        self.assertEqual((request.state, request.answer), ("done", "Lunch"))
        self.assertEqual(request.connection_id.target_id, self.clara)

    def test_reminder_finished_by_somebody_else(self):
        request, __ = self._ask()
        self._reminder(request).with_user(self.employee).sudo().action_done()
        self.assertEqual(request.state, "asked")

    # -------------------------------------------------------------------- access

    def test_only_the_introducer_answers(self):
        request, __ = self._ask()
        with self.assertRaises(AccessError):
            request.with_user(self.seller).action_agree()
        with self.assertRaises(AccessError):
            request.with_user(self.seller).action_refuse()
        request.with_user(self.manager).action_agree()
        self.assertEqual(request.state, "agreed")
        with self.assertRaises(UserError):
            request.with_user(self.introducer).action_withdraw()

    def test_nobody_edits_by_hand(self):
        request, __ = self._ask()
        for user in (self.seller, self.introducer, self.manager):
            with self.assertRaises(AccessError):
                request.with_user(user).write({"state": "done"})
            with self.assertRaises(AccessError):
                request.with_user(user).copy()

    def test_who_sees_requests(self):
        request, __ = self._ask()
        bystander = self._other_user()
        for user, sees in (
            (self.seller, True),
            (self.introducer, True),
            (self.manager, True),
            (bystander, False),
            (self.foreign_manager, False),
        ):
            found = request.with_user(user).search([("id", "=", request.id)])
            self.assertEqual(bool(found), sees, user.login)
        for user in (self.employee, self.portal):
            with self.assertRaises(AccessError):
                request.with_user(user).search([])
        # The reminder is for all who read the contact: it says nothing of the path.
        self.assertNotIn(self.friend_type.name, self._reminder(request).note)

    def _other_user(self):
        return self.seller.copy({"login": "rel_bystander", "name": "Bystander"})

    def test_path_is_shown_as_far_as_visible(self):
        self.own_link.active = False
        request, __ = self._ask()
        self.assertEqual(request.introducer_id, self.manager)
        whole = f"{self.boss.name} → Bruno Costa → Clara Duval"
        self.assertEqual(request.with_user(self.seller).path_display, whole)
        self.bruno_clara.lead_id = self._lead(user_id=self.manager.id)
        self.boss_bruno.lead_id = self.bruno_clara.lead_id
        request.invalidate_recordset()
        shown = request.with_user(self.seller).path_display
        self.assertEqual(shown, f"{self.boss.name} → Clara Duval")
