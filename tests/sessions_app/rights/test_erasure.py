"""Erasing one partner's words leaves the other's record and the trail whole."""

import pytest
from django.db import connection
from django.urls import reverse

from sessions_app.approvals import actions as approvals
from sessions_app.approvals.facts import seen
from sessions_app.approvals.models import Approval, Request
from sessions_app.approvals.rules import Cause
from sessions_app.audit import chain
from sessions_app.audit.models import Event
from sessions_app.couples import actions as couples
from sessions_app.couples.models import Couple, Partner
from sessions_app.documents.models import Paper
from sessions_app.planning import actions as planning
from sessions_app.planning.models import Part
from sessions_app.rights import actions
from sessions_app.screening import actions as screening
from sessions_app.screening.models import (
    Conversation,
    DayCheck,
    DayQuestion,
    Flag,
    HealthForm,
    Interview,
    MedicineList,
)
from sessions_app.signoff.models import SignOff
from tests.factories.approvals import ENDS, RequestFactory, approved
from tests.factories.couples import EmergencyOpeningFactory, couple_of
from tests.factories.documents import PaperFactory
from tests.factories.people import PASSWORD
from tests.factories.planning import NOW
from tests.factories.reminders import LetterFactory
from tests.factories.screening import InterviewFactory
from tests.sessions_app.desk.private import told_everything
from tests.sessions_app.pages import beside, buttons, words
from tests.sessions_app.refusals import refused
from tests.sessions_app.trail import newest, row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen", "approvals_by_hand")]


def approved_again(partner, paul):
    """The deed itself, with nothing in the way but the record."""
    typed = {name: getattr(Approval.objects.first(), name) for name in approvals.TYPED_FIELDS}
    return approvals.approve(
        partner=partner, seen=seen(partner), password=PASSWORD, by=paul, at=NOW, **typed
    )


def everything(partner):
    """All rows that belong to this partner, as they are kept."""
    tables = (
        Conversation, DayCheck, DayQuestion, Flag, HealthForm, Interview, MedicineList, Part,
    )  # fmt: skip
    rows = {
        table.__name__: list(table.objects.filter(partner=partner).values()) for table in tables
    }
    return rows | {
        "Partner": list(Partner.objects.filter(pk=partner.pk).values()),
        "Approval": list(partner.approvals.values()),
    }


class TestTheErasure:
    def test_what_names_the_person_goes_and_the_other_stays_whole(self, ended, couple, thea):
        alex, robin = ended
        before, signed = everything(robin), list(SignOff.objects.values_list("pk", "content"))
        PaperFactory(plan=couple.plans.get(), kind="sheet", partner=alex)
        theirs = PaperFactory(plan=couple.plans.get(), kind="sheet", partner=robin)
        LetterFactory(
            partner=alex, meeting=couple.plans.get().meetings.first(), address="alex@mail.example",
            claim="0" * 32, claimed_at=NOW, failed_why="ZEBRAA@mail.example is full",
        )  # fmt: skip

        erased = actions.erase(partner=alex, by=thea, at=NOW)

        assert (erased.name, erased.called, erased.born_on.isoformat()) == (
            "Partner A, erased",
            "Partner A",
            "1985-01-01",
        )
        kept = everything(erased)
        approvals = str(kept.pop("Approval"))
        assert "ZEBRA" not in str(kept)
        assert "ZEBRAA conditions" in approvals
        assert everything(robin) == before
        assert list(SignOff.objects.values_list("pk", "content")) == signed
        assert list(Paper.objects.all()) == [theirs]
        assert [(each.address, each.failed_why) for each in erased.letters.all()] == [
            ("nobody@erased.invalid", "Erased.")
        ]
        assert str(Couple.objects.get()) == "Partner A and Robin"
        assert newest() == [row("record erased", alex, thea, NOW)]

    def test_the_trail_is_only_added_to_and_its_chain_holds(self, ended, thea):
        before = list(Event.objects.order_by("pk").values())

        actions.erase(partner=ended[0], by=thea, at=NOW)

        assert list(Event.objects.order_by("pk").values())[: len(before)] == before
        # The chain is closed when a transaction ends; this one does not.
        connection.check_constraints()
        assert chain.walk() == Event.objects.count()

    def test_what_still_held_has_ended_and_no_reason_around_it_is_left(
        self, pair, couple, thea, paul
    ):
        alex, robin = pair
        asked = {"approaches": [], "settings": ["office"], "by": thea, "at": NOW}
        for partner in pair:
            RequestFactory(
                partner=partner, state="declined", wish="ZEBRA wish", answer="ZEBRA no",
                answered_by=paul, answered_at=NOW, taken_by=paul, taken_at=NOW,
                submitted_by=thea, submitted_at=NOW,
            )  # fmt: skip
            approvals.prepare(partner=partner, wish="ZEBRA next", **asked)
        approvals.revoke(
            approval=approved(alex, paul), **ENDS | {"reason": "ZEBRA rash"}, by=paul, at=NOW
        )
        for partner in pair:
            approved(partner, paul)
        planning.close_folder(couple=couple, why="Done.", by=thea, at=NOW)

        actions.erase(partner=alex, by=thea, at=NOW)

        assert list(
            Request.objects.order_by("pk").values_list("partner__side", "state", "wish", "answer")
        ) == [
            ("a", "declined", "", "Erased."),
            ("b", "declined", "ZEBRA wish", "ZEBRA no"),
            ("b", "draft", "ZEBRA next", ""),
        ]
        assert not Approval.objects.open().filter(partner=alex).exists()
        assert Approval.objects.open().filter(partner=robin).count() == 1
        assert {each.ended_note for each in Approval.objects.filter(partner=alex)} == {
            "", "Erased.",
        }  # fmt: skip

    def test_the_same_person_in_a_folder_that_was_merged_goes_with_them(
        self, ended, couple, clinic, thea
    ):
        double = couple_of(clinic=clinic, lead=thea)
        Couple.objects.filter(pk=double.pk).update(
            stage="merged", merged_into=couple, stage_why="Twice.", stage_by=thea, stage_at=NOW
        )
        # It was found by the name that both had then.
        Partner.objects.filter(pk=double.pair[0].pk).update(
            name="Alex Morena", goes_on_as=ended[0], quiet_email="zebra@quiet.example"
        )
        InterviewFactory(partner=double.pair[0], note="ZEBRA left behind")

        actions.erase(partner=ended[0], by=thea, at=NOW)

        assert [each.name for each in Partner.objects.filter(couple=double)] == [
            "Partner A, erased",
            "Robin Hale",
        ]
        assert Partner.objects.get(pk=double.pair[0].pk).quiet_email == ""
        assert Interview.objects.get(partner=double.pair[0]).note == ""

    def test_why_the_record_was_opened_in_an_emergency_goes_too(self, ended, couple, thea):
        opening = EmergencyOpeningFactory(couple=couple, reason="ZEBRA fell")
        elsewhere = EmergencyOpeningFactory(reason="ZEBRA of others")

        actions.erase(partner=ended[0], by=thea, at=NOW)

        for each, reason in ((opening, "Erased."), (elsewhere, "ZEBRA of others")):
            each.refresh_from_db()
            assert each.reason == reason

    def test_no_page_reads_out_what_was_sent(self, client, ended, couple, thea):
        client.force_login(thea)
        address = reverse("planning:revisions", args=[couple.plans.get().pk])
        assert buttons(client.get(address)) != []

        actions.erase(partner=ended[0], by=thea, at=NOW)

        shown = client.get(address)
        assert "what was sent is not read out any more" in words(shown)
        assert buttons(shown) == []

    def test_it_waits_for_the_end_of_the_joint_work(self, pair, thea):
        with pytest.raises(actions.JointWorkGoesOn):
            actions.erase(partner=pair[0], by=thea, at=NOW)

        assert Partner.objects.get(pk=pair[0].pk).erased_at is None

    def test_nothing_is_written_in_it_afterwards(self, client, ended, thea, paul):
        alex = actions.erase(partner=ended[0], by=thea, at=NOW)
        old = alex.approvals.first()

        for deed in (
            lambda: actions.erase(partner=alex, by=thea, at=NOW),
            lambda: approved_again(alex, paul),
            lambda: approvals.prepare(
                partner=alex, approaches=[], settings=[], wish="", by=thea, at=NOW
            ),
            lambda: approvals.read(approval=old, systolic=120, diastolic=80, by=thea, at=NOW),
            lambda: approvals.report(approval=old, why=Cause.PRODUCT, by=thea, at=NOW),
            lambda: screening.close_flag(
                flag=Flag.objects.filter(partner=alex).first(),
                seen="open",
                why="So.",
                by=paul,
                at=NOW,
            ),
            lambda: couples.note_contact(partner=alex, by=thea, at=NOW, phone="1"),
            lambda: couples.correct_partner(partner=alex, by=thea, at=NOW, name="Alex"),
            lambda: told_everything(alex, by=thea),
        ):
            with pytest.raises(couples.RecordIsErased):
                deed()
        pages = [
            "couples:correct", "couples:contact", "screening:interview", "screening:health",
            "approvals:prepare", "approvals:approve", "rights:erase",
        ]  # fmt: skip
        for account in (thea, paul):
            client.force_login(account)
            found = {client.get(reverse(name, args=[alex.pk])).status_code for name in pages}
            assert found - {403} == {404}
        flag = Flag.objects.open().filter(partner=alex).first()
        assert client.get(reverse("screening:close", args=[flag.pk])).status_code == 404
        assert words(client.get("/")).count("Open it when you are alone.") == 1

    def test_its_folder_is_not_opened_again(self, client, pair, couple, thea):
        planning.close_folder(couple=couple, why="Done.", by=thea, at=NOW)
        actions.erase(partner=pair[0], by=thea, at=NOW)
        address = reverse("couples:reopen", args=[couple.pk])
        client.force_login(thea)

        folder = client.get(reverse("desk:folder", args=[couple.pk]))
        page, sent = client.get(address), client.post(address, {"why": "They are back."})

        assert "Open again" not in words(folder)
        assert "This folder stays closed. Open a new one." in words(page)
        assert buttons(page) == []
        assert (sent.status_code, Couple.objects.get(pk=couple.pk).stage) == (422, "closed")

    def test_the_database_holds_no_contact_of_an_erased_record(self, ended, thea):
        alex = actions.erase(partner=ended[0], by=thea, at=NOW)

        with refused("partner_erased_holds_no_contact"):
            Partner.objects.filter(pk=alex.pk).update(quiet_phone="720-555-0177")

    def test_the_page_says_what_goes_and_what_stays_and_asks_for_the_name(
        self, client, ended, thea
    ):
        client.force_login(thea)
        address = reverse("rights:erase", args=[ended[0].pk])

        said = words(client.get(address))
        wrong = client.post(address, {"typed": "Alex"})
        right = client.post(address, {"typed": " alex  moreno "})

        assert "What goes Name, pronouns and birthday;" in said
        assert "What stays Signed approvals," in said
        assert wrong.status_code == 422
        assert "This is not the full name in the record." in beside(wrong, "typed")
        assert right.headers["Location"] == reverse("desk:record", args=[ended[0].pk])
        assert "This record was erased at the person’s wish." in words(client.get(right.url))

    def test_before_the_end_the_page_says_what_comes_first(self, client, pair, thea):
        client.force_login(thea)
        address = reverse("rights:erase", args=[pair[0].pk])

        assert "End it or close the folder first." in words(client.get(address))
        sent = client.post(address, {"typed": "Alex Moreno"})
        assert sent.status_code == 422
