"""What is wrong with an answer to a form that was filled in wrongly."""

import json

from django import forms

from tests.house.test_mistakes import is_stock

from .values import is_typed

NOT_SHOWN_AGAIN = {"password", "new_password"}


def faults(shown, answer, changed):
    """What is not as it should be with the fields of this answer, by field."""
    form, found = shown.form, {}
    for name, field in form.fields.items():
        if name in changed and not form.errors.get(name):
            found[name] = "nothing is said of it"
        elif name in form.errors and not form[name].is_hidden:
            said = [each for each in form.errors[name] if is_stock(each)]
            found[name] = f"says {said}" if said else shown.wrong_at(name)
            if name not in changed:
                found[name] = f"says {form.errors[name]}, and it is right"
        sent = answer.wsgi_request.POST.getlist(name)
        if name not in NOT_SHOWN_AGAIN and not found.get(name):
            found[name] = lost(shown, name, field, sent)
    return {name: fault for name, fault in found.items() if fault}


def lost(shown, name, field, sent):
    """What of this field is not on the page any more, or is there and was not sent."""
    holds = shown.holds(name)
    if is_typed(field):
        sent = [] if not sent and isinstance(field, forms.CharField) else sent
        return "" if (holds or [""]) == (sent or [""]) else f"holds {str(holds)[:80]}"
    offered = [each for each in sent if each in shown.offers(name) and each]
    holds = [each for each in holds if each]
    return "" if holds == offered else f"holds {holds} of {sent}"


def only_read(written):
    """Whether nothing was kept but that the record was read."""
    return all(
        table == "sessions_app_event" and json.loads(row)["deed"].endswith(" read")
        for table, row in written
    )
