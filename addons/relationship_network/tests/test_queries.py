from lxml import etree

from odoo.tests import tagged

from .common import RelationshipCommon


@tagged("post_install", "-at_install")
class TestScreenQueries(RelationshipCommon):
    """Odoo's own screens stay as quick as they were, however rich the maps are."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.leads = cls.env["crm.lead"].create(
            [
                {
                    "name": f"Deal {i}",
                    "type": "opportunity",
                    "partner_id": cls.account.id,
                    "user_id": cls.seller.id,
                }
                for i in range(20)
            ]
        )
        maps = cls.env["relationship.map"].create(
            [{"lead_id": lead.id} for lead in cls.leads]
        )
        cls._crowd(cls.account_map, ["1", "-1"] * 20)
        for lead_map in maps:
            lead_map._copy_people(cls.account_map.stakeholder_ids)

    def _specification(self, view, with_addon):
        """What the web client reads for a view, with or without our fields."""
        model = self.env[view.model].with_user(self.seller)
        arch = etree.fromstring(model.get_view(view.id, view.type)["arch"])
        nodes = arch.xpath("//field[not(ancestor::field)]/@name")
        names = {name for name in nodes if name in model._fields}
        if not with_addon:
            names = {
                name
                for name in names
                if model._fields[name]._module != "relationship_network"
            }
        related = {"fields": {"display_name": {}}}
        return {
            name: related if model._fields[name].relational else {} for name in names
        }

    def _count_queries(self, records, view, with_addon):
        specification = self._specification(view, with_addon)
        mine = records.with_user(self.seller).browse(records.ids)
        counts = []
        for __ in range(2):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            mine.web_read(specification)
            counts.append(self.cr.sql_log_count - before)
        return counts[-1]

    def _assert_added(self, records, view_xmlid, most):
        view = self.env.ref(view_xmlid)
        host = self._count_queries(records, view, with_addon=False)
        suite = self._count_queries(records, view, with_addon=True)
        self.assertGreater(host, 0)
        self.assertLessEqual(suite - host, most, view_xmlid)

    def test_pipeline_kanban(self):
        self._assert_added(self.leads, "crm.crm_case_kanban_view_leads", 0)

    def test_pipeline_list(self):
        self._assert_added(self.leads, "crm.crm_case_tree_view_oppor", 0)

    def test_lead_form(self):
        self._assert_added(self.leads[0], "crm.crm_lead_view_form", 2)

    def test_contact_list(self):
        contacts = self.account.child_ids
        self._assert_added(contacts, "base.view_partner_tree", 3)

    def test_account_form(self):
        self._assert_added(self.account, "base.view_partner_form", 3)

    def test_contact_form(self):
        self._assert_added(self.account.child_ids[0], "base.view_partner_form", 3)
