from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .crm_stage_responsibility import MANAGER_GROUP

USER_GROUP = "presales_dispatch.group_user"


class CrmLead(models.Model):
    """One person is accountable for the stage in which an opportunity stands."""

    _inherit = "crm.lead"

    responsibility_ids = fields.One2many(
        "crm.stage.responsibility", "lead_id", "Responsibilities", groups=USER_GROUP
    )
    commitment_ids = fields.One2many(
        "crm.commitment", "lead_id", "Commitments", groups=USER_GROUP
    )
    # Stored, so that the pipeline shows, filters and groups by it at no extra query.
    accountable_user_id = fields.Many2one(
        "res.users",
        "Accountable Now",
        compute="_compute_accountable_user_id",
        compute_sudo=True,
        store=True,
        index="btree_not_null",
        ondelete="set null",
        help="Who alone answers for the stage in which the opportunity stands.",
    )

    @api.depends(
        "stage_id",
        "responsibility_ids.user_id",
        "responsibility_ids.stage_id",
        "responsibility_ids.involvement",
    )
    def _compute_accountable_user_id(self):
        for lead in self:
            stage = lead.stage_id
            lead.accountable_user_id = lead.responsibility_ids.filtered(
                lambda part, stage=stage: (
                    part.stage_id == stage and part.involvement == "accountable"
                )
            ).user_id[:1]

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create(vals_list)
        leads._apply_responsibility_template()
        return leads

    def write(self, vals):
        if "accountable_user_id" in vals and not self.env.su:
            raise AccessError(
                self.env._("Who is accountable follows from the responsibilities.")
            )
        if vals.get("stage_id"):
            self._check_accountable(vals["stage_id"])
        result = super().write(vals)
        if {"type", "user_id"} & vals.keys():
            self._apply_responsibility_template()
        return result

    def _check_accountable(self, stage_id):
        """Only who is accountable for the present stage, or a manager, moves on.

        :raise UserError: naming who is accountable
        """
        if self.env.su or self.env.user.has_group(MANAGER_GROUP):
            return
        for lead in self:
            owner = lead.accountable_user_id
            if lead.stage_id.id != stage_id and owner and owner != self.env.user:
                raise UserError(
                    self.env._(
                        "%(owner)s is accountable for “%(lead)s” in %(stage)s and "
                        "alone moves it on. Ask them, or a manager.",
                        owner=owner.sudo().name,
                        lead=lead.name,
                        stage=lead.stage_id.name,
                    )
                )

    def _apply_responsibility_template(self):
        """Fill the parts that are missing, as the matrix of the tier says."""
        # The matrix and the account's team hold, whoever creates the opportunity.
        templates = self.env["crm.responsibility.template"].sudo()
        leads = self.sudo().filtered(lambda lead: lead.type == "opportunity")
        by_tier = templates.search([("tier_id", "in", leads.tier_id.ids)])
        by_tier = {template.tier_id: template for template in by_tier}
        rows = []
        for lead in leads:
            template = by_tier.get(lead.tier_id)
            if template:
                rows += lead._get_missing_parts(template)
        self.env["crm.stage.responsibility"].sudo().create(rows)

    def _get_missing_parts(self, template):
        owned = {
            part.stage_id
            for part in self.responsibility_ids
            if part.involvement == "accountable"
        }
        known = {(part.stage_id, part.user_id) for part in self.responsibility_ids}
        rows = []
        # The accountable come first, so that nobody has two parts in a stage.
        holders = sorted(
            template._get_holders(self), key=lambda holder: holder[2] != "accountable"
        )
        for stage, user, involvement in holders:
            if (stage, user) in known or (
                involvement == "accountable" and stage in owned
            ):
                continue
            known.add((stage, user))
            rows.append(
                {
                    "lead_id": self.id,
                    "stage_id": stage.id,
                    "user_id": user.id,
                    "involvement": involvement,
                }
            )
        return rows

    def action_apply_responsibility_template(self):
        """Fill what the matrix of the tier says and nobody has taken yet.

        :raise UserError: when the tier has no matrix
        """
        self.check_access("write")
        templates = self.env["crm.responsibility.template"]
        for lead in self:
            if not templates.search_count([("tier_id", "=", lead.tier_id.id)]):
                raise UserError(
                    self.env._(
                        "Tier %(tier)s has no responsibility matrix. An administrator "
                        "can set one up.",
                        tier=lead.tier_code,
                    )
                )
        self._apply_responsibility_template()
        return True

    def action_open_collaboration(self):
        """Open who does what, who earns which credit, and what was promised."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "presales_dispatch.crm_lead_collaboration_action"
        )
        return {**action, "res_id": self.id}
