from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("sessions_app", "0051_whose_double_a_record_was")]

    operations = [
        migrations.AddField("paper", "boxes", models.BooleanField(default=False)),
        migrations.AddConstraint(
            "paper",
            models.CheckConstraint(
                condition=Q(boxes=False) | Q(ready_at__isnull=False),
                name="paper_has_boxes_when_ready",
                violation_error_message="Only a printed paper has empty boxes in it.",
            ),
        ),
    ]
