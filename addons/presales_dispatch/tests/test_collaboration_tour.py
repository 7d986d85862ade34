from odoo import Command
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .test_contribution import ContributionCommon


@tagged("post_install", "-at_install")
class TestCollaborationTour(ContributionCommon, HttpCase):
    def test_handover_asked_and_accepted(self):
        part = self.lead.responsibility_ids.filtered(
            lambda one: one.user_id == self.seller
        )
        self.start_tour(
            "/odoo/responsibilities", "presales_handover_ask_tour", login="key_seller"
        )
        self.assertEqual(part.user_id, self.seller, "until the answer")
        self.start_tour(
            "/odoo/stage-handovers", "presales_handover_accept_tour", login="key_expert"
        )
        self.assertEqual(self.lead.accountable_user_id, self.expert)

    def test_stage_moved_scores_given_and_answered(self):
        self.start_tour(
            f"/odoo/collaboration/{self.lead.id}",
            "presales_score_tour",
            login="key_seller",
        )
        contribution = self.lead.contribution_ids
        self.assertEqual(
            (contribution.user_id, contribution.state, contribution.score),
            (self.expert, "done", 4),
        )
        self.start_tour(
            "/odoo/contributions", "presales_answer_tour", login="key_expert"
        )
        self.assertEqual(contribution.answer, "Thank you all")

    @mute_logger("odoo.http")
    def test_refused_commitment_holds_the_quotation(self):
        promise = (
            self.env["crm.commitment"]
            .with_user(self.seller)
            .create(
                {
                    "name": "Running in six weeks",
                    "lead_id": self.lead.id,
                    "owner_id": self.engineer.id,
                    "date_due": "2027-12-01",
                }
            )
        )
        product = self.env["product.product"].create({"name": "Mill part"})
        order = self.env["sale.order"].create(
            {
                "partner_id": self.contact.id,
                "opportunity_id": self.lead.id,
                "user_id": self.seller.id,
                "order_line": [Command.create({"product_id": product.id})],
            }
        )
        self.start_tour("/odoo/commitments", "presales_refuse_tour", login="pre_expert")
        self.assertEqual(promise.state, "refused")
        path = f"/odoo/sales/{order.id}"
        self.start_tour(path, "presales_blocked_quotation_tour", login="key_seller")
        self.assertEqual(order.state, "draft")
        self.start_tour(path, "presales_let_go_tour", login="key_manager")
        self.assertEqual(
            order.commitment_override_reason, "The customer takes a later date"
        )
