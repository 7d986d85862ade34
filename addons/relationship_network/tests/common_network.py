import random
from datetime import timedelta

from odoo import Command, fields
from odoo.tests import new_test_user
from odoo.tools import SQL

from .common import RelationshipCommon

SEED = 20_260_301
# Ids begin far apart, so that every number in a result tells what it is the id of.
FIRST_IDS = {
    model: 1_000_000_000 + 10_000_000 * position
    for position, model in enumerate(
        (
            "res.partner",
            "relationship.map",
            "relationship.stakeholder",
            "relationship.link",
            "relationship.alert",
            "relationship.snapshot",
            "relationship.signal",
            "relationship.level.change",
            "relationship.department",
            "crm.lead",
        )
    )
}
LEVELS = ["2", "1", "0", "-1", "-2", False]


class NetworkCommon(RelationshipCommon):
    """A generated network of two companies, seen by users of different rights.

    Accounts and opportunities belong to several salespeople or to nobody. Everything
    that a person can be called has a name of its own, so that it can be searched for.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.random = random.Random(SEED)
        cls.today = fields.Date.today()
        cls.company_a = cls.env.company
        cls._clear()
        for model, first in FIRST_IDS.items():
            sequence = SQL.identifier(f"{cls.env[model]._table}_id_seq")
            cls.env.cr.execute(
                SQL("ALTER SEQUENCE %s RESTART WITH %s", sequence, SQL(str(first)))
            )
        cls._make_people()
        cls._make_maps()
        cls._make_links()
        cls._make_strangers_known()
        cls._make_past()
        cls._make_signals()
        rules = cls.env["relationship.alert.rule"]._get_rules()
        rules.write({"days": 1, "user_ids": [Command.set(cls.users.ids)]})
        rules.filtered(lambda rule: rule.kind == "closeness_drop").points = 1
        cls.env.flush_all()
        cls.env.invalidate_all()

    @classmethod
    def _clear(cls):
        """Only what is generated counts."""
        cls.env["relationship.map"].search([]).active = False
        cls.env["relationship.link"].search([]).active = False
        cls.env["relationship.signal"].search([]).unlink()

    @classmethod
    def _number(cls, kind):
        """A name that is part of no other."""
        cls.counts = getattr(cls, "counts", {})
        cls.counts[kind] = cls.counts.get(kind, 0) + 1
        return f"{kind}-{cls.counts[kind]:04d}#"

    @classmethod
    def _pick(cls, records, share):
        return records.filtered(lambda __: cls.random.random() < share)

    # ------------------------------------------------------------------- people

    @classmethod
    def _make_people(cls):
        salesman = "sales_team.group_sale_salesman"
        cls.leader = new_test_user(cls.env, "rel_leader", groups=salesman)
        cls.third_seller = new_test_user(cls.env, "rel_third", groups=salesman)
        cls.foreign_seller = new_test_user(
            cls.env,
            "rel_foreign_seller",
            groups=salesman,
            company_id=cls.company_b.id,
            company_ids=[Command.set(cls.company_b.ids)],
        )
        cls.users = cls.seller | cls.leader | cls.manager | cls.foreign_manager
        cls.sellers = cls.seller | cls.other_seller | cls.third_seller
        cls.env["crm.team"].create(
            {
                "name": "Led Team",
                "user_id": cls.leader.id,
                "crm_team_member_ids": [
                    Command.create({"user_id": cls.other_seller.id})
                ],
            }
        )
        cls.accounts = cls.env["res.partner"]
        for number in range(14):
            salespeople = [cls.seller, cls.other_seller, cls.third_seller, None]
            company = cls.random.choice([None, cls.company_a, cls.company_b])
            user = cls.random.choice(salespeople)
            if company == cls.company_b and user:
                user = cls.foreign_seller
            cls.accounts |= cls.env["res.partner"].create(
                {
                    "name": cls._number("Account"),
                    "is_company": True,
                    # The last ones compete with us.
                    "is_competitor": number > 10,
                    "company_id": company and company.id,
                    "user_id": user and user.id,
                }
            )
        cls.contacts = cls.env["res.partner"].create(
            [
                {
                    "name": cls._number("Person"),
                    "parent_id": account.id,
                    "company_id": account.company_id.id,
                    "function": cls._number("Function"),
                }
                for account in cls.accounts
                for __ in range(cls.random.randint(3, 6))
            ]
        )

    # --------------------------------------------------------------------- maps

    @classmethod
    def _make_maps(cls):
        cls.maps = cls.env["relationship.map"]
        for account in cls.accounts.filtered(lambda a: not a.is_competitor):
            for company in account.company_id or cls.company_a | cls.company_b:
                cls.maps |= cls._make_account_map(account, company)
                cls.maps |= cls._make_lead_map(account, company)
        for relationship_map in cls.maps:
            cls._people(relationship_map)

    @classmethod
    def _make_account_map(cls, account, company):
        env = cls.env["relationship.map"].with_company(company)
        account_map = env.create({"account_id": account.id, "company_id": company.id})
        if cls.random.random() < 0.15:
            account_map.user_id = cls.third_seller
        parent = cls.env["relationship.department"]
        for __ in range(3):
            parent = parent.create(
                {
                    "name": cls._number("Department"),
                    "account_id": account.id,
                    "company_id": company.id,
                    "is_key": cls.random.random() < 0.5,
                    "parent_id": parent.id if cls.random.random() < 0.5 else False,
                }
            )
        return account_map.with_env(cls.env)

    @classmethod
    def _make_lead_map(cls, account, company):
        sellers = cls.sellers if company == cls.company_a else cls.foreign_seller
        lead = cls.env["crm.lead"].create(
            {
                "name": cls._number("Deal"),
                "type": "opportunity",
                "partner_id": account.id,
                "company_id": company.id,
                "user_id": cls.random.choice([False, *sellers.ids]),
                "team_id": False,
                "expected_revenue": cls.random.randint(1, 50) * 1000,
                "probability": cls.random.choice([20, 80]),
            }
        )
        return cls.env["relationship.map"].create({"lead_id": lead.id})

    @classmethod
    def _people(cls, relationship_map):
        """People of the account, strangers and placeholders on a map."""
        company = relationship_map.company_id
        usable = cls.contacts.filtered(
            lambda c: c.company_id in (company, company.browse())
        )
        own = usable.filtered(lambda c: c.parent_id == relationship_map.account_id)
        people = cls._pick(own, 0.7) | cls._pick(usable - own, 0.1)
        roles = [False, *cls.env["relationship.role"].search([]).ids]
        departments = [False, *relationship_map.department_ids.ids]
        stakeholders = cls.env["relationship.stakeholder"].create(
            [
                {
                    "map_id": relationship_map.id,
                    "partner_id": partner and partner.id,
                    "name": partner.name if partner else cls._number("Holder"),
                    "weight": cls.random.randint(1, 9),
                    "level": cls.random.choice(LEVELS),
                    "role_id": cls.random.choice(roles),
                    "department_id": cls.random.choice(departments),
                    "political_status": cls.random.choice(
                        ["outside", "structure", "inner"]
                    ),
                    "has_veto": cls.random.random() < 0.2,
                    "has_approval": cls.random.random() < 0.2,
                    "note": cls._number("Opinion"),
                }
                for partner in (*people, False)
            ]
        )
        if company == cls.company_a:
            for person in cls._pick(stakeholders, 0.08):
                person.owner_id = cls.random.choice(cls.sellers)

    # -------------------------------------------------------------------- links

    @classmethod
    def _make_links(cls):
        types = cls.influence_type | cls.friend_type
        types |= cls.env["relationship.link.type"].search(
            [("kind", "=", "conflict")], limit=1
        )
        cls.own_people = (cls.users | cls.sellers | cls.foreign_seller).partner_id
        values = {}
        for company in cls.company_a | cls.company_b:
            usable = cls.contacts.filtered(
                lambda c, company=company: c.company_id in (company, company.browse())
            )
            leads = cls.maps.lead_id.filtered(
                lambda lead, company=company: lead.company_id == company
            )
            for __ in range(220):
                ends = cls._pick_ends(usable)
                link_type = cls.random.choice([*types, *types, cls.friend_type])
                lead = (
                    cls.random.choice(leads)
                    if cls.random.random() < 0.12
                    else leads.browse()
                )
                key = (company, frozenset(ends), link_type, lead)
                values[key] = {
                    "source_id": ends[0].id,
                    "target_id": ends[1].id,
                    "type_id": link_type.id,
                    "strength": cls.random.randint(1, 5),
                    "company_id": company.id,
                    "lead_id": lead.id,
                    "note": cls._number("Note"),
                    "origin": cls._number("Origin"),
                    **cls._pick_dates(),
                }
        cls.env["relationship.link"].create(list(values.values()))

    @classmethod
    def _make_strangers_known(cls):
        """Rivals and we know deciders who are of another account than their map."""
        people = cls.maps.stakeholder_ids.filtered(
            lambda p: p.partner_id and p.partner_id.parent_id != p.account_id
        )
        people.has_approval = True
        rivals = cls.contacts.filtered("is_competitor")
        mentor = cls.env.ref("relationship_network.relationship_link_type_mentor")
        cls.env["relationship.link"].create(
            [
                {
                    "source_id": other.id,
                    "target_id": contact.id,
                    "type_id": mentor.id,
                    "strength": strength,
                    "company_id": company.id,
                }
                for company, places in people.grouped("company_id").items()
                for contact in places.partner_id - rivals
                for other, strength in (
                    (rivals.filtered(lambda r: not r.company_id)[:1], 5),
                    (cls.third_seller.partner_id, 2),
                )
                if other
            ]
        )

    @classmethod
    def _pick_ends(cls, usable):
        """Two people: often of one account, and often one of us."""
        source = cls.random.choice(usable)
        near = usable.filtered(lambda c: c.parent_id == source.parent_id) - source
        kind = cls.random.random()
        if kind < 0.4:
            return cls.random.choice(near), source
        if kind < 0.7:
            return cls.random.choice(cls.own_people), source
        return source, cls.random.choice(usable - source)

    @classmethod
    def _pick_dates(cls):
        kind = cls.random.random()
        if kind < 0.12:
            return {"date_end": cls.today - timedelta(days=10)}
        if kind < 0.18:
            return {"date_start": cls.today + timedelta(days=10)}
        return {}

    # ----------------------------------------------------------- past and signals

    @classmethod
    def _make_past(cls):
        people = cls.maps.stakeholder_ids
        for person in cls._pick(people, 0.4):
            person.write(
                {
                    "level": cls.random.choice(LEVELS),
                    "change_reason": cls._number("Reason"),
                    "change_date": fields.Datetime.now()
                    - timedelta(days=cls.random.randint(10, 80)),
                }
            )
        for person in cls._pick(people, 0.3):
            person.write(
                {
                    "level": cls.random.choice(LEVELS),
                    "change_reason": cls._number("Reason"),
                }
            )
        cls._pick(people, 0.05).active = False
        snapshots = cls.env["relationship.snapshot"]
        snapshots._rebuild(cls.maps, cls.today - timedelta(days=90))
        snapshots._take()

    @classmethod
    def _make_signals(cls):
        values = []
        for user in cls.users | cls.sellers:
            for contact in cls._pick(cls.contacts, 0.15):
                company = contact.company_id or user.company_id
                values.append(
                    {
                        "own_partner_id": user.partner_id.id,
                        "user_id": user.id,
                        "contact_id": contact.id,
                        "account_id": contact.commercial_partner_id.id,
                        "company_id": company.id,
                        "last_contact": fields.Datetime.now()
                        - timedelta(days=cls.random.randint(5, 300)),
                        "score": cls.random.randint(1, 99),
                        "suggested_strength": cls.random.randint(1, 5),
                    }
                )
        cls.env["relationship.signal"].create(values)
