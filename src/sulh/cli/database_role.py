"""`sulh database-role`: a role of PostgreSQL that may use the record and change no entry."""

from __future__ import annotations

import click

from sulh.cli.records import opened

__all__ = ["database_role"]


@click.command("database-role")
@click.argument("role")
@click.option("--print", "printing", is_flag=True, help="Print the statements instead, for somebody else to run.")
def database_role(role: str, printing: bool) -> None:
    """Let ROLE, a role of PostgreSQL, do the whole work of a desk on the record, but change or remove no entry.

    Run it as the owner of the tables, who is named in SULH_DATABASE_URL; the desk then names ROLE there. ROLE can make, change and drop no
    table or trigger. After an update of Sulh the owner opens the record first.
    """
    opened(None, settings="sulh.desk.settings")
    from sulh.record.database_roles import let_use, statements

    if printing:
        for statement in statements(role):
            click.echo(f"{statement};")
        return
    let_use(role)
    click.echo(f"{role} may use the record now, and change or remove no entry")
