from django.conf import settings
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kapcouples.tryout.mails import kept, opened


@require_safe
def mails(request):
    """Stands in for the partners' own mailboxes, which a try-out never reaches."""
    page = Paginator(kept(settings.MAIL_FOLDER), 20).get_page(request.GET.get("page"))
    return render(request, "tryout/mails.html", {"page": page, "mails": map(opened, page)})
