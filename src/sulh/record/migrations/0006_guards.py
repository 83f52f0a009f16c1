"""Entries refuse changes, tokens expire, and the accounts that are there become entries."""

import datetime as dt

from django.db import migrations, models

from sulh.record.guards import MAKE


def guard(apps, schema_editor):
    for statement in MAKE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def limit_tokens(apps, schema_editor):
    """Tokens made before they expired go on for as long as a new one."""
    until = dt.datetime.now(dt.UTC).replace(microsecond=0) + dt.timedelta(days=90)
    apps.get_model("record", "ApiToken").objects.update(expires=until)


def take_up_accounts(apps, schema_editor):
    """From here on every account is what entries say; earlier versions said less, so each is taken up as it is found."""
    from sulh.record.account_entries import KIND, found
    from sulh.record.ledger import Draft, append
    from sulh.record.open_tables import open_tables

    with open_tables() as tables:
        accounts = list(tables.accounts())
    append(Draft("Sulh", KIND, found(account)) for account in accounts)


class Migration(migrations.Migration):

    dependencies = [
        ('record', '0005_projections'),
    ]

    operations = [
        migrations.AddField(
            model_name='apitoken',
            name='expires',
            field=models.DateTimeField(null=True),
        ),
        migrations.RunPython(limit_tokens, migrations.RunPython.noop),
        migrations.RunPython(guard, migrations.RunPython.noop),
        migrations.RunPython(take_up_accounts, migrations.RunPython.noop),
    ]
