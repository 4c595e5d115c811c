from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ...audit.actions import record_reading
from ...people import fence
from ...people.actions import require
from ...people.rules import Action, local_day, place_of
from .. import forms
from .. import trail as rows_of

FIELDS = ("person", "deed", "about", "since", "until")


def _asked(request):
    """The clinic whose trail this is, the filter, and the rows that it finds."""
    clinic = request.user.clinic
    require(account=request.user, clinic=clinic, action=Action.READ_TRAIL)
    form = forms.Seek({name: request.GET.get(name, "") for name in FIELDS}, clinic=clinic)
    chosen = form.cleaned_data if form.is_valid() else {}
    return clinic, form, rows_of.sought(clinic, chosen)


@require_http_methods(["GET", "HEAD"])
def trail(request):
    """Who did and read what in this clinic, newest first; no private word is in it."""
    clinic, form, events = _asked(request)
    shown = [] if form.errors else events
    page, following = rows_of.older(shown, rows_of.read_mark(request.GET.get("before", "")))
    context = {
        "form": form,
        "clinic": clinic,
        "rows": rows_of.rows(page, rows_of.names(page), zone=clinic.zone),
        "following": following,
        "narrowed": any(form.data.values()),
        "begins_later": "before" in request.GET,
        "town": place_of(clinic.zone),
    }
    return render(request, "desk/trail.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD"])
def trail_file(request):
    """The same rows for a spreadsheet, written out as they are read."""
    clinic, form, events = _asked(request)
    now = timezone.now()
    record_reading(deed="trail exported", subject=clinic, by=request.user, at=now)
    if form.errors:
        events = events.none()
    day = local_day(at=now, zone=clinic.zone)
    return StreamingHttpResponse(
        _written(events, clinic),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="trail-{day}.csv"'},
    )


def _written(events, clinic):
    """Read while it is sent, and so after the transaction of the request has ended."""
    with fence.within(clinics=[clinic.pk]):
        yield from rows_of.lines(events, clinic)
