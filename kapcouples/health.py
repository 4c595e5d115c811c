import logging

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


@login_not_required
@require_safe
def health(request):
    """For the machine that watches this one: do the database and Redis answer?"""
    for part, asked in (("database", _ask_database), ("redis", _ask_redis)):
        try:
            asked()
        except (DatabaseError, RedisError, OSError):
            logger.warning("health: %s does not answer", part)
            return HttpResponse("not ready\n", status=503, content_type="text/plain")
    return HttpResponse("ready\n", content_type="text/plain")


def _ask_database():
    with connection.cursor() as cursor:
        cursor.execute("select 1")


def _ask_redis():
    cache.get("health")
