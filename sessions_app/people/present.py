"""The clinic somebody works in now. Of several it is chosen in the side bar, for one session."""

CHOSEN = "clinic"


def chosen_in_the_session(get_response):
    """Tell the account which clinic was chosen; whether a role there stands it finds itself."""

    def answer(request):
        chosen = request.session.get(CHOSEN)
        if chosen is not None and request.user.is_authenticated:
            request.user.chosen_clinic = chosen
        return get_response(request)

    return answer


def choose(request, clinic):
    request.session[CHOSEN] = clinic.pk
    request.user.chosen_clinic = clinic.pk
