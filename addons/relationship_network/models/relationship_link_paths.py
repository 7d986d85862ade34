from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.paths import MAX_STEPS, Link, Network, link_rules

LINK_COLUMNS = (
    "id",
    "source_id",
    "target_id",
    "kind",
    "strength",
    "date_start",
    "date_end",
    "lead_id",
)
# Our own people have no account on a link.
ACCOUNT_COLUMNS = ("source_account_id", "target_account_id")


class RelationshipLink(models.Model):
    """Fetches the links around a person, one query per step, and finds the paths."""

    _inherit = "relationship.link"

    # The last step of a path leads over links of our own people alone.
    _own_source_idx = models.Index(
        "(target_id) WHERE active AND source_account_id IS NULL"
    )
    _own_target_idx = models.Index(
        "(source_id) WHERE active AND target_account_id IS NULL AND kind != 'influence'"
    )

    def _find_paths(self, target, reading, limit, lead_id=None):
        """The best ways from the people of a reading to a person.

        Only links and people that the user may read take part. Of each person the
        links are fetched once, and only while they can lead to one of the best paths.

        :param target: ``res.partner`` to reach
        :param reading: one of ``relationship.reading``
        :param limit: number of paths, at least 1
        :param lead_id: id of the opportunity that is asked about, if any
        :return: :class:`~..tools.paths.Search`
        """
        starts = self._get_path_starts(reading)
        own_people = set()
        is_start = (own_people if starts is None else starts).__contains__
        network = Network(link_rules(fields.Date.context_today(self), lead_id))
        query = self._get_path_query(target, reading)
        for hop in range(MAX_STEPS):
            search = network.search(target.id, is_start, limit)
            if not search.wanted:
                return search
            sides = self._get_sides(search.wanted, hop == MAX_STEPS - 1, starts)
            rows = self._fetch_links(query, sides)
            own_people.update(_own_ends(rows))
            links = [Link(*row[: len(LINK_COLUMNS)]) for row in rows]
            network.add(links, people=search.wanted)
        return network.search(target.id, is_start, limit)

    def _get_path_starts(self, reading):
        """Whom paths may begin at: a set of ids, or None for all our own people."""
        domain = self.env["relationship.reading"]._get_people_domain(reading)
        if reading == "company":
            # Thousands; each link tells which of its ends is ours.
            return None
        return set(self.env["res.partner"]._search(domain).get_result_ids())

    def _get_path_query(self, target, reading):
        """Query of the links whose both ends the user may read."""
        people = Domain("active", "=", True) | Domain("id", "=", target.id)
        if reading == "competitor":
            # None of us would introduce a rival.
            people &= Domain("partner_share", "=", True)
        return self._search(
            Domain("source_id", "any", people) & Domain("target_id", "any", people)
        )

    def _get_sides(self, people_ids, last, starts):
        """Which links lead to some people: those in, and those walked both ways.

        :param people_ids: ids of the people to reach
        :param last: whether only links from the starts matter any more
        :param starts: see :meth:`_get_path_starts`
        :return: SQL condition
        """
        source, target, kind, source_account, target_account = (
            self._field_to_sql("hop", name)
            for name in ("source_id", "target_id", "kind", *ACCOUNT_COLUMNS)
        )
        ids = list(people_ids)
        inward = SQL("%s = ANY(%s)", target, ids)
        outward = SQL("%s = ANY(%s) AND %s != 'influence'", source, ids, kind)
        if last and starts is None:
            inward = SQL("%s AND %s IS NULL", inward, source_account)
            outward = SQL("%s AND %s IS NULL", outward, target_account)
        elif last:
            inward = SQL("%s AND %s = ANY(%s)", inward, source, list(starts))
            outward = SQL("%s AND %s = ANY(%s)", outward, target, list(starts))
        return SQL("((%s) OR (%s))", inward, outward)

    def _fetch_links(self, readable, condition):
        """Fetch those links of a frontier that are readable.

        ``OFFSET 0`` keeps the database from turning the check of each link around:
        joined with all links, contacts and maps, it would read whole tables.
        """
        return self.env.execute_query(
            SQL(
                "SELECT %(columns)s FROM %(links)s hop WHERE hop.active "
                "AND %(condition)s AND EXISTS (SELECT FROM %(tables)s "
                "WHERE %(readable)s AND %(id)s = hop.id OFFSET 0)",
                columns=SQL(", ").join(
                    self._field_to_sql("hop", name)
                    for name in (*LINK_COLUMNS, *ACCOUNT_COLUMNS)
                ),
                links=SQL.identifier(self._table),
                condition=condition,
                tables=readable.from_clause,
                readable=readable.where_clause,
                id=SQL.identifier(self._table, "id"),
            )
        )


def _own_ends(rows):
    """Ids of those of our own people who stand at an end of a link."""
    for __, source_id, target_id, *__, source_account_id, target_account_id in rows:
        if source_account_id is None:
            yield source_id
        if target_account_id is None:
            yield target_id
