from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .nullable_float import NullableFloat
from .relationship_closeness_mixin import CLOSENESS_FIELDS


class RelationshipDepartment(models.Model):
    """A department of an account, as one of our companies sees it.

    Its closeness is that of the people on the account's map, the departments below
    included; an opportunity's map tells its own departments' closeness itself.
    """

    _name = "relationship.department"
    _description = "Account Department"
    _inherit = ["relationship.closeness.mixin"]
    _parent_store = True
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
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many("relationship.department", "parent_id", "Subdepartments")
    is_key = fields.Boolean(
        "Key Department", help="A department whose support the decision depends on."
    )
    sequence = fields.Integer(default=10)
    stakeholder_ids = fields.One2many(
        "relationship.stakeholder", "department_id", "Members"
    )
    # A department sums up those below it.
    closeness = NullableFloat(recursive=True)
    coverage = NullableFloat(recursive=True)
    total_weight = fields.Float(recursive=True)
    count_strong_support = fields.Integer(recursive=True)
    count_support = fields.Integer(recursive=True)
    count_neutral = fields.Integer(recursive=True)
    count_oppose = fields.Integer(recursive=True)
    count_strong_oppose = fields.Integer(recursive=True)
    count_unassessed = fields.Integer(recursive=True)
    stakeholder_count = fields.Integer(recursive=True)
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
        *(f"child_ids.{name}" for name in CLOSENESS_FIELDS),
    )
    def _compute_closeness(self):
        return super()._compute_closeness()

    def _get_closeness_stakeholders(self):
        own = self.stakeholder_ids.filtered(
            lambda person: person.active
            and person.map_id.active
            and not person.map_id.lead_id
        )
        if not self.child_ids:
            return own
        return own.union(
            *(child._get_closeness_stakeholders() for child in self.child_ids)
        )

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

    def _get_branch(self):
        """Map each department to the ids of itself and all departments below it.

        :return: ``{department: set of ids}``
        """
        below = self.env["relationship.department"].search(
            [("id", "child_of", self.ids)]
        )
        branch = {department: {department.id} for department in self}
        for department in below:
            for ancestor_id in map(int, (department.parent_path or "").split("/")[:-1]):
                ancestor = self.browse(ancestor_id)
                if ancestor in branch:
                    branch[ancestor].add(department.id)
        return branch
