import json

from werkzeug.exceptions import BadRequest

from odoo import fields, http
from odoo.exceptions import ValidationError
from odoo.http import content_disposition, request

from .relationship_map_xlsx import XLSX


class RelationshipDashboardXlsx(http.Controller):
    @http.route(
        "/relationship_network/dashboard.xlsx",
        type="http",
        auth="user",
        methods=["GET", "POST"],
        readonly=True,
    )
    def download(self, filters=None, **kwargs):
        """Workbook of the dashboard, as the user sees it.

        :param filters: JSON of the filters of ``relationship.dashboard``; when left
            out, those that the user chose last
        :return: the file; 400 when there is no such filter or value
        """
        report = request.env["relationship.dashboard.xlsx"]
        try:
            content = report._build(self._parse(filters))
        except ValidationError as error:
            raise BadRequest(str(error)) from error
        day = fields.Date.to_string(fields.Date.context_today(report))
        filename = f"{request.env._('Relationship Dashboard')} {day}.xlsx"
        return request.make_response(
            content,
            headers=[
                ("Content-Type", XLSX),
                ("Content-Disposition", content_disposition(filename)),
                ("Cache-Control", "no-store"),
            ],
        )

    def _parse(self, filters):
        """What is no JSON is no set of filters either; the model says so."""
        try:
            return json.loads(filters) if filters else None
        except ValueError:
            return filters
