from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.exceptions import ValidationError
from odoo.modules.registry import DummyRLock, Registry
from odoo.service.model import retrying
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

THREADS = 50


@tagged("post_install", "-at_install")
class TestConcurrency(TransactionCase):
    """The last free hours of an expert are taken once, in transactions of their own."""

    def setUp(self):
        super().setUp()
        # The thread that runs the tests holds the registry's lock all the time.
        self.startPatcher(patch.object(Registry, "_lock", DummyRLock()))
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
            self.expert_id = env["hr.employee"].create({"name": "Last Hours"}).id
            lead = env["crm.lead"].create({"name": "Rush", "type": "opportunity"})
            role = env["presales.role"].create({"name": "Role of a Rush"})
            requests = env["presales.request"].create(
                [
                    {
                        "name": f"Rush {index}",
                        "lead_id": lead.id,
                        "role_id": role.id,
                        "state": "queued",
                        "hours": 30,
                        "date_start": "2026-03-02",
                        "date_end": "2026-03-06",
                    }
                    for index in range(THREADS)
                ]
            )
            self.request_ids = requests.ids
            self.ids_by_model = {
                "presales.request": requests.ids,
                "presales.role": role.ids,
                "crm.lead": lead.ids,
                "hr.employee": [self.expert_id],
            }
        self.addCleanup(self._clean_up)

    def _clean_up(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
            requests = env["presales.request"].browse(self.request_ids)
            requests.assignment_ids.unlink()
            for model, record_ids in self.ids_by_model.items():
                env[model].browse(record_ids).unlink()

    def _claim(self, request_id, barrier):
        """Book the expert firmly as a web request would; the message when refused."""
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
            request = env["presales.request"].browse(request_id)
            request.mapped("name")
            barrier.wait(timeout=20)
            try:
                retrying(lambda: request.action_assign(self.expert_id, "firm"), env)
            except ValidationError as refusal:
                cr.rollback()
                return refusal.args[0]
        return ""

    @mute_logger("odoo.sql_db")
    def test_one_of_fifty_gets_the_last_hours(self):
        barrier = Barrier(THREADS)
        with ThreadPoolExecutor(THREADS) as pool:
            answers = list(
                pool.map(lambda one: self._claim(one, barrier), self.request_ids)
            )
        refused = [answer for answer in answers if answer]
        self.assertEqual(len(refused), THREADS - 1)
        self.assertTrue(all("Last Hours has 10" in answer for answer in refused))
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            booked = env["presales.assignment"].search(
                [("employee_id", "=", self.expert_id)]
            )
            self.assertEqual(len(booked), 1)
