from csp.decorators import csp_exempt
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from protocols import actions as protocols
from protocols.models import ProtocolVersion
from protocols.rules import LABELS
from protocols.rules.sections import SECTIONS, rows_of
from protocols.rules.templates import faults

from ...documents.press import CannotBePrinted
from ...people.actions import require
from ...people.rules import Action
from .. import actions
from ..paper import sheet_of
from .reading import deed, may_look, own


@require_safe
def index(request):
    """Each approach with the version in use, the draft, and what was used before."""
    clinic = may_look(request)
    visible = list(ProtocolVersion.objects.visible_to(request.user).order_by("owner", "-number"))
    context = {
        "clinic": clinic,
        "rows": [_row(approach, visible, clinic) for approach in LABELS],
        "may_word": request.user.may(Action.WORD_PROTOCOLS),
        "may_publish": request.user.may(Action.PUBLISH_PROTOCOLS),
    }
    return render(request, "wording/index.html", context)


def _row(approach, visible, clinic):
    here = [version for version in visible if version.approach == approach]
    mine = [version for version in here if version.owner == clinic.pk]
    built_in = next((v for v in here if v.owner is None and v.is_published), None)
    own_one = next((v for v in mine if v.is_published), None)
    return {
        "name": LABELS[approach],
        "built_in": built_in,
        "own": own_one,
        "current": own_one or built_in,
        "draft": next((v for v in mine if v.is_draft), None),
        "retired": [v for v in mine if v.retired_at],
    }


@require_POST
def start(request, pk):
    may_look(request)
    version = get_object_or_404(ProtocolVersion.objects.visible_to(request.user).published(), pk=pk)
    try:
        begun = actions.start(version=version, at=timezone.now(), **deed(request))
    except protocols.WordingIsOpen as refusal:
        messages.info(request, str(refusal))
        begun = refusal.draft
    else:
        messages.success(
            request, "Begun as a copy. Nothing changes for plans until it is published."
        )
    return redirect("wording:draft", pk=begun.pk)


@require_safe
def draft(request, pk):
    """What the draft holds, section by section, and what still stands in the way."""
    version = own(request, pk)
    content = version.content()
    context = {
        "version": version,
        "sections": [
            {"section": section, "rows": len(rows_of(content, section)) if section.part else None}
            for section in SECTIONS.values()
        ],
        "faults": [(SECTIONS.get(fault.section), fault.sentence) for fault in faults(content)],
        "may_word": request.user.may(Action.WORD_PROTOCOLS),
        "may_publish": request.user.may(Action.PUBLISH_PROTOCOLS),
    }
    return render(request, "wording/draft.html", context)


# The rules for our pages keep some browsers' own PDF reader from drawing its frame.
@csp_exempt()
@require_safe
def paper(request, pk):
    version = own(request, pk)
    try:
        pdf = sheet_of(version, clinic=request.user.clinic, at=timezone.now())
    except CannotBePrinted as refusal:
        messages.error(request, str(refusal))
        return redirect("wording:draft", pk=pk)
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": 'inline; filename="sample.pdf"'},
    )


def _asked_once(request, pk, *, template, action, act, said):
    """A page that asks before it does; a refusal of the deed is told on the page it leads to."""
    version = own(request, pk)
    require(account=request.user, clinic=request.user.clinic, action=action)
    if request.method == "POST":
        try:
            act(version=version, at=timezone.now(), **deed(request))
        except (
            protocols.NotPublished,
            protocols.PublishedMeanwhile,
            protocols.TemplateDoesNotHangTogether,
        ) as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, said)
        return redirect("wording:index")
    return render(request, template, {"version": version})


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request, pk):
    return _asked_once(
        request,
        pk,
        template="wording/publish.html",
        action=Action.PUBLISH_PROTOCOLS,
        act=actions.publish,
        said="Published. New plans are made from it; plans that exist keep their version.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def retire(request, pk):
    return _asked_once(
        request,
        pk,
        template="wording/retire.html",
        action=Action.PUBLISH_PROTOCOLS,
        act=actions.retire,
        said="Retired. New plans are made from the built-in version again.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def discard(request, pk):
    return _asked_once(
        request,
        pk,
        template="wording/discard.html",
        action=Action.WORD_PROTOCOLS,
        act=actions.discard,
        said="Discarded. Nothing of it is kept.",
    )
