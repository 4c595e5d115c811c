"""A nudge and a hand-over may be about an approval that is asked for, and a word knows its clinic."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

# Whichever of the two it is about leads to its clinic. A word has the clinic in a column of its own:
# it is once a day for each clinic, and somebody who works in two hears from both.
NOTE = """
drop trigger kap_clinic on sessions_app_handover;
create trigger kap_clinic before insert or update of plan_id on sessions_app_handover
    for each row when (new.plan_id is not null)
    execute function kap_note_clinic('plan_id', 'sessions_app_plan', 'kap_clinic');
create trigger kap_clinic_of_request before insert or update of request_id
    on sessions_app_handover for each row when (new.request_id is not null)
    execute function kap_note_clinic('request_id', 'sessions_app_request', 'kap_clinic');
"""
FILL = """
select set_config('kap.clinic', '*', true);
update sessions_app_nudge n set clinic_id = (
    select c.clinic_id from sessions_app_plan p join sessions_app_couple c on c.id = p.couple_id
        where p.id = n.plan_id
);
"""
FENCE = """
drop policy one_clinic on sessions_app_nudge;
drop trigger kap_clinic on sessions_app_nudge;
alter table sessions_app_nudge drop column kap_clinic;
select kap_fence('sessions_app_nudge', 'clinic_id');
"""
ABOUT_ONE = Q(plan__isnull=False, request=None) | Q(plan=None, request__isnull=False)


def about(table):
    """Either of the two, and no longer a plan alone."""
    for name in ("plan", "request"):
        change = migrations.AlterField if name == "plan" else migrations.AddField
        yield change(
            table,
            name,
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name=f"{table}s",
                to=f"sessions_app.{name}",
            ),
        )
    yield migrations.AddConstraint(
        table,
        models.CheckConstraint(
            condition=ABOUT_ONE,
            name=f"{table}_about_one",
            violation_error_message="It is about one plan or about one request.",
        ),
    )


def clinic(**how):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="sessions_app.clinic",
        **how,
    )


class Migration(migrations.Migration):

    dependencies = [
        ('sessions_app', '0048_ending_an_approval_is_signed'),
    ]

    operations = [
        *about("handover"),
        *about("nudge"),
        migrations.AddField("nudge", "clinic", clinic(null=True)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        # What a foreign key still has to check stands in the way of changing its column.
        migrations.RunSQL("set constraints all immediate", migrations.RunSQL.noop),
        migrations.AlterField("nudge", "clinic", clinic()),
        migrations.RunSQL("set constraints all deferred", migrations.RunSQL.noop),
        migrations.RunSQL(NOTE, migrations.RunSQL.noop),
        migrations.RunSQL(FENCE, migrations.RunSQL.noop),
        migrations.RemoveConstraint("nudge", "nudge_once_a_day"),
        migrations.AddConstraint(
            "nudge",
            models.UniqueConstraint(
                fields=("clinic", "to", "on"),
                name="nudge_once_a_day",
                violation_error_message="This person was nudged today already.",
            ),
        ),
    ]
