from django.views.decorators.http import require_http_methods

from ...people.rules import Action
from .. import forms
from ..content import content
from ..forms.revisions import NOW
from ..rules.differences import differences
from ..standing import for_both
from .station import read_plan, show, station_context


@require_http_methods(["GET", "HEAD"])
def revisions(request, pk):
    """Every revision that was sent, and what differs between two of them in words."""
    plan = read_plan(request, pk)
    context = station_context(request, plan, "review")
    sent = list(plan.revisions.select_related("sent_by"))
    # What was sent is kept byte for byte, and no page reads it out once one of the two is erased.
    readable = sent and not any(part.partner.erased_at for part in plan.pair)
    form = forms.Compare(_chosen(request.GET, sent), states=_states(sent)) if readable else None

    context |= {"sent": sent, "compare": form}
    if form and form.is_valid():
        contents = {str(revision.number): revision.read() for revision in sent}
        contents[NOW] = content(plan, on=context["on"], known=context["charts"])
        before, after = form.cleaned_data["before"], form.cleaned_data["after"]
        told = differences if request.user.may(Action.SIGN) else for_both
        context |= {
            "names": [dict(_states(sent))[each] for each in (before, after)],
            "differences": told(contents[before], contents[after]),
        }
    return show(request, "planning/revisions.html", context, form)


def _states(sent):
    """What can be compared, newest first."""
    kept = [(str(revision.number), f"Revision {revision.number}") for revision in sent]
    return [(NOW, "The plan as it stands now"), *kept]


def _chosen(asked, sent):
    """What was asked for; at first the last revision that was sent beside the plan of today."""
    usual = {"before": str(sent[0].number), "after": NOW}
    return {name: asked.get(name, value) for name, value in usual.items()}
