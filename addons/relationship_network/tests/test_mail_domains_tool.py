from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..tools.mail_domains import (
    FREE_MAIL,
    company_domains,
    mail_domain,
    name_from_address,
    site_domain,
)


class TestMailDomains(BaseCase):
    def test_domains(self):
        self.assertEqual(mail_domain(" Mara.Lind@Aurora.Example "), "aurora.example")
        self.assertIsNone(mail_domain("mara.lind"))
        self.assertIsNone(mail_domain("mara@localhost"))
        self.assertIsNone(mail_domain(False))
        self.assertEqual(
            site_domain("https://www.aurora.example/en?x"), "aurora.example"
        )
        self.assertEqual(site_domain("aurora.example"), "aurora.example")
        self.assertIsNone(site_domain("http://[broken"))
        self.assertIsNone(site_domain(False))

    def test_company_domains(self):
        contacts = ["a@aurora.example", "b@steel.example", "c@steel.example"]
        self.assertEqual(
            company_domains("info@aurora-steel.example", "www.aurora.test", contacts),
            ["aurora-steel.example", "aurora.test", "steel.example"],
        )
        self.assertEqual(company_domains(False, False, contacts[:1]), [])

    def test_free_mail_and_foreign_domains_never_count(self):
        contacts = ["a@gmail.com", "b@gmail.com", "c@us.example", "d@us.example"]
        self.assertEqual(
            company_domains("steel@qq.com", False, contacts, ["us.example"]), []
        )

    def test_names(self):
        self.assertEqual(name_from_address("mara.lind@aurora.example"), "Mara Lind")
        self.assertEqual(name_from_address("MARA_LIND2+news@x.example"), "Mara Lind")
        self.assertEqual(name_from_address("42@x.example"), "42")

    @given(st.one_of(st.none(), st.text(max_size=40)), st.text(max_size=40))
    def test_any_text_is_survived(self, email, website):
        domains = company_domains(email, website, [email, email])
        self.assertFalse(FREE_MAIL.intersection(domains))
        name_from_address(email)
