"""Reading templates. An account is asked for its `clinic` alone, and that for its `pk`."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from protocols import words_about
from protocols.models import ProtocolVersion
from protocols.rules import ROUTES, lanes
from protocols.rules.compare import compare as differences
from protocols.rules.search import MOST_FOUND, asked, find


def _current(request):
    clinic = request.user.clinic
    return ProtocolVersion.objects.current(clinic.pk if clinic else None).side_by_side()


def _whole(request, pk):
    return get_object_or_404(ProtocolVersion.objects.visible_to(request.user).whole(), pk=pk)


@require_safe
def index(request):
    return render(request, "protocols/index.html", {"versions": _current(request)})


@require_safe
def search(request):
    """Where words stand in the four versions in use."""
    wanted = asked(request.GET.get("q", ""))
    versions = _current(request).whole() if wanted else []
    found = [(version, find(version.content(), wanted)) for version in versions]
    context = {
        "wanted": wanted,
        "count": sum(len(lines) for _, lines in found),
        "found": [(version, lines[:MOST_FOUND]) for version, lines in found if lines],
    }
    return render(request, "protocols/search.html", context)


@require_safe
def compare(request, pk):
    """Two versions of one approach, part by part; the other one is named by `with`."""
    before, wanted = _whole(request, pk), request.GET.get("with", "")
    if not wanted.isascii() or not wanted.isdigit() or len(wanted) > 18:
        raise Http404
    after = _whole(request, int(wanted))
    if before.approach != after.approach:
        raise Http404
    parts = differences(before.content(), after.content())
    context = {"before": before, "after": after, "parts": parts}
    return render(request, "protocols/compare.html", context)


@require_safe
def about(request):
    """What the treatment is, what is hoped for, its risks and the law, with sources."""
    today = {"today": timezone.localdate()}
    return render(request, "protocols/about.html", words_about.read() | today)


@require_safe
def detail(request, pk):
    version = _whole(request, pk)
    parts = version.parts()
    flow, *others = _flows(parts["phases"])
    shown = {"flow": flow, "others": _differing(others, flow), "line": _line(version, flow)}
    return render(request, "protocols/detail.html", {"version": version, **parts, **shown})


def _flows(phases):
    return [
        {"route": spoken, "phases": [phase for phase in phases if phase.route == route]}
        for route, spoken in ROUTES.items()
    ]


def _differing(others, flow):
    """Each phase beside its words: the title alone where the first flow already tells the rest."""
    told = {phase.text for phase in flow["phases"]}
    return [
        {
            "route": other["route"],
            "phases": [
                (phase, phase.title if phase.text in told else phase.text)
                for phase in other["phases"]
            ],
        }
        for other in others
    ]


def _line(version, flow):
    if version.both_dose:
        return lanes(flow["phases"], a="Partner A", b="Partner B", care="Therapist")
    return lanes(flow["phases"], a="Dosing", b="Sober", care="Therapist", dosing=("a",))
