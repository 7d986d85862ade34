from werkzeug.exceptions import Forbidden, NotFound

from odoo import http
from odoo.exceptions import AccessError
from odoo.fields import Date
from odoo.http import content_disposition, request

from odoo.addons.relationship_network.controllers.relationship_map_xlsx import XLSX


class PresalesDashboardXlsx(http.Controller):
    @http.route(
        "/presales_dispatch/desk.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def download(self, date="", **kwargs):
        """Workbook of the presales desk.

        :param date: a day of the quarter, ``YYYY-MM-DD``
        :return: the file; 404 for what is no date, 403 without the right
        """
        try:
            day = Date.to_date(date)
        except ValueError as error:
            raise NotFound from error
        try:
            content = request.env["presales.dashboard.xlsx"]._build(day)
        except AccessError as error:
            raise Forbidden(str(error)) from error
        return request.make_response(
            content,
            headers=[
                ("Content-Type", XLSX),
                ("Content-Disposition", content_disposition("presales.xlsx")),
                ("Cache-Control", "no-store"),
            ],
        )
