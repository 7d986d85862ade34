from werkzeug.exceptions import NotFound

from odoo import fields, http
from odoo.http import content_disposition, request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class RelationshipMapXlsx(http.Controller):
    @http.route(
        "/relationship_network/maps.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def download(self, ids="", **kwargs):
        """Workbook of maps that the user may read.

        :param ids: ids of ``relationship.map``, separated by commas
        :return: the file; 404 when the user may not see one of the maps, or when it
            does not exist, so that the answer does not tell which
        """
        maps = self._get_maps(ids)
        # File names are no place for slashes; the day tells copies apart.
        name = maps.name.replace("/", "-") if len(maps) == 1 else None
        day = fields.Date.to_string(fields.Date.context_today(maps))
        filename = f"{name or request.env._('Relationship Maps')} {day}.xlsx"
        content = request.env["relationship.map.xlsx"]._build(maps)
        return self._make_response(content, filename)

    def _make_response(self, content, filename):
        return request.make_response(
            content,
            headers=[
                ("Content-Type", XLSX),
                ("Content-Disposition", content_disposition(filename)),
                ("Cache-Control", "no-store"),
            ],
        )

    def _get_maps(self, ids):
        numbers = [number.strip() for number in ids.split(",")]
        valid = all(number.isascii() and number.isdecimal() for number in numbers)
        wanted = request.env["relationship.map"].browse(
            dict.fromkeys(map(int, numbers)) if valid else ()
        )
        # Archived maps may be exported too.
        maps = wanted.with_context(active_test=False).exists()._filtered_access("read")
        if not maps or maps != wanted:
            raise NotFound(
                request.env._(
                    "This relationship map does not exist, or you may not see it. Open "
                    "the list of maps and export from there."
                )
            )
        return wanted
