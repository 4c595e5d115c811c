"""The second wall: a row of one clinic is not there for whoever works in another.

The app takes the role kapcouples_app, which owns nothing. Each request and each task says in its
transaction, as kap.clinic, for which clinics it reads: one number, several with commas between
them, or * for the clock, which looks after all. Without it every table with a fence is empty.

A fence is one line of a migration: select kap_fence(table, column, table that knows the clinic).
A table further away from its clinic than one step keeps the number in a column of its own, which
the database fills by itself and no model knows, so that a policy never has to look elsewhere.
"""

from django.db import migrations

ROLE = """
do $$
begin
    if not exists (select from pg_roles where rolname = 'kapcouples_app') then
        create role kapcouples_app nologin;
    end if;
exception when duplicate_object or unique_violation then
    null;  -- Another database of this server was prepared at the same moment.
end
$$;
do $$
begin
    if not pg_has_role(current_user, 'kapcouples_app', 'member') then
        execute format('grant kapcouples_app to %I', current_user);
    end if;
end
$$;
grant usage on schema public to kapcouples_app;
grant select, insert, update, delete on all tables in schema public to kapcouples_app;
grant usage, select on all sequences in schema public to kapcouples_app;
alter default privileges in schema public
    grant select, insert, update, delete on tables to kapcouples_app;
alter default privileges in schema public grant usage, select on sequences to kapcouples_app;
revoke update, delete on
    sessions_app_event, sessions_app_signoff, sessions_app_approvalsignature,
    sessions_app_revision from kapcouples_app;
revoke insert, update, delete on django_migrations from kapcouples_app;
"""

SETTINGS = """
create function kap_clinics() returns bigint[] stable language sql as $$
    select coalesce(
        string_to_array(nullif(nullif(current_setting('kap.clinic', true), ''), '*'), ',')::bigint[],
        '{}')
$$;
create function kap_everywhere() returns boolean stable language sql as $$
    select coalesce(current_setting('kap.clinic', true) = '*', false)
$$;
create function kap_account() returns bigint stable language sql as $$
    select nullif(current_setting('kap.account', true), '')::bigint
$$;
"""

NOTE = """
create function kap_note_clinic() returns trigger language plpgsql as $$
declare
    owner bigint;
begin
    execute format('select ($1).%I', tg_argv[0]) using new into owner;
    execute format('select %I from %s where id = $1', tg_argv[2], tg_argv[1])
        using owner into new.kap_clinic;
    return new;
end
$$
"""

FENCE = """
create function kap_fence(fenced regclass, by_column text, owner regclass default null,
    also text default 'false') returns void language plpgsql as $$
declare
    known text := by_column;
    told text;
begin
    if owner is not null then
        select attname into told from pg_attribute
            where attrelid = owner and attname in ('kap_clinic', 'clinic_id')
            order by attname desc limit 1;
        if told is null then
            raise exception '% does not know its clinic', owner;
        end if;
        known := 'kap_clinic';
        execute format('alter table %s add column kap_clinic bigint', fenced);
        execute format('alter table %s disable trigger user', fenced);
        execute format('update %s f set kap_clinic = (select %I from %s o where o.id = f.%I)',
            fenced, told, owner, by_column);
        execute format('alter table %s enable trigger user', fenced);
        execute format(
            'create trigger kap_clinic before insert or update of %I on %s '
            'for each row execute function kap_note_clinic(%L, %L, %L)',
            by_column, fenced, by_column, owner, told);
    end if;
    execute format('alter table %s enable row level security', fenced);
    execute format('alter table %s force row level security', fenced);
    execute format(
        'create policy one_clinic on %s using '
        '(%I = any ((select kap_clinics())::bigint[]) or (select kap_everywhere()) or %s)',
        fenced, known, also);
end
$$
"""

# Which table is whose: the column that leads there, and the table it leads to.
FENCES = {
    "invitation": ("clinic_id", None),
    "room": ("clinic_id", None),
    "couple": ("clinic_id", None),
    "partner": ("couple_id", "couple"),
    "careteammember": ("couple_id", "couple"),
    "interview": ("partner_id", "partner"),
    "conversation": ("partner_id", "partner"),
    "healthform": ("partner_id", "partner"),
    "medicinelist": ("partner_id", "partner"),
    "flag": ("partner_id", "partner"),
    "approval": ("partner_id", "partner"),
    "approvalsignature": ("approval_id", "approval"),
    "plan": ("couple_id", "couple"),
    "part": ("plan_id", "plan"),
    "draft": ("plan_id", "plan"),
    "chosenquestion": ("plan_id", "plan"),
    "chosentopic": ("plan_id", "plan"),
    "meeting": ("plan_id", "plan"),
    "booking": ("plan_id", "plan"),
    "revision": ("plan_id", "plan"),
    "signoff": ("plan_id", "plan"),
    "paper": ("plan_id", "plan"),
    "outcome": ("meeting_id", "meeting"),
    "letter": ("partner_id", "partner"),
}
# One's own roles are read before anybody knows where one works; so are those clinics' names.
OWN = """
select kap_fence('sessions_app_membership', 'clinic_id', null,
    'account_id = (select kap_account())');
select kap_fence('sessions_app_licence', 'clinic_id', null,
    'account_id = (select kap_account())');
select kap_fence('sessions_app_clinic', 'id', null,
    'id in (select clinic_id from sessions_app_membership where account_id = kap_account())');
"""
# What concerns no one clinic, such as a new account, is nobody's secret.
TRAIL = """
select kap_fence('sessions_app_event', 'clinic', null, 'clinic is null');
alter function kap_chain_last() set kap.clinic = '*';
alter function kap_chain() set kap.clinic = '*';
"""


def fences():
    for table, (column, owner) in FENCES.items():
        leads_to = f"'sessions_app_{owner}'" if owner else "null"
        yield f"select kap_fence('sessions_app_{table}', '{column}', {leads_to})"


class Migration(migrations.Migration):
    dependencies = [("sessions_app", "0015_invitations")]

    operations = [
        migrations.RunSQL(sql)
        for sql in (ROLE, SETTINGS, NOTE, FENCE, *fences(), OWN, TRAIL)
    ]
