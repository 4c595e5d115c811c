"""What both acknowledged together was said by each; it is kept with each from now on."""

from django.db import migrations

EACH = {"risks", "source", "as_directed"}


def to_each(apps, schema_editor):
    plan_table = apps.get_model("sessions_app", "Plan")
    part_table = apps.get_model("sessions_app", "Part")
    for plan in plan_table.objects.filter(confirmed__overlap=sorted(EACH)):
        said = sorted(EACH & set(plan.confirmed))
        part_table.objects.filter(plan=plan).update(acknowledged=said)
        plan.confirmed = [key for key in plan.confirmed if key not in EACH]
        plan.save(update_fields=["confirmed"])


class Migration(migrations.Migration):
    dependencies = [("sessions_app", "0022_what_a_plan_carries")]

    operations = [migrations.RunPython(to_each, migrations.RunPython.noop)]
