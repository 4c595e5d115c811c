"""Where Django keeps its sessions: in our own table, which knows whose they are."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.utils import timezone

from .models import Session


class SessionStore(db.SessionStore):
    def __init__(self, session_key=None):
        super().__init__(session_key)
        self.row = self.before = None

    @classmethod
    def get_model_class(cls):
        return Session

    def whose(self):
        """The row behind the cookie, also of a sign-in that is over; None when there is none."""
        self._get_session()
        return self.row

    def load(self):
        self.row = self._get_session_from_db()
        if self.row is None:
            return {}
        if self.row.ended_at:
            self._session_key = None
            return {}
        return self.decode(self.row.session_data)

    def create_model_instance(self, data):
        row = super().create_model_instance(data)
        account = data.get(SESSION_KEY)
        row.account_id = int(account) if account else None
        row.device = data.get("device", "")
        if account:
            self._keep_its_times(row)
        self.row = row
        return row

    def _keep_its_times(self, row):
        for known in (self.row, self.before):
            if known and known.account_id == row.account_id:
                row.began_at, row.seen_at = known.began_at, known.seen_at
                return
        row.began_at = row.seen_at = timezone.now()

    def cycle_key(self):
        """A new key is no new sign-in: its 12 hours go on."""
        before = self.row
        super().cycle_key()
        self.before = before if before and before.ended_at is None else None

    def flush(self):
        """End it. The cookie stays in the browser and opens nothing from now on."""
        if self.session_key:
            Session.objects.filter(pk=self.session_key, ended_at=None).update(
                ended_at=timezone.now(), session_data=self.encode({})
            )
        self._session_cache = {}
        self._session_key = None
        self.accessed, self.modified = True, False

    def is_empty(self):
        # Django takes an empty session's cookie away; this one still says whose words come late.
        return super().is_empty() and not (self.row and self.row.account_id)

    def seen(self, *, at):
        """Note that its reader is there, beside whatever else is being saved."""
        self.row.seen_at = at
        Session.objects.filter(pk=self.row.pk).update(seen_at=at)
