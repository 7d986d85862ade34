from functools import partial

from odoo.tests import tagged

from .concurrent_case import ConcurrentCase

THREADS = 50


@tagged("post_install", "-at_install")
class TestConcurrency(ConcurrentCase):
    """The last free hours of an expert are taken once."""

    def setUp(self):
        super().setUp()
        self._commit(self._prepare)
        self.addCleanup(self._commit, self._clean_up)

    def _prepare(self, env):
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

    def _clean_up(self, env):
        env["presales.request"].browse(self.request_ids).assignment_ids.unlink()
        for model, record_ids in self.ids_by_model.items():
            env[model].browse(record_ids).unlink()

    def _book(self, request_id, env):
        request = env["presales.request"].browse(request_id)
        request.action_assign(self.expert_id, "firm")

    def test_one_of_fifty_gets_the_last_hours(self):
        answers = self._claim_at_once(
            [partial(self._book, one) for one in self.request_ids]
        )
        refused = [answer for answer in answers if answer]
        self.assertEqual(len(refused), THREADS - 1)
        self.assertTrue(all("Last Hours has 10" in answer for answer in refused))
        booked = self._commit(
            lambda env: env["presales.assignment"].search_count(
                [("employee_id", "=", self.expert_id)]
            )
        )
        self.assertEqual(booked, 1)
