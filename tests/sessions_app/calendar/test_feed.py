"""The secret calendar address: shown once, kept as a digest, ended at once, and nearly silent."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from sessions_app.calendar import actions
from sessions_app.calendar.models import Feed
from sessions_app.people.rules import Role
from sessions_app.planning import actions as planning
from tests.factories.calendar import FeedFactory
from tests.factories.people import AccountFactory, MembershipFactory
from tests.factories.planning import NOW, SESSION_AT
from tests.house.test_discreet import clinical
from tests.sessions_app.pages import buttons, words
from tests.sessions_app.refusals import refused
from tests.sessions_app.trail import newest, row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
HOUR = timedelta(hours=1)


def read(client, code):
    return client.get(reverse("calendar:feed", args=[code]))


def events(client, code):
    calendar = Calendar.from_ical(read(client, code).content)
    return [(str(event["summary"]), event.start, event.end) for event in calendar.walk("VEVENT")]


@pytest.fixture
def code(thea):
    return actions.make_feed(by=thea, at=NOW)


def test_an_address_is_kept_as_a_digest_and_leaves_a_trail(code, thea):
    feed = Feed.objects.get()

    assert (feed.account, feed.made_at, feed.ended_at) == (thea, NOW, None)
    assert len(code) >= 40
    assert code not in str(Feed.objects.values())
    assert newest() == [row("calendar address made", feed, thea, NOW)]


def test_the_appointments_somebody_leads_are_read(client, code, ready_plan):
    found = events(client, code)

    assert found[0] == ("Appointment A and R", SESSION_AT, SESSION_AT + 2.5 * HOUR)
    assert len(found) == 4
    assert {summary for summary, _, _ in found} == {"Appointment A and R"}


def test_nothing_but_a_time_and_initials_leaves(client, code, ready_plan):
    answer = read(client, code)

    text = answer.content.decode().lower()
    assert clinical(text) == []
    for word in ("alex", "robin", "moreno", "hale", "quay", "room", "elm", "location", "thea"):
        assert word not in text
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "no-store"


def test_what_others_lead_is_not_in_it(client, paul, ready_plan):
    code = actions.make_feed(by=paul, at=NOW)

    assert events(client, code) == []


def standing(client, code):
    """(called off or not, times changed) of each appointment, by its lasting name."""
    calendar = Calendar.from_ical(read(client, code).content)
    return {
        str(event["uid"]): (str(event["status"]), int(event["sequence"]))
        for event in calendar.walk("VEVENT")
    }


def test_a_calendar_program_takes_it_for_a_whole_and_lasting_calendar(client, code, ready_plan):
    first, second = read(client, code).content, read(client, code).content

    calendar = Calendar.from_ical(first)
    assert first == second == calendar.to_ical()
    assert (calendar["version"], calendar["method"]) == ("2.0", "PUBLISH")
    assert [event.errors for event in calendar.walk()] == [[]] * len(list(calendar.walk()))
    for event in calendar.walk("VEVENT"):
        moments = (event.start, event.end, event["dtstamp"].dt)
        assert {str(moment.tzinfo) for moment in moments} == {"UTC"}
        assert event["dtstamp"].dt == datetime.now(UTC).replace(microsecond=0)
    assert first.count(b"\n") == first.count(b"\r\n")


def test_what_was_called_off_says_so_with_no_more_words(client, code, thea, signed_plan):
    before = standing(client, code)

    planning.withdraw(plan=signed_plan, why="Not now.", by=thea, at=NOW)

    after = standing(client, code)
    assert {status for status, _ in before.values()} == {"CONFIRMED"}
    assert {status for status, _ in after.values()} == {"CANCELLED"}
    assert after.keys() == before.keys()
    assert [name for name in after if after[name][1] <= before[name][1]] == []
    assert {summary for summary, _, _ in events(client, code)} == {"Appointment A and R"}
    assert b"not now" not in read(client, code).content.lower()


def test_a_session_that_is_taken_up_again_is_newer_than_when_it_was_called_off(
    client, code, thea, signed_plan
):
    withdrawn = planning.withdraw(plan=signed_plan, why="Not now.", by=thea, at=NOW)
    before = standing(client, code)

    planning.take_up(plan=withdrawn, keep_time=True, by=thea, at=NOW)

    changed = {n: row for n, row in standing(client, code).items() if row != before[n]}
    ((name, (status, changes)),) = changed.items()
    assert status == "CONFIRMED"
    assert changes > before[name][1]


def test_a_meeting_that_moves_keeps_its_name_and_is_newer(client, code, thea, ready_plan):
    before, week = standing(client, code), ready_plan.meetings.get(kind="one_week")

    planning.move_meeting(
        meeting=week, starts_at=week.starts_at + HOUR, minutes=60, by=thea, at=NOW
    )

    after = standing(client, code)
    assert after.keys() == before.keys()
    risen = sorted(after[name][1] - before[name][1] for name in before)
    assert risen == [0, 0, 1, 2]


def test_an_address_is_read_only_so_often(client, code, ready_plan):
    answers = [read(client, code).status_code for _ in range(31)]

    assert answers == [200] * 30 + [429]
    last = read(client, code)
    assert (last.content, last["Retry-After"], last["Cache-Control"]) == (b"", "900", "no-store")


def test_guessing_addresses_from_one_network_ends_for_real_ones_too(client, code, ready_plan):
    guessed = {read(client, f"guess-{number}").status_code for number in range(120)}

    assert guessed == {404}
    assert (read(client, code).status_code, read(client, code).content) == (429, b"")


def test_the_hours_of_a_change_of_clocks_are_moments_that_nobody_takes_for_another(
    client, code, thea, ready_plan
):
    """Denver goes back an hour on 7 November 2027: half past one is there twice."""
    week, month = (ready_plan.meetings.get(kind=kind) for kind in ("one_week", "one_month"))
    first, second = (
        datetime(2027, 11, 7, 7, 30, tzinfo=UTC),
        datetime(2027, 11, 7, 8, 30, tzinfo=UTC),
    )
    week.starts_at, month.starts_at = first, second
    for meeting in (week, month):
        meeting.minutes = 60
        meeting.save()

    text = read(client, code).content.decode()

    times = [(start, end) for _, start, end in events(client, code) if start in (first, second)]
    assert times == [(first, first + HOUR), (second, second + HOUR)]
    assert "DTSTART:20271107T073000Z" in text


def test_where_reading_cannot_be_counted_nothing_is_told(client, code, ready_plan, monkeypatch):
    def gone(*_, **__):
        raise ConnectionError

    monkeypatch.setattr("sessions_app.access.guesses.cache.get_many", gone)

    assert (read(client, code).status_code, read(client, code).content) == (503, b"")


@pytest.mark.parametrize("end", ["ended", "made anew", "disabled"])
def test_an_address_ends_at_once(end, client, code, thea, ready_plan):
    if end == "ended":
        actions.end_feed(by=thea, at=NOW)
    elif end == "made anew":
        assert actions.make_feed(by=thea, at=NOW) != code
    else:
        thea.is_active = False
        thea.save()

    answer = read(client, code)

    assert (answer.status_code, answer.content, answer["Cache-Control"]) == (404, b"", "no-store")


def test_whoever_left_the_clinic_reads_nothing_of_it(client, code, thea, ready_plan):
    thea.memberships.update(ended_at=NOW)

    assert events(client, code) == []


def test_an_unknown_address_is_not_written_into_the_log(client, caplog):
    assert read(client, "guess").status_code == 404
    assert caplog.text == ""


def test_the_page_shows_the_address_once(client, thea):
    client.force_login(thea)
    page = reverse("calendar:subscribe")

    first = client.get(page)
    made = client.post(page)
    again = client.get(page)

    assert "You have no address yet." in words(first)
    assert buttons(first) == ["Make an address"]
    assert "/calendar/feed/" in made.text
    assert "/calendar/feed/" not in again.text
    assert buttons(again) == ["Make a new address", "End the address"]
    address = made.text.split("<code>")[1].split("</code>")[0]
    assert client.get(address).status_code == 200


def test_the_page_ends_the_address(client, code, thea):
    client.force_login(thea)

    response = client.post(reverse("calendar:end"), follow=True)

    assert "The address answers no more." in words(response)
    assert Feed.objects.get().ended_by == thea
    assert newest() == [row("calendar address ended", Feed.objects.get(), thea, NOW)]


def test_everybody_sees_their_own_address_only():
    one, other = FeedFactory(), FeedFactory()
    FeedFactory(account=one.account, ended_at=NOW, ended_by=one.account)
    FeedFactory(account__is_active=False)

    assert list(Feed.objects.visible_to(one.account).standing()) == [one]
    assert set(Feed.objects.standing()) == {one, other}
    assert str(one) == f"The calendar address of {one.account}"


def test_there_is_one_address_a_person():
    account = FeedFactory().account

    with refused("feed_one_open_per_account"):
        FeedFactory(account=account)
    with refused("feed_digest_is_sha256"):
        FeedFactory(digest="in clear")


@pytest.mark.parametrize("half", ["ended_at", "ended_by"])
def test_an_ended_address_says_who_and_when(half):
    with refused("feed_ended_with_at_and_by"):
        FeedFactory(**{half: NOW if half == "ended_at" else AccountFactory()})


def test_somebody_of_two_clinics_reads_both(client, code, thea, ready_plan):
    MembershipFactory(account=thea, role=Role.THERAPIST.value)

    assert len(events(client, code)) == 4
