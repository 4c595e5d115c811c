from django.db import models
from django.db.models import Q

from ...couples.models import Partner
from ...people.models import Account
from ..rules import check


def _found():
    """One line of the check; empty only once the record was erased."""
    choices = [(found.value, words) for found, words in check.FOUND.items()]
    return models.CharField(max_length=9, blank=True, choices=choices)


def _known(line):
    return models.CheckConstraint(
        name=f"day_check_{line}_known",
        condition=Q(**{f"{line}__in": ["", *[found.value for found in check.Found]]}),
        violation_error_message="It is as asked, not as asked, or not known.",
    )


class DayCheck(models.Model):
    """What one partner who doses told alone on the day, line by line. The next is another row."""

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="day_checks")
    alone = models.BooleanField()
    checked_on = models.DateField()
    solids = _found()
    clear = _found()
    alcohol = _found()
    drugs = _found()
    medicine = _found()
    symptom = _found()
    pregnancy = _found()
    home = _found()
    taken_by = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True, max_length=2000)
    recorded_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-checked_on", "-pk")
        constraints = [
            models.CheckConstraint(
                name="day_check_alone",
                condition=Q(alone=True),
                violation_error_message="A partner is asked alone.",
            ),
            *[_known(line) for line in check.LINES],
            models.CheckConstraint(
                name="day_check_names_who_takes_them_home",
                condition=~Q(home="as_asked") | ~Q(taken_by=""),
                violation_error_message="Whoever takes them home has a name.",
            ),
        ]

    def __str__(self):
        return f"Check before a session of {self.partner}"

    @property
    def found(self):
        return {line: getattr(self, line) for line in check.LINES}

    @property
    def erased(self):
        return not any(self.found.values())

    @property
    def as_asked(self):
        return not check.not_as_asked(self.found)

    @property
    def open_lines(self):
        """What is not as asked or not known, in words; nothing of an erased one."""
        if self.erased:
            return []
        return [
            (check.LINES[line], check.FOUND[check.Found(self.found[line])])
            for line in check.not_as_asked(self.found)
        ]
