from odoo import api, fields, models


class CrmFastTrackLine(models.TransientModel):
    """A product that is quoted at once."""

    _name = "crm.fast.track.line"
    _description = "Product on the Fast Track"

    wizard_id = fields.Many2one("crm.fast.track", required=True, ondelete="cascade")
    currency_id = fields.Many2one(related="wizard_id.currency_id")
    product_id = fields.Many2one(
        "product.product",
        required=True,
        ondelete="cascade",
        domain="[('sale_ok', '=', True)]",
    )
    quantity = fields.Float(required=True, default=1.0)
    price_unit = fields.Monetary(
        "Unit Price",
        compute="_compute_price_unit",
        store=True,
        readonly=False,
        precompute=True,
    )
    subtotal = fields.Monetary(compute="_compute_subtotal")

    _quantity_check = models.Constraint(
        "CHECK(quantity > 0)", "Quote more than nothing: the quantity is above 0."
    )

    @api.depends("product_id")
    def _compute_price_unit(self):
        for line in self:
            pricelist = line.wizard_id.partner_id.property_product_pricelist
            line.price_unit = (
                pricelist._get_product_price(line.product_id, line.quantity or 1.0)
                if pricelist and line.product_id
                else line.product_id.lst_price
            )

    @api.depends("quantity", "price_unit")
    def _compute_subtotal(self):
        for line in self:
            line.subtotal = line.quantity * line.price_unit
