"""Whoever signed what nobody had taken, or sent, looked at it and sent it by signing it."""

from django.db import migrations

LOOKED = """
select set_config('kap.clinic', '*', true);
update sessions_app_request set taken_at = answered_at, taken_by_id = answered_by_id
where taken_at is null and answered_at is not null;
update sessions_app_request set submitted_at = answered_at, submitted_by_id = answered_by_id
where submitted_at is null and state = 'active';
update sessions_app_request set taken_at = submitted_at, taken_by_id = submitted_by_id
where taken_at is null and state = 'under_review'
"""


class Migration(migrations.Migration):
    dependencies = [("sessions_app", "0038_letters_about_licences")]

    operations = [migrations.RunSQL(LOOKED, migrations.RunSQL.noop)]
