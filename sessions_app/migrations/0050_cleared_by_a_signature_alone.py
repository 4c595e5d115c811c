"""Past every deed: a plan is cleared by a signature and held only then, and uses are not undone.

The first wall is the deed that signs. Whoever writes rows as the app's own role could so far set a
plan that waited to “cleared”, and it was shown as signed with nobody's name; or count the sessions of
a signed approval down, and an approval that was used up held again.
`tests/sessions_app/signoff/test_second_wall.py` tries both.
"""

from django.db import migrations

# Asked when the transaction ends: the deed writes the signature and the stage in any order. The row
# is read again, for it may have moved on since.
SIGNED = """
create function kap_cleared_by_a_signature() returns trigger language plpgsql as $$
begin
    if exists (
        select from sessions_app_plan p where p.id = new.id and p.stage = 'cleared'
            and not exists (
                select from sessions_app_signoff s where s.plan_id = p.id
                    and s.revision = p.revision and s.digest = p.cleared_digest
                    and s.meaning in ('approved_plan', 'approved_with_conditions')
            )
    ) then
        raise exception 'a plan is cleared by a signature and by nothing else'
            using errcode = 'integrity_constraint_violation';
    end if;
    return null;
end
$$
"""
CLEARED = """
create constraint trigger cleared_by_a_signature
after insert or update of stage, revision, cleared_digest on sessions_app_plan
deferrable initially deferred for each row when (new.stage = 'cleared')
execute function kap_cleared_by_a_signature()
"""
# The table of moves in planning/rules/stages.py.
MOVES = """
create trigger moves before update of stage on sessions_app_plan for each row
when (old.stage <> new.stage and (old.stage, new.stage) not in (
    ('draft', 'with_prescriber'),
    ('draft', 'withdrawn'),
    ('with_prescriber', 'draft'),
    ('with_prescriber', 'cleared'),
    ('with_prescriber', 'withdrawn'),
    ('cleared', 'draft'),
    ('cleared', 'held'),
    ('cleared', 'withdrawn'),
    ('withdrawn', 'draft')
))
execute function kap_no_such_move('plan_moves')
"""
USES = """
create trigger uses_only_rise before update of sessions_used on sessions_app_approval
for each row when (new.sessions_used < old.sessions_used)
execute function kap_no_such_move('approval_uses_only_rise')
"""


class Migration(migrations.Migration):

    dependencies = [
        ('sessions_app', '0049_words_about_requests'),
    ]

    operations = [
        migrations.RunSQL(SIGNED, "drop function kap_cleared_by_a_signature()"),
        migrations.RunSQL(CLEARED, "drop trigger cleared_by_a_signature on sessions_app_plan"),
        migrations.RunSQL(MOVES, "drop trigger moves on sessions_app_plan"),
        migrations.RunSQL(USES, "drop trigger uses_only_rise on sessions_app_approval"),
    ]
