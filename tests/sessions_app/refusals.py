"""What PostgreSQL itself says to a row that goes past every form."""

from contextlib import contextmanager

import pytest
from django.db import IntegrityError, transaction


@contextmanager
def refused(constraint):
    """The database refuses the rows written here, by this constraint."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        yield
    assert refusal.value.__cause__.diag.constraint_name == constraint


@contextmanager
def refused_at_the_end(constraint):
    """The same for a constraint that waits until the transaction ends."""
    with refused(constraint):
        yield
        with transaction.get_connection().cursor() as cursor:
            cursor.execute("set constraints all immediate")


@contextmanager
def append_only(table):
    """The trigger refuses to change or remove a row of this table."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        yield
    assert str(refusal.value).startswith(f"rows of {table} are never changed or removed")
