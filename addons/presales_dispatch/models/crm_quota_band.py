from odoo import api, fields, models


class CrmQuotaBand(models.Model):
    """How much of the variable pay an attainment earns, from a percentage on."""

    _name = "crm.quota.band"
    _description = "Pay Band"
    _order = "attainment_from"
    _rec_name = "attainment_from"

    attainment_from = fields.Float("Attainment From (%)", required=True)
    payout = fields.Float("Pays (%)", required=True)

    _from_uniq = models.UniqueIndex(
        "(attainment_from)", "A band starts at this percentage already."
    )
    _values_check = models.Constraint(
        "CHECK(attainment_from >= 0 AND payout >= 0)",
        "Attainment and payout of a band are 0 % or more.",
    )

    @api.model
    def _get_payout(self, attainment, bands):
        """The payout of the highest band that is reached, in percent; 0 below all.

        :param float attainment: percent of the quota
        :param bands: all bands, ordered
        """
        reached = bands.filtered(lambda band: band.attainment_from <= attainment)
        return reached[-1:].payout
