"""What a request knows of the account beyond its row: the clinic chosen, records opened, the hour.

All of it lives in the session, so it ends with it.
"""

from django.utils import timezone

CHOSEN, OPENED = "clinic", "opened"


def told_by_the_session(get_response):
    """Tell the account what was chosen; whether a role or an opening stands it finds itself."""

    def answer(request):
        chosen, opened = request.session.get(CHOSEN), request.session.get(OPENED)
        if (chosen is not None or opened) and request.user.is_authenticated:
            request.user.chosen_clinic = chosen
            request.user.opened_in_emergency = tuple(each["pk"] for each in opened or ())
            request.user.asked_at = timezone.now()
        return get_response(request)

    return answer


def choose(request, clinic):
    request.session[CHOSEN] = clinic.pk
    request.user.chosen_clinic = clinic.pk


def remember_opening(request, opening, *, name):
    """The frame of every page tells of it without asking the database."""
    told = {
        "pk": opening.pk,
        "name": name,
        "clinic": opening.couple.clinic_id,
        "ends_at": opening.ends_at.isoformat(),
    }
    request.session[OPENED] = [*request.session.get(OPENED, []), told]


def forget_opening(request, pk):
    request.session[OPENED] = [o for o in request.session.get(OPENED, []) if o["pk"] != pk]
