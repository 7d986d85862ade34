from odoo import fields, models


class CrmLead(models.Model):
    _name = "crm.lead"
    _inherit = ["crm.lead", "key.account.access.mixin"]

    solution_id = fields.Many2one(
        "key.account.solution",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        help="What the opportunity is about, as on the white-space grid.",
    )
    account_department_id = fields.Many2one(
        "relationship.department",
        "Customer's Department",
        index="btree_not_null",
        ondelete="set null",
        groups="relationship_network.group_user",
        domain="[('account_id', 'parent_of', partner_id)]",
        help="The department of the customer that buys.",
    )
