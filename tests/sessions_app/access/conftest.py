import pytest
from django.core.cache import caches
from django.test import Client


@pytest.fixture
def no_redis_after(settings):
    """From the call on, the shared cache does not answer."""

    def fall_silent():
        silent = settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:9/0"}
        settings.CACHES = {"default": silent}
        caches.close_all()

    return fall_silent


@pytest.fixture
def no_redis(no_redis_after):
    no_redis_after()


@pytest.fixture
def client_with_csrf():
    """A browser of which forged forms are refused, as in a clinic."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def asked(settings):
    """The second factor is asked, as in a clinic."""
    settings.SECOND_FACTOR_WAIVED = False
