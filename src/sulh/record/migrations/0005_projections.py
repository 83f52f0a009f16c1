"""The projections leave the migrations: they follow from the ledger and are made anew from their declarations."""

from django.db import migrations

# What hangs on others before what it hangs on.
TABLES = (
    *("Evidence", "Commitment", "ActRow", "CeasefireRow", "ReleaseRow", "Membership", "MeetingAudience", "ParticipationRow"),
    *("AttendanceRow", "AgendaRow", "Proposal", "Claim", "Decision", "Mention", "MeetingRow", "TrackRow", "ActorRow", "Document"),
    *("Audience", "SearchRow", "ProjectionState"),
)


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE IF EXISTS record_search")


class Migration(migrations.Migration):

    dependencies = [
        ('record', '0004_indexes'),
    ]

    operations = [
        migrations.RunPython(drop_index, migrations.RunPython.noop),
        *(migrations.DeleteModel(name) for name in TABLES),
    ]
