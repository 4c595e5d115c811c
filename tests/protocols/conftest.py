from datetime import UTC, datetime

import pytest

from tests.factories.protocols import built_in


@pytest.fixture
def now():
    return datetime(2027, 3, 14, 16, tzinfo=UTC)


@pytest.fixture
def versions(db):
    return built_in()
