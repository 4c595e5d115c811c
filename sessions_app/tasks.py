"""Register: Celery finds a slice's tasks by this list, for it looks only at an app's root."""

from .access import tasks as access
from .approvals import tasks as approvals
from .documents import tasks as documents
from .people import tasks as people
from .reminders import tasks as reminders
from .signoff import tasks as signoff

__all__ = ["access", "approvals", "documents", "people", "reminders", "signoff"]
