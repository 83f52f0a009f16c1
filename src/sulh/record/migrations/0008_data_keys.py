"""Keys of what is sealed."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('record', '0007_accounts_are_what_entries_say'),
    ]

    operations = [
        migrations.CreateModel(
            name='DataKey',
            fields=[
                ('key_id', models.CharField(max_length=32, primary_key=True, serialize=False)),
                ('wrapped', models.TextField(null=True)),
                ('made', models.CharField(max_length=32)),
                ('destroyed', models.BigIntegerField(null=True)),
            ],
        ),
    ]
