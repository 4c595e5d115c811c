"""What is said when a page fails: that the database or Redis is away, or that we made a mistake."""

import sys
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from redis.exceptions import RedisError

AWAY = (InterfaceError, OperationalError, RedisError)
AGAIN_AFTER = 60


def server_error(request):
    """Asks nothing of anybody: neither who is signed in nor where they work may be known."""
    if isinstance(sys.exc_info()[1], AWAY):
        page = render_to_string("503.html")
        return HttpResponse(
            page, status=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": AGAIN_AFTER}
        )
    return HttpResponse(render_to_string("500.html"), status=HTTPStatus.INTERNAL_SERVER_ERROR)
