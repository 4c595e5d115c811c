"""Who wrote any of a plan never signs it, whichever way the signature comes to be.

What is there already is filled from what names a person: the plan, its revisions and its waivers, and
the trail, in which every saved edit of signed words has its row.
"""

import django.contrib.postgres.fields
from django.db import migrations, models

FILL = """
select set_config('kap.clinic', '*', true);
update sessions_app_plan p set writers = (
    select coalesce(array_agg(distinct who order by who), '{}') from (
        select unnest(array[p.begun_by_id, p.chosen_by_id, p.submitted_by_id]) who
        union all
        select sent_by_id from sessions_app_revision where plan_id = p.id
        union all
        select waived_by_id from sessions_app_waiver where plan_id = p.id
        union all
        select by_account from sessions_app_event
            where subject_kind = 'plan' and subject_id = p.id and deed in (
                'facts recorded', 'approach chosen', 'roles set', 'intentions written',
                'preparation set', 'session scheduled', 'meetings booked', 'meeting moved',
                'plan lost a meeting', 'lists set', 'session line set', 'advice waived',
                'waiver lifted', 'plan moved to a newer version', 'plan taken up again',
                'plan copied', 'swapped session begun'
            )
    ) named where who is not null
)
"""
NEVER_SIGNS = """
create function kap_writer_never_signs() returns trigger language plpgsql as $$
begin
    if exists (
        select from sessions_app_plan p where p.id = new.plan_id
            and (new.signed_by_id = any(p.writers)
                or new.signed_by_id in (p.begun_by_id, p.chosen_by_id, p.submitted_by_id))
    ) then
        raise exception 'whoever wrote a plan never answers it'
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end
$$
"""
ONLY_GROWS = """
create function kap_writers_grow() returns trigger language plpgsql as $$
begin
    raise exception 'who wrote a plan is not forgotten'
        using errcode = 'integrity_constraint_violation';
end
$$
"""


class Migration(migrations.Migration):

    dependencies = [
        ('sessions_app', '0046_flags_read_when_signed'),
    ]

    operations = [
        migrations.AddField(
            model_name='plan',
            name='writers',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, size=None),
        ),
        migrations.RunSQL(NEVER_SIGNS, "drop function kap_writer_never_signs()"),
        migrations.RunSQL(
            "create trigger writer_never_signs before insert on sessions_app_signoff "
            "for each row execute function kap_writer_never_signs()",
            "drop trigger writer_never_signs on sessions_app_signoff",
        ),
        migrations.RunSQL(ONLY_GROWS, "drop function kap_writers_grow()"),
        migrations.RunSQL(
            "create trigger writers_grow before update of writers on sessions_app_plan "
            "for each row when (not (new.writers @> old.writers)) "
            "execute function kap_writers_grow()",
            "drop trigger writers_grow on sessions_app_plan",
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
