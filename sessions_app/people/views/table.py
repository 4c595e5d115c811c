from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from .. import rules
from ..actions import require


@require_http_methods(["GET", "HEAD"])
def table(request):
    """Who may do what: the very table that pages and deeds ask."""
    require(account=request.user, clinic=request.user.clinic, action=rules.Action.READ_ROLES)
    context = {
        "roles": list(rules.ROLE_WORDS.values()),
        "rows": [
            {
                "words": rules.words_of(action),
                "cells": [
                    {"role": rules.ROLE_WORDS[role], "may": action in actions}
                    for role, actions in rules.MAY.items()
                ],
            }
            for action in rules.Action
        ],
    }
    return render(request, "people/table.html", context)
