"""How far each demo plan has come, told with the same deeds that the pages use."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from protocols.models import ProtocolVersion
from protocols.rules import Approach, digest
from protocols.rules.sections import SECTIONS, rows_of

from ..approvals import actions as approvals
from ..planning import actions as planning
from ..planning import facts, taken
from ..planning.content import content
from ..planning.rules import times, wishes
from ..screening import actions as screening
from ..signoff import actions as signoff
from ..wording import actions as wording
from . import words

HALF_HOUR = timedelta(minutes=30)


class Telling:
    """One plan as it is built: who acts, and the hour of each deed."""

    def __init__(self, *, couple, thea, paul, at):
        self.thea, self.paul, self.at = thea, paul, at
        self.zone = couple.clinic.zone
        self.plan = planning.begin(couple=couple, by=thea, at=at)

    def _by_thea(self):
        self.at += timedelta(minutes=4)
        return {"plan": self.plan, "by": self.thea, "at": self.at}

    def choose(self, approach, *, reason="", **told):
        planning.record_facts(**self._by_thea(), **words.FACTS | told)
        self.plan = planning.choose(**self._by_thea(), approach=approach, reason=reason)

    def roles(self, **solo):
        parts = {side: {"touch": touch} for side, touch in zip("ab", words.TOUCH, strict=True)}
        for part in self.plan.pair:
            if solo and not part.doses:
                parts[part.partner.side] |= solo
        planning.set_roles(**self._by_thea(), parts=parts, **words.SAFETY)

    def intend(self, joint, own_a, own_b):
        planning.write_intentions(
            **self._by_thea(),
            joint=joint,
            private={"a": own_a, "b": own_b},
            agrees={"a": True, "b": True},
        )

    def prepare(self, *, questions=(), topics=(), mode="", reflection_minutes=None):
        version = self.plan.version
        by_key = {thing.key: thing for thing in [*version.questions.all(), *version.topics.all()]}
        planning.confirm_preparation(
            **self._by_thea(),
            questions=[by_key[key] for key in questions],
            topics=[(by_key[key], opening) for key, opening in topics],
            confirmed=[c.key for c in wishes.confirmations_for(self.plan.approach)],
            mode=mode,
            reflection_minutes=reflection_minutes,
            parked="",
            told=dict.fromkeys("ab", self._told()),
        )

    def _told(self):
        """What each of the two said alone, and the consent they gave that day."""
        return {
            "acknowledged": list(wishes.ACKNOWLEDGEMENTS),
            "consented_on": facts.day_of(self.plan, self.at),
        }

    def book(self, starts_at, *, room, minutes=150, place=""):
        clinic = self.plan.couple.clinic
        self.plan = planning.schedule(
            **self._by_thea(),
            starts_at=starts_at,
            minutes=minutes,
            zone=clinic.zone,
            place=place or clinic.address,
            room=room,
            therapist=self.thea,
        )

    def book_meetings(self, **changes):
        """The meetings as the protocol proposes them; `changes` are for the next-day one."""
        proposals = taken.proposals(self.plan, self.plan.version.meetings.all())
        meetings = [self._meeting(proposal) for proposal in proposals]
        meetings[0] |= changes
        planning.book_meetings(**self._by_thea(), meetings=meetings)

    def _meeting(self, proposal):
        return {
            "kind": proposal.kind.value,
            "starts_at": proposal.starts_at,
            "minutes": proposal.minutes,
            "zone": self.zone,
            "place": self.plan.place,
            "leads": list(proposal.leads),
        }

    def send(self):
        self.plan = planning.submit(**self._by_thea())

    def sign(self):
        """Signed as it is shown; safety advice it was chosen against is acknowledged by name."""
        self.at += timedelta(hours=2)
        signoff.sign(
            plan=self.plan,
            seen_digest=self._read(),
            password=words.PASSWORD,
            acknowledged=facts.acknowledgements_needed(self.plan),
            by=self.paul,
            at=self.at,
        )

    def ask_alone(self, at):
        """What is asked and measured of each of them alone, half an hour before the dose."""
        on = facts.day_of(self.plan, at)
        deed = {"alone": True, "by": self.thea, "at": at}
        for part in self.plan.pair:
            told = {"partner": part.partner} | deed
            screening.record_day_question(**told, asked_on=on, **words.PLAIN_YES)
            screening.record_day_check(**told, checked_on=on, **words.AS_ASKED)
            approval = part.partner.approvals.get()
            approvals.read(approval=approval, by=self.thea, at=at, **words.VITALS)

    def decline(self, reason):
        self.at += timedelta(hours=2)
        told = {"seen_digest": self._read(), "reason": reason, "password": words.PASSWORD}
        signoff.decline(plan=self.plan, by=self.paul, at=self.at, **told)

    def _read(self):
        return digest(content(self.plan, on=facts.day_of(self.plan, self.at)))


def next_meeting_at(*, now, zone):
    """A decent hour for the next-day meeting whose letter is due at once.

    At least two hours ahead and within the working day, today or tomorrow.
    """
    local = (now + timedelta(hours=2)).astimezone(ZoneInfo(zone))
    whole = local.replace(minute=0 if local.minute < 30 else 30, second=0, microsecond=0)
    meeting = whole if whole == local else whole + HALF_HOUR
    if meeting.time() < time(9):
        return meeting.replace(hour=9, minute=0)
    if meeting.time() > time(18):
        return datetime.combine(meeting.date() + timedelta(days=1), time(9), meeting.tzinfo)
    return meeting


def alex_and_robin(couple, *, thea, paul, now):
    """Held yesterday; the letters of the next-day meeting leave within a minute of loading."""
    zone = couple.clinic.zone
    meeting_at = next_meeting_at(now=now, zone=zone)
    session_at = datetime.combine(
        meeting_at.date() - timedelta(days=1), time(13), ZoneInfo(zone)
    ).astimezone(ZoneInfo("UTC"))
    tell = Telling(couple=couple, thea=thea, paul=paul, at=session_at - timedelta(days=6))
    tell.choose(Approach.DUAL_PSYCHOLYTIC, goals=["emotional_expression"])
    tell.roles()
    tell.intend(
        "Between us we would like to feel more at ease with silence.",
        "I want to let you see how tired I have been.",
        "Today I speak from the part of me that is afraid to be too much.",
    )
    tell.prepare(questions=["A3-Q02", "A3-Q07", "A3-Q04", "A3-Q09"])
    tell.book(session_at, room="Room 1")
    tell.book_meetings(
        starts_at=meeting_at.astimezone(ZoneInfo("UTC")),
        leads=[int((meeting_at - now).total_seconds() // 60)],
    )
    tell.send()
    tell.sign()
    tell.ask_alone(session_at - timedelta(minutes=30))
    planning.hold(plan=tell.plan, by=thea, at=session_at + timedelta(hours=3))


def own_words(clinic, *, thea, paul, now):
    """Extended discussion in the clinic's words: written by Thea, published by Paul."""
    deed = {"clinic": clinic, "by": thea, "at": now - timedelta(hours=18)}
    built_in = (
        ProtocolVersion.objects.built_in().published().get(approach=Approach.EXTENDED_DISCUSSION)
    )
    draft = wording.start(version=built_in, **deed)
    for key, said in (("questions", words.OWN_QUESTION), ("steps", words.OWN_STEP)):
        before = rows_of(draft.content(), SECTIONS[key])
        rows = [row | {"text": said[row["text"]]} if row["text"] in said else row for row in before]
        wording.write_rows(version=draft, section=key, rows=rows, seen=digest(before), **deed)
    wording.publish(version=draft, clinic=clinic, by=paul, at=now - timedelta(hours=17))


def alex_and_robin_again(couple, *, thea, paul, now):
    """From afar and against safety advice, with the reason typed and acknowledged by Paul."""
    tell = Telling(couple=couple, thea=thea, paul=paul, at=now - timedelta(hours=16))
    tell.choose(
        Approach.EXTENDED_DISCUSSION,
        reason=words.AGAINST_ADVICE,
        goals=["focused_talk"],
        setting="remote_with_therapist",
        third_sober_adult=False,
    )
    tell.roles()
    tell.intend(
        "We want to hear what each of us needs before the summer.",
        "I want to ask before I answer.",
        "Even if we do not agree, I want you to feel that I stayed.",
    )
    tell.prepare(
        questions=["A4-Q02", "A4-Q06", "A4-Q08"],
        topics=[("A4-T02", "There is an hour in the week that I would like to be ours.")],
        mode="therapist_led",
        reflection_minutes=15,
    )
    day = _local(now, days=20, hour=10, minute=0, zone=couple.clinic.zone)
    tell.book(day, room="", place="At home, with the therapist on video")
    tell.book_meetings()
    tell.send()
    tell.sign()


def maya_and_jonah(couple, *, thea, paul, now):
    """Solo, signed, in three days."""
    tell = Telling(couple=couple, thea=thea, paul=paul, at=now - timedelta(days=2))
    tell.choose(
        Approach.SOLO,
        goals=["individual_healing"],
        companion_need="partner",
        comfort="unsure",
    )
    tell.roles(nondosing_role="sitter", support_styles=["hand_holding", "presence"])
    tell.intend(
        "We practise being near without having to do anything.",
        "I would like to meet the old worry with less fear.",
        "When I want to fix, I will instead breathe out and stay.",
    )
    tell.prepare(questions=["A1-Q02", "A1-Q03", "A1-Q04", "A1-Q07", "A1-Q11"])
    tell.book(_local(now, days=3, hour=9, minute=30, zone=couple.clinic.zone), room="Room 2")
    tell.book_meetings()
    tell.send()
    tell.sign()


def noor_and_sam(couple, *, thea, paul, now):
    """One plan withdrawn, the next one with the prescriber since yesterday."""
    first = Telling(couple=couple, thea=thea, paul=paul, at=now - timedelta(days=9))
    first.choose(Approach.EXTENDED_DISCUSSION, goals=["focused_talk"], stuck_pattern=True)
    planning.withdraw(
        plan=first.plan,
        why="They wanted to wait until the school holidays were over.",
        by=thea,
        at=now - timedelta(days=8),
    )
    tell = Telling(couple=couple, thea=thea, paul=paul, at=now - timedelta(hours=20))
    tell.choose(Approach.EXTENDED_DISCUSSION, goals=["focused_talk"], stuck_pattern=True)
    tell.roles()
    tell.intend(
        "In this talk we want to be on the same side of the money question.",
        "I want to learn what enough means to you.",
        "I leave my wish to win at the door.",
    )
    tell.prepare(
        questions=["A4-Q02", "A4-Q03", "A4-Q06", "A4-Q08"],
        topics=[
            ("A4-T03", "When we speak about money I grow small, and I would like to stay."),
            ("A4-T06", "There is a job I do that nobody sees, and I would like to show it."),
        ],
        mode="therapist_led",
        reflection_minutes=12,
    )
    tell.book(_local(now, days=5, hour=10, minute=0, zone=couple.clinic.zone), room="Room 1")
    tell.book_meetings()
    tell.send()


def iris_and_theo(couple, *, thea, paul, now):
    """Dual psychedelic, sent back by the prescriber: a draft again, second revision."""
    tell = Telling(couple=couple, thea=thea, paul=paul, at=now - timedelta(days=3))
    tell.choose(Approach.DUAL_PSYCHEDELIC, goals=["deep_shift"])
    tell.roles()
    tell.intend(
        "Together we turn towards what we have both avoided since the move.",
        "May I return with a little more patience.",
        "I am willing to see my part in the long silences.",
    )
    tell.prepare(questions=["A2-Q01", "A2-Q04", "A2-Q07", "A2-Q10"])
    tell.book(_local(now, days=9, hour=13, minute=0, zone=couple.clinic.zone), room="Room 1")
    tell.book_meetings()
    tell.send()
    tell.decline("Please name a second companion: two people go inward at the same time.")


def _local(now, *, days, hour, minute, zone):
    day = now.astimezone(ZoneInfo(zone)).date() + timedelta(days=days)
    return times.moment(day=day, clock=time(hour, minute), zone=zone)
