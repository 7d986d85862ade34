from odoo.exceptions import AccessError, RedirectWarning, UserError, ValidationError
from odoo.tests import Form

from .common import KeyAccountCommon


class GateCommon(KeyAccountCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team = cls.env["crm.team"].create(
            {"name": "Mills", "user_id": cls.manager.id}
        )
        cls.stages = cls.env["crm.stage"].create(
            [
                {"name": name, "sequence": place, "team_ids": [(6, 0, cls.team.ids)]}
                for place, name in enumerate(("Look", "Shape", "Offer"), 100)
            ]
        )
        cls.look, cls.shape, cls.offer = cls.stages
        cls.lead = cls._lead(
            team_id=cls.team.id, stage_id=cls.look.id, expected_revenue=50_000
        )

    @classmethod
    def _gate(cls, kind="field", **vals):
        defaults = {"name": f"By {kind}", "stage_id": cls.look.id, "kind": kind}
        if kind == "field":
            defaults["field_id"] = (
                cls.env["ir.model.fields"]._get("crm.lead", "phone").id
            )
        return cls.env["crm.stage.gate"].create({**defaults, **vals})

    def _as(self, user):
        return self.lead.with_user(user)

    def _is_met(self):
        self.lead.invalidate_recordset()
        return [line["is_met"] for line in self.lead.gate_checklist]


class TestGateKinds(GateCommon):
    def test_field(self):
        self._gate()
        self.assertEqual(self._is_met(), [False])
        self.lead.phone = "+47 22 00 00 00"
        self.assertEqual(self._is_met(), [True])

    def test_role_by_name(self):
        role = self.env["relationship.role"].search(
            [("meaning", "=", "decision_maker")], limit=1
        )
        self._gate("role", role_id=role.id)
        lead_map = self.env["relationship.map"].create({"lead_id": self.lead.id})
        person = self.env["relationship.stakeholder"].create(
            {"map_id": lead_map.id, "role_id": role.id}
        )
        self.assertEqual(self._is_met(), [False], "a placeholder is not known")
        person.partner_id = self.contact
        self.assertEqual(self._is_met(), [True])

    def test_closeness(self):
        self._gate("closeness", closeness_min=50)
        self.assertEqual(self._is_met(), [False], "nobody is on the map")
        lead_map = self.env["relationship.map"].create({"lead_id": self.lead.id})
        person = self.env["relationship.stakeholder"].create(
            {"map_id": lead_map.id, "partner_id": self.contact.id, "level": "0"}
        )
        self.assertEqual(self._is_met(), [False])
        person.level = "1"
        self.assertEqual(self._is_met(), [True])

    def test_document(self):
        self._gate("document", document_name="tender")
        attachments = self.env["ir.attachment"]
        vals = {"res_model": "crm.lead", "res_id": self.lead.id, "raw": b"x"}
        attachments.create({**vals, "name": "minutes.txt"})
        self.assertEqual(self._is_met(), [False])
        attachments.create({**vals, "name": "Tender 2026.txt"})
        self.assertEqual(self._is_met(), [True])

    def test_condition(self):
        self._gate("domain", lead_domain="[('expected_revenue', '>', 60000)]")
        self.assertEqual(self._is_met(), [False])
        self.lead.expected_revenue = 70_000
        self.assertEqual(self._is_met(), [True])

    def test_approval_by_the_team_leader(self):
        gate = self._gate("approval")
        self._as(self.seller).action_ask_gate_approval(gate.id)
        self._as(self.seller).action_ask_gate_approval(gate.id)
        approval = self.env["crm.lead.gate.approval"].search(
            [("lead_id", "=", self.lead.id)]
        )
        self.assertEqual(approval.approver_id, self.manager)
        self.assertEqual(self.lead.activity_ids.user_id, self.manager)
        self.assertEqual(self._is_met(), [False])
        with self.assertRaises(AccessError):
            approval.with_user(self.seller).action_approve()
        approval.with_user(self.manager).action_approve()
        self.assertEqual(self._is_met(), [True])
        self.assertFalse(self.lead.activity_ids)

    def test_refused_can_be_asked_again(self):
        gate = self._gate("approval")
        self._as(self.seller).action_ask_gate_approval(gate.id)
        approvals = self.env["crm.lead.gate.approval"]
        first = approvals.search([("gate_id", "=", gate.id)])
        first.with_user(self.manager).action_refuse()
        self.assertEqual(self._is_met(), [False])
        self._as(self.seller).action_ask_gate_approval(gate.id)
        self.assertEqual(approvals.search_count([("gate_id", "=", gate.id)]), 2)

    def test_nobody_to_approve(self):
        gate = self._gate("approval")
        self.team.user_id = False
        with self.assertRaisesRegex(UserError, "Nobody can approve"):
            self._as(self.seller).action_ask_gate_approval(gate.id)

    def test_queries_do_not_grow_with_opportunities(self):
        for kind in ("field", "document", "approval", "closeness"):
            self._gate(kind)
        leads = self.lead.browse()
        counts = []
        for size in (2, 20):
            leads += self.lead.copy({"stage_id": self.look.id})
            while len(leads) < size:
                leads += self.lead.copy({"stage_id": self.look.id})
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            leads.mapped("gate_progress")
            counts.append(self.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])


class TestGate(GateCommon):
    def test_moving_on_needs_all(self):
        self._gate(supplier="the front office")
        with self.assertRaises(UserError) as refusal:
            self._as(self.seller).stage_id = self.shape
        for word in (self.lead.name, "Shape", "By field", "the front office"):
            self.assertIn(word, str(refusal.exception))
        self.lead.phone = "1"
        self._as(self.seller).stage_id = self.shape
        self.assertEqual(self.lead.stage_id, self.shape)

    def test_what_is_written_together_counts(self):
        self._gate()
        self._as(self.seller).write({"stage_id": self.shape.id, "phone": "1"})
        self.assertEqual(self.lead.stage_id, self.shape)

    def test_skipped_stages_ask_too(self):
        self._gate(stage_id=self.shape.id)
        self._as(self.seller).stage_id = self.shape
        self.lead.stage_id = self.look
        with self.assertRaises(UserError):
            self._as(self.seller).stage_id = self.offer

    def test_moving_back_is_free(self):
        self.lead.stage_id = self.offer
        self._gate(stage_id=self.offer.id)
        self._as(self.seller).stage_id = self.look
        self.assertEqual(self.lead.stage_id, self.look)

    def test_only_the_tiers_it_names(self):
        tiers = self.env["crm.opportunity.tier"].search(
            [("company_id", "=", self.env.company.id)]
        )
        self._gate(tier_ids=tiers.filtered(lambda t: t.code == "A").ids)
        self.assertFalse(self.lead.gate_progress)
        self.lead.expected_revenue = 5_000_000
        self.assertEqual(self.lead.gate_progress, "0/1")

    def test_import_obeys(self):
        self._gate()
        self.env["ir.model.data"].create(
            {
                "module": "test",
                "name": "gated",
                "model": "crm.lead",
                "res_id": self.lead.id,
            }
        )
        result = (
            self.env["crm.lead"]
            .with_user(self.seller)
            .load(["id", "stage_id/.id"], [["test.gated", str(self.shape.id)]])
        )
        self.assertFalse(result["ids"])
        self.assertIn("By field", result["messages"][0]["message"])

    def test_manager_lets_pass_with_a_reason(self):
        self._gate()
        with self.assertRaises(RedirectWarning) as offer:
            self._as(self.manager).stage_id = self.shape
        context = offer.exception.args[3]
        wizard = Form(
            self.env["crm.lead.gate.override"]
            .with_user(self.manager)
            .with_context(**context)
        )
        self.assertIn("By field", wizard.missing)
        wizard.reason = "The board wants it"
        wizard.save().action_apply()
        self.assertEqual(self.lead.stage_id, self.shape)
        log = self.lead.stage_log_ids
        self.assertTrue(log.is_override)
        self.assertEqual(log.reason, "The board wants it")
        self.assertEqual(log.missing, "By field")

    def test_sellers_let_nothing_pass(self):
        self._gate()
        with self.assertRaises(AccessError):
            self._as(self.seller).with_context(
                gate_override_reason="I want to"
            ).stage_id = self.shape

    def test_moves_are_logged(self):
        self.lead.date_last_stage_update = "2020-01-01"
        self._as(self.seller).stage_id = self.shape
        log = self.lead.stage_log_ids
        self.assertEqual(log.user_id, self.seller)
        self.assertEqual((log.stage_from_id, log.stage_to_id), (self.look, self.shape))
        self.assertGreater(log.days, 365)
        self.assertTrue(log.is_forward)
        with self.assertRaises(AccessError):
            log.with_user(self.admin).days = 1

    def test_log_is_seen_with_the_opportunity(self):
        self.lead.stage_id = self.shape
        log = self.lead.stage_log_ids
        self.assertTrue(log.with_user(self.expert).has_access("read"))
        self.assertFalse(log.with_user(self.other_seller).has_access("read"))

    def test_counts_before_saving(self):
        gate = self._gate()
        self.assertEqual((gate.lead_count, gate.blocked_count), (1, 1))
        self.lead.phone = "1"
        gate.invalidate_recordset()
        self.assertEqual((gate.lead_count, gate.blocked_count), (1, 0))
        with Form(gate) as form:
            form.kind = "document"
            self.assertEqual(form.blocked_count, 1)
            form.kind = "field"

    def test_bad_settings(self):
        with self.assertRaisesRegex(ValidationError, "choose what"):
            self._gate(field_id=False)
        with self.assertRaisesRegex(ValidationError, "−200"):
            self._gate("closeness", closeness_min=300)
        for domain in ("[('nothing', '=', 1)]", "[("):
            with self.assertRaisesRegex(ValidationError, "cannot be read"):
                self._gate("domain", lead_domain=domain)

    def test_only_administrators_configure(self):
        gate = self._gate()
        with self.assertRaises(AccessError):
            gate.with_user(self.manager).name = "Easier"
