import re
from contextlib import suppress
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged

from ..models import relationship_signal
from ..tools.signal import measure
from .common_signal import SignalCommon

# What people said or wrote, and the names of what they did.
CONTENT = {
    "subject",
    "body",
    "name",
    "description",
    "location",
    "notes",
    "note",
    "summary",
    "feedback",
    "preview",
    "record_name",
    "attachment_ids",
    "tracking_value_ids",
}


@tagged("post_install", "-at_install")
class TestSignal(SignalCommon):
    def _counts(self, signal):
        names = "mails_in", "mails_out", "meetings", "activities"
        return tuple(signal[name] for name in names)

    def test_mails_both_ways(self):
        self._mail(self.own, self.anna, days=3)
        self._mail(self.anna, self.own | self.bruno, days=2)
        self._comment(self.own, self.anna)
        self.signals._refresh()
        signal = self._signal()
        self.assertEqual(self._counts(signal), (1, 2, 0, 0))
        self.assertEqual(signal.account_id, self.account)
        self.assertEqual(signal.user_id, self.seller)
        self.assertEqual(signal.last_contact, self._ago(1))
        self.assertFalse(self._signal(self.bruno))

    def test_what_reached_nobody_outside_is_no_contact(self):
        self._comment(self.own, self.other_seller.partner_id)
        self._comment(self.own, self.anna, status="bounce")
        self._mail(self.own, self.anna, message_type="email_outgoing")
        self._mail(self.own, self.anna, message_type="notification")
        self.account_map.with_user(self.seller).message_post(
            body="internal", subtype_xmlid="mail.mt_note"
        )
        self.signals._refresh()
        self.assertFalse(self.signals.search([("user_id", "=", self.seller.id)]))

    def test_meetings_of_those_who_did_not_decline(self):
        self._meet(self.own | self.anna | self.bruno, declined=self.bruno)
        self._meet(self.other_seller.partner_id | self.anna, days=-5)
        cancelled = self._meet(self.own | self.clara)
        cancelled.active = False
        self.signals._refresh()
        self.assertEqual(self._counts(self._signal()), (0, 0, 1, 0))
        self.assertEqual(self._signal().two_way, 100)
        self.assertFalse(self._signal(self.bruno))
        self.assertFalse(self._signal(self.clara))
        self.assertFalse(self._signal(own=self.other_seller.partner_id))

    def test_a_meeting_that_is_also_an_activity_counts_once(self):
        self._meet(self.own | self.anna, days=2)
        self._do(self.anna, "meeting", days=2)
        self.signals._refresh()
        self.assertEqual(self._counts(self._signal()), (0, 0, 1, 0))

    def test_done_activities_on_contact_place_and_opportunity(self):
        lead = self._lead(partner_id=self.anna.id)
        for record in (self.anna, self._add(self.anna), lead):
            self._do(record)
        self.signals._refresh()
        self.assertEqual(self._counts(self._signal()), (0, 0, 0, 3))

    def test_activities_done_in_odoo_are_found(self):
        activity = self.anna.activity_schedule(
            "mail.mail_activity_data_call", user_id=self.seller.id
        )
        activity.with_user(self.seller).action_feedback("said nothing")
        self.env.flush_all()
        self.signals._refresh()
        self.assertEqual(self._counts(self._signal()), (0, 0, 0, 1))

    def test_sql_agrees_with_the_pure_function(self):
        ages = {"mail_in": (1, 5, 200), "mail_out": (3, 90), "meeting": (30, 300)}
        for days in ages["mail_in"]:
            self._mail(self.anna, self.own, days)
        for days in ages["mail_out"]:
            self._mail(self.own, self.anna, days)
        for days in ages["meeting"]:
            self._meet(self.own | self.anna, days)
        ages["activity"] = (60,)
        self._do(self.anna, days=60)
        self._mail(self.bruno, self.own, days=140)
        self.signals._refresh()
        pairs = [(kind, age) for kind, days in ages.items() for age in days]
        for signal, contacts in (
            (self._signal(), pairs),
            (self._signal(self.bruno), [("mail_in", 140)]),
        ):
            expected = measure(contacts)
            for name in ("recency", "frequency", "two_way", "depth", "score"):
                self.assertAlmostEqual(
                    signal[name], getattr(expected, name), delta=0.11, msg=name
                )
            self.assertEqual(signal.suggested_strength, expected.strength)

    def test_running_again_changes_nothing(self):
        self._mail(self.anna, self.own)
        self.signals._refresh()
        self.env.cr.execute("SELECT xmin, ctid, * FROM relationship_signal ORDER BY id")
        before = self.env.cr.fetchall()
        self.assertTrue(before)
        self.signals._refresh()
        self.env.cr.execute("SELECT xmin, ctid, * FROM relationship_signal ORDER BY id")
        self.assertEqual(self.env.cr.fetchall(), before)

    def test_stale_pairs_disappear(self):
        mail = self._mail(self.anna, self.own, days=2)
        self._mail(self.bruno, self.own, days=400)
        self.signals._refresh()
        self.assertTrue(self._signal())
        self.assertFalse(self._signal(self.bruno), "older than a year")
        mail.unlink()
        self.signals._refresh()
        self.assertFalse(self._signal())

    def test_who_left_has_no_signals(self):
        self._mail(self.anna, self.own)
        self.signals._refresh()
        self.seller.active = False
        with self.enter_registry_test_mode():
            self.env.ref(
                "relationship_network.relationship_signal_cron"
            ).method_direct_trigger()
        self.assertFalse(self._signal())

    def test_companies_and_colleagues_are_no_contacts(self):
        self._mail(self.account, self.own)
        self._mail(self.other_seller.partner_id, self.own)
        self.signals._refresh()
        self.assertFalse(self.signals.search([("user_id", "=", self.seller.id)]))

    # -------------------------------------------------------------- opting out

    def test_opting_out_deletes_at_once_and_for_good(self):
        self._mail(self.anna, self.own)
        self.signals._refresh()
        self.assertTrue(self._signal())
        seller = self.seller.with_user(self.seller)
        seller.write({"relationship_signal_opt_out": True})
        self.assertTrue(seller.relationship_signal_opt_out)
        self.assertFalse(self._signal())
        self.signals._refresh()
        self.assertFalse(self._signal())

    def test_nobody_opts_a_colleague_out(self):
        colleague = self.other_seller.with_user(self.seller)
        with self.assertRaises(AccessError):
            colleague.write({"relationship_signal_opt_out": True})

    def test_the_preferences_offer_it(self):
        view = self.env.ref("base.view_users_form_simple_modif")
        # Other addons ask for it on the same form.
        self.seller.tz = "Europe/Oslo"
        with Form(self.seller.with_user(self.seller), view=view) as preferences:
            preferences.relationship_signal_opt_out = True
        self.assertTrue(self.seller.relationship_signal_opt_out)

    def test_no_content_is_read(self):
        sql = self.env["relationship.encounter"]._sql_encounters(
            self.seller, self._ago(365), fields.Datetime.now()
        )
        words = set(re.findall(r"[a-z_]+", sql.code.lower()))
        self.assertFalse(words & CONTENT)
        self.assertNotIn("*", sql.code, "all columns would include the content")

    # ------------------------------------------------------------------- rights

    def test_who_sees_a_signal(self):
        stranger = self.env["res.partner"].create({"name": "Stranger"})
        self._mail(self.own, self.anna | stranger)
        self.account_map.user_id = self.seller
        self.signals._refresh()

        def seen(user):
            found = self.signals.with_user(user).search(
                [("own_partner_id", "=", self.own.id)]
            )
            return found.contact_id

        self.assertEqual(seen(self.seller), self.anna | stranger)
        self.assertEqual(seen(self.manager), self.anna | stranger)
        self.assertFalse(seen(self.other_seller))
        self.assertFalse(seen(self.foreign_manager))
        with self.assertRaises(AccessError):
            seen(self.employee)
        self._add(self.bruno, owner_id=self.other_seller.id)
        self.assertEqual(seen(self.other_seller), self.anna, "the map is theirs now")
        with self.assertRaises(AccessError):
            self._signal().with_user(self.seller).score = 100

    def test_contacts_of_another_company(self):
        foreign = new_test_user(
            self.env,
            "rel_both",
            groups="sales_team.group_sale_salesman_all_leads",
            company_id=self.company_b.id,
            company_ids=[(6, 0, (self.company_b | self.env.company).ids)],
        )
        self._mail(foreign.partner_id, self.anna)
        self.anna.company_id = self.env.company
        self.signals._refresh()
        self.assertEqual(
            self._signal(own=foreign.partner_id).company_id, self.env.company
        )
        self.assertFalse(
            self.signals.with_user(self.foreign_manager).search([("score", ">", 0)])
        )

    # -------------------------------------------------------------------- links

    def _connect(self, **vals):
        return self.env["relationship.link"].create(
            {
                "source_id": self.own.id,
                "target_id": self.anna.id,
                "type_id": self.friend_type.id,
                "strength": 4,
                **vals,
            }
        )

    def test_the_signal_stands_beside_the_strength(self):
        link = self._connect()
        quiet = self._connect(target_id=self.bruno.id)
        self._mail(self.anna, self.own, days=90)
        self.signals._refresh()
        signal = self._signal()
        self.assertEqual(link.strength, 4)
        self.assertEqual(link.signal, round(signal.score))
        self.assertEqual(link.signal_recency, 50)
        self.assertEqual(link.last_contact, signal.last_contact)
        self.assertIs(quiet.signal, False)
        links = link | quiet
        domain = [("id", "in", links.ids)]
        found = links.search([*domain, ("signal", ">", 1)])
        self.assertEqual(found, link)
        self.assertEqual(links.search(domain, order="signal desc nulls last")[0], link)

    def test_a_link_follows_until_somebody_sets_it(self):
        self._mail(self.anna, self.own, days=300)
        self.signals._refresh()
        self._signal().with_user(self.seller).action_record_connection()
        link = self.env["relationship.link"].search(
            [("own_partner_id", "=", self.own.id)]
        )
        self.assertEqual((link.contact_id, link.strength), (self.anna, 1))
        for days in range(8):
            self._meet(self.own | self.anna, days + 1)
        self.signals._refresh()
        self.assertEqual(link.strength, self._signal().suggested_strength)
        self.assertGreater(link.strength, 3)
        self.assertTrue(link.follows_signal)
        link.with_user(self.seller).strength = 2
        self.signals._refresh()
        self.assertEqual(link.strength, 2, "what somebody set by hand wins")
        link.with_user(self.seller).action_follow_signal()
        self.assertEqual(link.strength, self._signal().suggested_strength)

    def test_contacts_without_a_link(self):
        for contact in (self.anna, self.bruno):
            self._mail(contact, self.own)
        self._connect()
        self.signals._refresh()
        mine = [("user_id", "=", self.seller.id), ("has_connection", "=", False)]
        signals = self.signals.with_user(self.seller)
        self.assertEqual(signals.search(mine).contact_id, self.bruno)
        signals.search(mine).action_record_connection()
        self.assertFalse(signals.search(mine))
        with self.assertRaisesRegex(UserError, "recorded already"):
            self._signal().with_user(self.seller).action_record_connection()

    # ------------------------------------------------------------------- nightly

    def test_queries_do_not_grow_with_the_users(self):
        self._mail(self.anna, self.own)
        self.signals._refresh()
        for users in (self.seller, self.seller | self.other_seller | self.manager):
            self.env.flush_all()
            with self.assertQueryCount(2):
                self.signals._refresh(users)


@tagged("post_install", "-at_install")
class TestSignalNight(SignalCommon):
    def _run(self, refresh):
        """One nightly run on a cursor of its own, in batches of one user."""
        with (
            self.enter_registry_test_mode(),
            patch.object(relationship_signal, "BATCH_SIZE", 1),
            patch.object(type(self.signals), "_refresh", refresh),
            self.registry.cursor() as cr,
        ):
            self.env(cr=cr)["relationship.signal"]._cron_refresh()
        self.env.invalidate_all()

    def test_the_next_run_completes_a_killed_one(self):
        colleague = self.other_seller.partner_id
        self._mail(self.anna, self.own | colleague)
        refresh = type(self.signals)._refresh

        def die_after_writing(signals, users=None):
            refresh(signals, users)
            if self.other_seller.id in users.ids:
                raise MemoryError

        # assertRaises() would take back what was committed before.
        with suppress(MemoryError):
            self._run(die_after_writing)
        self.assertTrue(self._signal())
        self.assertFalse(self._signal(own=colleague), "nothing half-done")
        self._run(refresh)
        self.assertTrue(self._signal())
        self.assertTrue(self._signal(own=colleague))
