"""What happened before: a year of encounters, a month of snapshots."""

from .network import OWN, insert

DAYS_OF_SNAPSHOTS = 30
MESSAGE, EVENT, ATTENDEE = (number * 1_000_000 for number in (21, 22, 23))

# Ties that are strong have more: four a year for each point. At noon, so that none
# turns a year old between two runs. Some lie further back and do not count.
ENCOUNTERS = """
    CREATE TEMP TABLE encounter AS
    SELECT row_number() OVER () AS id, own_partner_id AS own, contact_id AS contact,
           CASE WHEN random() < 0.1 THEN 'meeting' WHEN random() < 0.1 THEN 'call'
                ELSE 'mail' END AS kind,
           random() < 0.5 AS inward,
           CURRENT_DATE - floor(500 * random())::integer + '12:00'::time AS date
      FROM relationship_link, generate_series(1, 5 * strength)
     WHERE own_partner_id >= {own} AND contact_id IS NOT NULL
"""
TABLES = (
    (
        "mail_message",
        "id, message_type, author_id, date, model, res_id, mail_activity_type_id",
        """
        SELECT {message} + id,
               CASE kind WHEN 'mail' THEN 'email' ELSE 'notification' END,
               CASE WHEN inward AND kind = 'mail' THEN contact ELSE own END, date,
               'res.partner', contact,
               CASE kind WHEN 'call' THEN (
                SELECT MIN(id) FROM mail_activity_type WHERE category = 'phonecall'
               ) END
          FROM encounter WHERE kind <> 'meeting'
        """,
    ),
    (
        "mail_message_res_partner_rel",
        "mail_message_id, res_partner_id",
        """
        SELECT {message} + id, CASE WHEN inward THEN own ELSE contact END
          FROM encounter WHERE kind = 'mail'
        """,
    ),
    (
        "mail_notification",
        "mail_message_id, res_partner_id, notification_type, notification_status",
        """
        SELECT {message} + id, CASE WHEN inward THEN own ELSE contact END, 'email',
               'sent'
          FROM encounter WHERE kind = 'mail'
        """,
    ),
    (
        "calendar_event",
        "id, name, active, show_as, start, stop",
        """
        SELECT {event} + id, 'Visit', true, 'busy', date, date + '1 hour'::interval
          FROM encounter WHERE kind = 'meeting'
        """,
    ),
    (
        "calendar_attendee",
        "id, event_id, partner_id, state",
        """
        SELECT {attendee} + 2 * id + side, {event} + id,
               CASE side WHEN 0 THEN own ELSE contact END, 'accepted'
          FROM encounter, generate_series(0, 1) side WHERE kind = 'meeting'
        """,
    ),
)


def generate_encounters(cr):
    """Write mails, meetings and calls between our people and whom they know.

    :return: how many there are
    """
    numbers = {"own": OWN, "message": MESSAGE, "event": EVENT, "attendee": ATTENDEE}
    cr.execute("SET session_replication_role = replica")
    cr.execute(ENCOUNTERS.format(**numbers))
    count = cr.rowcount
    for table, columns, query in TABLES:
        insert(cr, table, columns, query.format(**numbers))
    cr.execute("SET session_replication_role = origin")
    cr.execute("DROP TABLE encounter")
    for table, __, __ in TABLES:
        cr.execute(f"ANALYZE {table}")
    cr.commit()
    return count


def move_snapshots(cr):
    """Make of the snapshots of today those of the days before.

    Some maps were closer to us then.
    """
    cr.execute(
        "SELECT string_agg(column_name, ', ') FROM information_schema.columns "
        "WHERE table_name = 'relationship_snapshot' "
        "AND column_name NOT IN ('id', 'date', 'closeness')"
    )
    ((columns,),) = cr.fetchall()
    cr.execute(
        f"INSERT INTO relationship_snapshot (date, closeness, {columns}) "
        f"SELECT date - day, closeness + 5 * (map_id %% 9), {columns} "
        "FROM relationship_snapshot, generate_series(1, %s) day",
        (DAYS_OF_SNAPSHOTS,),
    )
    count = cr.rowcount
    cr.execute("DELETE FROM relationship_snapshot WHERE date = CURRENT_DATE")
    cr.execute("ANALYZE relationship_snapshot")
    cr.commit()
    return count
