from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction

from protocols.models import ProtocolVersion

from ..approvals import actions as approvals
from ..approvals.facts import seen as seen_beside_an_approval
from ..couples import actions as couples
from ..people import actions as people
from ..people.models import Account, Clinic
from ..people.rules import Role, local_day
from ..screening import actions as screening
from ..screening.rules.health import TOPICS
from . import story, words

DECIMALS = ("approved_dose_mg", "session_max_mg", "dose_unit_mg", "fast_solids_h", "fast_clear_h")


class RealRecordsAreHere(Exception):
    def __str__(self):
        return (
            "This database holds records that are not the demo's, so nothing was loaded. "
            "Use an empty database for the demo."
        )


class ProtocolsAreMissing(Exception):
    def __str__(self):
        return "There are no protocols yet, so nothing was loaded. Run load_protocols first."


@transaction.atomic
def load(*, by, at):
    """Fill an empty database with the demo clinic; whether anything was loaded.

    Where the demo clinic is already, nothing changes. Raises `RealRecordsAreHere`,
    `ProtocolsAreMissing`.
    """
    here = set(Clinic.objects.values_list("name", flat=True))
    if words.CLINIC["name"] in here and here <= {words.CLINIC["name"], words.HARBOR["name"]}:
        return False
    if here or Account.objects.exists():
        raise RealRecordsAreHere
    if not ProtocolVersion.objects.published().exists():
        raise ProtocolsAreMissing
    paul = _open_cedar(by=by, at=at)
    _open_harbor(paul, at=at)
    return True


def _open_cedar(*, by, at):
    """The clinic of the story with its people and couples; the prescriber works elsewhere too."""
    long_ago = at - timedelta(days=60)
    clinic = people.open_clinic(by=by, at=long_ago, **words.CLINIC)
    team = {person: _join(clinic, person, at=long_ago) for person in words.PEOPLE}
    thea, paul, sola = (team[person] for person in (words.THEA, words.PAUL, words.SOLA))
    _note_licences(clinic, team, words.LICENCES, by=team[words.ADA], now=at, at=long_ago)
    read_along = {"maya_jonah": [sola]}
    opened = {
        key: _open(
            clinic,
            pair,
            thea=thea,
            paul=paul,
            others=read_along.get(key, []),
            at=at - timedelta(days=30 - n),
        )
        for n, (key, pair) in enumerate(words.COUPLES.items())
    }
    cast = {"thea": thea, "paul": paul, "now": at}
    story.alex_and_robin(opened["alex_robin"], **cast)
    story.maya_and_jonah(opened["maya_jonah"], **cast)
    story.noor_and_sam(opened["noor_sam"], **cast)
    story.iris_and_theo(opened["iris_theo"], **cast)
    story.own_words(clinic, **cast)
    story.alex_and_robin_again(opened["alex_robin"], **cast)
    return paul


def _open_harbor(paul, *, at):
    """The other clinic of the prescriber, whose therapist runs it too."""
    long_ago = at - timedelta(days=40)
    clinic = people.open_clinic(by=None, at=long_ago, **words.HARBOR)
    nell = _join(clinic, words.NELL, at=long_ago)
    for account, role in ((nell, Role.ADMIN), (paul, Role.PRESCRIBER)):
        people.give_role(account=account, clinic=clinic, role=role.value, by=None, at=long_ago)
    team = {words.NELL: nell, words.PAUL: paul}
    _note_licences(clinic, team, words.HARBOR_LICENCES, by=nell, now=at, at=long_ago)
    pair = words.COUPLE_OF_HARBOR
    _open(clinic, pair, thea=nell, paul=paul, others=[], at=at - timedelta(days=20))


def _note_licences(clinic, team, licences, *, by, now, at):
    for person, (number, days) in licences.items():
        until = local_day(at=now, zone=clinic.zone) + timedelta(days=days)
        people.note_licence(
            account=team[person], clinic=clinic, number=number, expires_on=until, by=by, at=at
        )


def _join(clinic, person, *, at):
    email, name, credentials, role = person
    account = people.add_account(
        email=email, name=name, credentials=credentials, password=words.PASSWORD, by=None, at=at
    )
    people.give_role(account=account, clinic=clinic, role=Role(role).value, by=None, at=at)
    return account


def _open(clinic, pair, *, thea, paul, others, at):
    """A couple with both interviews recorded and both approvals signed."""
    a, b = ({**facts, "born_on": date.fromisoformat(facts["born_on"])} for facts in pair)
    couple = couples.open_couple(
        clinic=clinic, lead=thea, team=[paul, *others], partner_a=a, partner_b=b, by=thea, at=at
    )
    couple = couples.state_policy(
        couple=couple,
        policy=clinic.secrets,
        stated_on=local_day(at=at, zone=clinic.zone),
        by=thea,
        at=at,
    )
    for partner in couple.pair:
        screening.record_interview(
            partner=partner,
            by=thea,
            at=at + timedelta(hours=1),
            alone_on=local_day(at=at, zone=clinic.zone),
            **words.INTERVIEW | _told_by(partner),
        )
        _ask_more(partner, thea=thea, at=at + timedelta(hours=1))
        _approve(partner, paul=paul, at=at + timedelta(days=1))
    return couple


def _ask_more(partner, *, thea, at):
    """Health, medicines, and whom to call: everything a record is asked for."""
    on = local_day(at=at, zone=partner.couple.clinic.zone)
    topics = {key: {"answer": "no", "words": ""} for key in TOPICS}
    screening.record_health(
        partner=partner,
        topics=topics,
        allergies=words.ALLERGIES,
        measured_on=on,
        by=thea,
        at=at,
        **words.VITALS,
    )
    screening.record_medicines(partner=partner, lines=words.MEDICINES, groups=[], by=thea, at=at)
    couples.note_contact(
        partner=partner, mail_risk_told_on=on, by=thea, at=at, **words.EMERGENCY_CONTACT
    )


def _told_by(partner):
    """Maya comes for the first time; everybody else has been before."""
    if partner.called == "Maya":
        return {"first_ketamine": True, "experience": "none"}
    return {}


def _approve(partner, *, paul, at):
    day = local_day(at=at, zone=partner.couple.clinic.zone)
    figures = {name: Decimal(words.APPROVAL[name]) for name in DECIMALS}
    approvals.approve(
        partner=partner,
        seen=seen_beside_an_approval(partner),
        password=words.PASSWORD,
        by=paul,
        at=at,
        reviewed_on=day,
        prescribed_on=day,
        valid_from=day,
        valid_until=day + timedelta(days=150),
        **words.APPROVAL | figures,
    )
