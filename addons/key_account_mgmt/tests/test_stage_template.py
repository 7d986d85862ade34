from odoo.exceptions import AccessError, UserError

from .common import KeyAccountCommon


class TestStageTemplate(KeyAccountCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team = cls.env["crm.team"].create({"name": "Mills"})
        cls.old = cls.env["crm.stage"].create(
            [
                {"name": name, "sequence": place, "team_ids": [(6, 0, cls.team.ids)]}
                for place, name in enumerate(("Early", "Late"), 1)
            ]
        )
        cls.early, cls.late = cls.old
        cls.first = cls._lead(team_id=cls.team.id, stage_id=cls.early.id)
        cls.second = cls._lead(team_id=cls.team.id, stage_id=cls.late.id)
        cls.lost = cls._lead(team_id=cls.team.id, stage_id=cls.late.id, active=False)
        cls.stranger = cls._lead(team_id=False)

    def _apply(self):
        wizard = (
            self.env["crm.stage.template.apply"]
            .with_user(self.admin)
            .create({"team_ids": [(6, 0, self.team.ids)]})
        )
        return wizard, wizard.action_apply()

    def test_proposes_a_mapping_in_order(self):
        wizard, __ = self._apply()
        self.assertEqual(wizard.line_ids.stage_id, self.old)
        places = wizard.line_ids.template_id.mapped("sequence")
        self.assertEqual(places, sorted(places))

    def test_moves_opportunities_and_leaves_the_rest(self):
        before = self.stranger.stage_id, self.old.read(["name", "sequence", "team_ids"])
        __, action = self._apply()
        run = self.env["crm.stage.template.run"].browse(action["res_id"])
        self.assertEqual(len(run.stage_ids), 8)
        self.assertEqual(run.lead_count, 3)
        self.assertIn(self.first.stage_id, run.stage_ids)
        self.assertIn(self.lost.stage_id, run.stage_ids)
        self.assertLess(self.first.stage_id.sequence, self.second.stage_id.sequence)
        after = self.stranger.stage_id, self.old.read(["name", "sequence", "team_ids"])
        self.assertEqual(before, after)

    def test_moving_is_no_progress(self):
        stood_since = self.first.date_last_stage_update
        self._apply()
        self.assertEqual(self.first.date_last_stage_update, stood_since)
        self.assertFalse(self.first.stage_log_ids)

    def test_undo_restores_every_stage(self):
        __, action = self._apply()
        run = self.env["crm.stage.template.run"].browse(action["res_id"])
        newcomer = self._lead(team_id=self.team.id, stage_id=self.second.stage_id.id)
        created = run.stage_ids
        run.with_user(self.admin).action_undo()
        self.assertEqual(self.first.stage_id, self.early)
        self.assertEqual(self.second.stage_id, self.late)
        self.assertEqual(self.lost.stage_id, self.late)
        self.assertEqual(newcomer.stage_id, self.late)
        self.assertFalse(created.exists())
        self.assertEqual(run.state, "undone")

    def test_only_once_per_pipeline(self):
        __, action = self._apply()
        with self.assertRaisesRegex(UserError, "Undo that first"):
            self._apply()
        self.env["crm.stage.template.run"].browse(action["res_id"]).action_undo()
        self._apply()

    def test_only_administrators_apply(self):
        with self.assertRaises(AccessError):
            self.env["crm.stage.template.apply"].with_user(self.manager).create({})
