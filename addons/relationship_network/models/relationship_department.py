from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.closeness import Tally
from ..tools.reporting_lines import Place, indented_order


class RelationshipDepartment(models.Model):
    """A department of an account, as one of our companies sees it.

    Its closeness is that of the people on the account's map, the departments below
    included; an opportunity's map tells its own departments' closeness itself.
    """

    _name = "relationship.department"
    _description = "Account Department"
    _inherit = ["relationship.closeness.mixin"]
    _check_company_auto = True
    _order = "sequence, name, id"
    _rec_name = "complete_name"
    _rec_names_search = ["name", "complete_name"]

    name = fields.Char(required=True)
    complete_name = fields.Char(
        "Full Name", compute="_compute_complete_name", store=True, recursive=True
    )
    account_id = fields.Many2one(
        "res.partner",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    parent_id = fields.Many2one(
        "relationship.department",
        "Parent Department",
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('account_id', '=', account_id)]",
    )
    child_ids = fields.One2many(
        "relationship.department", "parent_id", "Subdepartments"
    )
    is_key = fields.Boolean(
        "Key Department", help="A department whose support the decision depends on."
    )
    sequence = fields.Integer(default=10)
    stakeholder_ids = fields.One2many(
        "relationship.stakeholder", "department_id", "Members"
    )
    # The one field that departments pass upwards; all figures derive from it. Who sees
    # a department does not always see the account's map, so nobody reads it directly.
    tally = fields.Json(
        compute="_compute_tally",
        store=True,
        recursive=True,
        groups=fields.NO_ACCESS,
        export_string_translation=False,
    )

    _name_uniq = models.UniqueIndex(
        "(company_id, account_id, COALESCE(parent_id, 0), LOWER(name))",
        "This account already has a department of that name at the same place.",
    )

    @api.depends("name", "parent_id.complete_name")
    def _compute_complete_name(self):
        for department in self:
            parent = department.parent_id.complete_name
            department.complete_name = (
                f"{parent} / {department.name}" if parent else department.name
            )

    @api.depends(
        "stakeholder_ids.level",
        "stakeholder_ids.weight",
        "stakeholder_ids.active",
        "stakeholder_ids.map_id.lead_id",
        "stakeholder_ids.map_id.active",
        "child_ids.tally",
    )
    def _compute_tally(self):
        for department in self:
            members = department.stakeholder_ids.filtered(
                lambda person: (
                    person.active and person.map_id.active and not person.map_id.lead_id
                )
            )
            below = (Tally.from_json(child.tally) for child in department.child_ids)
            department.tally = sum(below, members._get_tally()).to_json()

    @api.constrains("parent_id")
    def _check_parent_id(self):
        for department in self:
            if department._has_cycle():
                raise ValidationError(
                    self.env._(
                        "Department “%(department)s” cannot lie below itself. Choose "
                        "another parent department.",
                        department=department.name,
                    )
                )

    @api.constrains("parent_id", "account_id")
    def _check_account_id(self):
        for department in self:
            parent = department.parent_id
            if parent and parent.account_id != department.account_id:
                raise ValidationError(
                    self.env._(
                        "Department “%(department)s” of %(account)s cannot lie below "
                        "“%(parent)s”, which belongs to %(other)s.",
                        department=department.name,
                        account=department.account_id.display_name,
                        parent=parent.name,
                        other=parent.account_id.display_name,
                    )
                )

    def _get_tree(self):
        """These departments as an indented list, each above those below it.

        :return: list of ``(department, depth)``
        """
        in_order = self.sorted(lambda d: (d.sequence, d.name, d.id))
        return indented_order(Place(d, d.parent_id, ()) for d in in_order)

    def _get_branch(self):
        """Map each department to itself and all departments below it.

        :return: ``{department: departments}``
        """
        return {
            department: department.union(
                *department.child_ids._get_branch().values(),
            )
            for department in self
        }
