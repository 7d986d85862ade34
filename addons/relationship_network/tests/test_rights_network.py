import json
import re
from collections import defaultdict
from functools import wraps

from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tests import tagged
from odoo.tools import json_default

from ..models.relationship_reading import READINGS
from ..tools.closeness import Tally
from ..tools.influence import Tie, influences
from ..tools.paths import Link, find_paths, link_rules
from .common_network import FIRST_IDS, NetworkCommon

# Everything with a name of its own, and the model and fields that hold it.
NAMES = {
    "res.partner": ("name", "function"),
    "relationship.stakeholder": ("name", "note"),
    "relationship.link": ("note", "origin"),
    "relationship.level.change": ("reason",),
    "relationship.department": ("name",),
}
NUMBER = re.compile(r"\b1\d{9}\b")


class Sight:
    """What one user may read, found by searching, and nothing but that."""

    def __init__(self, env, user):
        self.env = env(user=user, context={"active_test": False})
        self.user = user
        self.ids = {model: set(self[model].search([]).ids) for model in FIRST_IDS}
        every = env(su=True, context={"active_test": False})
        # Whoever sees a map sees what its opportunity is called.
        maps = every["relationship.map"].browse(self.ids["relationship.map"])
        self.named = set(maps.lead_id.ids)
        self.hidden_names = set()
        readable_names = set()
        for model, names in NAMES.items():
            for record in every[model].search([]):
                found = {record[name] for name in names if record[name]}
                found = {name for name in found if name.endswith("#")}
                if record.id in self.ids[model]:
                    readable_names |= found
                else:
                    self.hidden_names |= found
        self.hidden_names -= readable_names
        self.links = self["relationship.link"].search([("active", "=", True)])
        self.people = self["relationship.stakeholder"].search([("active", "=", True)])

    def __getitem__(self, model):
        return self.env[model]

    def maps(self, **values):
        maps = self["relationship.map"].search([("active", "=", True)])
        return maps.with_context(active_test=True, **values)

    def readable(self, record):
        return record.id in self.ids[record._name]

    def holds(self, link, today):
        return not (
            (link.date_start and link.date_start > today)
            or (link.date_end and link.date_end < today)
        )

    def on_map(self, relationship_map):
        return self.people.filtered(lambda p: p.map_id == relationship_map)

    def places(self):
        """``{(contact, company): place}`` on the maps of their own accounts."""
        return {
            (person.partner_id, person.company_id): person
            for person in self.people
            if person.partner_id
            and person.map_id.active
            and not person.map_id.lead_id
            and person.map_id.account_id == person.partner_id.commercial_partner_id
        }

    def connections(self, today):
        """The strongest tie of each of our people to each contact today."""
        strongest = {}
        for link in self.links.sorted("id", reverse=True).sorted("strength"):
            if (
                link.is_connection
                and link.kind != "conflict"
                and self.holds(link, today)
            ):
                key = link.own_partner_id, link.contact_id, link.company_id
                strongest[key] = link
        return strongest


def tally(people):
    return Tally.of((p.weight, int(p.level) if p.level else None) for p in people)


def figure(value):
    return False if value is None else value


def for_each_user(test):
    """Run a test with what each of the users sees."""

    @wraps(test)
    def run(self):
        for sight in self.sights:
            with self.subTest(user=sight.user.login):
                self.env.invalidate_all()
                test(self, sight)

    return run


@tagged("post_install", "-at_install")
class TestRightsNetwork(NetworkCommon):
    """Whatever is asked, the answer follows from what the user may read."""

    def setUp(self):
        super().setUp()
        self.sights = [Sight(self.env, user) for user in self.users]
        self.env.invalidate_all()

    def _assert_seen(self, sight, result, what):
        """No id of and no name in a result that the user may not read."""
        text = json.dumps(result, default=lambda value: str(json_default(value)))
        text = text.encode().decode("unicode_escape", errors="ignore")
        self.assertFalse([n for n in sight.hidden_names if n in text], what)
        models = {first // 10_000_000: model for model, first in FIRST_IDS.items()}
        for number in map(int, NUMBER.findall(text)):
            model = models.get(number // 10_000_000)
            if model:
                seen = sight.ids[model] | sight.named
                self.assertIn(number, seen, f"{what}: {model}")
        return result

    # -------------------------------------------------------------------- rules

    def test_network_has_something_to_hide(self):
        counts = {
            sight.user: {model: len(ids) for model, ids in sight.ids.items()}
            for sight in self.sights
        }
        every = {
            model: self.env[model].with_context(active_test=False).search_count([])
            for model in FIRST_IDS
        }
        for user, seen in counts.items():
            for model, count in seen.items():
                self.assertTrue(0 < count < every[model], (user.login, model))

    @for_each_user
    def test_maps_are_seen_by_who_works_with_them(self, sight):
        user = sight.user
        is_manager = user in self.manager | self.foreign_manager
        expected = self.maps.filtered(
            lambda m, user=user, is_manager=is_manager: (
                m.company_id in user.company_ids
                and (
                    is_manager
                    or m.user_id in (user, user.browse())
                    or m.team_id.user_id == user
                    or user in m.stakeholder_ids.filtered("active").owner_id
                )
            )
        )
        seen = sight.ids["relationship.map"] & set(self.maps.ids)
        self.assertEqual(seen, set(expected.ids))
        for model in ("relationship.stakeholder", "relationship.snapshot"):
            shown = sight[model].browse(sight.ids[model]).map_id
            self.assertLessEqual(set(shown.ids), sight.ids["relationship.map"])

    # -------------------------------------------------------------------- paths

    @for_each_user
    def test_paths(self, sight):
        links = [
            Link(
                *(link.id, link.source_id.id, link.target_id.id, link.kind),
                *(link.strength, link.date_start or None, link.date_end or None),
                link.lead_id.id or None,
            )
            for link in sight.links
            if all(
                sight.readable(end) and end.active
                for end in link.source_id | link.target_id
            )
        ]
        outside = {
            partner.id: partner.partner_share
            for partner in (sight.links.source_id | sight.links.target_id).sudo()
        }
        readings = sight["relationship.reading"]
        contacts = sight["res.partner"].browse(
            set(self.contacts.ids) & sight.ids["res.partner"]
        )
        for reading, __ in READINGS:
            domain = readings._get_people_domain(reading)
            starts = sight["res.partner"].search(domain).ids
            usable = links
            if reading == "competitor":
                usable = [
                    link
                    for link in links
                    if outside[link.source_id] and outside[link.target_id]
                ]
            for contact in contacts[::3]:
                self._compare_paths(sight, contact, reading, usable, starts)

    def _compare_paths(self, sight, contact, reading, links, starts):
        leads = sight["crm.lead"].search([("partner_id", "=", contact.parent_id.id)])
        lead_id = leads[:1].id
        data = contact.get_introduction_data(reading, lead_id)
        self._assert_seen(sight, data, reading)
        found = contact.relationship_paths(reading=reading, lead_id=lead_id)
        expected = find_paths(
            links, contact.id, starts, 5, link_rules(self.today, lead_id or None)
        )
        self.assertEqual(
            [(path["partner_ids"], path["link_ids"]) for path in found],
            [(list(path.people), list(path.link_ids)) for path in expected.paths],
        )
        self.assertEqual(
            [(path["partner_ids"], path["link_ids"]) for path in data["rejected"]],
            [
                (list(path.candidate.people), list(path.candidate.link_ids))
                for path in expected.rejected
            ],
        )

    # --------------------------------------------------------------------- maps

    @for_each_user
    def test_drawn_map_and_matrix(self, sight):
        for relationship_map in sight.maps():
            data = relationship_map.get_map_data()
            self._assert_seen(sight, data, "map")
            people = sight.on_map(relationship_map)
            self.assertEqual({p["id"] for p in data["people"]}, set(people.ids))
            for name in ("closeness", "coverage"):
                expected = figure(getattr(tally(people), name))
                self.assertAlmostEqual(data["map"][name], expected, delta=0.01)
            links = self._links_of(sight, relationship_map)
            self.assertEqual(
                {link["id"] for link in data["links"]}, {link.id for link in links}
            )
            alerts = sight["relationship.alert"].search(
                [("map_id", "=", relationship_map.id), ("state", "=", "open")]
            )
            self.assertEqual({alert["id"] for alert in data["alerts"]}, set(alerts.ids))
            self.assertEqual(relationship_map.alert_count, len(alerts))
            self._compare_departments(sight, data, people)
            self._compare_readings(sight, data, people, links)
            matrix = relationship_map.get_matrix_data()
            self._assert_seen(sight, matrix, "matrix")
            self.assertLessEqual(
                {tie["id"] for tie in matrix["connections"]},
                {link.id for link in links},
            )

    def _links_of(self, sight, relationship_map):
        partners = sight.on_map(relationship_map).partner_id
        return [
            link
            for link in sight.links
            if sight.holds(link, self.today)
            and link.company_id == relationship_map.company_id
            and (not link.lead_id or link.lead_id == relationship_map.lead_id)
            and (link.source_id in partners or link.target_id in partners)
            and sight.readable(link.source_id)
            and sight.readable(link.target_id)
        ]

    def _compare_departments(self, sight, data, people):
        for values in data["departments"]:
            department = sight["relationship.department"].browse(values["id"])
            branch = department._get_branch()[department]
            members = people.filtered(
                lambda p, branch=branch: p.department_id in branch
            )
            expected = figure(tally(members).closeness)
            self.assertAlmostEqual(values["closeness"], expected, delta=0.01)

    def _compare_readings(self, sight, data, people, links):
        mine = sight.user.partner_id
        tied = {
            end
            for link in links
            if link.kind != "conflict" and mine in link.source_id | link.target_id
            for end in (link.source_id | link.target_id) - mine
        }
        counted = people.filtered(
            lambda p: p.partner_id in tied or p.owner_id == sight.user
        )
        reading = data["readings"]["mine"]
        self.assertEqual(set(reading["person_ids"]), set(counted.ids))
        expected = figure(tally(counted).closeness)
        self.assertAlmostEqual(reading["closeness"], expected, delta=0.01)

    @for_each_user
    def test_analysis(self, sight):
        for relationship_map in sight.maps():
            people = sight.on_map(relationship_map)
            expected = figure(tally(people).closeness)
            self._assert_seen(sight, relationship_map.get_analysis_data(), "facts")
            detail = relationship_map.get_closeness_detail()
            self._assert_seen(sight, detail, "detail")
            self.assertAlmostEqual(detail["rows"][0]["closeness"], expected, delta=0.01)
            simulation = relationship_map.get_simulation_data()
            self._assert_seen(sight, simulation, "simulation")
            self.assertAlmostEqual(
                simulation["before"]["closeness"], expected, delta=0.01
            )
            self._assert_seen(sight, relationship_map.get_gap_data(), "gaps")
            influence = relationship_map.get_influence_data()
            self._assert_seen(sight, influence, "influence")
            self._compare_influence(sight, relationship_map, people, influence)

    def _compare_influence(self, sight, relationship_map, people, data):
        """The stored figures of everybody follow from links that this user sees."""
        account = relationship_map.account_id
        ids = {person.partner_id: person.id for person in people if person.partner_id}
        found = influences(
            {person.id: person.weight for person in people},
            [
                Tie(
                    ids[link.source_id],
                    ids[link.target_id],
                    link.strength,
                    link.kind == "conflict",
                )
                for link in self._links_of(sight, relationship_map)
                if link.kind in ("influence", "conflict")
                and account in link.source_account_id | link.target_account_id
                and link.source_id in ids
                and link.target_id in ids
            ],
        )
        for person in people:
            self.assertAlmostEqual(person.influence, found[person.id].share, 2)
            self.assertEqual(person.influence_rank, found[person.id].rank)
            self._assert_seen(sight, person.influence_explanation, "influence")
        ranks = {p["id"]: p["influence_rank"] for p in data["people"]}
        expected = {p: value.rank for p, value in found.items() if value.rank}
        self.assertEqual(ranks, expected)

    @for_each_user
    def test_trend(self, sight):
        snapshots = sight["relationship.snapshot"]
        rows = snapshots.search([("scope", "=", "map")])
        for relationship_map in sight.maps():
            data = relationship_map.get_trend_data()
            self._assert_seen(sight, data, "trend")
            own = rows.filtered(lambda r, m=relationship_map: r.map_id == m)
            past = [p for p in data["points"] if p["occasion"] != "now"]
            kept = own.filtered(lambda row: row.date < self.today)
            self.assertEqual(len(past), len(kept))
            comparison = relationship_map.get_comparison_data()
            self._assert_seen(sight, comparison, "comparison")
        last = {}
        for row in rows.filtered("map_id.active").sorted("date"):
            last[row.map_id, row.date.isocalendar()[:2]] = row
        weeks = defaultdict(list)
        for (__, week), row in last.items():
            weeks[week].append(row)
        self.assertEqual(
            [
                (point["maps"], round(point["closeness"], 3))
                for point in snapshots.get_trend([("active", "=", True)])
            ],
            [
                (len(week), round(self._mean(week), 3))
                for __, week in sorted(weeks.items())
            ],
        )

    def _mean(self, rows):
        weight = sum(row.total_weight for row in rows)
        return sum(row.total_weight * row.closeness for row in rows) / weight

    # ---------------------------------------------------- accounts, departments

    @for_each_user
    def test_figures_of_accounts_people_and_departments(self, sight):
        places = sight.places()
        company = sight.user.company_id
        partners = sight["res.partner"].with_context(active_test=True)
        partners = partners.browse(sight.ids["res.partner"])
        for contact in partners & self.contacts.with_env(partners.env):
            place = places.get((contact, company))
            self.assertEqual(contact.support_level, place.level if place else False)
        for account in partners & self.accounts.with_env(partners.env):
            account_map = sight.maps().filtered(
                lambda m, a=account: (
                    m.account_id == a and not m.lead_id and m.company_id == company
                )
            )
            expected = figure(tally(sight.on_map(account_map)).closeness)
            self.assertAlmostEqual(account.closeness, expected, delta=0.01)
        for lead in sight["crm.lead"].browse(sight.ids["crm.lead"]):
            lead_map = sight.maps().filtered(lambda m, lead=lead: m.lead_id == lead)
            expected = figure(tally(sight.on_map(lead_map)).closeness)
            self.assertAlmostEqual(lead.closeness, expected, delta=0.01)
        self._compare_stored_departments(sight)
        self._compare_groups(sight)

    def _compare_stored_departments(self, sight):
        departments = sight["relationship.department"].browse(
            sight.ids["relationship.department"]
        )
        for department in departments:
            branch = department.sudo()._get_branch()[department]
            members = sight.people.filtered(
                lambda p, branch=branch: (
                    p.department_id in branch and not p.lead_id and p.map_id.active
                )
            )
            expected = tally(members)
            with self.subTest(department=department.name):
                self.assertAlmostEqual(
                    department.closeness, figure(expected.closeness), delta=0.01
                )
                self.assertEqual(department.stakeholder_count, expected.total)
        against = departments.search([("closeness", "<", 0)])
        expected = departments.filtered(
            lambda d: d.closeness is not False and d.closeness < 0
        )
        self.assertEqual(set(against.ids), set(expected.ids))
        groups = departments._read_group([], ["account_id"], ["stakeholder_count:sum"])
        for account, count in groups:
            own = departments.filtered(lambda d, a=account: d.account_id == a)
            self.assertEqual(count or 0, sum(own.mapped("stakeholder_count")))

    def _compare_groups(self, sight):
        people = sight.people.filtered("map_id.active")
        domain = Domain("active", "=", True) & Domain("map_id.active", "=", True)
        ((count, weight),) = sight["relationship.stakeholder"]._read_group(
            domain, [], ["__count", "weight:sum"]
        )
        self.assertEqual(count, len(people))
        self.assertAlmostEqual(weight, sum(people.mapped("weight")), 2)
        ((count, closeness),) = sight.maps()._read_group(
            [], [], ["__count", "closeness:avg"]
        )
        self.assertEqual(count, len(sight.maps()))
        self.assertAlmostEqual(closeness, tally(people).closeness, 1)

    # -------------------------------------------------------------- connections

    @for_each_user
    def test_connections(self, sight):
        places = sight.places()
        expected = defaultdict(float)
        known = defaultdict(set)
        ties = sight.connections(self.today)
        for (own, contact, company), link in ties.items():
            place = places.get((contact, company))
            expected[own.id] += link.strength * (place.weight if place else 0)
            known[own.id].add(contact.id)
        links = sight["relationship.link"].with_context(active_test=True)
        figures = links._get_connection_figures()
        self.assertEqual(
            {own.id: (f.contacts, round(f.value, 2)) for own, f in figures.items()},
            {
                own: (len(contacts), round(expected[own], 2))
                for own, contacts in known.items()
            },
        )
        for reading, __ in READINGS:
            board = links.get_leaderboard(reading)
            self._assert_seen(sight, board, f"leaderboard {reading}")
            if reading == "company":
                self.assertEqual(
                    {row["partner_id"]: row["contacts"] for row in board["people"]},
                    {own: len(contacts) for own, contacts in known.items()},
                )
            domain = [("reading", "=", reading)]
            for model in ("relationship.map", "relationship.stakeholder"):
                found = sight[model].search(domain)
                self.assertLessEqual(set(found.ids), sight.ids[model])

    @for_each_user
    def test_handover(self, sight):
        handover = sight["relationship.handover"].with_context(active_test=True)
        allowed = handover.new({}).allowed_user_ids
        for user in allowed._origin.filtered("active")[:8]:
            done = handover.create({"user_id": user.id})
            for line in done.line_ids:
                values = line.read()[0]
                self._assert_seen(sight, values, "hand-over")
                places = line.stakeholder_ids.ids
                self.assertLessEqual(set(places), sight.ids["relationship.stakeholder"])
            owned = sight.people.filtered(
                lambda p, user=user, company=done.company_id: (
                    p.owner_id == user and p.company_id == company
                )
            )
            self.assertEqual(set(done.line_ids.stakeholder_ids.ids), set(owned.ids))

    # ------------------------------------------------------------------- alerts

    @for_each_user
    def test_alerts(self, sight):
        alerts = sight["relationship.alert"].with_context(active_test=True)
        opened = alerts.search([("state", "=", "open")])
        self.assertTrue(opened)
        for alert in opened:
            self.assertTrue(sight.readable(alert.map_id))
            values = [alert.message, alert.display_name, alert.facts]
            self._assert_seen(sight, values, alert.kind)
            compare = getattr(self, f"_compare_{alert.kind}", None)
            if compare:
                with self.subTest(alert=alert.message):
                    compare(sight, alert)
        told = opened.filtered(lambda a: sight.user in a.user_ids)
        bell = sight["res.users"].get_relationship_alert_counts()
        self._assert_seen(sight, bell, "bell")
        self.assertEqual(sum(bell["counts"].values()), len(told))
        digest = sight.user.sudo(False)._get_relationship_digest()
        for records in digest.values():
            self.assertLessEqual(set(records.ids), sight.ids["relationship.alert"])

    def _compare_level_conflict(self, sight, alert):
        place = sight.people.filtered(
            lambda p: (
                p.map_id == alert.related_map_id
                and p.partner_id == alert.stakeholder_id.partner_id
            )
        )
        self.assertEqual(place.level, alert.facts["account_level"])

    def _compare_competitor_closer(self, sight, alert):
        contact = alert.stakeholder_id.partner_id
        own, rivals = [0], []
        for link in self._links_of(sight, alert.map_id):
            ends = link.source_id | link.target_id
            if link.kind == "conflict" or contact not in ends:
                continue
            other = (ends - contact).sudo()
            if not other.partner_share:
                own.append(link.strength)
            elif other.commercial_partner_id.is_competitor:
                rivals.append(link.strength)
        self.assertIn(alert.facts["strength"], rivals)
        self.assertEqual(alert.facts["own_strength"], max(own))

    def _compare_no_contact(self, sight, alert):
        person = alert.stakeholder_id
        signals = sight["relationship.signal"].search(
            [
                ("contact_id", "=", person.partner_id.id),
                ("company_id", "=", person.company_id.id),
            ]
        )
        last = max(signals.mapped("last_contact"), default=None)
        known = {last and last.date().isoformat()}
        if person.partner_id.commercial_partner_id != alert.account_id:
            # Said only where everybody who sees the map may know it.
            known.add(None)
        self.assertIn(alert.facts["last"], known, person.name)

    # ---------------------------------------------------------------- dashboard

    @for_each_user
    def test_dashboard(self, sight):
        dashboard = sight["relationship.dashboard"].with_context(active_test=True)
        for reading, __ in READINGS:
            data = dashboard.get_data({"reading": reading})
            self._assert_seen(sight, data, f"dashboard {reading}")
        data = dashboard.get_data({"reading": "company"})
        figures = {
            question["name"]: {f["name"]: f["value"] for f in question["figures"]}
            for question in data["questions"]
        }
        connections, accounts = figures["connections"], figures["accounts"]
        ties = sight.connections(self.today)
        places = sight.places()
        self.assertEqual(connections["connections"], len(ties))
        value = sum(
            link.strength * places[contact, company].weight
            for (__, contact, company), link in ties.items()
            if (contact, company) in places
        )
        self.assertAlmostEqual(connections["value"], value, 2)
        maps = sight.maps().filtered(lambda m: not m.lead_id)
        self.assertEqual(accounts["accounts"], len(maps))
        people = sight.people.filtered(lambda p: p.map_id in maps)
        self.assertAlmostEqual(accounts["closeness"], tally(people).closeness, 1)
        opened = sight["relationship.alert"].search_count(
            [("state", "=", "open"), ("map_id.active", "=", True)]
        )
        self.assertEqual(sum(f["value"] for f in data["alerts"]), opened)

    # ------------------------------------------------------------- without group

    def test_refused_without_the_group(self):
        relationship_map = self.maps[0]
        contact = self.contacts[0]
        self.env["res.partner"].browse(contact.id).company_id = False
        for user in (self.employee, self.portal):
            mine = relationship_map.with_user(user)
            env = mine.env
            calls = [
                contact.with_user(user).relationship_paths,
                contact.with_user(user).get_introduction_data,
                mine.get_map_data,
                mine.get_matrix_data,
                mine.get_analysis_data,
                mine.get_closeness_detail,
                mine.get_influence_data,
                mine.get_gap_data,
                mine.get_simulation_data,
                lambda mine=mine: mine.simulate({}),
                mine.get_trend_data,
                mine.get_comparison_data,
                mine.action_rebuild_trend,
                lambda env=env: env["relationship.snapshot"].get_trend([]),
                env["relationship.link"].get_leaderboard,
                env["relationship.link"]._get_connection_figures,
                env["relationship.dashboard"].get_data,
                lambda env=env: env["relationship.handover"].create({}),
                *(
                    lambda env=env, model=model: env[model].search(Domain.TRUE).ids
                    for model in FIRST_IDS
                    if model.startswith("relationship.")
                ),
            ]
            for call in calls:
                with (
                    self.subTest(user=user.login, call=call),
                    self.assertRaises(AccessError),
                ):
                    call()
            counts = env["res.users"].get_relationship_alert_counts()
            self.assertFalse(counts)
