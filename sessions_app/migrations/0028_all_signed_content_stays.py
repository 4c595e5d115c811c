"""The second wall holds everything that is signed of a plan, and what is signed today is printed anew.

A signed approval is part of it, and each of its words stays, not the dose alone. What still moves
there is how often it was used and how it ended.

The print is the database's own: it need not look like the content, it changes when the content does.
`tests/sessions_app/signoff/test_every_signed_column.py` asks about each column of each table.
"""

from django.db import migrations

PRINT = """
create or replace function kap_plan_print(wanted bigint) returns text language sql stable as $$
select encode(sha256(convert_to(jsonb_build_array(
    p.couple_id, p.number,
    (select jsonb_agg(g order by g) from unnest(p.goals) g),
    p.comfort, p.reactivity, p.companion_need, p.stuck_pattern, p.setting, p.third_sober_adult,
    p.version_id, p.chosen_fit, p.choice_reason,
    p.stop_word, p.hand_sign,
    p.companion, p.companion_phone, p.companion_arrives, p.companion_confirmed,
    p.ride, p.ride_phone, p.ride_confirmed,
    p.joint_intention,
    (select jsonb_agg(c order by c) from unnest(p.confirmed) c),
    p.mode, p.reflection_minutes, p.parked,
    (select jsonb_agg(l order by l) from unnest(p.left_out) l),
    p.own_packing, p.own_room, p.line,
    extract(epoch from p.starts_at), p.minutes, p.zone, p.place, p.room, p.therapist_id,
    (select jsonb_agg(jsonb_build_array(a.partner_id, a.can_stay_sober, a.doses, a.fraction,
        a.nondosing_role, a.support_styles, a.booster,
        (select jsonb_agg(k order by k) from unnest(a.acknowledged) k),
        a.consented_on, a.private_intention, a.agrees_joint, extract(epoch from a.agreed_at))
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
        from sessions_app_meeting m where m.plan_id = p.id and m.cancelled_at is null),
    (select jsonb_agg(jsonb_build_array(w.gate, w.reason, w.waived_by_id,
        extract(epoch from w.waived_at)) order by w.id)
        from sessions_app_waiver w where w.plan_id = p.id and w.lifted_at is null)
)::text, 'utf8')), 'hex')
from sessions_app_plan p where p.id = wanted
$$
"""
# The route is worked out from the form, and only after this has looked.
APPROVED = """
create or replace function kap_dose_stays() returns trigger language plpgsql as $$
declare
    moves text[] := array['sessions_used', 'last_used_on', 'ended', 'ended_at', 'ended_by_id',
        'ended_why', 'ended_note', 'route', 'kap_clinic'];
begin
    if to_jsonb(new) - moves is distinct from to_jsonb(old) - moves
        and exists (select from sessions_app_approvalsignature where approval_id = old.id)
    then
        raise exception 'a signed approval is never changed'
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end
$$
"""
# A plan that was sent before there was a wall gets its first print with this.
ANEW = """
select set_config('kap.clinic', '*', true);
update sessions_app_plan set kap_sealed = kap_plan_print(id), kap_sealed_revision = revision
where stage in ('with_prescriber', 'cleared')
"""


class Migration(migrations.Migration):
    dependencies = [("sessions_app", "0027_letter_of_a_reset")]

    operations = [
        # Backwards the wider print stays: what is printed with it must be compared with it.
        migrations.RunSQL(PRINT, migrations.RunSQL.noop),
        migrations.RunSQL(
            "create constraint trigger signed_content_stays after insert or update or delete "
            "on sessions_app_waiver deferrable initially deferred "
            "for each row execute function kap_plan_stays()",
            "drop trigger signed_content_stays on sessions_app_waiver",
        ),
        migrations.RunSQL(APPROVED, migrations.RunSQL.noop),
        migrations.RunSQL(ANEW, migrations.RunSQL.noop),
    ]
