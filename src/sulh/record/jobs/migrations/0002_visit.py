"""When accounts looked at the first page."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('jobs', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.CharField(max_length=150, unique=True)),
                ('before', models.CharField(default='', max_length=32)),
                ('last', models.CharField(max_length=32)),
            ],
        ),
    ]
