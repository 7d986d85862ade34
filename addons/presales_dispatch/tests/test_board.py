from odoo.exceptions import AccessError
from odoo.tests import tagged

from .test_assignment import TestAssignment as AssignmentCase


@tagged("post_install", "-at_install")
class TestBoard(AssignmentCase):
    """The queue beside people × weeks."""

    def _board(self, **kwargs):
        requests = self.env["presales.request"].with_user(self.lead_user)
        return requests.get_board(date="2026-03-04", weeks=2, **kwargs)

    def test_weeks_carry_what_is_booked_of_them(self):
        self._assign(hours=20, date_start="2026-03-02", date_end="2026-03-13")
        self._assign(self.novice, "soft", hours=50)
        board = self._board()
        self.assertEqual(
            [week["start"] for week in board["weeks"]], ["2026-03-02", "2026-03-09"]
        )
        people = {person["name"]: person for person in board["people"]}
        self.assertEqual(len(people), 3)
        first, second = people["Eva Expert"]["cells"]
        self.assertEqual((first["firm"], second["firm"]), (10, 10))
        self.assertEqual(first["capacity"], 40)
        self.assertIn("Workshop", first["items"][0]["name"])
        self.assertEqual(people["Nils Novice"]["cells"][0]["soft"], 50)

    def test_the_queue_holds_what_is_open(self):
        ids = {entry["id"]: entry for entry in self._board()["queue"]}
        self.assertEqual(ids[self.request.id]["hours"], 16)
        self._assign(hours=6)
        ids = {entry["id"]: entry for entry in self._board()["queue"]}
        self.assertEqual(ids[self.request.id]["hours"], 10)
        self._assign(self.novice, hours=10)
        self.assertNotIn(
            self.request.id, [entry["id"] for entry in self._board()["queue"]]
        )

    def test_one_centre_alone(self):
        board = self._board(center_id=self.office.id)
        self.assertEqual(
            [person["name"] for person in board["people"]], ["Olga Office"]
        )
        self.assertFalse(board["queue"])

    def test_only_the_desk_opens_the_board(self):
        for user in (self.seller, self.engineer, self.controller):
            with self.assertRaises(AccessError):
                self.env["presales.request"].with_user(user).get_board()

    def test_queries_do_not_grow(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._board()
            return self.env.cr.sql_log_count - before

        count()
        few = count()
        for index in range(20):
            request = self._request(name=f"More {index}", hours=1)
            request.action_submit()
            request.with_user(self.lead_user).action_assign(self.novice.id, "soft", 0.5)
        employees = self.env["hr.employee"].create(
            [{"name": f"Expert {index}"} for index in range(50)]
        )
        self.env["presales.center.member"].create(
            [
                {
                    "center_id": self.center.id,
                    "employee_id": employee.id,
                    "date_start": "2026-01-01",
                }
                for employee in employees
            ]
        )
        count()
        self.assertLessEqual(count(), few + 3)
