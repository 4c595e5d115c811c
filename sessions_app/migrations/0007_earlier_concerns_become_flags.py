"""A concern or a risk that was recorded as one answer becomes a flag that somebody closes."""

from django.db import migrations


def raise_flags(apps, schema_editor):
    interviews = apps.get_model("sessions_app", "Interview")
    flags = apps.get_model("sessions_app", "Flag")
    for interview in interviews.objects.all():
        told = []
        if interview.safety == "concern":
            told.append(("safety", "earlier_concern"))
        if interview.acute_risk_open:
            told.append(("acute", "earlier_risk"))
        for kind, topic in told:
            flags.objects.create(
                partner_id=interview.partner_id,
                kind=kind,
                topic=topic,
                raised_by_id=interview.recorded_by_id,
                raised_at=interview.recorded_at,
            )


class Migration(migrations.Migration):
    dependencies = [("sessions_app", "0006_private_records")]

    operations = [migrations.RunPython(raise_flags, migrations.RunPython.noop)]
