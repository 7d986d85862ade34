from odoo.tests import HttpCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestImportTour(HttpCase):
    def test_from_the_menu(self):
        """A seller imports two files from the menu, and leaves a bad row out."""
        new_test_user(
            self.env, "rel_import_tour", groups="sales_team.group_sale_salesman"
        )
        self.start_tour("/odoo", "relationship_import", login="rel_import_tour")
        account = self.env["res.partner"].search([("name", "=", "Tour Steel")])
        self.assertTrue(account.is_company)
        people = account.relationship_map_ids.stakeholder_ids
        self.assertEqual(set(people.mapped("name")), {"Kai Lund", "Lea Moor"})
        kai = people.filtered(lambda person: person.name == "Kai Lund")
        self.assertEqual((kai.reports_to_id.name, kai.level), ("Lea Moor", "1"))
        self.assertEqual(
            kai.partner_id.influenced_by_link_ids.source_id.name, "Lea Moor"
        )
