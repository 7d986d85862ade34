from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import content_disposition, request

from odoo.addons.relationship_network.controllers.relationship_map_xlsx import XLSX


class KeyAccountPlanXlsx(http.Controller):
    @http.route(
        "/key_account_mgmt/plan.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def download(self, plan_id="", **kwargs):
        """Workbook of an account plan that the user may see.

        :param plan_id: id of a ``key.account.plan``
        :return: the file; 404 for anything else
        """
        number = int(plan_id) if plan_id.isdecimal() else 0
        plans = request.env["key.account.plan"]
        if not plans.has_access("read"):
            raise NotFound
        plan = plans.browse(number).exists()._filtered_access("read")
        if not plan:
            raise NotFound(request.env._("This plan is not there, or not for you."))
        name = plan.display_name.replace("/", "-")
        return request.make_response(
            request.env["key.account.plan.xlsx"]._build(plan),
            headers=[
                ("Content-Type", XLSX),
                ("Content-Disposition", content_disposition(f"{name}.xlsx")),
                ("Cache-Control", "no-store"),
            ],
        )
