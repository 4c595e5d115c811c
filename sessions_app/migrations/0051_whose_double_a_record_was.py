"""A record of a merged folder names the one that goes on, whatever either is called later."""

import django.db.models.deletion
from django.db import migrations, models

# Until now it was told by name and birthday, which is how the two were found to be one person.
FILL = r"""
select set_config('kap.clinic', '*', true);
update sessions_app_partner double set goes_on_as_id = kept.id
    from sessions_app_couple folder, sessions_app_partner kept
    where folder.id = double.couple_id and folder.stage = 'merged'
        and kept.couple_id = folder.merged_into_id and kept.born_on = double.born_on
        and lower(regexp_replace(trim(kept.name), '\s+', ' ', 'g'))
            = lower(regexp_replace(trim(double.name), '\s+', ' ', 'g'));
"""


class Migration(migrations.Migration):

    dependencies = [
        ('sessions_app', '0050_cleared_by_a_signature_alone'),
    ]

    operations = [
        migrations.AddField(
            "partner",
            "goes_on_as",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="doubles",
                to="sessions_app.partner",
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
