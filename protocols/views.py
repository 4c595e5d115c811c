from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from protocols.models import ProtocolVersion
from protocols.rules import ROUTES, lanes


@require_safe
def index(request):
    versions = ProtocolVersion.objects.published().side_by_side()
    return render(request, "protocols/index.html", {"versions": versions})


@require_safe
def detail(request, pk):
    version = get_object_or_404(ProtocolVersion.objects.whole(), pk=pk)
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
