from werkzeug.exceptions import BadRequest

from odoo import http
from odoo.exceptions import ValidationError
from odoo.http import request

from .relationship_map_xlsx import RelationshipMapXlsx


class RelationshipClosenessXlsx(RelationshipMapXlsx):
    @http.route(
        "/relationship_network/closeness.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def download_closeness(self, ids="", date=None, **kwargs):
        """Workbook of the closeness detail of one map that the user may read.

        :param ids: id of the ``relationship.map``
        :param date: day to compare with, as in ``get_closeness_detail``
        :return: the file; 404 as for maps, 400 when the day is no past day
        """
        relationship_map = self._get_maps(ids)[:1]
        report = request.env["relationship.closeness.xlsx"]
        try:
            content = report._build_closeness(relationship_map, date)
        except ValidationError as error:
            raise BadRequest(str(error)) from error
        name = request.env._("Closeness of %(map)s", map=relationship_map.name)
        return self._make_response(content, f"{name.replace('/', '-')}.xlsx")
