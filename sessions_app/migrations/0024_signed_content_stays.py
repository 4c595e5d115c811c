"""The second wall: what was sent or signed changes only when the plan's revision rises with it.

When a plan is sent, the database keeps a print of all that is signed and belongs to the plan. At the
end of every transaction that touched it, a plan that is still sent or signed under that revision
must have the same print. Which values those are is the same list as `planning/content.py`.
"""

from django.db import migrations

PRINT = """
create function kap_plan_print(wanted bigint) returns text language sql stable as $$
select encode(sha256(convert_to(jsonb_build_array(
    (select jsonb_agg(g order by g) from unnest(p.goals) g),
    p.comfort, p.reactivity, p.companion_need, p.stuck_pattern, p.setting, p.third_sober_adult,
    p.version_id, p.chosen_fit, p.choice_reason, p.stop_word, p.hand_sign, p.companion,
    p.companion_phone, p.ride, p.joint_intention,
    (select jsonb_agg(c order by c) from unnest(p.confirmed) c),
    p.mode, p.reflection_minutes,
    extract(epoch from p.starts_at), p.minutes, p.zone, p.place, p.room, p.therapist_id,
    (select jsonb_agg(jsonb_build_array(a.partner_id, a.can_stay_sober, a.doses, a.fraction,
        a.nondosing_role, a.support_styles, a.private_intention, a.agrees_joint)
        order by a.partner_id)
        from sessions_app_part a where a.plan_id = p.id),
    (select case when bool_or(a.touch is null) then null else
        (select jsonb_agg(kind order by kind) from
            (select kind from sessions_app_part b, unnest(b.touch) kind where b.plan_id = p.id
             group by kind having count(distinct b.id) > 1) both_say)
        end from sessions_app_part a where a.plan_id = p.id),
    (select jsonb_agg(q.question_id order by q.position)
        from sessions_app_chosenquestion q where q.plan_id = p.id),
    (select jsonb_agg(jsonb_build_array(t.topic_id, t.opening) order by t.position)
        from sessions_app_chosentopic t where t.plan_id = p.id),
    (select jsonb_agg(jsonb_build_array(m.kind, extract(epoch from m.starts_at), m.minutes, m.zone,
        m.place) order by m.starts_at, m.kind)
        from sessions_app_meeting m where m.plan_id = p.id and m.cancelled_at is null)
)::text, 'utf8')), 'hex')
from sessions_app_plan p where p.id = wanted
$$
"""
SEAL = """
create function kap_seal_plan() returns trigger language plpgsql as $$
begin
    update sessions_app_plan
        set kap_sealed = kap_plan_print(new.id), kap_sealed_revision = new.revision
        where id = new.id;
    return null;
end
$$
"""
STAYS = """
create function kap_plan_stays() returns trigger language plpgsql as $$
declare
    changed bigint;
    now_is sessions_app_plan;
begin
    if tg_table_name = 'sessions_app_plan' then
        changed := new.id;
    elsif tg_op = 'DELETE' then
        changed := old.plan_id;
    else
        changed := new.plan_id;
    end if;
    select * into now_is from sessions_app_plan where id = changed;
    if now_is.kap_sealed_revision = now_is.revision
        and now_is.stage in ('with_prescriber', 'cleared')
        and now_is.kap_sealed is distinct from kap_plan_print(changed)
    then
        raise exception 'what was sent or signed changes only with the revision of its plan'
            using errcode = 'integrity_constraint_violation';
    end if;
    return null;
end
$$
"""
TABLES = ["part", "meeting", "chosenquestion", "chosentopic"]


def watch(table, deeds="insert or update or delete"):
    return migrations.RunSQL(
        f"create constraint trigger signed_content_stays after {deeds} "
        f"on sessions_app_{table} deferrable initially deferred "
        "for each row execute function kap_plan_stays()",
        f"drop trigger signed_content_stays on sessions_app_{table}",
    )


class Migration(migrations.Migration):
    dependencies = [("sessions_app", "0023_acknowledged_by_each")]

    operations = [
        migrations.RunSQL(
            "alter table sessions_app_plan add column kap_sealed text, "
            "add column kap_sealed_revision integer",
            "alter table sessions_app_plan drop column kap_sealed, drop column kap_sealed_revision",
        ),
        migrations.RunSQL(PRINT, "drop function kap_plan_print(bigint)"),
        migrations.RunSQL(SEAL, "drop function kap_seal_plan()"),
        migrations.RunSQL(STAYS, "drop function kap_plan_stays()"),
        migrations.RunSQL(
            "create trigger seal after update of stage on sessions_app_plan for each row "
            "when (new.stage = 'with_prescriber' and old.stage is distinct from new.stage) "
            "execute function kap_seal_plan()",
            "drop trigger seal on sessions_app_plan",
        ),
        watch("plan", "update"),
        *map(watch, TABLES),
    ]
