"""Every row of the trail is tied to the one before it; the rows that are here already come first.

The database ties new rows at the very end of a transaction. The first deferred trigger only marks
a row, and the change it makes queues the second behind everything that is still to be checked.
That one takes the lock of the chain, so whoever holds it waits for nobody.
"""

import hashlib
import json
from datetime import UTC, datetime

from django.db import migrations
from django.utils import timezone

STAYS = """
create function kap_event_stays() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        if old.hash = '' and new.before <> old.before
            and to_jsonb(new) - '{number,before,hash}'::text[]
                = to_jsonb(old) - '{number,before,hash}'::text[]
        then
            return new;
        end if;
    end if;
    raise exception 'rows of % are never changed or removed', tg_table_name
        using errcode = 'integrity_constraint_violation';
end
$$
"""

MARK = """
create function kap_chain_last() returns trigger language plpgsql
    security definer set search_path = public, pg_temp as $$
begin
    if not exists (select from sessions_app_event where hash = '' and before = 'last') then
        update sessions_app_event set before = 'last' where id = new.id and hash = '';
    end if;
    return null;
end
$$
"""

CHAIN = """
create function kap_chain() returns trigger language plpgsql
    security definer set search_path = public, pg_temp as $$
declare
    place bigint;
    link text;
    one record;
begin
    -- Two numbers of our own, so that no other lock can be meant.
    perform pg_advisory_xact_lock(1667327584, 1);
    select number, hash into place, link
        from sessions_app_event where number is not null order by number desc limit 1;
    place := coalesce(place, 0);
    link := coalesce(link, repeat('0', 64));
    for one in select id, digest from sessions_app_event where hash = '' order by id loop
        place := place + 1;
        update sessions_app_event
            set number = place,
                before = link,
                hash = encode(sha256(convert_to(
                    place || ':' || link || ':' || one.digest, 'UTF8')), 'hex')
            where id = one.id
            returning hash into link;
    end loop;
    return null;
end
$$
"""

TRIGGERS = [
    """
    create trigger append_only before update or delete on sessions_app_event
        for each row execute function kap_event_stays()
    """,
    """
    create constraint trigger chain_last after insert on sessions_app_event
        deferrable initially deferred for each row execute function kap_chain_last()
    """,
    """
    create constraint trigger chain after update on sessions_app_event
        deferrable initially deferred for each row when (new.hash = '')
        execute function kap_chain()
    """,
]

EMPTY = ("", None, [], {})

EMPTIED = [
    f"""
    create trigger never_emptied before truncate on {table}
        for each statement execute function kap_append_only()
    """
    for table in ("sessions_app_event", "sessions_app_signoff", "sessions_app_approvalsignature")
]

COUPLES = """
update sessions_app_event e set couple = case subject_kind
    when 'couple' then subject_id
    when 'partner' then (select couple_id from sessions_app_partner where id = subject_id)
    when 'approval' then (select couple_id from sessions_app_partner p
        join sessions_app_approval a on a.partner_id = p.id where a.id = subject_id)
    when 'plan' then (select couple_id from sessions_app_plan where id = subject_id)
    when 'meeting' then (select couple_id from sessions_app_plan p
        join sessions_app_meeting m on m.plan_id = p.id where m.id = subject_id)
    when 'paper' then (select couple_id from sessions_app_plan p
        join sessions_app_paper q on q.plan_id = p.id where q.id = subject_id)
    when 'letter' then (select couple_id from sessions_app_partner p
        join sessions_app_letter l on l.partner_id = p.id where l.id = subject_id)
    end
"""
CLINICS = """
update sessions_app_event e set clinic = case subject_kind
    when 'clinic' then subject_id
    when 'membership' then (select clinic_id from sessions_app_membership where id = subject_id)
    when 'account' then (
        select min(clinic_id) from sessions_app_membership where account_id = subject_id)
    else (select clinic_id from sessions_app_couple where id = e.couple)
    end
"""


def digest(content):
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def moment(at):
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def said(event):
    return digest(
        {
            "at": moment(event.at),
            "by": event.by_account,
            "by_name": event.by_name,
            "deed": event.deed,
            "subject": [event.subject_kind, event.subject_id],
            "clinic": event.clinic,
            "couple": event.couple,
            "facts": event.facts,
        }
    )


def plain(value):
    if isinstance(value, bytes | memoryview):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, datetime):
        return moment(value)
    return value if isinstance(value, bool | int | list | dict) else str(value)


def sealed(row):
    """As `signing.models.Signature.seal` does it."""
    kept = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    told = {name: plain(value) for name, value in kept.items() if value not in EMPTY}
    return digest({"kind": row._meta.model_name, **told})


def note_signatures(apps):
    """Signatures that are older than the chain are named on it here, by the clock."""
    Event = apps.get_model("sessions_app", "Event")
    for kind, couple in (
        ("ApprovalSignature", lambda row: row.approval.partner.couple),
        ("SignOff", lambda row: row.plan.couple),
    ):
        for row in apps.get_model("sessions_app", kind).objects.order_by("pk"):
            Event.objects.create(
                at=timezone.now(),
                by_name="the clock",
                deed="signature noted",
                subject_kind=row._meta.model_name,
                subject_id=row.pk,
                clinic=couple(row).clinic_id,
                couple=couple(row).pk,
                facts={"seal": sealed(row)},
            )


def chain(apps, schema_editor):
    schema_editor.execute("drop trigger append_only on sessions_app_event")
    schema_editor.execute(COUPLES)
    schema_editor.execute(CLINICS)
    note_signatures(apps)
    before = "0" * 64
    events = apps.get_model("sessions_app", "Event").objects.order_by("pk")
    for number, event in enumerate(events.iterator(), start=1):
        event.number, event.before, event.digest = number, before, said(event)
        text = f"{number}:{before}:{event.digest}"
        event.hash = before = hashlib.sha256(text.encode()).hexdigest()
        event.save(update_fields=["number", "before", "digest", "hash"])


class Migration(migrations.Migration):
    dependencies = [("sessions_app", "0011_chained_trail")]

    operations = [
        migrations.RunPython(chain),
        migrations.RunSQL(STAYS, "drop function kap_event_stays()"),
        migrations.RunSQL(MARK, "drop function kap_chain_last()"),
        migrations.RunSQL(CHAIN, "drop function kap_chain()"),
        *(migrations.RunSQL(sql) for sql in (*TRIGGERS, *EMPTIED)),
    ]
