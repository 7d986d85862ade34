from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common_signal import SignalCommon


@tagged("post_install", "-at_install")
class TestPeopleSuggestion(SignalCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account.website = "https://www.aurora.example"
        cls.map = cls.account_map.with_user(cls.seller)
        cls._add(cls.anna)

    def _open(self, user=None):
        action = self.account_map.with_user(
            user or self.seller
        ).action_open_suggestions()
        return (
            self.env[action["res_model"]]
            .with_user(user or self.seller)
            .browse(action["res_id"])
        )

    def _names(self, user=None):
        return self._open(user).line_ids.mapped("name")

    def test_who_wrote_was_written_to_in_copy_or_met(self):
        colleague = self.other_seller.partner_id
        self._mail(self.anna, self.own | self.bruno, days=4)
        self._mail(self.own, self.bruno, days=2)
        self._comment(colleague, self.bruno, days=3)
        self._meet(self.own | self.clara, days=1, privacy="private")
        bruno, clara = self._open().line_ids.sorted("name")
        self.assertEqual(
            (bruno.partner_id, bruno.mails, bruno.meetings), (self.bruno, 3, 0)
        )
        self.assertEqual(bruno.last_contact, self._ago(2))
        self.assertEqual(bruno.user_ids, self.seller | self.other_seller)
        self.assertEqual(
            (clara.partner_id, clara.mails, clara.meetings), (self.clara, 0, 1)
        )
        self.assertNotIn("secret", str((bruno | clara).read()))

    def test_addresses_without_a_contact(self):
        stranger = {
            "author_id": False,
            "email_from": '"Mara Lind" <Mara@aurora.example>',
        }
        self._mail(self.own, self.own, **stranger)
        self._mail(
            self.anna,
            self.own,
            days=2,
            email_from="anna@aurora.example",
            incoming_email_to="us@our.example, Jon Foss <jon.foss@aurora.example>",
            incoming_email_cc="x@gmail.com,mara@aurora.example,not@aurora.example.net",
        )
        self.anna.email = "anna@aurora.example"
        lines = self._open().line_ids
        self.assertEqual(
            [(line.name, line.email, line.mails) for line in lines],
            [
                ("Mara Lind", "mara@aurora.example", 2),
                ("Jon Foss", "jon.foss@aurora.example", 1),
            ],
        )
        self.assertFalse(lines.partner_id)

    def test_free_mail_says_nothing(self):
        self.account.write({"website": False, "email": "steel@gmail.com"})
        self._mail(self.anna, self.own, incoming_email_cc="somebody@gmail.com")
        self.assertFalse(self._open().line_ids)
        self.assertFalse(self._open().mail_domains)

    def test_added_only_when_ticked(self):
        self._mail(self.bruno, self.own)
        self._mail(self.anna, self.own, incoming_email_cc="mara.lind@aurora.example")
        contacts = self.env["res.partner"].search_count([])
        wizard = self._open()
        self.assertEqual(len(wizard.line_ids), 2)
        with self.assertRaisesRegex(UserError, "Tick"):
            wizard.action_add()
        self.assertEqual(len(self.map.stakeholder_ids), 1, "nobody silently")
        self.assertEqual(self.env["res.partner"].search_count([]), contacts)
        with Form(wizard) as form:
            for i, line in enumerate(wizard.line_ids):
                with form.line_ids.edit(i) as edited:
                    edited.is_chosen = True
                    if not line.partner_id:
                        edited.name = "Mara Lind-Foss"
        wizard.action_add()
        added = self.map.stakeholder_ids.filtered(
            lambda person: person.partner_id != self.anna
        )
        self.assertCountEqual(added.mapped("name"), ["Bruno Costa", "Mara Lind-Foss"])
        self.assertTrue(all(added.mapped("is_parked")))
        mara = added.partner_id - self.bruno
        self.assertEqual(mara.parent_id, self.account)
        self.assertEqual(mara.email, "mara.lind@aurora.example")
        self.assertFalse(self._names())

    def test_hidden_people_are_never_suggested_again(self):
        self._mail(self.bruno, self.own)
        self._mail(self.anna, self.own, incoming_email_cc="mara.lind@aurora.example")
        self.signals._refresh()
        for line in self._open().line_ids:
            line.action_hide()
        wizard = self._open(self.manager)
        self.assertFalse(wizard.line_ids)
        self.assertEqual(len(wizard.hidden_line_ids), 2)
        kinds = [gap["kind"] for gap in self.map.get_gap_data()]
        self.assertNotIn("unknown_people", kinds)
        for line in wizard.hidden_line_ids:
            line.action_show()
        self.assertEqual(len(self._open().line_ids), 2)

    def test_opted_out_colleagues_met_nobody(self):
        self._mail(self.bruno, self.own)
        self._mail(self.clara, self.own | self.other_seller.partner_id)
        self.seller.relationship_signal_opt_out = True
        line = self._open().line_ids
        self.assertEqual(line.name, "Clara Duval")
        self.assertEqual(line.user_ids, self.other_seller)

    def test_another_company(self):
        self._mail(self.bruno, self.foreign_manager.partner_id)
        self._mail(self.clara, self.own)
        self.clara.company_id = self.company_b
        self.assertFalse(self._names())
        for user in (self.foreign_manager, self.other_seller, self.employee):
            with self.assertRaises(AccessError):
                self._open(user)

    def test_a_search_is_its_users_own(self):
        self._mail(self.bruno, self.own)
        wizard = self._open()
        with self.assertRaises(AccessError):
            wizard.with_user(self.other_seller).line_ids.mapped("name")

    def test_queries_do_not_grow_with_the_people(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self._open()
            return self.cr.sql_log_count - before

        self._mail(self.bruno, self.own)
        count()
        few = count()
        crowd = self.env["res.partner"].create(
            [{"name": f"P {i}", "parent_id": self.account.id} for i in range(30)]
        )
        self._mail(self.own, crowd)
        self.assertLessEqual(count(), few + 2)
