"""Whatever is done to the record behind the app's back, `manage.py verify` finds it."""

import json

import pytest
from django.core.management import CommandError, call_command

from sessions_app.approvals.models import ApprovalSignature
from sessions_app.audit.models import Event
from sessions_app.signoff.models import SignOff
from tests.sessions_app.audit.behind import behind_the_back, fault, verify

EVENT, SIGNOFF = "sessions_app_event", "sessions_app_signoff"
APPROVAL = "sessions_app_approvalsignature"
SIGNED = {
    "id": "id + 1000",
    "content": r"content || '\x20'",
    "digest": "repeat('a', 64)",
    "signed_by_id": "signed_by_id + 1",
    "signed_name": "signed_name || '.'",
    "signed_credentials": "'DO'",
    "signed_role": "'therapist'",
    "signed_at": "signed_at - interval '1 day'",
    "signed_zone": "'UTC'",
    "signed_local": "'2027-03-01T17:00:00+00:00'",
    "signed_words": "signed_words || ' Gladly.'",
    "signed_licence": "'X'",
    "signed_method": "''",
}
FLIPS = {
    EVENT: {
        "at": "at + interval '1 second'",
        "by_account": "coalesce(by_account, 0) + 1",
        "by_name": "by_name || '.'",
        "deed": "'plan withdrawn'",
        "subject_kind": "'letter'",
        "subject_id": "subject_id + 1",
        "clinic": "null",
        "couple": "coalesce(couple, 0) + 1",
        "facts": """facts || '{"revision": 9}'""",
        "digest": "repeat('a', 64)",
        "number": "number + 1000",
        "before": "repeat('b', 64)",
        "hash": "repeat('c', 64)",
    },
    SIGNOFF: SIGNED
    | {
        "plan_id": "plan_id + 1000",
        "meaning": "'declined', reason = 'No.'",
        "revision": "revision + 1",
        "reason": "'Because.'",
        "conditions": "'Only with a ride.', meaning = 'approved_with_conditions'",
        "acknowledged": """'[{"key": "x"}]'""",
    },
    APPROVAL: SIGNED | {"approval_id": "approval_id + 1000", "meaning": "'declined'"},
}
CASES = [(table, column) for table, columns in FLIPS.items() for column in columns]


def test_an_untouched_record_is_whole(record, capsys):
    said = f"All {len(record)} rows of the trail and 3 signatures are whole.\n"

    assert len(record) > 10
    assert verify(capsys) == said


@pytest.mark.parametrize(("table", "column"), CASES, ids=lambda value: value.split("_")[-1])
def test_a_changed_column_is_found(table, column, record):
    first = {SIGNOFF: SignOff, APPROVAL: ApprovalSignature}.get(table)
    middle = first.objects.first().pk if first else record[len(record) // 2].pk
    with behind_the_back() as cursor:
        change = f"update {table} set {column} = {FLIPS[table][column]} where id = %s"
        cursor.execute(change, [middle])

    assert fault().endswith(".")


def test_every_column_of_the_record_is_tried():
    untried = {
        (model._meta.model_name, field.column)
        for model in (Event, SignOff, ApprovalSignature)
        for field in model._meta.concrete_fields
        if field.column not in FLIPS[model._meta.db_table]
    }

    # A row of the trail is known by its number, and the key of its table is nobody's.
    assert untried == {("event", "id")}


def test_two_signatures_that_changed_places_are_found(record):
    one, other = ApprovalSignature.objects.order_by("pk")
    swap = f"update {APPROVAL} set approval_id = %s where id = %s"
    with behind_the_back() as cursor:
        for place, row in ((0, one), (one.approval_id, other), (other.approval_id, one)):
            cursor.execute(swap, [place, row.pk])

    assert fault().endswith("was changed, or nobody gave it.")


def test_a_signature_cut_off_with_its_row_is_found_with_a_head_kept_elsewhere(
    record, tmp_path, capsys
):
    call_command("trail_head")
    kept = tmp_path / "head.json"
    kept.write_text(capsys.readouterr().out)
    row = ApprovalSignature.objects.order_by("pk").last()
    told = next(event for event in record if event.facts.get("seal") == row.seal)

    with behind_the_back() as cursor:
        cursor.execute(f"delete from {APPROVAL} where id = %s", [row.pk])
        cursor.execute(f"delete from {EVENT} where number >= %s", [told.number])

    assert fault("--head", str(kept)).startswith(f"The trail ends with row {told.number - 1}, ")


def test_the_first_changed_row_is_named(record):
    with behind_the_back() as cursor:
        for event in (record[6], record[4]):
            cursor.execute("update sessions_app_event set deed = 'x' where id = %s", [event.pk])

    assert fault() == (
        f"Row 5 of the trail (“x” by {record[4].by_name}, "
        f"{record[4].at.isoformat(timespec='microseconds')}) is not as it was written."
    )


@pytest.mark.parametrize("place", [0, 1, 5, -2])
def test_a_removed_row_is_found(place, record):
    gone = record[place]
    with behind_the_back() as cursor:
        cursor.execute("delete from sessions_app_event where id = %s", [gone.pk])

    assert fault() == f"Row {gone.number} of the trail is missing."


def test_two_rows_that_changed_places_are_found(record):
    one, other = record[3], record[7]
    with behind_the_back() as cursor:
        move = "update sessions_app_event set number = %s where id = %s"
        for number, event in ((0, one), (one.number, other), (other.number, one)):
            cursor.execute(move, [number, event.pk])

    assert fault().startswith("Row 4 of the trail (")


def test_a_row_put_in_beside_the_chain_is_found(record):
    with behind_the_back() as cursor:
        columns = "at, by_name, deed, subject_kind, subject_id, facts, digest, before, hash"
        cursor.execute(
            f"insert into sessions_app_event ({columns}) "
            "values (now(), 'Nobody', 'plan signed', 'plan', 1, '{}', '', '', '')"
        )

    assert fault().endswith("was put in beside the chain.")


def test_rows_cut_off_at_the_end_are_found_with_a_head_kept_elsewhere(record, tmp_path, capsys):
    call_command("trail_head")
    kept = tmp_path / "head.json"
    kept.write_text(capsys.readouterr().out)
    assert "are whole" in verify(capsys, "--head", str(kept))

    with behind_the_back() as cursor:
        for event in record[-2:]:
            cursor.execute("delete from sessions_app_event where id = %s", [event.pk])

    assert fault("--head", str(kept)) == (
        f"The trail ends with row {len(record) - 2}, "
        f"but on {json.loads(kept.read_text())['at']} it went to row {len(record)}."
    )


def test_a_trail_written_anew_is_found_with_a_head_kept_elsewhere(record, tmp_path):
    kept = tmp_path / "head.json"
    kept.write_text(json.dumps({"number": 3, "hash": "d" * 64, "at": "2027-03-01"}))

    assert fault("--head", str(kept)).endswith("is not the row that was there on 2027-03-01.")


@pytest.mark.parametrize("text", ["", "[]", '{"number": 1}', "not json"])
def test_a_file_that_holds_no_head_is_refused(text, record, tmp_path):
    kept = tmp_path / "head.json"
    kept.write_text(text)

    assert fault("--head", str(kept)) == f"{kept} is not a file that trail_head wrote."


@pytest.mark.django_db
def test_an_empty_trail_has_no_head_and_is_whole(capsys):
    with pytest.raises(CommandError) as refusal:
        call_command("trail_head")

    assert str(refusal.value) == "The trail has no rows yet."
    assert verify(capsys) == "All 0 rows of the trail and 0 signatures are whole.\n"


@pytest.mark.parametrize("kind", [SignOff, ApprovalSignature])
def test_a_removed_signature_is_found(kind, record):
    with behind_the_back() as cursor:
        row = kind.objects.first()
        cursor.execute(f"delete from {kind._meta.db_table} where id = %s", [row.pk])

    number = next(event.number for event in record if event.facts.get("seal") == row.seal)
    assert fault() == f"The signature that row {number} of the trail tells of is gone."


def test_a_signature_that_nobody_gave_is_found(record):
    with behind_the_back() as cursor:
        columns = [f.column for f in SignOff._meta.concrete_fields if f.column != "id"]
        taken = ["revision + 1" if column == "revision" else column for column in columns]
        cursor.execute(
            f"insert into {SIGNOFF} ({', '.join(columns)}) select {', '.join(taken)} from {SIGNOFF}"
        )

    assert fault().endswith("was changed, or nobody gave it.")
