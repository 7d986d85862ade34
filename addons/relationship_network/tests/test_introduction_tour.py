from odoo.tests import HttpCase, tagged

from .test_paths import PathsCommon


@tagged("post_install", "-at_install")
class TestIntroductionTour(PathsCommon, HttpCase):
    """From the contact to the question, and from the question to the answer."""

    def test_ask_and_answer(self):
        self._link(self.other_seller.partner_id, self.clara, 5)
        self.other_seller.partner_id.email = "other@example.com"
        self.seller.partner_id.email = "seller@example.com"
        url = f"/odoo/res.partner/{self.clara.id}"
        self.start_tour(url, "relationship_introduction_ask_tour", login="rel_seller")
        request = self.env["relationship.introduction"].search(
            [("contact_id", "=", self.clara.id)]
        )
        self.assertEqual(request.introducer_id, self.other_seller)
        self.assertTrue(request.message_ids.filtered("partner_ids"))
        self.start_tour(
            f"/odoo/introductions/{request.id}",
            "relationship_introduction_answer_tour",
            login="rel_other",
        )
        link = request.connection_id
        self.assertEqual((link.source_id, link.target_id), (self.me, self.clara))
        self.assertEqual((link.strength, request.state), (3, "done"))
        self.assertEqual(request.answer, "We met at the fair")
