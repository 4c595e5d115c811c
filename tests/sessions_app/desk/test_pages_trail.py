import csv
from datetime import timedelta
from io import StringIO

import pytest

from sessions_app.audit.models import Event
from sessions_app.audit.telling import SAID, cell, said
from sessions_app.desk.trail import A_PAGE
from sessions_app.people.rules import Action, Role, may
from tests.factories.audit import EventFactory
from tests.factories.couples import couple_of
from tests.factories.people import ClinicFactory, colleague
from tests.sessions_app.pages import beside, value, words
from tests.sessions_app.trail import newest, row

PAGE, FILE = "/trail/", "/trail/file/"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.fixture
def vera(clinic):
    return colleague(clinic, Role.AUDITOR, name="Vera Novak", email="vera@elm.example")


@pytest.fixture
def tell(clinic, NOW):
    """Puts one row into the trail of the clinic."""

    def put(deed, by="Thea Lindqvist, LMFT", hours=0, **facts):
        at = NOW - timedelta(hours=hours)
        return EventFactory(deed=deed, by_name=by, at=at, **{"clinic": clinic.pk} | facts)

    return put


def seen(client, asked=""):
    return words(client.get(f"{PAGE}{asked}"))


def cells(client, asked=""):
    answer = client.get(f"{FILE}{asked}")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    sheet = b"".join(answer.streaming_content)
    assert sheet.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(sheet.decode("utf-8-sig"))))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("address", [PAGE, FILE])
def test_the_role_table_says_who_reads_the_trail(role, address, client, clinic):
    client.force_login(colleague(clinic, role))

    allowed = may(roles=[role], action=Action.READ_TRAIL)

    assert client.get(address).status_code == (200 if allowed else 403)


def test_a_row_says_in_a_sentence_who_did_what_to_whose_folder(client, vera, couple, tell):
    tell("plan signed", by="Paul Adeyemi, MD", couple=couple.pk, facts={"revision": 2, "seal": "f"})
    client.force_login(vera)

    page = seen(client)

    assert (
        "Monday 1 March 2027 10:00 Paul Adeyemi, MD signed a plan (revision 2). Alex and Robin"
    ) in page
    assert "in Elm House, in the time of Denver" in page


def test_the_rows_of_one_day_stand_under_its_name_as_the_clinic_counts_days(client, vera, tell):
    tell("plan begun", by="One")
    tell("plan begun", by="Two", hours=9)
    tell("plan begun", by="Three", hours=11)
    client.force_login(vera)

    assert (
        "Monday 1 March 2027 10:00 One began a plan. 01:00 Two began a plan. "
        "Sunday 28 February 2027 23:00 Three began a plan."
    ) in seen(client)


def test_another_clinics_trail_is_never_shown(client, vera, tell):
    elsewhere = ClinicFactory()
    tell("plan signed", by="Somebody Else", clinic=elsewhere.pk)
    tell("plan signed", by="Of No Clinic", clinic=None)
    tell("plan begun", by="Thea Lindqvist")
    client.force_login(vera)

    assert "Thea Lindqvist began a plan." in seen(client)
    assert "Else" not in seen(client)
    assert "No Clinic" not in seen(client)
    assert [line[3] for line in cells(client)[1:]][-1] == "Thea Lindqvist began a plan."
    assert "Else" not in str(cells(client))


def test_the_filter_finds_by_person_deed_couple_and_day(client, vera, thea, paul, couple, tell):
    other = couple_of(clinic=couple.clinic, lead=thea, a={"name": "Iris Valdez"})
    tell("plan begun", by="One", by_account=thea.pk, couple=couple.pk)
    tell("plan signed", by="Two", by_account=paul.pk, couple=couple.pk, hours=30)
    tell("plan begun", by="Three", by_account=paul.pk, couple=other.pk, hours=60)
    client.force_login(vera)

    def found(asked):
        page = seen(client, asked)
        return [name for name in ("One", "Two", "Three") if f"{name} " in page]

    assert found("") == ["One", "Two", "Three"]
    assert found(f"?person={paul.pk}") == ["Two", "Three"]
    assert found("?deed=plan+begun") == ["One", "Three"]
    assert found("?about=iris") == ["Three"]
    assert found("?since=2027-03-01") == ["One"]
    assert found("?until=2027-02-28") == ["Two", "Three"]
    assert found("?since=2027-02-28&until=2027-02-28") == ["Two"]
    assert found(f"?person={thea.pk}&deed=plan+signed") == []
    assert "Nothing of that kind" in seen(client, "?about=nobody")
    assert [line[2] for line in cells(client, "?about=iris")[1:]] == ["Three"]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("person=77777", "person"),
        ("person=x", "person"),
        ("deed=nothing", "deed"),
        ("since=yesterday", "since"),
        ("since=2027-03-02&until=2027-03-01", "until"),
        (f"about={'x' * 101}", "about"),
        ("about=%00", "about"),
    ],
)
def test_a_filter_that_makes_no_sense_is_said_beside_the_field(asked, field, client, vera, tell):
    tell("plan begun")
    client.force_login(vera)

    answer = client.get(f"{PAGE}?{asked}")

    assert answer.status_code == 422
    assert "Thea Lindqvist" not in words(answer)
    assert len(beside(answer, field)) > 25
    if field == "until":
        assert value(answer, "since") == "2027-03-02"
    assert len(cells(client, f"?{asked}")) == 1


def test_a_colleague_of_another_clinic_is_nobody_to_ask_for(client, vera, stranger):
    client.force_login(vera)

    assert client.get(f"{PAGE}?person={stranger.pk}").status_code == 422


def test_older_rows_follow_page_by_page_and_none_twice(client, vera, tell):
    kept = [tell(f"deed {n}", hours=n // 3) for n in range(A_PAGE + 7)]
    client.force_login(vera)

    first = client.get(PAGE)
    following = first.context["following"]
    second = client.get(PAGE, {"before": following})

    told = [r["sentence"] for page in (first, second) for r in page.context["rows"]]
    expected = sorted(kept, key=lambda event: (event.at, event.pk), reverse=True)
    assert told == [said(deed=e.deed, by=e.by_name, facts={}) for e in expected]
    assert second.context["following"] == ""
    assert "Newest" in words(second)


@pytest.mark.parametrize("mark", ["", "x", "2027~", "2027-01-01~5", f"2027-01-01T00:00Z~{2**64}"])
def test_a_mark_that_names_no_row_begins_anew(mark, client, vera, tell):
    tell("plan begun")
    client.force_login(vera)

    assert "began a plan" in words(client.get(PAGE, {"before": mark}))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_database_as_often_for_three_rows_as_for_one(
    count, client, vera, thea, clinic, tell, django_assert_num_queries
):
    for _ in range(count):
        tell("plan begun", couple=couple_of(clinic=clinic, lead=thea).pk)
    client.force_login(vera)

    with django_assert_num_queries(7):
        client.get(PAGE)


def test_an_export_is_a_reading_and_stands_in_the_trail(client, vera, clinic, NOW):
    client.force_login(vera)

    cells(client)

    assert newest() == [row("trail exported", clinic, vera, NOW)]
    assert Event.objects.order_by("pk").last().clinic == clinic.pk


@pytest.mark.parametrize("begin", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "  =1"])
def test_no_cell_of_the_file_is_a_formula(begin, client, vera, tell):
    tell("plan begun", by=f"{begin} Mallory")
    client.force_login(vera)

    assert f"'{begin} Mallory" in [line[2] for line in cells(client)]


@pytest.mark.parametrize("value", ["Thea", "2 apples", "a=b", "", 7, "’-"])
def test_an_ordinary_cell_stays_as_it_is(value):
    assert cell(value) == str(value)


@pytest.mark.parametrize("deed", SAID)
def test_every_deed_is_said_as_one_plain_sentence(deed):
    sentence = said(deed=deed, by="Thea", facts={"seal": "abc", "revision": 2})

    assert sentence == f"Thea {SAID[deed]} (revision 2)."
    assert not SAID[deed].endswith(".")
