from datetime import UTC, datetime

import pytest
from django.db import connection

from protocols.models import PARTS, ProtocolVersion
from tests.factories.protocols import built_in


@pytest.fixture
def now():
    return datetime(2027, 3, 14, 16, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _nothing_published(request):
    """Here a test publishes for itself; the versions that other rooms share are set aside."""
    if not request.node.get_closest_marker("django_db") and "db" not in request.fixturenames:
        return
    request.getfixturevalue("db")
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        for table in [
            *(part._meta.db_table for part in PARTS.values()),
            ProtocolVersion._meta.db_table,
        ]:
            cursor.execute(f"delete from {table}")
        cursor.execute("set session_replication_role = origin")


@pytest.fixture
def versions(db):
    return built_in()
