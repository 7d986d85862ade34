from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

STRENGTHS = (5, 4, 3, 2, 1)


class RelationshipDashboard(models.AbstractModel):
    """Do we know the connections of our own people, and can we use them?

    The filters say which accounts, the reading says whose connections into them.
    """

    _inherit = "relationship.dashboard"

    def _get_connections(self, filters, limit=None):
        """The first question; see :meth:`_get_questions`."""
        _ = self.env._
        domain = self._get_link_domain(filters)
        strengths = {
            strength: (count, value or 0.0)
            for strength, count, value in self.env["relationship.link"]._read_group(
                domain, ["strength"], ["__count", "connection_value:sum"]
            )
        }
        count = sum(count for count, __ in strengths.values())
        trend = self._get_connection_trend(filters, count)
        action = self._link_action(_("Connections"), domain)
        places = self._get_decider_places(filters)
        deciders, known = self._get_deciders(filters, places)
        figures = [
            self._figure(
                "connections",
                _("Connections"),
                count,
                change=count - trend["points"][0]["value"],
                since=trend["points"][0]["date"],
                help=_("People outside whom our people know, each pair once."),
                action=action,
            ),
            self._get_decider_figure(filters, deciders, known),
        ]
        if filters["reading"] != "competitor":
            figures.append(
                self._figure(
                    "value",
                    _("Connection value"),
                    sum(value for __, value in strengths.values()),
                    "number",
                    help=_(
                        "Strength of each connection × the weight of the contact in "
                        "the decisions of the account."
                    ),
                    action=action,
                )
            )
        return {
            "name": "connections",
            "title": _(
                "Do we know the connections of our own people, and can we use them?"
            ),
            "figures": figures,
            "trend": trend,
            "bars": self._get_strength_bars(domain, strengths),
            "lists": [
                self._get_people_list(filters, domain, limit, action),
                self._get_unknown_list(filters, places, deciders - known, limit),
            ],
        }

    # ------------------------------------------------------------------ domains

    def _get_link_domain(self, filters):
        """The connections that count today: the strongest of each pair of people."""
        ties = Domain("is_strongest", "=", True)
        if filters["reading"] == "competitor":
            links = self.env["relationship.link"]
            ties = Domain("kind", "!=", "conflict") & links._get_valid_domain()
        return ties & self._get_link_scope(filters)

    def _get_link_scope(self, filters):
        """Links of the reading's people with people of the filtered accounts."""
        scope = self._get_reading(filters)
        maps = self._get_map_domain(filters)
        if maps.is_true():
            return scope
        return scope & (
            Domain("source_account_id.relationship_map_ids", "any", maps)
            | Domain("target_account_id.relationship_map_ids", "any", maps)
        )

    def _get_decider_domain(self, filters):
        """Contacts who decide or approve on open maps."""
        return Domain("partner_share", "=", True) & Domain(
            "stakeholder_ids",
            "any",
            Domain("is_decider", "=", True)
            & Domain("map_id", "any", self._get_open_maps(filters)),
        )

    def _get_decider_places(self, filters):
        """Domain of the places of deciders on the open maps that the user sees."""
        maps = self.env["relationship.map"].search(self._get_open_maps(filters))
        return Domain("is_decider", "=", True) & Domain("map_id", "in", maps.ids)

    def _get_deciders(self, filters, places):
        """Contacts who decide or approve there, and those of them who are known.

        Whoever sees a map sees the people on it: their rights need no second look.
        """
        contacts = self.env["res.partner"]
        deciders = contacts.search(
            Domain("partner_share", "=", True)
            & Domain("stakeholder_ids", "any!", places)
        )
        known = contacts.search(
            Domain("id", "in", deciders.ids)
            & Domain("known_to", "=", filters["reading"])
        )
        return deciders, known

    # ----------------------------------------------------------------- contents

    def _get_decider_figure(self, filters, deciders, known):
        _ = self.env._
        domain = self._get_decider_domain(filters)
        is_rival = filters["reading"] == "competitor"
        return self._figure(
            "known_deciders",
            _("Deciders they know") if is_rival else _("Deciders we know"),
            100.0 * len(known) / len(deciders) if deciders else None,
            "percent",
            count=len(known),
            note=_("%(count)s of %(total)s", count=len(known), total=len(deciders)),
            help=_(
                "People who decide or approve on an account or an open opportunity, "
                "and whom somebody knows directly."
            ),
            action=self._list_action(
                _("Known Deciders"),
                "res.partner",
                domain & Domain("known_to", "=", filters["reading"]),
            ),
        )

    def _get_strength_bars(self, domain, strengths):
        _ = self.env._
        counts = {strength: count for strength, (count, __) in strengths.items()}
        most = max(counts.values(), default=0)
        return self._bars(
            "strength",
            _("Connections by strength"),
            [
                self._figure(
                    f"strength_{strength}",
                    "★" * strength,
                    counts.get(strength, 0),
                    share=counts.get(strength, 0) / most if most else 0,
                    tone="neutral",
                    help=_("Strength %(strength)s of 5", strength=strength),
                    action=self._link_action(
                        _("Connections of Strength %(strength)s", strength=strength),
                        domain & Domain("strength", "=", strength),
                    ),
                )
                for strength in STRENGTHS
            ],
        )

    def _get_people_list(self, filters, domain, limit, action):
        _ = self.env._
        columns = [("name", _("Person"), "text"), ("contacts", _("Knows"), "integer")]
        if filters["reading"] == "competitor":
            title, rows = _("The competitor's people"), self._get_rival_rows(domain)
            columns.insert(1, ("company", _("Company"), "text"))
        else:
            title, rows = _("Our people"), self._get_own_rows(domain)
            columns += [
                ("deciders", _("Deciders"), "integer"),
                ("value", _("Value"), "number"),
            ]
        rows.sort(key=lambda row: (-row.get("value", 0), -row["contacts"], row["name"]))
        return self._list(
            "people",
            title,
            columns,
            rows[:limit],
            sheet=_("Connections"),
            empty=_("Nobody knows anybody there yet."),
            action=action,
        )

    def _get_own_rows(self, domain):
        figures = self.env["relationship.link"]._get_connection_figures(domain)
        return [
            {
                "id": person.id,
                "name": person.name or "",
                "contacts": row.contacts,
                "deciders": row.deciders,
                "value": row.value,
                "target": ["res.partner", person.id],
            }
            for person, row in figures.items()
        ]

    def _get_rival_rows(self, domain):
        """Competitors' people, by how many people they know there."""
        people = self.env["relationship.reading"]._get_people_domain("competitor")
        links = self.env["relationship.link"]
        known = {}
        for near, far in (("source_id", "target_id"), ("target_id", "source_id")):
            for person, count in links._read_group(
                domain & Domain(near, "any", people),
                [near],
                [f"{far}:count_distinct"],
            ):
                known[person] = known.get(person, 0) + count
        return [
            {
                "id": person.id,
                "name": person.name or "",
                "company": person.commercial_company_name or "",
                "contacts": count,
                "target": ["res.partner", person.id],
            }
            for person, count in known.items()
        ]

    def _get_unknown_list(self, filters, places, unknown, limit):
        _ = self.env._
        domain = self._get_decider_domain(filters)
        domain &= Domain("known_to", "!=", filters["reading"])
        rows = self.env["relationship.stakeholder"]._read_group(
            places & Domain("partner_id", "in", unknown.ids),
            ["partner_id"],
            ["weight:max"],
            order="weight:max DESC, partner_id",
            limit=limit,
        )
        return self._list(
            "unknown_deciders",
            _("Deciders they do not know")
            if filters["reading"] == "competitor"
            else _("Deciders nobody reaches"),
            [
                ("name", _("Decider"), "text"),
                ("account", _("Account"), "text"),
                ("weight", _("Weight"), "number"),
            ],
            [
                {
                    "id": partner.id,
                    "name": partner.name,
                    "account": partner.commercial_partner_id.name,
                    "weight": weight,
                    "target": [
                        "res.partner",
                        partner.id,
                        "action_open_introduction_paths",
                    ],
                }
                for partner, weight in rows
            ],
            sheet=_("Deciders Nobody Reaches"),
            empty=_("Every decider is known to somebody."),
            action=self._list_action(
                _("Deciders Nobody Reaches"), "res.partner", domain
            ),
        )

    # -------------------------------------------------------------------- trend

    def _get_connection_trend(self, filters, count):
        """Pairs of people who knew each other on each day of the period.

        Links that were removed leave no trace; those that ended do.

        :param count: the connections of today
        """
        *days, today = self._get_days(filters)
        domain = Domain("kind", "!=", "conflict") & self._get_link_scope(filters)
        if filters["reading"] != "competitor":
            domain &= Domain("is_connection", "=", True)
        links = self.env["relationship.link"]
        links.flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT day.date, COUNT(DISTINCT (
                           LEAST(link.source_id, link.target_id),
                           GREATEST(link.source_id, link.target_id),
                           link.company_id
                       )) FILTER (WHERE link.id IS NOT NULL)
                  FROM unnest(%(days)s::date[]) AS day(date)
                  LEFT JOIN relationship_link link ON link.id IN %(links)s
                   AND COALESCE(link.date_start, link.create_date::date) <= day.date
                   AND COALESCE(link.date_end >= day.date, TRUE)
                 GROUP BY day.date
                """,
                days=days,
                links=links._search(domain).subselect(),
            )
        )
        values = dict(rows)
        return self._trend(
            self.env._("Connections"),
            "integer",
            [*days, today],
            [*(values.get(day, 0) for day in days), count],
        )

    def _link_action(self, name, domain):
        return self._list_action(
            name, "relationship.link", domain, search_default_group_own=1
        )
