"""A version as the preparation sheet of two made-up partners: how its words will read on paper."""

from datetime import timedelta

from django.template.loader import render_to_string

from ..documents import press, sheets
from ..documents.joint import Booked, Joint, Sober, protocol_words
from ..documents.rules import MOST_PAGES, Kind

CALLED = {"a": "Alex", "b": "Robin"}
TOWARDS = timedelta(days=7)


class NoPhasesYet(press.CannotBePrinted):
    def __str__(self):
        return "A sheet tells the phases of the session, and this wording has none yet."


def sheet_of(version, *, clinic, at):
    """The printed sheet of the partner who doses, as PDF. Raises `press.CannotBePrinted`."""
    lists = version.parts()
    if not lists["phases"]:
        raise NoPhasesYet
    words = sheets.sheet(_own(clinic), _joint(version, lists, clinic=clinic, at=at))
    source = render_to_string("documents/sheet.html", words)
    own_press = press.Press()
    try:
        return own_press.render(source, most_pages=MOST_PAGES[Kind.SHEET]).pdf
    finally:
        own_press.stop()


def _own(clinic):
    return sheets.Own(
        side="a",
        called=CALLED["a"],
        doses=True,
        role="",
        intention="These are the private words of a made-up partner.",
        zone=clinic.zone,
        route=sheets.COMMON_ROUTE,
        solids_h=None,
        clear_h=None,
    )


def _words(version, lists):
    """The first questions and topics, as if they had been chosen."""
    topics = [(topic, "") for topic in lists["topics"][:2]]
    return protocol_words(version, lists, questions=lists["questions"][:6], topics=topics)


def _joint(version, lists, *, clinic, at):
    starts_at = at.replace(hour=20, minute=0, second=0, microsecond=0) + TOWARDS
    return Joint(
        approach=version.approach,
        protocol=_words(version, lists),
        called=CALLED,
        fractions={"a": version.fraction, "b": version.other_fraction},
        sober=None if version.both_dose else Sober(CALLED["b"], "sitter", ("Just being there",)),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=150),
        zone=clinic.zone,
        place=clinic.address,
        room="",
        at_home=False,
        therapist="A made-up therapist",
        clinic=clinic.name,
        phone=clinic.phone,
        emergency=clinic.emergency_text,
        paper=clinic.paper,
        companion="",
        companion_phone="",
        ride="",
        intention="This is a sample, made for a look at the words.",
        touch=None,
        stop_word="",
        hand_sign="",
        mode="",
        reflection_minutes=None,
        meetings=tuple(_booked(each, starts_at, clinic=clinic) for each in lists["meetings"][1:]),
        confirmed=False,
    )


def _booked(template, starts_at, *, clinic):
    return Booked(
        kind=template.kind,
        label=template.get_kind_display(),
        starts_at=starts_at + timedelta(days=template.days_after),
        minutes=template.minutes,
        zone=clinic.zone,
        place=clinic.address,
    )
