from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from protocols import actions as protocols
from protocols.rules.sections import SECTIONS

from ...people.actions import require
from ...people.forms import posted
from ...people.rules import Action
from .. import actions, forms
from .reading import deed, own


@require_http_methods(["GET", "HEAD", "POST"])
def section(request, pk, code):
    """One section of a draft, to be written."""
    version = own(request, pk)
    require(account=request.user, clinic=request.user.clinic, action=Action.WORD_PROTOCOLS)
    part = SECTIONS.get(code)
    if part is None:
        raise Http404
    if not version.is_draft and request.method != "POST":
        return redirect("wording:index")
    return (_rows if part.part else _texts)(request, version, part)


def _texts(request, version, part):
    form = forms.Texts(posted(request), version=version)
    refusal = None
    if form.is_valid():
        try:
            actions.write_texts(
                version=version,
                texts=form.texts(),
                seen=form.cleaned_data["seen"],
                at=timezone.now(),
                **deed(request),
            )
        except (protocols.SectionChanged, protocols.PublishedMeanwhile) as refused:
            refusal = str(refused)
            # What was typed stays; the next try is tied to the section as it is now.
            form.data = form.data.copy()
            form.data["seen"] = form.initial["seen"]
        else:
            return _kept(request, version, part)
    context = {"form": form, "failed": bool(form.errors), "refusal": refusal}
    return _page(request, version, part, context)


def _rows(request, version, part):
    sent = posted(request)
    rows = forms.rows_form(part)(sent, content=version.content(), section=part)
    seen, refusal = request.POST.get("seen", rows.seen), None
    if sent is not None and rows.is_valid():
        try:
            actions.write_rows(
                version=version,
                section=part.key,
                rows=rows.rows(),
                seen=seen,
                at=timezone.now(),
                **deed(request),
            )
        except (protocols.SectionChanged, protocols.PublishedMeanwhile) as refused:
            refusal, seen = str(refused), rows.seen
        else:
            return _kept(request, version, part)
    failed = sent is not None and not rows.is_valid()
    return _page(
        request, version, part, {"rows": rows, "seen": seen, "failed": failed, "refusal": refusal}
    )


def _kept(request, version, part):
    messages.success(request, f"{part.name}: kept in the draft.")
    return redirect("wording:draft", pk=version.pk)


def _page(request, version, part, context):
    context |= {
        "version": version,
        "section": part,
        "cancel_url": reverse("wording:draft", args=[version.pk]),
    }
    wrong = context["failed"] or context["refusal"]
    return render(request, "wording/section.html", context, status=422 if wrong else 200)
