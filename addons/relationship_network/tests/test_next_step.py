from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_signal import SignalCommon


@tagged("post_install", "-at_install")
class TestNextStep(SignalCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Only what these tests record shall count, not what is there already.
        cls.env["relationship.level.change"].search([]).unlink()
        cls.env["relationship.activity.effect"].search([]).unlink()
        cls.env["calendar.attendee"].search([]).state = "declined"
        cls.env.cr.execute("UPDATE mail_message SET date = date - interval '9 years'")
        cls.effects = cls.env["relationship.activity.effect"]
        cls.target = cls._add(cls.anna, level="0", target_level="1", weight=4)
        cls.target.owner_id = cls.seller

    @classmethod
    def _history(cls, meetings=5, calls=5, rises=3):
        """People who were met and called; some levels rose after the meetings."""
        people = cls._crowd(cls.account_map, [False] * max(meetings, calls))
        for i, person in enumerate(people):
            if i < meetings:
                cls._meet(cls.own | person.partner_id, days=200)
            if i < calls:
                cls._do(person.partner_id, days=400)
            person.level = "-1"
            person.write(
                {"level": "0", "change_date": cls._ago(180 if i < rises else 5)}
            )
        people.write({"level": "2"})
        cls.effects._refresh()
        return people

    def _effect(self, name):
        effects = self.effects.search(
            [
                ("activity_type_id", "=", self.types[name].id),
                ("company_id", "=", self.env.company.id),
            ]
        )
        return effects.cases, effects.rises

    def _step(self, person=None, user=None):
        return (person or self.target).with_user(user or self.seller).get_next_step()

    # ----------------------------------------------------------------- counting

    def test_counted_from_the_history(self):
        self._history(meetings=6, calls=5, rises=4)
        self.assertEqual(self._effect("meeting"), (6, 4))
        self.assertEqual(self._effect("call"), (5, 0))

    def test_a_fall_and_a_first_assessment_are_no_rise(self):
        people = self._crowd(self.account_map, [False] * 5)
        for person in people:
            self._meet(self.own | person.partner_id, days=100)
            person.write({"level": "1", "change_date": self._ago(90)})
            person.write({"level": "-1", "change_date": self._ago(80)})
        self.effects._refresh()
        self.assertEqual(self._effect("meeting"), (5, 0))

    def test_mails_count_that_we_sent(self):
        people = self._crowd(self.account_map, ["0"] * 6)
        for person in people[:5]:
            self._mail(self.own, person.partner_id, days=100)
        self._mail(people[5].partner_id, self.own, days=100)
        self.effects._refresh()
        self.assertEqual(self._effect("email"), (5, 0))

    def test_opted_out_users_are_not_counted(self):
        self.seller.relationship_signal_opt_out = True
        self._history()
        self.assertFalse(self._effect("meeting")[0])

    def test_again_changes_nothing(self):
        self._history()
        self.env.flush_all()
        self.env.cr.execute("SELECT ctid, * FROM relationship_activity_effect")
        before = self.env.cr.fetchall()
        self.effects._refresh()
        self.env.flush_all()
        self.env.cr.execute("SELECT ctid, * FROM relationship_activity_effect")
        self.assertCountEqual(self.env.cr.fetchall(), before)

    def test_scheduled(self):
        self._history()
        self.effects.search([]).unlink()
        cron = self.env.ref("relationship_network.relationship_activity_effect_cron")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.assertEqual(self._effect("meeting"), (5, 3))

    # ---------------------------------------------------------------- proposing

    def test_proposed_is_what_works_with_the_number_of_cases(self):
        self._history(meetings=6, rises=4)
        step = self._step()
        self.assertEqual(step["state"], "proposed")
        self.assertEqual(step["activity_type"]["id"], self.types["meeting"].id)
        self.assertEqual((step["cases"], step["rises"]), (6, 4))
        self.assertIn("in 4 of 6 cases a level rose within 60 days", step["sentence"])
        self.assertIn("rel_seller", step["sentence"])
        self.assertEqual(step["urgency"], 4)

    def test_silent_below_five_cases(self):
        self._history(meetings=4, calls=4, rises=4)
        step = self._step()
        self.assertEqual(step["state"], "unknown")
        self.assertFalse(step["activity_type"])
        self.assertNotIn("cases", step["sentence"])
        self.assertFalse(self.effects.with_user(self.manager).search([]))
        with self.assertRaisesRegex(UserError, "fewer than 5"):
            self.target.with_user(self.seller).action_plan_next_step()

    def test_nothing_to_do(self):
        self._history()
        self.target.level = "1"
        self.assertEqual(self._step()["state"], "reached")
        placeholder = self._add(name="New CFO")
        self.assertEqual(self._step(placeholder)["state"], "placeholder")
        ours = self._add(self.other_seller.partner_id)
        self.assertEqual(self._step(ours)["state"], "own")

    def test_without_a_target_support_is_the_target(self):
        self._history()
        self.target.target_level = False
        self.assertEqual(self._step()["target_level"], "1")
        self.target.level = "1"
        self.assertEqual(self._step()["state"], "reached")

    # ---------------------------------------------------------------------- who

    def _knows(self, own, contact, strength):
        return self.env["relationship.link"].create(
            {
                "source_id": own.id,
                "target_id": contact.id,
                "type_id": self.friend_type.id,
                "strength": strength,
            }
        )

    def test_without_an_owner_who_knows_the_person_best(self):
        self._history()
        self.target.owner_id = False
        self.assertFalse(self._step()["user"])
        self._mail(self.own, self.anna)
        self.signals._refresh()
        self.assertEqual(self._step()["user"]["id"], self.seller.id)
        self._knows(self.other_seller.partner_id, self.anna, 5)
        step = self._step()
        self.assertEqual(step["user"]["id"], self.other_seller.id)
        self.assertIn("rel_other", step["sentence"])
        self.assertIn("knows Anna Berg best", step["sentence"])

    def test_else_who_the_best_path_begins_with(self):
        self._history()
        self.target.owner_id = False
        self._knows(self.manager.partner_id, self.bruno, 4)
        self._knows(self.bruno, self.anna, 4)
        step = self._step()
        self.assertEqual(step["user"]["id"], self.manager.id)
        self.assertIn("best way to Anna Berg begins", step["sentence"])

    # ----------------------------------------------------------------- planning

    def test_the_button_plans_exactly_that(self):
        self._history()
        person = self.target.with_user(self.seller)
        self.assertTrue(person.can_plan_next_step)
        self.assertIn("5 cases", person.next_step)
        action = person.action_plan_next_step()
        self.assertIn("Meeting", action["params"]["message"])
        activity = self.target.activity_ids
        self.assertEqual(activity.activity_type_id, self.types["meeting"])
        self.assertEqual(activity.user_id, self.seller)
        self.assertEqual(
            activity.date_deadline, fields.Date.today() + timedelta(days=7)
        )
        step = self._step()
        self.assertEqual(step["state"], "planned")
        self.assertIn("Meeting", step["sentence"])
        with self.assertRaisesRegex(UserError, "no step to propose"):
            person.action_plan_next_step()

    def test_who_may_not_see_the_map_is_asked_by_the_user(self):
        self._history()
        self.target.owner_id = False
        self._knows(self.other_seller.partner_id, self.anna, 5)
        person = self.target.with_user(self.seller)
        self.assertFalse(person.with_user(self.other_seller).has_access("read"))
        person.action_plan_next_step()
        activity = self.target.activity_ids
        self.assertEqual(activity.user_id, self.seller)
        self.assertIn("rel_other", activity.summary)

    # ------------------------------------------------------------------- a map

    def test_everybody_of_a_map_who_misses_most_first(self):
        people = self._history()
        people[0].write({"level": "-2", "weight": 3})
        steps = self.account_map.with_user(self.seller).get_next_step_data()
        self.assertEqual(
            [step["person_id"] for step in steps[:2]], [people[0].id, self.target.id]
        )
        self.assertEqual([step["urgency"] for step in steps[:3]], [9, 4, 0])

    def test_queries_do_not_grow_with_the_people(self):
        self._history()
        crowd = self._crowd(self.account_map, ["0"] * 2)
        relationship_map = self.account_map.with_user(self.seller)

        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            relationship_map.get_next_step_data()
            return self.cr.sql_log_count - before

        self._knows(self.own, crowd[0].partner_id, 3)
        count()
        few = count()
        for person in self._crowd(self.account_map, ["0"] * 20):
            self._knows(self.own, person.partner_id, 3)
        self.assertLessEqual(count(), few)
        self.assertLessEqual(few, 18)

    # ------------------------------------------------------------------- rights

    def test_hidden_maps_have_no_steps(self):
        self._history()
        for user in (self.other_seller, self.foreign_manager, self.employee):
            with self.assertRaises(AccessError):
                self._step(user=user)
            with self.assertRaises(AccessError):
                self.account_map.with_user(user).get_next_step_data()

    def test_the_history_of_another_company_is_not_told(self):
        self._history()
        self.assertTrue(self.effects.with_user(self.manager).search([]))
        self.assertFalse(self.effects.with_user(self.foreign_manager).search([]))
