from odoo import fields, models


class KeyAccountSolution(models.Model):
    """What we sell as one thing to a department: a group of products and services."""

    _name = "key.account.solution"
    _description = "Solution"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    description = fields.Text(translate=True)
    sequence = fields.Integer(default=10)
    color = fields.Integer()
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: offered by all companies."
    )
    product_ids = fields.Many2many(
        "product.template",
        "key_account_solution_product_rel",
        "solution_id",
        "product_tmpl_id",
        "Products",
        help="Order lines with these products count for the solution.",
    )
    categ_ids = fields.Many2many(
        "product.category",
        "key_account_solution_categ_rel",
        "solution_id",
        "categ_id",
        "Product Categories",
        help="Products of these categories and of those below count for the solution, "
        "unless another solution names the product itself.",
    )
