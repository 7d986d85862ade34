from odoo import api, fields, models
from odoo.exceptions import UserError


class KeyAccountPlaybookRun(models.Model):
    """That a playbook or tactic was started on a document, or why it could not be.

    Written by the system only.
    """

    _name = "key.account.playbook.run"
    _description = "Started Playbook"
    _inherit = ["key.account.part.mixin"]
    _order = "date desc, id desc"

    name = fields.Char(compute="_compute_name")
    playbook_id = fields.Many2one(
        "key.account.playbook", index="btree_not_null", ondelete="restrict"
    )
    scene = fields.Selection(related="playbook_id.scene", store=True)
    tactic_id = fields.Many2one(
        "key.account.tactic", index="btree_not_null", ondelete="restrict"
    )
    date = fields.Datetime(default=fields.Datetime.now, required=True)
    user_id = fields.Many2one(
        "res.users", "Started By", default=lambda self: self.env.user, index=True
    )
    is_automatic = fields.Boolean("By Itself", help="An event started it.")
    state = fields.Selection(
        [("started", "Started"), ("blocked", "Blocked")],
        "Status",
        required=True,
        default="started",
        index=True,
    )
    message = fields.Text(
        "Remarks", help="Why it could not start, or which tasks went to somebody else."
    )
    res_model = fields.Char("Document Model", required=True)
    res_id = fields.Many2oneReference(
        "Document", model_field="res_model", required=True, index=True
    )
    res_name = fields.Char("Document Name", required=True)

    _subject_check = models.Constraint(
        "CHECK((playbook_id IS NULL) <> (tactic_id IS NULL))",
        "Either a playbook or a tactic is started.",
    )
    _once_uniq = models.UniqueIndex(
        "(playbook_id, res_model, res_id) WHERE playbook_id IS NOT NULL",
        "The playbook was already started on this document.",
    )

    @api.depends("playbook_id.name", "tactic_id.name")
    def _compute_name(self):
        for run in self:
            run.name = run.playbook_id.name or run.tactic_id.name

    @api.model
    def _prepare(self, record, account, playbook=None, tactic=None):
        return {
            "key_account_id": account.id,
            "playbook_id": playbook.id if playbook else False,
            "tactic_id": tactic.id if tactic else False,
            "res_model": record._name,
            "res_id": record.id,
            "res_name": record.display_name,
        }

    @api.model
    def _log(self, plan, records, accounts):
        """Write down that the plan of a tactic or playbook was started by hand.

        :param accounts: ``{record: key account}``
        """
        playbook, tactic = plan.playbook_ids[:1], plan.tactic_ids[:1]
        if not playbook and not tactic:
            return
        blocked = self._search_started(playbook, records, "blocked")
        blocked.write(
            {
                "state": "started",
                "message": False,
                "is_automatic": False,
                "date": fields.Datetime.now(),
                "user_id": self.env.uid,
            }
        )
        again = set(blocked.mapped("res_id"))
        self.create(
            [
                self._prepare(
                    record,
                    accounts[record],
                    playbook=playbook,
                    tactic=tactic if not playbook else None,
                )
                for record in records
                if record.id not in again and accounts[record]
            ]
        )

    @api.model
    def _search_started(self, playbook, records, state):
        return self.search(
            [
                ("playbook_id", "=", playbook.id),
                ("res_model", "=", records._name),
                ("res_id", "in", records.ids),
                ("state", "=", state),
                ("playbook_id", "!=", False),
            ]
        )

    def action_open_document(self):
        """Open the document that the playbook or tactic was started on."""
        self.ensure_one()
        if not self.env[self.res_model].browse(self.res_id).exists():
            raise UserError(
                self.env._("“%(document)s” was deleted.", document=self.res_name)
            )
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }

    def action_start_again(self):
        """Ask when to start what was blocked."""
        self.ensure_one()
        record = self.env[self.res_model].browse(self.res_id).exists()
        return self.playbook_id.plan_id._get_schedule_action(record)
