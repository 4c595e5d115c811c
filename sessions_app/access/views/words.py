from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from .. import actions
from ..models import KeptWords


@require_http_methods(["GET", "HEAD"])
def kept_words(request):
    """What came after the last sign-in was over, to be sent again or let go."""
    kept = [
        {"words": each, "answers": each.answers, "typed": each.typed}
        for each in KeptWords.objects.visible_to(request.user)
    ]
    return render(request, "access/kept_words.html", {"kept": kept})


@require_POST
def let_go(request, pk):
    kept = get_object_or_404(KeptWords.objects.visible_to(request.user), pk=pk)
    actions.let_words_go(kept=kept, by=request.user, at=timezone.now())
    messages.success(request, "Those words are gone.")
    return redirect("access:kept_words")
