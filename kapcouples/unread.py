"""What is said when a request was not read: it was too large, or it was not of our pages."""

from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpResponse
from django.template.loader import render_to_string

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent)


def bad_request(_, exception):
    """Nothing sent was read, so nothing can be shown again; going back in the browser does that."""
    if isinstance(exception, TOO_LARGE):
        page = render_to_string("413.html")
        return HttpResponse(page, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return HttpResponse(render_to_string("400.html"), status=HTTPStatus.BAD_REQUEST)
