from odoo.tests import tagged

from odoo.addons.relationship_network.tests.common_translation import TranslationCommon


@tagged("post_install", "-at_install")
class TestTranslation(TranslationCommon):
    addon = "presales_dispatch"

    def test_every_term_is_translated(self):
        self._check_every_term_is_translated()

    def test_template_lists_what_is_translated(self):
        self._check_template_lists_what_is_translated()

    def test_placeholders_and_tags_are_kept(self):
        self._check_placeholders_and_tags_are_kept()
