from werkzeug.exceptions import NotFound

from odoo import fields, http
from odoo.http import content_disposition, request

from .relationship_map_xlsx import XLSX


class RelationshipHandoverXlsx(http.Controller):
    @http.route(
        "/relationship_network/handover.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def download(self, handover_id="", **kwargs):
        """Workbook of a hand-over that the user has opened.

        :param handover_id: id of a ``relationship.handover`` of the user
        :return: the file; 404 for anything else
        """
        number = int(handover_id) if handover_id.isdecimal() else 0
        handovers = request.env["relationship.handover"]
        handover = handovers.browse(number).exists()._filtered_access("read")
        if not handover:
            raise NotFound(
                request.env._("This list is gone. Open the hand-over and export again.")
            )
        day = fields.Date.to_string(fields.Date.context_today(handover))
        name = handover.display_name
        return request.make_response(
            request.env["relationship.handover.xlsx"]._build(handover),
            headers=[
                ("Content-Type", XLSX),
                (
                    "Content-Disposition",
                    content_disposition(f"{name.replace('/', '-')} {day}.xlsx"),
                ),
                ("Cache-Control", "no-store"),
            ],
        )
