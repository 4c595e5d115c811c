"""This plan among the couple's others: whose turn it is in sessions alone."""

from protocols.rules import Approach

from . import dates, facts
from .rules import course


def alone_beside(plan):
    """How often each side has the dose alone in the couple's other plans."""
    return course.sessions_alone((row["approach"], row["dosing"]) for row in dates.beside(plan))


def turn_words(plan, *, known):
    """Whose turn it is, as the other plans stand, for whoever plans this one."""
    approved = all(
        chart.carries and Approach.SOLO in chart.approval.approved_approaches for chart in known
    )
    names = facts.told_apart(plan)
    return course.turn(alone_beside(plan), names=names, both_approved=approved)
