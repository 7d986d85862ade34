from odoo.tests import no_retry, tagged

from odoo.addons.web.tests.test_js import WebSuite


@tagged("post_install", "-at_install")
class TestRelationshipJs(WebSuite):
    """The unit tests of the browser side of this addon."""

    def get_hoot_filters(self):
        self._test_params = [("+", "@relationship_network")]
        return super().get_hoot_filters()

    @no_retry
    def test_relationship_network(self):
        self.test_unit_desktop()
