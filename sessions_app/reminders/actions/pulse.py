from django.db.models import F
from django.db.models.functions import Coalesce

from ..models import Sweep

COUNTED = ("planned", "sent", "uncertain", "failed", "skipped", "later")


def note_sweep(*, at, counts=None):
    """The pulse that pages look at; whether the mail server was down at the last look."""
    counted = {} if counts is None else {name: counts[name] for name in COUNTED}
    pulse, _ = Sweep.objects.update_or_create(only=1, defaults={"last_at": at, **counted})
    return pulse.mail_down_since is not None


def note_mail_down(*, said, at):
    Sweep.objects.update(mail_down_since=Coalesce(F("mail_down_since"), at), mail_says=said)


def note_mail_up():
    Sweep.objects.exclude(mail_down_since=None).update(mail_down_since=None, mail_says="")
