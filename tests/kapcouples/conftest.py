import pytest

from sessions_app.people.rules import Role
from tests.factories.people import ClinicFactory, colleague

CLINIC = {
    "SECRET_KEY": "".join(f"{number:x}-k{number}" for number in range(9, 40)),
    "ALLOWED_HOSTS": "plans.cedarhouse.clinic",
    "DATABASE_URL": "postgresql://kap:four-long-quiet-words@database:5432/kap",
    "REDIS_URL": "redis://:four-long-quiet-words@queue:6379/0",
    "EMAIL_URL": "smtp+tls://kap:four-long-quiet-words@mail.cedarhouse.clinic:587",
    "DEFAULT_FROM_EMAIL": "Appointments <appointments@cedarhouse.clinic>",
    "TLS_PROXY_HEADER": "X-Forwarded-Proto",
}


@pytest.fixture
def clinic_environment():
    """What a clinic sets; nothing stands in its way."""
    return dict(CLINIC)


@pytest.fixture
def thea(db):
    return colleague(ClinicFactory(name="Elm House"), Role.THERAPIST, name="Thea Lindqvist")


@pytest.fixture
def signed_in(client, thea):
    client.force_login(thea)
    return client
