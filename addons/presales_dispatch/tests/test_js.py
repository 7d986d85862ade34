from odoo.tests import no_retry, tagged

from odoo.addons.web.tests.test_js import WebSuite


@tagged("post_install", "-at_install")
class TestPresalesJs(WebSuite):
    """The unit tests of the browser side of this addon."""

    def get_hoot_filters(self):
        self._test_params = [("+", "@presales_dispatch")]
        return super().get_hoot_filters()

    @no_retry
    def test_presales_dispatch(self):
        self.test_unit_desktop()
