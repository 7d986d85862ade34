import base64

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.import_columns import LINKS, PEOPLE


class RelationshipImport(models.TransientModel):
    """Brings people, reporting lines and links of one map in from CSV or XLSX.

    Four steps: file, columns, preview, done. The files are read and the plan is made
    anew at each step, so that what is done fits what is known at that moment.
    """

    _name = "relationship.import"
    _description = "Import of People and Links"

    state = fields.Selection(
        [
            ("file", "File"),
            ("columns", "Columns"),
            ("preview", "Preview"),
            ("done", "Done"),
        ],
        required=True,
        default="file",
    )
    account_id = fields.Many2one(
        "res.partner",
        required=True,
        domain=[("is_company", "=", True)],
        help="The account whose people are imported. Its map is started when missing.",
    )
    lead_id = fields.Many2one(
        "crm.lead",
        "Opportunity",
        domain="[('partner_id', 'child_of', account_id)]",
        help="Choose it to import to the decision chain of one opportunity, and leave "
        "it empty for the map of the account.",
    )
    map_id = fields.Many2one(
        "relationship.map", compute="_compute_map_id", store=True, readonly=False
    )
    company_id = fields.Many2one(
        "res.company", compute="_compute_company_id", store=True, readonly=False
    )
    # Not attachments, so that nothing of the upload outlives the wizard.
    people_file = fields.Binary(
        "People",
        attachment=False,
        help="CSV or XLSX. A workbook may hold people and links on two sheets.",
    )
    people_file_name = fields.Char()
    links_file = fields.Binary("Links", attachment=False, help="CSV or XLSX.")
    links_file_name = fields.Char()
    encoding = fields.Selection(
        [
            ("utf-8", "UTF-8"),
            ("utf-16", "UTF-16"),
            ("gb18030", "Chinese, Simplified (GB18030, GBK, GB2312)"),
            ("big5hkscs", "Chinese, Traditional (Big5)"),
            ("cp1252", "Western European (Windows-1252)"),
            ("cp1250", "Central European (Windows-1250)"),
            ("cp1251", "Cyrillic (Windows-1251)"),
            ("shift_jis", "Japanese (Shift JIS)"),
        ],
        help="How a CSV file was saved. Left empty, its first bytes tell, else it is "
        "taken for UTF-8.",
    )
    delimiter = fields.Selection(
        [
            (",", "Comma"),
            (";", "Semicolon"),
            ("\t", "Tab"),
            ("|", "Vertical Bar"),
            (" ", "Spaces"),
        ],
        "Separator",
        help="What stands between the values of a CSV file. Left empty, it is guessed.",
    )
    links_for_lead = fields.Boolean(
        "Links Hold for This Opportunity Only",
        help="Otherwise they hold wherever these people appear.",
    )
    leave_out_refused = fields.Boolean(
        "Leave Out Refused Rows",
        help="Import the other rows although some are refused.",
    )
    column_ids = fields.One2many("relationship.import.column", "import_id", "Columns")
    people_column_ids = fields.One2many(
        "relationship.import.column", "import_id", domain=[("kind", "=", PEOPLE)]
    )
    link_column_ids = fields.One2many(
        "relationship.import.column", "import_id", domain=[("kind", "=", LINKS)]
    )
    row_ids = fields.One2many("relationship.import.row", "import_id", "Rows")
    people_create_count = fields.Integer("New People", readonly=True)
    people_update_count = fields.Integer("Changed People", readonly=True)
    people_match_count = fields.Integer("Unchanged People", readonly=True)
    people_refuse_count = fields.Integer("Refused People", readonly=True)
    links_create_count = fields.Integer("New Links", readonly=True)
    links_update_count = fields.Integer("Changed Links", readonly=True)
    links_match_count = fields.Integer("Unchanged Links", readonly=True)
    links_refuse_count = fields.Integer("Refused Links", readonly=True)

    @api.model
    def default_get(self, fields):
        """Start from the map, account or opportunity that the wizard is opened on."""
        values = super().default_get(fields)
        model = self.env.context.get("active_model")
        record_id = self.env.context.get("active_id")
        if not record_id or "account_id" in values:
            return values
        if model == "relationship.map":
            source = self.env[model].browse(record_id)
            values.update(
                account_id=source.account_id.id,
                lead_id=source.lead_id.id,
                company_id=source.company_id.id,
            )
        elif model == "crm.lead":
            lead = self.env[model].browse(record_id)
            account = lead.partner_id.commercial_partner_id
            values.update(account_id=account.id, lead_id=lead.id)
        elif model == "res.partner":
            partner = self.env[model].browse(record_id)
            values["account_id"] = partner.commercial_partner_id.id
        return values

    @api.depends("account_id", "lead_id")
    def _compute_company_id(self):
        for wizard in self:
            wizard.company_id = (
                wizard.lead_id.company_id
                or wizard.account_id.company_id
                or wizard.company_id
                or self.env.company
            )

    @api.depends("account_id", "lead_id", "company_id")
    def _compute_map_id(self):
        for wizard in self:
            source = wizard.lead_id or wizard.account_id
            wizard.map_id = source.with_company(wizard.company_id).relationship_map_id

    def _get_link_lead(self):
        """The opportunity that the links are for, if for one only."""
        return self.lead_id if self.links_for_lead else self.lead_id.browse()

    # ------------------------------------------------------------------- scripts

    @api.private
    @api.model
    def import_files(
        self,
        account,
        people=None,
        links=None,
        *,
        lead=None,
        leave_out_refused=False,
        **options,
    ):
        """Import from a script; cannot be called by RPC.

        All is done at once or nothing at all, with the rights of the user of ``self``.

        :param account: ``res.partner`` whose people are imported
        :param people: ``(file name, bytes)`` of the people table, or of a workbook
            that holds both
        :param links: ``(file name, bytes)`` of the links table
        :param lead: ``crm.lead`` whose map is meant instead of the account's
        :param leave_out_refused: import the other rows although some are refused
        :param options: other fields of the wizard: ``encoding``, ``delimiter``,
            ``links_for_lead``
        :return: ``relationship.import``: ``map_id``, the counts
            (``people_create_count`` …) and ``row_ids`` tell what was done
        :raise ValidationError: when a file cannot be read, or listing refused rows
        """
        values = {"account_id": account.id, "lead_id": lead and lead.id, **options}
        for kind, file in ((PEOPLE, people), (LINKS, links)):
            if file:
                values[f"{kind}_file_name"] = file[0]
                values[f"{kind}_file"] = base64.b64encode(file[1])
        wizard = self.create({**values, "leave_out_refused": leave_out_refused})
        wizard.action_read()
        wizard.action_import()
        return wizard

    # ------------------------------------------------------------------- actions

    def action_read(self):
        """Read the files and propose what their columns hold.

        :return: action that shows the next step
        :raise ValidationError: when a file cannot be read
        """
        self.ensure_one()
        self._check_may_import()
        self.column_ids.unlink()
        self.column_ids = [fields.Command.create(vals) for vals in self._get_columns()]
        return self._open("columns")

    def action_preview(self):
        """Plan the import and show what it would do, row by row.

        :return: action that shows the next step
        :raise ValidationError: when a file cannot be read or a column is missing
        """
        self.ensure_one()
        self._check_may_import()
        self._report(self._make_plan())
        return self._open("preview")

    def action_import(self):
        """Import at once or not at all.

        :return: action that shows the result
        :raise ValidationError: listing refused rows, unless they are to be left out
        """
        self.ensure_one()
        self._check_may_import()
        plan = self._make_plan()
        if plan.refused and not self.leave_out_refused:
            raise ValidationError(self._refusal_message(plan))
        self._apply(plan)
        self._report(plan)
        return self._open("done")

    def action_back(self):
        """Return to the step before.

        :return: action that shows that step
        """
        self.ensure_one()
        return self._open("columns" if self.state == "preview" else "file")

    def action_open_map(self):
        """Open the map that was imported to.

        :return: client action
        """
        self.ensure_one()
        return self.map_id.action_open_map()

    def _open(self, state):
        self.state = state
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "relationship_network.relationship_import_action"
        )
        return {**action, "res_id": self.id}

    def _check_may_import(self):
        """Refuse early and clearly what the user may not do."""
        # Somebody may have started the map since the wizard was opened.
        self._compute_map_id()
        if self.map_id and self.map_id.has_access("write"):
            return
        # A map that the user does not see must not be started again, hence sudo;
        # nothing of it is shown.
        hidden = self.env["relationship.map"].sudo().with_context(active_test=False)
        hidden = hidden.search(
            [
                ("account_id", "=", self.account_id.id),
                ("lead_id", "=", self.lead_id.id),
                ("company_id", "=", self.company_id.id),
            ],
            limit=1,
        )
        name = self.lead_id.name or self.account_id.name
        if hidden.active:
            raise ValidationError(
                self.env._(
                    "You may not change the map of %(name)s. Ask its salesperson or a "
                    "manager to import, or to give you access.",
                    name=name,
                )
            )
        if hidden:
            raise ValidationError(
                self.env._(
                    "The map of %(name)s is archived. Restore it before you import.",
                    name=name,
                )
            )
