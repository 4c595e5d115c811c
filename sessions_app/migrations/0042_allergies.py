from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sessions_app', '0040_requests_move_as_the_table_says'),
    ]

    operations = [
        migrations.AddField(
            model_name='healthform',
            name='allergies',
            field=models.CharField(blank=True, default='', max_length=300),
        ),
    ]
