"""Deeds on a folder: its care team, its policy, its stage, and how each partner is reached."""

from datetime import date, timedelta

import pytest

from sessions_app.audit.models import Event
from sessions_app.couples import actions
from sessions_app.couples.models import CareTeamMember, Couple, Partner
from sessions_app.people.actions import NotYourDeed
from sessions_app.people.rules import Role
from tests.factories.couples import CoupleFactory, couple_of
from tests.factories.people import colleague
from tests.factories.planning import NOW
from tests.sessions_app.refusals import refused
from tests.sessions_app.trail import newest, row

pytestmark = pytest.mark.django_db
QUIET = {
    "quiet_email": "quiet@elsewhere.example",
    "quiet_phone": "720-555-0100",
    "quiet_address": "Box 9, Boulder",
}


@pytest.fixture
def pair(clinic, thea, paul):
    a, b = (
        {"email": f"{side}@x.example", "phone": f"303-555-000{n}"} for n, side in enumerate("ab")
    )
    return couple_of(clinic=clinic, lead=thea, team=[paul], a=a, b=b).pair


@pytest.fixture
def folder(pair):
    return pair[0].couple


@pytest.fixture
def theo(clinic):
    return colleague(clinic, Role.THERAPIST, name="Theo Marsh", email="theo@elm.example")


def on_team(folder):
    return set(folder.team.values_list("account", flat=True))


class TestTheCareTeam:
    def test_who_joins_reads_from_now_on_and_the_trail_names_them(self, folder, thea, theo):
        actions.join_team(couple=folder, account=theo, by=thea, at=NOW)

        assert Couple.objects.clinical_to(theo).get() == folder
        assert newest() == [row("care team joined", folder, thea, NOW, account=theo.pk)]

    def test_who_is_there_already_joins_once(self, folder, thea, paul):
        actions.join_team(couple=folder, account=paul, by=thea, at=NOW)

        assert CareTeamMember.objects.filter(couple=folder, account=paul).count() == 1
        assert not Event.objects.exists()

    def test_who_leaves_reads_nothing_any_more(self, folder, thea, paul):
        actions.leave_team(couple=folder, account=paul, by=thea, at=NOW)

        assert not Couple.objects.visible_to(paul).exists()
        assert newest() == [row("care team left", folder, thea, NOW, account=paul.pk)]

    def test_the_lead_is_handed_over_before_they_leave(self, folder, thea, theo):
        with pytest.raises(actions.LeadsThem) as refusal:
            actions.leave_team(couple=folder, account=thea, by=thea, at=NOW)
        actions.join_team(couple=folder, account=theo, by=thea, at=NOW)
        actions.hand_lead(couple=folder, account=theo, by=thea, at=NOW)
        actions.leave_team(couple=folder, account=thea, by=theo, at=NOW)

        folder.refresh_from_db()
        assert str(refusal.value) == (
            "This person leads their care. Hand the lead to somebody else first."
        )
        assert folder.lead == theo
        assert thea.pk not in on_team(folder)
        assert newest(2)[0] == row(
            "lead handed over", folder, thea, NOW, before=thea.pk, account=theo.pk
        )

    @pytest.mark.parametrize("who", ["ada", "stranger"])
    def test_only_clinicians_of_the_clinic_join(self, who, folder, thea, request):
        with pytest.raises(actions.NotOnTheTeam):
            actions.join_team(couple=folder, account=request.getfixturevalue(who), by=thea, at=NOW)

    @pytest.mark.parametrize("who", ["paul", "theo", "stranger"])
    def test_only_a_therapist_of_the_team_leads(self, who, folder, thea, request):
        with pytest.raises(actions.NotOnTheTeam):
            actions.hand_lead(couple=folder, account=request.getfixturevalue(who), by=thea, at=NOW)

    def test_nobody_leaves_who_was_not_there(self, folder, thea, theo):
        with pytest.raises(actions.NotOnTheTeam) as refusal:
            actions.leave_team(couple=folder, account=theo, by=thea, at=NOW)

        assert str(refusal.value) == (
            "This person cannot be chosen here. Please look at the list again."
        )


class TestThePolicy:
    def test_it_is_kept_with_its_day_and_the_trail_keeps_each(self, folder, thea):
        actions.state_policy(
            couple=folder, policy="none", stated_on=date(2027, 3, 1), by=thea, at=NOW
        )

        folder.refresh_from_db()
        assert (folder.secrets_policy, folder.policy_stated_on) == ("none", date(2027, 3, 1))
        told = {"policy": "none", "stated_on": "2027-03-01"}
        assert newest() == [row("policy on secrets stated", folder, thea, NOW, **told)]

    def test_it_was_not_stated_tomorrow(self, folder, thea):
        with pytest.raises(actions.NotYetStated):
            actions.state_policy(
                couple=folder, policy="none", stated_on=date(2027, 3, 2), by=thea, at=NOW
            )


class TestTheStage:
    def test_a_folder_rests_and_is_opened_again(self, folder, thea):
        paused = actions.pause(couple=folder, why=" Holidays. ", by=thea, at=NOW)
        assert (paused.stage, paused.stage_why, paused.stage_by, paused.stage_at) == (
            "paused",
            "Holidays.",
            thea,
            NOW,
        )

        opened = actions.reopen(couple=folder, why="Back.", by=thea, at=NOW)
        assert (opened.stage, opened.stage_why) == ("open", "Back.")
        assert [each[0] for each in newest(2)] == ["folder paused", "folder open"]

    def test_a_move_that_is_not_in_the_table_is_refused(self, folder, thea):
        with pytest.raises(actions.FolderCannotMove) as refusal:
            actions.reopen(couple=folder, why="Again.", by=thea, at=NOW)

        assert str(refusal.value) == ("This folder is “open” already, so nothing was changed.")
        assert not Event.objects.exists()

    def test_it_never_moves_without_a_reason(self, folder, thea):
        with pytest.raises(actions.ReasonIsMissing):
            actions.pause(couple=folder, why="  ", by=thea, at=NOW)

    @pytest.mark.parametrize("who", ["paul", "ada", "stranger"])
    def test_only_therapists_keep_a_folder(self, who, folder, request):
        by = request.getfixturevalue(who)
        deeds = [
            lambda: actions.pause(couple=folder, why="So.", by=by, at=NOW),
            lambda: actions.reopen(couple=folder, why="So.", by=by, at=NOW),
            lambda: actions.close(couple=folder, why="So.", by=by, at=NOW),
            lambda: actions.separate(couple=folder, by=by, at=NOW),
            lambda: actions.join_team(couple=folder, account=by, by=by, at=NOW),
            lambda: actions.leave_team(couple=folder, account=by, by=by, at=NOW),
            lambda: actions.hand_lead(couple=folder, account=by, by=by, at=NOW),
            lambda: actions.note_contact(partner=folder.pair[0], by=by, at=NOW),
            lambda: actions.state_policy(
                couple=folder, policy="none", stated_on=date(2027, 3, 1), by=by, at=NOW
            ),
        ]

        for deed in deeds:
            with pytest.raises(NotYourDeed):
                deed()
        assert not Event.objects.exists()


class TestReachingOnePartner:
    def test_wishes_are_kept_and_the_trail_does_not_say_which(self, pair, thea):
        alex, robin = pair
        wishes = QUIET | {"voicemail": True, "emergency_name": "Kim", "emergency_phone": "911"}

        actions.note_contact(partner=alex, by=thea, at=NOW, **wishes)

        assert Partner.objects.values(*wishes).get(pk=alex.pk) == wishes
        assert Partner.objects.values(*QUIET).get(pk=robin.pk) == dict.fromkeys(QUIET, "")
        assert newest() == [row("contact wishes noted", alex, thea, NOW)]

    def test_letters_go_to_the_confidential_address_where_there_is_one(self, pair):
        alex, robin = pair
        alex.quiet_email = "quiet@elsewhere.example"

        assert (alex.letter_address, robin.letter_address) == (
            "quiet@elsewhere.example",
            "b@x.example",
        )

    @pytest.mark.parametrize(
        "contact",
        [
            {"quiet_email": "B@x.example"},
            {"quiet_phone": "3035550001"},
        ],
    )
    def test_a_confidential_contact_is_never_the_others_own(self, contact, pair, thea):
        alex, _ = pair

        with pytest.raises(actions.NotTheirOwn) as refusal:
            actions.note_contact(partner=alex, by=thea, at=NOW, **contact)

        assert (refusal.value.field, str(refusal.value)) == (
            next(iter(contact)),
            "This cannot be used for this partner alone. Please ask for another one.",
        )
        assert Partner.objects.values(*QUIET).get(pk=alex.pk) == dict.fromkeys(QUIET, "")

    @pytest.mark.parametrize(
        ("deed", "contact"),
        [
            ("note_contact", {"quiet_email": "robins@quiet.example"}),
            ("note_contact", {"quiet_phone": "720 555 0199"}),
            ("correct_partner", {"email": "robins@quiet.example"}),
            ("correct_partner", {"phone": "720 555 0199"}),
        ],
    )
    def test_no_refusal_tells_that_the_other_has_a_confidential_contact(
        self, deed, contact, pair, thea
    ):
        alex, robin = pair
        robin.quiet_email, robin.quiet_phone = "robins@quiet.example", "720-555-0199"
        robin.save()

        kept = getattr(actions, deed)(partner=alex, by=thea, at=NOW, **contact)

        assert {name: getattr(kept, name) for name in contact} == contact


class TestTheDatabase:
    @pytest.mark.parametrize(
        ("facts", "constraint"),
        [
            ({"stage": "paused"}, "couple_not_open_with_why"),
            ({"stage_at": NOW}, "couple_stage_with_at_and_by"),
            ({"stage": "merged", "stage_why": "Twice."}, "couple_merged_names_the_other"),
            ({"stage": "lost", "stage_why": "So."}, "couple_stage_known"),
            ({"shared_contact_why": "One."}, "couple_shared_contact_with_at_by_and_why"),
            ({"policy_stated_on": None}, "couple_policy_with_its_day"),
        ],
    )
    def test_half_a_fact_about_a_folder_is_refused(self, facts, constraint, thea):
        if "stage_why" in facts:
            facts = facts | {"stage_at": NOW - timedelta(days=1), "stage_by": thea}
        with refused(constraint):
            CoupleFactory(**facts)

    def test_somebody_to_call_has_a_number(self, pair):
        with refused("partner_emergency_contact_can_be_called"):
            Partner.objects.filter(pk=pair[0].pk).update(emergency_name="Kim")
