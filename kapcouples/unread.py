"""What is said when a request was not read: it was too large, or it was not of our pages."""

from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpResponse
from django.template.loader import render_to_string

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent)


def bad_request(request, exception):
    """Reads nothing of what was sent, so it cannot show it again: going back in the browser does."""
    if isinstance(exception, TOO_LARGE):
        page = render_to_string("413.html")
        return HttpResponse(page, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return HttpResponse(render_to_string("400.html"), status=HTTPStatus.BAD_REQUEST)
