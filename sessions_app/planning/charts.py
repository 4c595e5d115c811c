"""One partner of a plan beside the records that the plan leans on."""

from dataclasses import dataclass
from datetime import date

from ..approvals.models import Approval
from ..approvals.rules import CARRIES_PLANS, Status
from ..screening.models import Interview


@dataclass(frozen=True)
class Chart:
    """One partner of a plan beside what their own record says on a day."""

    part: object
    interview: Interview | None
    approval: Approval | None
    on: date

    @property
    def partner(self):
        return self.part.partner

    @property
    def status(self):
        return self.approval.status(self.on) if self.approval else Status.NONE

    @property
    def carries(self):
        """Whether the plan may lean on the approval; `dates.problems` asks after the day itself."""
        return self.status in CARRIES_PLANS

    @property
    def days_left(self):
        """Days from `on` to the last day of an active approval, else None."""
        if self.status != Status.ACTIVE:
            return None
        return (self.approval.valid_until - self.on).days

    @property
    def planned_mg(self):
        """The planned part of the approved dose, None when it does not come out.

        For clinicians only.
        """
        if not self.part.doses or not self.carries:
            return None
        return self.approval.planned_mg(self.part.fraction)
