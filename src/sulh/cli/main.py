"""The command `sulh`: names its commands and loads one only when it is asked for, so that `--help` is quick."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any, NoReturn

import click

from sulh import SulhError, __version__

__all__ = ["main", "program"]

# Name: where the command is, and its line in the help (repeated here so that the help need not load it).
_COMMANDS = {
    "read": ("sulh.cli.read:read", "Read documents about talks into cited records."),
    "trace": ("sulh.cli.trace:trace", "Find where the words of statements were said before."),
    "phrase": ("sulh.cli.phrase:phrase", "Find every use of a phrase in a series of statements."),
    "add": ("sulh.cli.add:add", "Read documents and store them in a record."),
    "enter": ("sulh.cli.enter:enter", "Enter a fact by hand, with its source."),
    "intake": ("sulh.cli.intake:intake", "Take a list or table in, each row a fact with its source."),
    "form": ("sulh.cli.field_form:field_form", "Write a form for the field: a page for a phone, or XLSForm."),
    "review": ("sulh.cli.review:review", "Decide about claims and merges, one after another."),
    "coding": ("sulh.cli.coding:coding", "Documents that two people judge alone, and how far they agree."),
    "actor": ("sulh.cli.naming:actor", "Add, rename, join and part actors."),
    "track": ("sulh.cli.naming:track", "Add, rename, join and part tracks."),
    "person": ("sulh.cli.naming:person", "Join and part persons."),
    "source": ("sulh.cli.naming:source", "Correct or withdraw a document."),
    "follow": ("sulh.cli.follow:follow", "Show what became of promises, by what the record holds."),
    "ceasefire": ("sulh.cli.ceasefire:ceasefire", "Count incidents before and after a ceasefire; report what each side counted."),
    "incidents": ("sulh.cli.incidents:incidents", "List and map incidents; say which reports are of one."),
    "link": ("sulh.cli.link:link", "Propose which rows of lists are of one person, in any scripts."),
    "link-decide": ("sulh.cli.link:decide", "Keep what somebody decided about two rows of lists."),
    "lists": ("sulh.cli.lists:lists", "Exchange lists of names between sides, answered under a clock."),
    "case": ("sulh.cli.case:case", "Keep files of persons who are missing, held or looked for."),
    "release": ("sulh.cli.release:release", "Plan releases in balance, draw among equals, reconcile at the crossing."),
    "report": ("sulh.cli.report:report", "Check a report against the record it was written from."),
    "status": ("sulh.cli.status:status", "Set how far a promise is kept, with the words that show it."),
    "undo": ("sulh.cli.naming:undo", "Take a decision back."),
    "export": ("sulh.cli.export:export", "Write the record as tables, GeoJSON, MEND or FollowTheMoney files."),
    "verify": ("sulh.cli.record:verify", "Check a record against its ledger, or against a copy."),
    "key": ("sulh.cli.keys:key", "Make and show the keys that sign heads."),
    "head": ("sulh.cli.heads:head", "Print and sign the head of a record."),
    "proof": ("sulh.cli.proofs:proof", "Show in a file that an entry is in a record, or that a head only adds."),
    "check-proof": ("sulh.cli.proofs:check_proof", "Check a proof or a head without the record."),
    "witness": ("sulh.cli.heads:witness", "Countersign a head that only adds to the last one seen."),
    "rebuild": ("sulh.cli.record:rebuild", "Derive a record's tables anew from its ledger."),
    "backup": ("sulh.cli.record:backup", "Write a whole record into one file."),
    "copy": ("sulh.cli.handing_over:copy", "Write a copy that may be handed to a group."),
    "seal": ("sulh.cli.seal:seal", "Seal what is not public from now on."),
    "erase": ("sulh.cli.erase:erase", "Erase an actor, a person or a document for good."),
    "restore": ("sulh.cli.record:restore", "Read a backup into a new record."),
    "user": ("sulh.cli.user:user", "The accounts of a record."),
    "database-role": ("sulh.cli.database_role:database_role", "Let a role of PostgreSQL use a record, and change no entry."),
    "desk": ("sulh.cli.desk:desk", "Show the record in a browser."),
    "work": ("sulh.cli.work:work", "Read uploaded files and do other jobs of a desk."),
    "demo": ("sulh.cli.demo:demo", "Show Sulh on the demonstration documents that come with it."),
}

_INTERRUPTED = 130  # 128 + SIGINT, as shells report it


class _Program(click.Group):
    """A group whose commands are imported on use, and which never shows a traceback for an error Sulh raises on purpose."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, _, attribute = _COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in _COMMANDS.items()])

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        extra["standalone_mode"] = False
        try:
            code = super().main(*args, **extra)
        except click.Abort:
            code = _INTERRUPTED
        except click.ClickException as problem:
            problem.show()
            code = problem.exit_code
        except SulhError as problem:
            click.echo(f"sulh: {problem}", err=True)
            code = 1
        except _outside_errors() as problem:
            click.echo(f"sulh: {_outside(problem)}", err=True)
            code = 1
        sys.exit(code)


def _outside_errors() -> tuple[type[Exception], ...]:
    """Errors of the system, and of the databases that this run has used; none is loaded for the sake of it."""
    found = (getattr(sys.modules.get(name), "Error", None) for name in ("django.db", "sqlite3", "psycopg"))
    return (OSError, *(one for one in found if one is not None))


def _outside(problem: Exception) -> str:
    """What failed outside Sulh, in a line: a full disk, a file that cannot be written, a server that is gone."""
    if isinstance(problem, OSError):
        return f"{problem.filename}: {problem.strerror}" if problem.filename else problem.strerror or str(problem)
    said = " ".join(str(problem).split())
    return f"the database failed ({said}): is its disk full, its server gone, its file damaged? What was not named as done is not stored"


@click.group(cls=_Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="sulh", message="%(prog)s %(version)s")
def program() -> None:
    """Sulh reads documents about peace talks into cited records: who met, where, when, about what, and what was agreed."""


def main() -> NoReturn:
    """Run the command line with the arguments of the process, and exit: 0 done, 1 some document was not read, 2 usage, 130 interrupted."""
    try:
        program.main(prog_name="sulh")
    except KeyboardInterrupt:  # one that comes while another error, or the end, is being dealt with
        sys.exit(_INTERRUPTED)
