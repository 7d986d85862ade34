from odoo.tests import new_test_user

from odoo.addons.key_account_mgmt.tests.common import KeyAccountCommon


class PresalesCommon(KeyAccountCommon):
    """An opportunity of the key account, with those who support it.

    ``engineer`` is an expert with an employee, ``lead_user`` leads presales,
    ``controller`` keeps prices; none of the three sells.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        prefix = "presales_dispatch.group_"
        cls.engineer = new_test_user(cls.env, "pre_expert", groups=f"{prefix}expert")
        cls.lead_user = new_test_user(cls.env, "pre_lead", groups=f"{prefix}lead")
        cls.controller = new_test_user(
            cls.env, "pre_controller", groups=f"{prefix}controller"
        )
        cls.engineer_employee = cls.env["hr.employee"].create(
            {"name": "Eva Expert", "user_id": cls.engineer.id}
        )
        cls.lead = cls.env["crm.lead"].create(
            {
                "name": "Mill 4",
                "type": "opportunity",
                "partner_id": cls.contact.id,
                "user_id": cls.seller.id,
                "expected_revenue": 400_000,
            }
        )
        cls.role = cls.env["presales.role"].create({"name": "Metallurgist"})

    @classmethod
    def _request(cls, user=None, **vals):
        """Ask for support of the opportunity as a user, the seller by default."""
        requests = cls.env["presales.request"].with_user(user or cls.seller)
        return requests.create(
            {
                "name": "Workshop",
                "lead_id": cls.lead.id,
                "role_id": cls.role.id,
                "hours": 16,
                "date_start": "2026-03-02",
                "date_end": "2026-03-06",
                **vals,
            }
        )
