"""A server killed in the middle of the nightly work leaves nothing half-done.

Each job is run undisturbed first, then killed while it waits for a lock of ours, then
run again. After the kill, every unit of work (a map, a rule, a user) is either as it
was or as it is after the undisturbed run; the next run completes the rest.
"""

import signal
import time
from collections import defaultdict
from contextlib import closing

import pytest

BLOCKED_BY = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND %s = ANY(pg_blocking_pids(pid))
"""
OF_PROGRAM = "SELECT count(*) FROM pg_stat_activity WHERE application_name = %s"
RUN = """
from odoo.addons.relationship_network.models import {module}
{module}.{size} = {batch}
env.ref("relationship_network.{cron}").method_direct_trigger()
"""
PROGRAM = "killed-nightly-job"


class Job:
    """One nightly job, and what tells how far it came.

    :cvar cron: its record
    :cvar module: where the size of its batches stands, as ``size``; it has one unless
        every unit is committed by itself
    :cvar batch: units that the killed run takes between two commits
    """

    size = "BATCH_SIZE"
    batch = 1

    def __init__(self, cursor, admin):
        self.cursor = cursor
        self.admin = admin

    def rows(self, query, *values):
        self.cursor.execute(query, values)
        return self.cursor.fetchall() if self.cursor.description else []

    def prepare(self):
        """Remember what is there, and add what the job needs."""

    def arrange(self):
        """Leave all the work to do."""

    def read(self):
        """What the job wrote: ``{unit: result}``, in the order it takes them."""

    def hold(self, expected):
        """Lock what the job writes in the middle of its last unit."""

    def restore(self):
        """Leave the database as it was found."""

    def next_call(self):
        """When the scheduler runs the job next."""
        ((date,),) = self.rows(
            "SELECT nextcall FROM ir_cron JOIN ir_model_data"
            " ON model = 'ir.cron' AND res_id = ir_cron.id AND name = %s",
            self.cron,
        )
        return date


class Snapshots(Job):
    cron, module, batch = "relationship_snapshot_cron", "relationship_snapshot", 4

    def prepare(self):
        self.rows(
            "CREATE TEMP TABLE kept AS SELECT * FROM relationship_snapshot"
            " WHERE date = %s",
            self.today(),
        )

    def today(self):
        ((today,),) = self.rows("SELECT (now() AT TIME ZONE 'UTC')::date")
        return today

    def arrange(self):
        self.rows("DELETE FROM relationship_snapshot WHERE date = %s", self.today())

    def read(self):
        maps = defaultdict(list)
        for map_id, *row in self.rows(
            "SELECT map_id, scope, department_id, stakeholder_id, closeness, coverage,"
            " level, status, stakeholder_count, total_weight"
            " FROM relationship_snapshot WHERE date = %s"
            " ORDER BY map_id, scope, department_id, stakeholder_id",
            self.today(),
        ):
            maps[map_id].append(row)
        return maps

    def hold(self, expected):
        self.rows(
            "INSERT INTO relationship_snapshot (date, map_id, scope, occasion)"
            " VALUES (%s, %s, 'map', 'daily')",
            self.today(),
            max(expected),
        )

    def restore(self):
        self.arrange()
        self.rows("INSERT INTO relationship_snapshot SELECT * FROM kept")


class Alerts(Job):
    """On copies of all rules: their alerts vanish with them."""

    cron, module = "relationship_alert_cron", "relationship_alert_rule"

    def prepare(self):
        ((self.last,),) = self.rows("SELECT MAX(id) FROM relationship_alert_rule")
        # The last one tells somebody whom no other copy tells.
        ((self.told,),) = self.rows("SELECT id FROM res_users WHERE login = 'admin'")
        columns = self.rows(
            "SELECT string_agg(quote_ident(column_name), ', ')"
            " FROM information_schema.columns"
            " WHERE table_name = 'relationship_alert_rule'"
            " AND column_name NOT IN ('id', 'sequence')"
        )[0][0]
        self.rows(
            f"INSERT INTO relationship_alert_rule (sequence, {columns})"
            f" SELECT CASE kind WHEN 'veto_holder' THEN 9001 ELSE 9000 END, {columns}"
            " FROM relationship_alert_rule WHERE active"
        )
        self.rows(
            "INSERT INTO relationship_alert_rule_res_users_rel"
            " (relationship_alert_rule_id, res_users_id)"
            " SELECT id, %s FROM relationship_alert_rule"
            " WHERE id > %s AND kind = 'veto_holder'",
            self.told,
            self.last,
        )

    def arrange(self):
        self.rows("DELETE FROM relationship_alert WHERE rule_id > %s", self.last)

    def read(self):
        rules = defaultdict(list)
        for rule_id, *row in self.rows(
            "SELECT rule_id, map_id, stakeholder_id, related_map_id, facts, state,"
            " alert.severity, ARRAY("
            "  SELECT res_users_id FROM relationship_alert_res_users_rel"
            "  WHERE relationship_alert_id = alert.id ORDER BY res_users_id)"
            " FROM relationship_alert alert"
            " JOIN relationship_alert_rule rule ON rule.id = rule_id"
            " WHERE rule_id > %s"
            " ORDER BY rule.sequence, rule_id, map_id, stakeholder_id, related_map_id",
            self.last,
        ):
            rules[rule_id].append(row)
        return rules

    def hold(self, expected):
        # Between the alerts and who is told of them.
        self.rows("SELECT FROM res_users WHERE id = %s FOR UPDATE", self.told)

    def restore(self):
        self.rows("DELETE FROM relationship_alert_rule WHERE id > %s", self.last)


class Signals(Job):
    """On a mail of each of our people to one contact, and a link that follows it."""

    cron, module = "relationship_signal_cron", "relationship_signal"

    def prepare(self):
        self.rows("CREATE TEMP TABLE kept AS SELECT * FROM relationship_signal")
        self.users = self.rows(
            "SELECT id, partner_id, company_id FROM res_users"
            " WHERE active AND NOT share AND login LIKE 'demo%%' ORDER BY id"
        )
        ((self.kind,),) = self.rows(
            "SELECT res_id FROM ir_model_data WHERE module = 'relationship_network'"
            " AND name = 'relationship_link_type_mentor'"
        )
        (self.contact,) = self.admin.call(
            "res.partner", "create", vals_list=[{"name": "Nora Nightly"}]
        )
        self.links = [
            self.admin.call(
                "relationship.link",
                "create",
                vals_list=[
                    {
                        "source_id": partner,
                        "target_id": self.contact,
                        "type_id": self.kind,
                        "company_id": company,
                        "strength": 1,
                        "follows_signal": True,
                    }
                ],
            )[0]
            for __, partner, company in self.users
        ]
        for __, partner, ___ in self.users:
            for author, reader in (partner, self.contact), (self.contact, partner):
                self.rows(
                    "WITH mail AS (INSERT INTO mail_message"
                    " (message_type, author_id, date)"
                    " VALUES ('email', %s, now() AT TIME ZONE 'UTC' - interval '1 day')"
                    " RETURNING id)"
                    " INSERT INTO mail_message_res_partner_rel"
                    " (mail_message_id, res_partner_id) SELECT id, %s FROM mail",
                    author,
                    reader,
                )

    def arrange(self):
        self.rows("DELETE FROM relationship_signal")
        self.rows(
            "UPDATE relationship_link SET strength = 1 WHERE id = ANY(%s)", self.links
        )

    def read(self):
        users = defaultdict(list)
        for user_id, *row in self.rows(
            "SELECT signal.user_id, signal.own_partner_id, signal.contact_id,"
            " signal.last_contact, signal.mails_in, signal.mails_out, signal.score,"
            " signal.suggested_strength, link.strength"
            " FROM relationship_signal signal"
            " LEFT JOIN relationship_link link USING (own_partner_id, contact_id)"
            " WHERE link.id = ANY(%s)"
            " ORDER BY signal.user_id, signal.own_partner_id, signal.contact_id",
            self.links,
        ):
            users[user_id].append(row)
        return users

    def hold(self, expected):
        # Between the signals of a user and the links that follow them.
        self.rows(
            "SELECT FROM relationship_link WHERE id = %s FOR NO KEY UPDATE",
            self.links[-1],
        )

    def restore(self):
        self.rows("DELETE FROM relationship_link WHERE id = ANY(%s)", self.links)
        self.rows(
            "DELETE FROM mail_message WHERE author_id = %s OR id IN (SELECT"
            " mail_message_id FROM mail_message_res_partner_rel"
            " WHERE res_partner_id = %s)",
            self.contact,
            self.contact,
        )
        self.rows("DELETE FROM relationship_signal")
        self.rows("DELETE FROM res_partner WHERE id = %s", self.contact)
        self.rows("INSERT INTO relationship_signal SELECT * FROM kept")


class Digest(Job):
    cron, module = "relationship_alert_digest_cron", "res_users_alerts"

    def prepare(self):
        self.kept = self.rows("SELECT id, relationship_digest_on FROM res_users")
        self.messages, self.mails = (
            self.rows(f"SELECT COALESCE(MAX(id), 0) FROM {table}")[0][0]
            for table in ("mail_message", "mail_mail")
        )

    def arrange(self):
        self.rows("DELETE FROM mail_mail WHERE id > %s", self.mails)
        self.rows("DELETE FROM mail_message WHERE id > %s", self.messages)
        self.rows(
            "UPDATE res_users SET relationship_digest_on = '2000-01-01' WHERE NOT share"
        )

    def read(self):
        return {
            user_id: (is_told, mails)
            for user_id, is_told, mails in self.rows(
                "SELECT users.id, relationship_digest_on > '2000-01-01', (SELECT"
                " COUNT(*) FROM mail_mail_res_partner_rel recipient"
                " WHERE recipient.res_partner_id = users.partner_id"
                " AND mail_mail_id > %s)"
                " FROM res_users users JOIN res_partner ON res_partner.id = partner_id"
                " WHERE users.active AND NOT share ORDER BY res_partner.name, login",
                self.mails,
            )
        }

    def hold(self, expected):
        # Between the mail to a user and the mark that it was sent.
        mailed = [user_id for user_id, (__, mails) in expected.items() if mails]
        assert mailed and all(expected[user_id] == (True, 1) for user_id in mailed)
        self.rows("SELECT FROM res_users WHERE id = %s FOR NO KEY UPDATE", mailed[-1])

    def restore(self):
        self.arrange()
        for user_id, told_on in self.kept:
            self.rows(
                "UPDATE res_users SET relationship_digest_on = %s WHERE id = %s",
                told_on,
                user_id,
            )


class Influence(Job):
    """The figures are worked out anew, so afterwards they are those that were found."""

    cron, module = "ir_cron_update_influence", "relationship_map_influence"
    size, batch = "CRON_BATCH", 4

    def prepare(self):
        self.found = self.read()

    def arrange(self):
        self.rows(
            "UPDATE relationship_map SET influence_data = '{}',"
            " influence_due = now() AT TIME ZONE 'UTC' - interval '1 day'"
        )
        self.rows(
            "UPDATE relationship_stakeholder SET influence = 0, influence_rank = 0"
        )

    def read(self):
        maps = defaultdict(list)
        for map_id, *row in self.rows(
            "SELECT map.id, influence_due, influence_data::text, person.id,"
            " person.influence, person.influence_rank"
            " FROM relationship_map map"
            " LEFT JOIN relationship_stakeholder person ON person.map_id = map.id"
            " ORDER BY map.name, map.id, person.id"
        ):
            maps[map_id].append(row)
        return maps

    def hold(self, expected):
        # Between the figures of a map and those of its people.
        *__, person_id = (
            row[2] for rows in expected.values() for row in rows if row[3]
        )
        self.rows(
            "SELECT FROM relationship_stakeholder WHERE id = %s FOR NO KEY UPDATE",
            person_id,
        )

    def restore(self):
        assert self.read() == self.found


def run(admin, job):
    """Run a job on the server, as an administrator may by hand."""
    (cron,) = admin.call(
        "ir.model.data",
        "search_read",
        domain=[("module", "=", "relationship_network"), ("name", "=", job.cron)],
        fields=["res_id"],
    )
    done = admin.call("ir.cron", "method_direct_trigger", ids=[cron["res_id"]])
    assert done is True, done


def wait_until(condition, process):
    """Return once a condition holds that the process brings about."""
    for _attempt in range(1200):
        if condition():
            return
        assert process.poll() in (None, -signal.SIGKILL), process.stdout.read()
        time.sleep(0.05)
    raise AssertionError("the job never waited for us, or never ended")


def kill(suite, job, expected):
    """Start a job in a process of its own, and kill it where it waits for us."""
    code = RUN.format(module=job.module, size=job.size, batch=job.batch, cron=job.cron)
    with closing(suite.connect()) as watch, suite.start_shell(code, PROGRAM) as process:
        watch.autocommit = True

        def ask(query, *values):
            with watch.cursor() as cursor:
                cursor.execute(query, values)
                return cursor.fetchone()[0]

        try:
            job.hold(expected)
            process.stdin.close()
            us = job.cursor.connection.get_backend_pid()
            wait_until(lambda: ask(BLOCKED_BY, us), process)
        finally:
            process.kill()
            job.cursor.connection.rollback()
        # The database notices only when it has nothing left to wait for.
        wait_until(lambda: not ask(OF_PROGRAM, PROGRAM), process)


@pytest.mark.parametrize("kind", [Snapshots, Alerts, Signals, Digest, Influence])
def test_killed_nightly_job_leaves_nothing_half_done(suite, admin, kind):
    with closing(suite.connect()) as connection, connection.cursor() as cursor:
        job = kind(cursor, admin)
        job.prepare()
        connection.commit()
        try:
            job.arrange()
            before = job.read()
            connection.commit()
            run(admin, job)
            expected = job.read()
            due = job.next_call()
            job.arrange()
            connection.commit()

            kill(suite, job, expected)
            halfway = job.read()
            assert job.next_call() == due
            connection.rollback()
            done, undone = set(), set()
            for unit, result in expected.items():
                now, then = halfway.get(unit), before.get(unit)
                assert now in (result, then), unit
                if result != then:
                    (done if now == result else undone).add(unit)
            assert not halfway.keys() - expected.keys()
            assert done and undone

            run(admin, job)
            assert job.read() == expected
        finally:
            connection.rollback()
            job.restore()
            connection.commit()
