from odoo.tests import HttpCase, tagged

from .common import RelationshipCommon


@tagged("post_install", "-at_install")
class TestAnalysisTour(RelationshipCommon, HttpCase):
    def test_through_the_tabs(self):
        """A seller looks closer at an account and sets a target, nothing else."""
        works = self.env["relationship.department"].create(
            {"name": "Works", "account_id": self.account.id}
        )
        anna = self._add(
            self.anna,
            weight=5,
            level="0",
            department_id=works.id,
            political_status="inner",
            role_id=self.roles["economic_buyer"].id,
        )
        self._add(self.bruno, weight=2, level="1")
        self.env["relationship.link"].create(
            {
                "source_id": self.bruno.id,
                "target_id": self.anna.id,
                "type_id": self.influence_type.id,
                "strength": 5,
            }
        )
        self.start_tour(
            f"/odoo/relationship-accounts/{self.account_map.id}",
            "relationship_analysis",
            login=self.seller.login,
        )
        self.assertEqual((anna.level, anna.target_level), ("0", "1"))
        self.assertEqual(self.account_map.status, "red")

    def test_action(self):
        action = self.account_map.with_user(self.seller).action_open_analysis("what_if")
        self.assertEqual(action["tag"], "relationship_network.analysis")
        self.assertEqual(
            action["params"], {"map_id": self.account_map.id, "tab": "what_if"}
        )
        data = self.account_map.with_user(self.seller).get_analysis_data()
        self.assertEqual(data["name"], "Aurora Steel")
