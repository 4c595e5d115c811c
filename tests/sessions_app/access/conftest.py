import pytest
from django.core.cache import caches


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
