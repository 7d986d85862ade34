from odoo import fields

from odoo.addons.mail.tests.common import MailCase

from .test_alert import AlertCommon


class TestAlertDigest(AlertCommon, MailCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={})
        cls.env["res.users"].search(
            [("id", "not in", (cls.seller + cls.other_seller).ids)]
        ).relationship_digest = False
        (cls.seller + cls.other_seller).write({"email": "seller@example.com"})
        cls._add(cls.anna, has_veto=True, level="-1")
        cls.env.cr.flush()

    def _digests(self):
        """Bodies of the mails that one run sends, by login of the receiver."""
        users = self.seller + self.other_seller
        cron = self.env.ref("relationship_network.relationship_alert_digest_cron")
        with self.mock_mail_gateway(), self.enter_registry_test_mode():
            cron.method_direct_trigger()
        return {
            user.login: mail.body_html
            for mail in self._new_mails
            for user in users
            if user.partner_id in mail.recipient_ids
        }

    def _a_day_later(self):
        for user in (self.seller + self.other_seller).filtered(
            "relationship_digest_on"
        ):
            user.relationship_digest_on = fields.Datetime.subtract(
                user.relationship_digest_on, days=1
            )

    def test_only_who_is_concerned_and_only_once(self):
        digests = self._digests()
        self.assertEqual(list(digests), ["rel_seller"])
        self.assertIn("Anna Berg can veto", digests["rel_seller"])
        self.assertFalse(self._digests(), "one digest a day")

    def test_silent_without_news(self):
        self._digests()
        self.env["relationship.alert"].search([]).opened_on = "2020-01-01"
        self._a_day_later()
        self.assertFalse(self._digests())

    def test_by_severity_and_in_words(self):
        self._add(self.bruno, role_id=self.roles["decision_maker"].id)
        self.env.cr.flush()
        body = self._digests()["rel_seller"]
        self.assertLess(body.index("Critical"), body.index("Warning"))
        self.assertLess(body.index("Anna Berg"), body.index("Bruno Costa decides"))
        self.assertRegex(body, r'href="http[^"]+/odoo/relationship-alerts/\d+"')

    def test_what_came_and_went_unseen_is_not_told(self):
        self._digests()
        self.seller.relationship_digest_on = fields.Datetime.subtract(
            fields.Datetime.now(), hours=30
        )
        self.account_map.stakeholder_ids.has_veto = False
        self.env.cr.flush()
        self.assertFalse(self._digests())

    def test_settled_alerts_are_told(self):
        self._digests()
        self.env["relationship.alert"].search([]).opened_on = fields.Datetime.subtract(
            fields.Datetime.now(), days=2
        )
        self.account_map.stakeholder_ids.has_veto = False
        self.env.cr.flush()
        self._a_day_later()
        self.assertIn("Settled", self._digests()["rel_seller"])

    def test_what_may_not_be_read_is_not_told(self):
        """A rule may name a user who has no access to the map."""
        self.rules["veto_holder"].user_ids = self.other_seller
        self.assertNotIn("rel_other", self._digests())

    def test_opt_out(self):
        self.seller.with_user(self.seller).relationship_digest = False
        self.assertFalse(self._digests())
