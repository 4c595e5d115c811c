"""The states of an approval as the README draws them, and no other move, by the database itself.

`tests/sessions_app/approvals/test_moves.py` walks every pair and compares it with the table.
"""

from django.db import migrations, models

REFUSES = """
create function kap_no_such_move() returns trigger language plpgsql as $$
begin
    raise exception 'no such move: % of %', tg_argv[0], tg_table_name
        using errcode = 'check_violation', constraint = tg_argv[0];
end
$$
"""
REQUEST = """
create trigger moves before update of state on sessions_app_request for each row
when (old.state <> new.state and (old.state, new.state) not in (
    ('draft', 'submitted'),
    ('submitted', 'draft'),
    ('submitted', 'under_review'),
    ('under_review', 'changes_requested'),
    ('under_review', 'declined'),
    ('under_review', 'active'),
    ('changes_requested', 'submitted')
))
execute function kap_no_such_move('request_moves')
"""
# An approval without an end is active; lapsed, revoked and superseded stay.
APPROVAL = """
create trigger moves before update of ended on sessions_app_approval for each row
when (old.ended <> new.ended and old.ended <> '')
execute function kap_no_such_move('approval_ends_once')
"""


class Migration(migrations.Migration):

    dependencies = [
        ('sessions_app', '0039_requests_say_who_looked'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='request',
            name='request_sent_before_it_waits',
        ),
        migrations.AddConstraint(
            model_name='request',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'draft'), ('submitted_at__isnull', False), _connector='OR'), name='request_sent_before_it_waits', violation_error_message='A request is sent before anybody looks at it.'),
        ),
        migrations.AddConstraint(
            model_name='request',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('state__in', ['draft', 'submitted'])), ('taken_at__isnull', False), _connector='OR'), name='request_taken_before_its_answer', violation_error_message='Somebody looks at a request before it is answered.'),
        ),
        migrations.AddConstraint(
            model_name='request',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'submitted', 'under_review']), ('answered_at__isnull', False), _connector='OR'), name='request_answered_by_somebody', violation_error_message='An answer names who gave it and when.'),
        ),
        migrations.RunSQL(REFUSES, "drop function kap_no_such_move()"),
        migrations.RunSQL(REQUEST, "drop trigger moves on sessions_app_request"),
        migrations.RunSQL(APPROVAL, "drop trigger moves on sessions_app_approval"),
    ]
