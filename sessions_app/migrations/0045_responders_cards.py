
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sessions_app', '0044_limits_that_can_be_measured'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='paper',
            name='paper_kind_known',
        ),
        migrations.RemoveConstraint(
            model_name='paper',
            name='paper_sheet_belongs_to_one_partner',
        ),
        migrations.AlterField(
            model_name='paper',
            name='kind',
            field=models.CharField(choices=[('session_plan', 'Session plan'), ('sheet', 'Preparation sheet'), ('responders', 'Card for emergency responders')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='paper',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['session_plan', 'sheet', 'responders'])), name='paper_kind_known', violation_error_message='A paper is a session plan, a sheet or a responders’ card.'),
        ),
        migrations.AddConstraint(
            model_name='paper',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['sheet', 'responders']), ('partner__isnull', False)), models.Q(('kind', 'session_plan'), ('partner', None)), _connector='OR'), name='paper_sheet_belongs_to_one_partner', violation_error_message='A sheet and a card belong to one partner, a session plan to none.'),
        ),
    ]
