"""The machine of a plan’s life on ground that is empty again after each life."""

from django.db import transaction

from tests.sessions_app.planning.machine import Life


class Undone(Life):
    """Each life begins on the same empty ground: what it wrote is undone at its end."""

    def __init__(self):
        super().__init__()
        self.ground = transaction.atomic()
        self.ground.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.ground.__exit__(None, None, None)
