from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.exceptions import ValidationError
from odoo.modules.registry import DummyRLock, Registry
from odoo.service.model import retrying
from odoo.tests import TransactionCase
from odoo.tools import mute_logger

CONTEXT = {"tracking_disable": True}


class ConcurrentCase(TransactionCase):
    """Many users at once, each in a transaction of their own that is committed."""

    def setUp(self):
        super().setUp()
        # The thread that runs the tests holds the registry's lock all the time.
        self.startPatcher(patch.object(Registry, "_lock", DummyRLock()))

    def _commit(self, function):
        """Run ``function(env)`` in a transaction of its own.

        :return: what it returns
        """
        with self.registry.cursor() as cr:
            return function(api.Environment(cr, SUPERUSER_ID, CONTEXT))

    @mute_logger("odoo.sql_db")
    def _claim_at_once(self, claims):
        """Run each ``claim(env)`` as a web request would, all starting together.

        :return: the message for each that was refused, "" for the others
        """
        barrier = Barrier(len(claims))

        def run(claim):
            with self.registry.cursor() as cr:
                env = api.Environment(cr, SUPERUSER_ID, CONTEXT)
                env["res.users"].browse(SUPERUSER_ID).mapped("login")
                barrier.wait(timeout=20)
                try:
                    retrying(lambda: claim(env), env)
                except ValidationError as refusal:
                    cr.rollback()
                    return refusal.args[0]
            return ""

        with ThreadPoolExecutor(len(claims)) as pool:
            return list(pool.map(run, claims))
