"""What is typed about one partner's approval."""

from .approve import Approve
from .asking import Prepare, SendBack
from .ending import Read, Report, Revoke

__all__ = ["Approve", "Prepare", "Read", "Report", "Revoke", "SendBack"]
