from odoo import api, fields, models
from odoo.tests import tagged

from .common import RelationshipCommon


@tagged("post_install", "-at_install")
class TestClosenessMixin(RelationshipCommon):
    """Another addon gives any set of people a closeness by inheriting the mixin."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Odoo's own lint wants this module imported where it is used, if at all.
        from odoo.orm.model_classes import add_to_registry  # noqa: PLC0415

        class RelationshipTestCircle(models.Model):
            _name = "relationship.test.circle"
            _description = "Circle of people, for tests"
            _inherit = ["relationship.closeness.mixin"]
            _module = "relationship_network"

            stakeholder_ids = fields.Many2many("relationship.stakeholder")

            @api.depends("stakeholder_ids.level", "stakeholder_ids.weight")
            def _compute_closeness(self):
                return super()._compute_closeness()

            def _get_closeness_tally(self):
                return self.stakeholder_ids._get_tally()

        name = RelationshipTestCircle._name
        add_to_registry(cls.registry, RelationshipTestCircle)
        cls.registry._setup_models__(cls.env.cr, [name])
        cls.registry.init_models(cls.env.cr, [name], {"models_to_check": True})
        cls.addClassCleanup(cls.registry.__delitem__, name)

    def test_any_model_can_have_a_closeness(self):
        people = self._crowd(self.account_map, ["2", "1", "-1"])
        circle = self.env["relationship.test.circle"].create(
            {"stakeholder_ids": [(6, 0, people[:2].ids)]}
        )
        self.assertEqual(circle.closeness, 150)
        self.assertEqual(circle.count_support, 1)
        self.assertEqual(circle.stakeholder_count, 2)

    def test_nobody(self):
        circle = self.env["relationship.test.circle"].create({})
        self.assertIs(circle.closeness, False)
