from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools import transfer as arithmetic

# Logged efforts that are moved together and committed.
BATCH = 5000
# Where the lines and entries of a batch come from: columns of equal length.
LINES = """
    INSERT INTO presales_transfer_line (
        transfer_id, company_id, effort_id, lead_id, version, is_reversal,
        is_difference, date, amount, price_id,
        create_uid, create_date, write_uid, write_date
    )
    SELECT %(transfer)s, %(company)s, effort, lead, version, FALSE, is_difference, day,
           amount, price, %(stamp)s
      FROM unnest(%(efforts)s::int[], %(leads)s::int[], %(versions)s::int[],
                  %(differences)s::bool[], %(days)s::date[], %(amounts)s::numeric[],
                  %(prices)s::int[])
           AS posting(effort, lead, version, is_difference, day, amount, price)
    RETURNING id, effort_id
"""
ENTRIES = """
    INSERT INTO account_analytic_line (
        name, date, amount, unit_amount, account_id, company_id, currency_id, user_id,
        category, presales_transfer_line_id,
        create_uid, create_date, write_uid, write_date
    )
    SELECT %(name)s || ': ' || effort.name, line.date, entry.amount, 0, entry.account,
           line.company_id, %(currency)s, effort.user_id, 'other', line.id, %(stamp)s
      FROM unnest(%(lines)s::int[], %(accounts)s::int[], %(amounts)s::numeric[])
           AS entry(line, account, amount)
      JOIN presales_transfer_line line ON line.id = entry.line
      JOIN account_analytic_line effort ON effort.id = line.effort_id
    RETURNING id
"""


class PresalesTransfer(models.Model):
    """How a transfer moves cost: in batches, each of them whole or not at all."""

    _inherit = "presales.transfer"

    @api.model
    def _cron_run(self):
        """Go on with the transfers that run, and start those that are due by day."""
        cron = self.env["ir.cron"]
        transfers = self.search([("state", "=", "running")], order="id")
        cron._commit_progress(remaining=sum(transfers.mapped("waiting_count")))
        for transfer in transfers:
            if not transfer._work(cron):
                return

    @api.model
    def _cron_schedule(self):
        """Start the transfer of yesterday or of last month, as the company wants."""
        # The setting is the controller's; the cron only follows it.
        for company in self.env["res.company"].sudo().search([]):
            period = company._get_presales_transfer_period()
            if not period:
                continue
            days = dict(zip(("date_from", "date_to"), period, strict=True))
            same = [(name, "=", day) for name, day in days.items()]
            due = self.search(
                [("company_id", "=", company.id), ("reversal_of_id", "=", False), *same]
            )
            (due or self.create({"company_id": company.id, **days})).filtered(
                lambda transfer: transfer.state != "reversed"
            )[:1].action_run()

    def _start(self):
        """Move little at once, and leave much to the background."""
        self.ensure_one()
        if self.waiting_count > BATCH:
            self.env.ref("presales_dispatch.ir_cron_transfer")._trigger()
        else:
            self._move_batch()
            self._set_state("done")

    def _work(self, cron):
        """Move batch by batch; whether there is time for more."""
        last, time_left = 0, True
        while time_left and self.state == "running":
            last, count = self._move_batch(last)
            if not count:
                self._set_state("done")
            time_left = cron._commit_progress(count)
        return bool(time_left)

    def _move_batch(self, after=0):
        """Move the cost of the next logged efforts.

        :param after: id after which to look; what has no price would else be looked at
            again and again
        :return: ``(last id looked at, number of efforts)``
        """
        self.ensure_one()
        # Whoever may transfer needs no rights on timesheets and accounts.
        transfer = self.sudo()
        company = transfer.company_id
        # Two transfers of a company take turns.
        self.env.execute_query(
            SQL(
                "SELECT id FROM res_company WHERE id = %s FOR NO KEY UPDATE", company.id
            )
        )
        efforts = transfer.env["account.analytic.line"].search(
            [*transfer._get_waiting_domain(), ("id", ">", after)],
            order="id",
            limit=BATCH,
        )
        if efforts:
            transfer._move(efforts)
        return max(efforts.ids, default=after), len(efforts)

    def _move(self, efforts):
        priced = self.env["presales.price"]._price(efforts)
        booked = self._get_booked(efforts)
        by_id = {effort.id: effort for effort in efforts if effort.id in priced}
        closed = self.company_id.presales_closed_until
        postings = arithmetic.postings(
            (
                arithmetic.Entry(
                    effort.id,
                    effort.presales_version,
                    effort.date,
                    priced[effort.id][0],
                    booked.get(effort.id, 0),
                )
                for effort in by_id.values()
            ),
            closed,
        )
        lines = self._insert_lines(postings, by_id, priced)
        self._insert_entries(postings, by_id, lines)
        self._mark_moved(by_id, priced)
        self.env.invalidate_all()

    def _get_booked(self, efforts):
        """``{effort id: Decimal}`` that was moved for them before."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT effort_id, SUM(amount) FROM presales_transfer_line
                 WHERE effort_id = ANY(%s) GROUP BY effort_id
                """,
                efforts.ids,
            )
        )
        digits = self.currency_id.decimal_places
        return {
            effort: arithmetic.rounded(arithmetic.exact(amount), digits)
            for effort, amount in rows
        }

    def _get_stamp(self):
        return SQL(
            "%(uid)s, now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC'",
            uid=self.env.uid,
        )

    def _insert_lines(self, postings, by_id, priced):
        """``{effort id: line id}``"""
        if not postings:
            return {}
        rows = self.env.execute_query(
            SQL(
                LINES,
                transfer=self.id,
                company=self.company_id.id,
                stamp=self._get_stamp(),
                efforts=[posting.key for posting in postings],
                leads=[by_id[posting.key].presales_lead_id.id for posting in postings],
                versions=[posting.version for posting in postings],
                differences=[posting.is_difference for posting in postings],
                days=[posting.day for posting in postings],
                amounts=[posting.amount for posting in postings],
                prices=[priced[posting.key][1] for posting in postings],
            )
        )
        return {effort: line for line, effort in rows}

    def _insert_entries(self, postings, by_id, lines):
        """Take each amount off the bearers and credit the cost centre with it."""
        if not postings:
            return
        centre = self.company_id._get_presales_project().account_id
        leads = self.env["crm.lead"].union(
            *(effort.presales_lead_id for effort in by_id.values())
        )
        bearers = leads._get_cost_bearers(self.company_id)
        digits = self.currency_id.decimal_places
        rows = []
        for posting in postings:
            line = lines[posting.key]
            shares = bearers[by_id[posting.key].presales_lead_id]
            rows.append((line, centre.id, posting.amount))
            parts = arithmetic.split(posting.amount, shares, digits)
            rows += [(line, account, -part) for account, part in parts.items() if part]
        self._create_entries(rows)

    def _create_entries(self, rows):
        line_ids, accounts, amounts = (
            list(column) for column in zip(*rows, strict=True)
        )
        self.env.execute_query(
            SQL(
                ENTRIES,
                name=self.name,
                currency=self.currency_id.id,
                stamp=self._get_stamp(),
                lines=line_ids,
                accounts=accounts,
                amounts=amounts,
            )
        )

    def _mark_moved(self, by_id, priced):
        self.env.execute_query(
            SQL(
                """
                UPDATE account_analytic_line line
                   SET presales_moved_version = line.presales_version,
                       presales_cost = moved.cost
                  FROM unnest(%(ids)s::int[], %(costs)s::numeric[]) AS moved(id, cost)
                 WHERE line.id = moved.id
                RETURNING line.id
                """,
                ids=list(by_id),
                costs=[priced[effort_id][0] for effort_id in by_id],
            )
        )

    def action_reverse(self):
        """Take back what the transfer moved, by entries of the opposite amount.

        The logged hours wait again, for a transfer with the prices that hold then.

        :return: action that opens the reversal
        :raise UserError: when it has not moved anything, or is reversed already
        """
        self.ensure_one()
        if self.state not in ("running", "done") or self.reversal_of_id:
            raise UserError(
                self.env._(
                    "“%(transfer)s” cannot be reversed: it moved nothing, or is a "
                    "reversal itself.",
                    transfer=self.display_name,
                )
            )
        self.check_access("write")
        self.env.flush_all()
        # Whoever may transfer needs no rights on timesheets and accounts.
        reversal = self.sudo().create(
            {
                "company_id": self.company_id.id,
                "date_from": self.date_from,
                "date_to": self.date_to,
                "reversal_of_id": self.id,
                "state": "done",
            }
        )
        reversal._insert_opposites(self)
        self._set_state("reversed")
        return {
            "type": "ir.actions.act_window",
            "res_model": "presales.transfer",
            "res_id": reversal.id,
            "views": [(False, "form")],
        }

    def _insert_opposites(self, original):
        closed = self.company_id.presales_closed_until
        day = arithmetic.open_day(fields.Date.to_date("0001-01-01"), closed)
        parameters = {
            "reversal": self.id,
            "original": original.id,
            "name": self.name,
            # Closed days are not touched.
            "first_open": day,
            "stamp": self._get_stamp(),
        }
        self.env.execute_query(
            SQL(
                """
                INSERT INTO presales_transfer_line (
                    transfer_id, company_id, effort_id, lead_id, version, is_reversal,
                    is_difference, date, amount, price_id,
                    create_uid, create_date, write_uid, write_date
                )
                SELECT %(reversal)s, company_id, effort_id, lead_id, version, TRUE,
                       is_difference, GREATEST(date, %(first_open)s), -amount, price_id,
                       %(stamp)s
                  FROM presales_transfer_line WHERE transfer_id = %(original)s
                RETURNING id
                """,
                **parameters,
            )
        )
        self.env.execute_query(
            SQL(
                """
                INSERT INTO account_analytic_line (
                    name, date, amount, unit_amount, account_id, company_id,
                    currency_id, user_id, category, presales_transfer_line_id,
                    create_uid, create_date, write_uid, write_date
                )
                SELECT %(name)s || ': ' || entry.name, opposite.date, -entry.amount, 0,
                       entry.account_id, entry.company_id, entry.currency_id,
                       entry.user_id, 'other', opposite.id, %(stamp)s
                  FROM presales_transfer_line line
                  JOIN presales_transfer_line opposite
                    ON opposite.effort_id = line.effort_id
                   AND opposite.version = line.version
                   AND opposite.transfer_id = %(reversal)s
                  JOIN account_analytic_line entry
                    ON entry.presales_transfer_line_id = line.id
                 WHERE line.transfer_id = %(original)s
                RETURNING id
                """,
                **parameters,
            )
        )
        self.env.execute_query(
            SQL(
                """
                UPDATE account_analytic_line effort
                   SET presales_version = effort.presales_version + 1
                  FROM presales_transfer_line line
                 WHERE line.effort_id = effort.id AND line.transfer_id = %(original)s
                RETURNING effort.id
                """,
                **parameters,
            )
        )
        self.env.invalidate_all()
