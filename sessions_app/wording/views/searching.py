"""Where words stand, in drafts and in versions of former days too."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from protocols.models import ProtocolVersion
from protocols.rules.search import MOST_FOUND, asked, find

from .reading import may_look

IN_USE, BUILT_IN = ("In use", "yes"), ("Built in, not in use here", "plain")
DRAFT, RETIRED = ("Draft", "mind"), ("Retired", "plain")


@require_safe
def search(request):
    clinic = may_look(request)
    wanted = asked(request.GET.get("q", ""))
    every = ProtocolVersion.objects.visible_to(request.user).side_by_side().whole()
    versions = list(every) if wanted else []
    worded = {v.approach for v in versions if v.owner == clinic.pk and v.is_published}
    found = [(v, *_state(v, worded), find(v.content(), wanted)) for v in versions]
    context = {
        "wanted": wanted,
        "count": sum(len(lines) for *_, lines in found),
        "found": [(*shown, lines[:MOST_FOUND]) for *shown, lines in found if lines],
    }
    return render(request, "wording/search.html", context)


def _state(version, worded):
    if version.is_draft:
        return DRAFT
    if version.retired_at:
        return RETIRED
    return BUILT_IN if version.owner is None and version.approach in worded else IN_USE
