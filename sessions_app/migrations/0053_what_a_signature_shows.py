from django.db import migrations, models
from django.db.models import F, Q

TABLES = ("approvalsignature", "revocation", "signoff")


def kept(table):
    for name, longest in (("signed_local", 40), ("signed_words", 300)):
        column = models.CharField(blank=True, default="", max_length=longest)
        yield migrations.AddField(table, name, column)


class Migration(migrations.Migration):
    dependencies = [("sessions_app", "0052_papers_with_empty_boxes")]

    operations = [
        *(each for table in TABLES for each in kept(table)),
        migrations.AddConstraint(
            "approval",
            models.CheckConstraint(
                name="approval_begins_after_its_prescription",
                condition=Q(valid_from__gte=F("prescribed_on")),
                violation_error_message="An approval does not begin before its prescription.",
            ),
        ),
    ]
