"""Drafts of lists to be taken in, and mappings of columns kept for their next versions."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('jobs', '0002_visit'),
    ]

    operations = [
        migrations.CreateModel(
            name='SavedMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, unique=True)),
                ('author', models.CharField(max_length=200)),
                ('mapping', models.JSONField(default=dict)),
                ('made', models.DateTimeField()),
            ],
        ),
        migrations.AlterField(
            model_name='job',
            name='state',
            field=models.CharField(choices=[('draft', 'Draft'), ('waiting', 'Waiting'), ('running', 'Running'), ('done', 'Done'), ('refused', 'Refused'), ('cancelled', 'Cancelled')], default='waiting', max_length=10),
        ),
    ]
