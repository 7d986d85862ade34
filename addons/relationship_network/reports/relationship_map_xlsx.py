from odoo import fields, models
from odoo.tools import format_date

from ..models.levels import COUNT_FIELDS
from ..tools.closeness import Tally
from ..tools.reporting_lines import Place, indented_order
from ..tools.workbook import (
    Card,
    Coloured,
    Column,
    Indented,
    Link,
    Margin,
    Table,
    Workbook,
)

SIGNS = {"2": "+2", "1": "+1", "0": "0", "-1": "−1", "-2": "−2"}
# Where people without a department are listed, after those with one.
SIDES = ("account", "external", "own", "competitor")


class RelationshipMapXlsx(models.AbstractModel):
    """Maps as a workbook: fetches what the user may see; tools/workbook formats it."""

    _name = "relationship.map.xlsx"
    _description = "Workbook of Relationship Maps"

    def _build(self, maps):
        """Workbook of maps, in the user's language and time zone.

        Several maps share one file: an overview first, then the sheets of each.

        :param maps: non-empty ``relationship.map`` recordset that the user may read
        :return: bytes of the xlsx file
        """
        _ = self.env._
        several = len(maps) > 1
        title = _("Relationship Maps") if several else maps.name
        book = self._new_workbook(title)
        overview = several and book.reserve(_("Overview"))
        contents = self._get_contents(maps)
        named = {
            relationship_map: [
                (
                    book.reserve(
                        sheet.label, several and f"{number} {relationship_map.name}"
                    ),
                    sheet,
                )
                for sheet in sheets
            ]
            for number, (relationship_map, sheets) in enumerate(contents.items(), 1)
        }
        if several:
            first_sheets = {m: sheets[0][0] for m, sheets in named.items()}
            book.add(self._overview_sheet(first_sheets), overview)
        for sheets in named.values():
            for name, sheet in sheets:
                book.add(sheet, name)
        return book.close()

    def _new_workbook(self, title):
        """Empty workbook that says on each page who printed it and when.

        :return: :class:`Workbook`
        """
        _ = self.env._
        return Workbook(
            title=title,
            author=self.env.user.name,
            margin=Margin(
                left=title,
                right=_(
                    "Confidential. %(user)s, %(date)s",
                    user=self.env.user.name,
                    date=format_date(self.env, fields.Date.context_today(self)),
                ),
                page=_("Page {page} of {pages}"),
            ),
        )

    def _get_contents(self, maps):
        """The sheets of each map, fetched for all maps together.

        :return: ``{map: [Card or Table]}``
        """
        gaps = maps._get_gaps()
        links = maps._get_links_by_map()
        changes = (
            self.env["relationship.level.change"]
            .search([("map_id", "in", maps.ids)])
            .grouped("map_id")
        )
        branches = maps.department_ids._get_branch()
        no_change = self.env["relationship.level.change"]
        return {
            relationship_map: [
                self._summary_sheet(relationship_map, gaps[relationship_map]),
                self._chain_sheet(relationship_map),
                self._departments_sheet(relationship_map, branches),
                self._links_sheet(relationship_map, links[relationship_map]),
                self._gaps_sheet(gaps[relationship_map]),
                self._history_sheet(changes.get(relationship_map, no_change)),
            ]
            for relationship_map in maps
        }

    # ------------------------------------------------------------------- sheets

    def _overview_sheet(self, sheet_names):
        _ = self.env._
        return Table(
            label=_("Overview"),
            columns=[
                Column(_("Map"), 44),
                Column(_("Responsible"), 22),
                Column(_("Closeness"), 11, "signed_percent"),
                Column(_("Coverage"), 11, "percent"),
                Column(_("Status"), 10),
                Column(_("Because"), 60),
                Column(_("People"), 9, "integer"),
                Column(_("Gaps"), 9, "integer"),
            ],
            rows=[
                (
                    Link(relationship_map.name, sheet),
                    relationship_map.user_id.name,
                    _ratio(relationship_map.closeness),
                    _ratio(relationship_map.coverage),
                    self._status(relationship_map),
                    relationship_map.status_reason,
                    relationship_map.stakeholder_count,
                    relationship_map.gap_count,
                )
                for relationship_map, sheet in sheet_names.items()
            ],
        )

    def _summary_sheet(self, relationship_map, gaps):
        _ = self.env._
        labels = {**self._levels(), "": _("Not assessed")}
        return Card(
            label=_("Summary"),
            title=relationship_map.name,
            subtitle=_("Account map")
            if relationship_map.kind == "account"
            else _("Decision chain of an opportunity"),
            facts=[
                (_("Date"), "date", fields.Date.context_today(self)),
                (_("Account"), "text", relationship_map.account_id.name),
                (_("Responsible"), "text", relationship_map.user_id.name),
                (
                    _("Closeness"),
                    "signed_percent",
                    _ratio(relationship_map.closeness),
                ),
                (_("Coverage"), "percent", _ratio(relationship_map.coverage)),
                (_("Status"), "text", self._status(relationship_map)),
                (_("Because"), "text", relationship_map.status_reason),
                (_("People"), "integer", relationship_map.stakeholder_count),
                (
                    _("Of these without a name"),
                    "integer",
                    relationship_map.placeholder_count,
                ),
            ],
            counts_label=_("People per level"),
            counts=[
                (self._level(_key(level), labels), relationship_map[name])
                for level, name in COUNT_FIELDS.items()
            ],
            remarks_label=_("What is missing"),
            remarks=[relationship_map._gap_sentence(gap) for gap in gaps]
            or [_("Nothing: every role is known, assessed and owned.")],
        )

    def _chain_sheet(self, relationship_map):
        _ = self.env._
        people = relationship_map.stakeholder_ids
        words = self._selections(
            "relationship.stakeholder", "level", "political_status", "contact_depth"
        )
        return Table(
            label=_("Decision Chain"),
            columns=[
                Column(_("Name"), 27),
                Column(_("Job Position"), 22),
                Column(_("Department"), 19),
                Column(_("Decision Role"), 15),
                Column(_("Weight"), 8, "number"),
                Column(_("Closeness Level"), 15),
                Column(_("Target Level"), 15),
                Column(_("Solution Acceptance"), 15),
                Column(_("Price Acceptance"), 15),
                Column(_("Veto"), 6),
                Column(_("Approval"), 9),
                Column(_("Political Status"), 12),
                Column(_("Depth of Contact"), 10),
                Column(_("Reports To"), 16),
                Column(_("Relationship Owner"), 16),
                Column(_("Assessed On"), 11, "date"),
                Column(_("Assessed By"), 15),
                Column(_("Note"), 34),
            ],
            rows=[
                self._person_row(person, depth, words)
                for person, depth in self._indented_people(people)
            ],
            empty=_("Nobody is on the map yet."),
        )

    def _person_row(self, person, depth, words):
        labels = words["level"]
        return (
            Indented(person.name, depth, italic=person.is_placeholder),
            person.function,
            self._place_name(person),
            person.role_id.name,
            person.weight,
            self._level(person.level, {**labels, "": self.env._("Not assessed")}),
            self._level(person.target_level, labels),
            self._level(person.solution_level, labels),
            self._level(person.price_level, labels),
            person.has_veto and self.env._("Yes"),
            person.has_approval and self.env._("Yes"),
            words["political_status"][person.political_status],
            words["contact_depth"][person.contact_depth],
            person.reports_to_id.name,
            person.owner_id.name,
            person.assessed_on,
            person.assessed_by_id.name,
            person.note,
        )

    def _departments_sheet(self, relationship_map, branches):
        _ = self.env._
        departments = relationship_map.department_ids
        tallies = {
            department: members._get_tally()
            for department, members in relationship_map.stakeholder_ids.grouped(
                "department_id"
            ).items()
        }
        rows = []
        for department, depth in departments._get_tree():
            branch = branches[department] & departments
            tally = sum((tallies.get(d, Tally()) for d in branch), Tally())
            rows.append(
                (
                    Indented(department.name, depth),
                    department.is_key and _("Yes"),
                    tally.total,
                    tally.weight,
                    _ratio(tally.closeness),
                    _ratio(tally.coverage),
                    *(tally.count(level) for level in COUNT_FIELDS),
                )
            )
        labels = {**self._levels(), "": _("Not assessed")}
        return Table(
            label=_("Departments"),
            columns=[
                Column(_("Department"), 34),
                Column(_("Key Department"), 12),
                Column(_("People"), 9, "integer"),
                Column(_("Weight"), 9, "number"),
                Column(_("Closeness"), 11, "signed_percent"),
                Column(_("Coverage"), 11, "percent"),
                *(Column(labels[_key(level)], 11, "integer") for level in COUNT_FIELDS),
            ],
            rows=rows,
            empty=_("The account has no departments yet."),
        )

    def _links_sheet(self, relationship_map, links):
        _ = self.env._
        words = self._selections("relationship.link", "kind", "confidence", "scope")
        return Table(
            label=_("Links"),
            columns=[
                Column(_("From"), 24),
                Column(_("From Company"), 22),
                Column(_("To"), 24),
                Column(_("To Company"), 22),
                Column(_("Type"), 17),
                Column(_("Kind"), 11),
                Column(_("Strength"), 9, "integer"),
                Column(_("Desired Strength"), 9, "integer"),
                Column(_("Confidence"), 11),
                Column(_("Source"), 22),
                Column(_("Since"), 11, "date"),
                Column(_("Until"), 11, "date"),
                Column(_("Internal or External"), 11),
                Column(_("Only for Opportunity"), 20),
                Column(_("Note"), 34),
            ],
            rows=[
                (
                    link.source_id.name,
                    link.source_id.commercial_company_name,
                    link.target_id.name,
                    link.target_id.commercial_company_name,
                    link.type_id.name,
                    words["kind"][link.kind],
                    link.strength,
                    link.desired_strength or None,
                    words["confidence"][link.confidence],
                    link.origin,
                    link.date_start,
                    link.date_end,
                    words["scope"][link.scope],
                    # The name only, as a many2one shows it: who sees the map of an
                    # opportunity may have no access to the opportunity itself.
                    link.lead_id.sudo().name,
                    link.note,
                )
                for link in links.sorted(
                    lambda link: (
                        link.kind,
                        link.source_id.name or "",
                        link.target_id.name or "",
                    )
                )
            ],
            empty=_("Nobody is linked to anybody yet."),
        )

    def _gaps_sheet(self, gaps):
        _ = self.env._
        texts = {
            "missing_role": (_("Role not known"), _("Find out who plays this part.")),
            "placeholder": (_("No name yet"), _("Find out who this is.")),
            "uncovered_department": (
                _("Key department not covered"),
                _("Get to know somebody there and assess them."),
            ),
            "single_thread": (
                _("Only contact"),
                _("Get to know more people, in case this one leaves."),
            ),
            "unknown_people": (
                _("Met, but not on the map"),
                _("Put this person on the map."),
            ),
            "unused_supporter": (
                _("Supporter not used yet"),
                _("Ask this person to speak for us with who decides."),
            ),
            "not_assessed": (
                _("Not assessed"),
                _("Say how much this person supports us."),
            ),
            "no_owner": (
                _("No owner"),
                _("Name the colleague who owns the relationship."),
            ),
        }
        return Table(
            label=_("Gaps"),
            columns=[
                Column(_("Gap"), 30),
                Column(_("About"), 40),
                Column(_("Next Step"), 60),
            ],
            rows=[
                (texts[gap.kind][0], name, texts[gap.kind][1])
                for gap in gaps
                for name in gap.names
            ],
            empty=_("Nothing is missing."),
        )

    def _history_sheet(self, changes):
        _ = self.env._
        labels = {**self._levels(), "": _("Not assessed")}
        features = self._selections("relationship.level.change", "feature")["feature"]
        return Table(
            label=_("Level History"),
            columns=[
                Column(_("Date"), 17, "datetime"),
                Column(_("Person"), 26),
                Column(_("What"), 20),
                Column(_("From"), 18),
                Column(_("To"), 18),
                Column(_("By"), 20),
                Column(_("Why"), 60),
            ],
            rows=[
                (
                    fields.Datetime.context_timestamp(self, change.date).replace(
                        tzinfo=None
                    ),
                    change.stakeholder_id.name,
                    features[change.feature],
                    self._level(change.old_level, labels),
                    self._level(change.new_level, labels),
                    change.user_id.name,
                    change.reason,
                )
                for change in changes
            ],
            empty=_("No level has changed yet."),
        )

    # ------------------------------------------------------------------ helpers

    def _indented_people(self, people):
        """``(person, depth)`` by reporting line within each department."""
        order = {
            department: position
            for position, (department, __) in enumerate(
                people.department_id._get_tree()
            )
        }

        def group(person):
            if person.department_id:
                return (0, order[person.department_id])
            return (1 + person.is_parked, SIDES.index(person.side))

        return indented_order(
            Place(person, person.reports_to_id, group(person)) for person in people
        )

    def _place_name(self, person):
        """Department, or where people stand who belong to none."""
        _ = self.env._
        if person.department_id:
            return person.department_id.name
        company = person.partner_id.commercial_company_name or ""
        return {
            "account": _("Not placed yet") if person.is_parked else "",
            "external": _("External: %(company)s", company=company),
            "own": _("Our people"),
            "competitor": _("Competitor: %(company)s", company=company),
        }[person.side]

    def _status(self, relationship_map):
        words = self._selections("relationship.map", "status")["status"]
        return Coloured(relationship_map.status, words[relationship_map.status])

    def _level(self, level, labels):
        """Coloured word with its sign, so that it reads in black and white too."""
        key = level or ""
        if key not in labels:
            return None
        word = labels[key]
        return Coloured(key, f"{word} ({SIGNS[key]})" if key else word)

    def _levels(self):
        return self._selections("relationship.stakeholder", "level")["level"]

    def _selections(self, model_name, *field_names):
        """Translated words of selection fields: ``{field: {value: word}}``."""
        model_fields = self.env[model_name]._fields
        return {
            name: dict(model_fields[name]._description_selection(self.env))
            for name in field_names
        }


def _ratio(percent):
    """Percent as the fraction that spreadsheets format as percent."""
    return None if percent is None or percent is False else round(percent / 100, 6)


def _key(level):
    """Selection key of a level, ``""`` for not assessed."""
    return "" if level is None else str(level)
