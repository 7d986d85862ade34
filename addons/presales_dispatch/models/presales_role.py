from odoo import fields, models


class PresalesRole(models.Model):
    """What somebody does for an opportunity: what is asked for, and what is priced."""

    _name = "presales.role"
    _description = "Presales Role"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    description = fields.Char(translate=True)

    _name_uniq = models.UniqueIndex("(name)", "There is a role of this name.")
