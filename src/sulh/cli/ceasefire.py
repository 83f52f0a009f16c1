"""`sulh ceasefire`: what changed after a ceasefire, by a list of events."""

from __future__ import annotations

import csv
import datetime as dt
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sulh.cli.records import author_option, opened, record_option, signing
from sulh.cli.usage import usage
from sulh.intake.day_order import DayOrder
from sulh.model.vocabulary import TallyKind

if TYPE_CHECKING:
    from sulh.ceasefire import Assessed, Assessment, CountedDays, TermsAssessed, Unobserved
    from sulh.intake import RowError

__all__ = ["ceasefire"]

_SHOWN = 20
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.group()
def ceasefire() -> None:
    """Ceasefires: what changed after them, and reports of what each side counted."""


@ceasefire.command(epilog="Exit codes: 0 assessed, 1 some row of the events has a fault, 2 wrong usage, or a file that cannot be used.")
@click.argument("terms_file", metavar="[TERMS]", type=_FILE, required=False)
@click.argument("event_files", metavar="[EVENTS]...", type=_FILE, nargs=-1)
@click.option("--weeks", type=click.IntRange(2, 260), default=12, show_default=True, help="How many weeks before and after.")
@click.option("--province", "provinces", multiple=True, metavar="NAME", help="Only events of this province. Repeatable.")
@click.option("--spread", is_flag=True, help="Give each week its part of events of many days, instead of the week in which they start.")
@click.option("--unobserved", type=_FILE, help="A CSV with columns start, end and reason: days on which nobody could look.")
@click.option(
    "--covers", metavar="DAY/DAY",
    help="The days that the list is of, by default those from its first event to its last; all others are unknown.",
)  # fmt: skip
@click.option("--day-order", type=click.Choice([str(one) for one in DayOrder]), help="Where nothing in the list tells day from month.")
@click.option("--errors", type=click.Path(path_type=Path, dir_okay=False), help="Write every row that was not taken to this CSV file.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write it with pictures to this .html, .docx or .pdf file."
)
@click.option("--language", type=click.Choice(["en", "ar"]), default="en", show_default=True, help="The language of the file.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of tables.")
@click.option("--record", type=click.Path(path_type=Path), help="Count what this record holds, see above.")
@author_option
def assess(
    terms_file: Path | None,
    event_files: tuple[Path, ...],
    weeks: int,
    provinces: tuple[str, ...],
    spread: bool,
    unobserved: Path | None,
    covers: str | None,
    day_order: str | None,
    errors: Path | None,
    output: Path | None,
    language: str,
    as_json: bool,
    record: Path | None,
    author: str | None,
) -> None:
    """Count events before and after each ceasefire in TERMS, by zone, kind, side and reporter.

    EVENTS are CSV files of UCDP GED, ACLED or FIRMS, or with the columns start, latitude and longitude; several are versions of one
    list, oldest first. Without EVENTS the incidents, counts and observations of a record are counted, without TERMS after its own
    ceasefires; with EVENTS the record says on which days nobody could look, and what others counted. Each factor stands with its 95 %
    interval, which allows for weeks that resemble the one before, and with what it would be for other windows. It is a change, not an
    effect.
    """
    if output is not None:
        _new_report(output)
    if record is None and not (terms_file and event_files):
        raise click.UsageError("name a file of terms and a list of events, or a record with --record")
    gaps, covered = _gaps(unobserved), _covered(covers)
    if event_files:
        found, remarks, faults = _by_files(
            terms_file, event_files, record, author, provinces, day_order, covered, weeks=weeks, spread=spread, unobserved=gaps
        )
    else:
        options = {"--province": provinces, "--unobserved": gaps, "--covers": covers, "--errors": errors}
        given = [name for name, one in options.items() if one]
        if given:
            raise click.UsageError(f"{given[0]} is for lists of events; what a record holds is counted whole")
        found, remarks, faults = _by_record(terms_file, record, author, language if output else "en", weeks=weeks, spread=spread)
    if output is not None:
        _written(found, output, language, () if event_files else remarks)
    for remark in remarks:
        click.echo(remark, err=True)
    click.echo(json.dumps(_plain(found), ensure_ascii=False) if as_json else "\n\n".join(_told(one, found) for one in found.ceasefires))
    _faults(faults, errors)


_Found = tuple["Assessment", list[str], tuple["RowError", ...]]


def _by_files(
    terms_file: Path | None,
    event_files: Sequence[Path],
    record: Path | None,
    author: str | None,
    provinces: Sequence[str],
    day_order: str | None,
    covered: tuple[dt.date, dt.date] | None,
    **how: Any,
) -> _Found:
    """What lists of events say; of a record the days on which nobody could look, and what others counted."""
    with usage("ceasefire"):
        from sulh.ceasefire import assess as assessed
        from sulh.ceasefire import load_terms, unreached
        from sulh.intake.events import load_events

        assert terms_file is not None
        terms = load_terms(terms_file)
        events = load_events(event_files, day_order=DayOrder(day_order) if day_order else None)
        frame, reach = events.frame, covered or events.reach or (None, None)
        how["unobserved"] = (*how["unobserved"], *unreached(*reach))
        if provinces:
            unknown = [name for name in provinces if name not in set(frame["province"].unique())]
            if unknown:
                raise click.UsageError(f"no event is of the province {unknown[0]!r}; there are {', '.join(_provinces(frame))}")
            frame = frame.filter(frame["province"].is_in(provinces))
        tallies: tuple[CountedDays, ...] = ()
        if record is not None:
            opened(record, use="read")
            from sulh.record.queries.assessment import record_known
            from sulh.record.viewers import local_viewer

            known = record_known(local_viewer(signing(author)), terms)
            how["unobserved"], tallies = (*how["unobserved"], *known.unobserved), known.tallies
        found = assessed(terms, frame, tallies, **how)
    remarks = list(events.remarks)
    if covered is None and events.reach:
        first, last = events.reach
        remarks.append(f"events from {first} to {last}: days outside are unknown, unless --covers says that the list is of them")
    if events.replaced:
        remarks.append(f"{events.replaced} rows were replaced by newer ones of the same identifier")
    return found, remarks, events.faults


def _by_record(terms_file: Path | None, record: Path | None, author: str | None, language: str, **how: Any) -> _Found:
    """What a record says of its own ceasefires, or of those in a file."""
    opened(record, use="read")
    from sulh.record.queries.assessment import record_assessment
    from sulh.record.viewers import local_viewer

    with usage("ceasefire"):
        from sulh.ceasefire import load_terms

        terms = load_terms(terms_file) if terms_file else None
        made = record_assessment(local_viewer(signing(author)), language, terms=terms, **how)
    if not made.found.ceasefires:
        raise click.UsageError("the record holds no ceasefire and no zone whose first day is known; `sulh enter ceasefire` enters one")
    return made.found, made.remarks(language), ()


@ceasefire.command("report", epilog="Exit codes: 0 written, 2 wrong usage, or a period that is none.")
@click.option("--since", required=True, metavar="DAY", help="The first day (YYYY-MM-DD).")
@click.option("--until", required=True, metavar="DAY", help="The last day, included.")
@click.option("--what", type=click.Choice([str(one) for one in TallyKind]), default="violation", show_default=True, help="Of what.")
@click.option("--language", type=click.Choice(["en", "ar"]), default="en", show_default=True)
@click.option(
    "--sharing", type=click.Choice(["public", "team", "all"]), default="team", show_default=True,
    help="Which documents it may rest on: public ones, also those of the team, or restricted ones too.",
)  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="A .html, .docx or .pdf file.")
@record_option
@author_option
def report(
    since: str, until: str, what: str, language: str, sharing: str, output: Path, record: Path | None, author: str | None
) -> None:  # fmt: skip
    """Write the report of a period: both sides' counts beside those of the period before, and what is known of each.

    It says after which entry of the ledger the record was read. `sulh report verify` works every number of it out again. The ledger notes
    each report with its author.
    """
    _new_report(output)
    opened(record, use="read")
    from sulh.cli.report import worked_out
    from sulh.record.decisions import record_export
    from sulh.record.models import Entry
    from sulh.record.opening import is_copy
    from sulh.record.viewers import local_viewer
    from sulh.render.ceasefire_report import ReportAsked, this_version
    from sulh.render.report_file import write_report

    entry = Entry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    asked = ReportAsked(since, until, what, entry, language, sharing, this_version())
    viewer = local_viewer(signing(author))
    with usage("ceasefire"):
        write_report(worked_out(asked, viewer), output, language, asked.mark())
    noted = "not in the ledger: the record cannot be written" if is_copy() else f"ledger entry {record_export(viewer, 'report', 1)}"
    click.echo(f"{output} written, of the record after entry {entry} ({noted})", err=True)


@ceasefire.command("terms", epilog="Exit codes: 0 written, 2 wrong usage, or no ceasefire with a known first day.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="A .json file, to be looked through.")
@click.option("--language", type=click.Choice(["en", "ar"]), default="en", show_default=True, help="The language of names.")
@record_option
@author_option
def terms(output: Path, language: str, record: Path | None, author: str | None) -> None:
    """Write the ceasefires and zones of the record as a file of terms, for `sulh ceasefire assess`.

    Look it through before you count: what a source declares is not always what came into force.
    """
    if output.exists():
        raise click.UsageError(f"{output} is there already; name a new file")
    opened(record, use="read")
    from sulh import words
    from sulh.ceasefire.terms import terms_json
    from sulh.record.queries.terms import record_terms
    from sulh.record.viewers import local_viewer

    found = record_terms(local_viewer(signing(author)), language)
    if not found:
        raise click.UsageError("the record holds no ceasefire and no zone whose first day is known; `sulh enter ceasefire` enters one")
    output.write_text(terms_json(found), encoding="utf-8")
    for one in found:
        end = f" to {words.date(str(one.last_day), language=language)}" if one.last_day else ""
        click.echo(f"{one.name}: from {words.date(str(one.start), language=language)}{end}, {len(one.zones)} zones", err=True)


def _new_report(path: Path) -> None:
    """Refuse a file that no report can be written to, before anything is counted."""
    from sulh.render.report_file import REPORT_SUFFIXES

    if path.suffix.lower() not in REPORT_SUFFIXES:
        raise click.UsageError(f"{path}: a report is a .html, a .docx or a .pdf file")
    if path.exists():
        raise click.UsageError(f"{path} is there already; name a new file")


def _written(found: Assessment, path: Path, language: str, remarks: Sequence[str]) -> None:
    from sulh.desk.charts.assessment_pictures import assessment_pictures
    from sulh.render.assessment_blocks import assessment_blocks
    from sulh.render.report_file import write_report

    pictures = [assessment_pictures(one, language=language) for one in found.ceasefires]
    with usage("ceasefire"):
        write_report(assessment_blocks(found, pictures, language, remarks), path, language)
    click.echo(f"{path} written", err=True)


def _provinces(frame: Any) -> list[str]:
    return sorted(one for one in frame["province"].unique() if one)


def _gaps(path: Path | None) -> tuple[Unobserved, ...]:
    """The days on which nobody could look. Raises UsageError with the line."""
    from sulh.ceasefire import Unobserved

    if path is None:
        return ()
    found = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if not {"start", "end"} <= set(reader.fieldnames or ()):
            raise click.UsageError(f"{path}: has no columns start and end")
        for row in reader:
            try:
                start, end = dt.date.fromisoformat(row["start"].strip()), dt.date.fromisoformat(row["end"].strip())
            except (ValueError, AttributeError) as problem:
                raise click.UsageError(f"{path}, line {reader.line_num}: days are written YYYY-MM-DD") from problem
            if end < start:
                raise click.UsageError(f"{path}, line {reader.line_num}: ends before it begins")
            found.append(Unobserved(start, end, (row.get("reason") or "").strip()))
    return tuple(found)


def _covered(written: str | None) -> tuple[dt.date, dt.date] | None:
    """The days that a list is of, as DAY/DAY. Raises UsageError."""
    if written is None:
        return None
    try:
        first, last = (dt.date.fromisoformat(one.strip()) for one in written.split("/"))
    except ValueError as problem:
        raise click.UsageError(f"--covers {written}: write two days as YYYY-MM-DD/YYYY-MM-DD") from problem
    if last < first:
        raise click.UsageError(f"--covers {written}: ends before it begins")
    return first, last


def _told(one: TermsAssessed, found: Assessment) -> str:
    """One ceasefire as text."""
    from sulh import words

    terms = one.terms
    end = f" to {words.date(str(terms.last_day))}" if terms.last_day else ", no end stated"
    lines = [f"{terms.name}: {terms.kind}, {words.date(str(terms.start))}{end}; weeks counted from Monday {words.date(str(one.monday))}"]
    lines += [f"observed: {one.observed:.0%} of the days compared"] if one.observed < 1 else []
    if one.hindered_days:
        lines.append(f"on {one.hindered_days} of these days nobody could look in some place: unknown there, not quiet")
    if not one.is_reached:
        return "\n".join((*lines, f"No source reaches the {one.rows[0].weeks} weeks before and after: nothing is known of them."))
    windows = [_row(row) for row in one.sensitivity if row.is_known]
    lines += ["", _HEADS, *(_row(row) for row in one.rows if row.is_known)]
    lines += ["", "The same with other windows:", *windows] if windows else []
    if one.trend is not None:
        lines.append(f"In the weeks before, incidents went times {one.trend:.2f} from each week to the next.")
    elif one.has_nothing_before:
        lines.append("Nothing was counted in the weeks before that were observed, so that no trend can be told.")
    for day, at in one.breaks:
        lines.append(f"The level changed in the week from {words.date(str(day))}: {at.before:.1f} to {at.after:.1f} a week.")
    if one.quiet:
        span = words.span(str(one.quiet.start), str(one.quiet.end))
        lines.append(f"Longest quiet: {one.quiet.days} days, {span}.")
    for zone in one.zones:
        parts = (
            f"in {zone.inside}", f"near its edge {zone.near}", f"outside {zone.outside}", f"cannot be said {zone.cannot_say}",
            f"while it was not in force {zone.not_in_force}",
        )  # fmt: skip
        blind = "" if zone.seen[0] else "; nobody could look there while it was in force: noughts are no counts"
        lines.append(f"{zone.zone}: {', '.join(parts)}{blind}")
    if found.without_place:
        lines.append(f"{found.without_place} of {found.incidents} incidents are placed too roughly for any zone.")
    long = max((row.long for row in one.rows), default=0)
    if long and not found.spread:
        lines.append(f"{long} incidents last more than a week and count in the week in which they start; --spread divides them.")
    lines.append("A change, not an effect: truces tend to follow peaks.")
    return "\n".join(lines)


_HEADS = f"{'':42}{'weeks':>6}{'days seen':>12}{'before':>9}{'after':>9}{'after/before':>14}  {'95 % interval':<15}{'rho':>5}  finding"


def _row(row: Assessed) -> str:
    from sulh import words

    found = row.change
    of = f"{row.by.replace('tally_zone', 'zone').replace('tally', 'counted by')} {row.of}".strip() if row.of else "all"
    seen = "/".join(f"{part / row.weeks:.0%}" for part in found.observed)
    name = f"{row.measure.replace('_', ' ')}, {of}"
    name = name if len(name) <= 41 else f"{name[:40]}…"
    sure = found.low is not None and found.finding != "too_few_weeks"
    before, after = ("–" if count is None else f"{count:.0f}" for count in row.counts)
    ratio = f"{found.ratio:.2f}" if found.ratio is not None else "–"
    interval = f"{found.low:.2f} to {found.high:.2f}" if sure else ""
    rho = f"{found.rho:.2f}" if found.rho is not None else ""
    said = words.code("ChangeFinding", found.finding)
    return f"{name:42}{row.weeks:>6}{seen:>12}{before:>9}{after:>9}{ratio:>14}  {interval:<15}{rho:>5}  {said}"


def _plain(found: Assessment) -> dict[str, Any]:
    """The assessment as JSON holds it: days as text; outlines and words of clauses left out, since the file of terms has them."""
    from dataclasses import asdict

    held: dict[str, Any] = json.loads(json.dumps(asdict(found), default=str))
    for one in held["ceasefires"]:
        for zone in one["terms"]["zones"]:
            del zone["geometry"]
    return held


def _faults(faults: tuple[RowError, ...], path: Path | None) -> None:
    """Every row that was not taken in the file, the first ones on standard error; ends with status 1 where there are any."""
    if path is not None:
        from sulh.text.spreadsheets import safe

        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("row", "column", "written", "reason"))
            writer.writerows([safe(cell) for cell in (one.row, one.column, one.written, one.reason)] for one in faults)
    for one in faults[:_SHOWN]:
        click.echo(f"not taken: {one}", err=True)
    if len(faults) > _SHOWN:
        click.echo(f"{len(faults) - _SHOWN} further rows were not taken{f': {path}' if path else '; --errors FILE writes all'}", err=True)
    if faults:
        sys.exit(1)
