"""One export: what a viewer may see, filtered, in one format, written whole or not at all, and noted in the ledger."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from sulh.model import DocumentKind, EmptySelectionError, RecordError
from sulh.model.vocabulary import Sharing
from sulh.record.access import require
from sulh.record.exports import writers
from sulh.record.exports.agreements import pax_id
from sulh.record.exports.columns import CODEBOOK_VERSION, TABLES
from sulh.record.exports.ftm import write_ftm
from sulh.record.exports.geojson import write_geojson
from sulh.record.exports.mend import write_mend
from sulh.record.exports.rows import table_rows
from sulh.record.exports.selection import Selection, select
from sulh.record.looks import looked
from sulh.record.queries.main_meetings import main_meetings
from sulh.record.queries.visible import sources
from sulh.record.shapes import Filters, Viewer

__all__ = ["FORMATS", "Written", "export"]

# Format: whether it is a folder, and the ending of the file otherwise.
FORMATS = {
    "csv": "", "xlsx": ".xlsx", "parquet": "", "dta": "", "jsonl": "", "geojson": ".geojson", "mend": ".csv", "ftm": ".json",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """What an export wrote: its files, the number of meetings and documents in it, and the entry of the ledger that says so."""

    paths: tuple[Path, ...]
    meetings: int
    documents: int
    entry: int


def export(viewer: Viewer, to: str, path: Path, filters: Filters | None = None, *, accepted: bool = False) -> Written:
    """Write the part of the record that `viewer` may see and `filters` leave to `path`: a folder or a file, see `FORMATS`.

    Nothing of what may not be seen is in it, counts included. A file or folder appears whole when everything is done; one that is
    there already is not replaced. With `accepted` everything is put together from claims alone that a person accepted or corrected.
    Raises EmptySelectionError where nothing fits, and then writes nothing; RecordError for an unknown format or a path that is taken;
    AccessError without the right.
    """
    from sulh.record.decisions import record_export

    require(viewer, "export")
    if to not in FORMATS:
        raise RecordError(f"no format {to!r}; there are {', '.join(FORMATS)}")
    is_folder = not FORMATS[to]
    if path.exists() and not (is_folder and path.is_dir() and not any(path.iterdir())):
        raise RecordError(f"{path}: is there already; name another, or move it away")
    meant = filters or Filters()
    chosen = select(viewer, meant, accepted=accepted)
    if not (chosen.meetings or chosen.documents) and (accepted or chosen.narrowed):
        raise EmptySelectionError(_nothing(meant, accepted=accepted))
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=".sulh-", dir=path.parent))
    try:
        goal = scratch / path.name
        if is_folder:
            goal.mkdir()
        written = _WRITERS[to](chosen, goal)
        if is_folder:
            written.append(_about(goal, to, chosen, meant))
            if path.exists():
                path.rmdir()
        goal.replace(path)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    paths = tuple(path / one.name for one in written) if is_folder else (path,)
    for one in paths:
        one.chmod(0o600)
    restricted = sources(viewer).filter(pk__in=chosen.documents, audience__level=Sharing.RESTRICTED)
    looked(viewer, restricted.order_by("pk").values_list("pk", flat=True))
    entry = record_export(viewer, to, len(chosen.meetings))
    return Written(paths, len(chosen.meetings), len(chosen.documents), entry)


def _nothing(filters: Filters, *, accepted: bool) -> str:
    """Why there is nothing to write, and what to do."""
    asked = ", ".join(f"{name} {value}" for name, value in asdict(filters).items() if value)
    what = "that a person has accepted" if accepted else "that you may see"
    where = f" fits {asked}" if asked else " is in the record"
    return f"nothing {what}{where}, so no file was written: {'leave out a filter' if asked else 'accept claims first'}"


def _tables(chosen: Selection) -> list[writers.Table]:
    return [(name, columns, list(table_rows(name, chosen))) for name, columns in TABLES.items()]


def _agreements(chosen: Selection) -> dict[str, tuple[str, int | None]]:
    """The agreement reached at each meeting: the first document of that kind that is mainly about the meeting."""
    agreements = sources(chosen.viewer).filter(kind=DocumentKind.AGREEMENT).order_by("seq")
    stated = {pk: (title, published) for pk, title, published in agreements.values_list("pk", "title", "published")}
    main = main_meetings(chosen.viewer, stated)
    found: dict[str, tuple[str, int | None]] = {}
    for document, (title, published) in stated.items():
        if meeting := chosen.names.get(main.get(document, "")):
            found.setdefault(meeting, (title or "agreement", pax_id(DocumentKind.AGREEMENT, title, published)))
    return found


def _about(folder: Path, to: str, chosen: Selection, filters: Filters) -> Path:
    """What the folder is: version of the codebook, filters and sizes."""
    path = folder / "about.json"
    about = {
        "format": to, "codebook": CODEBOOK_VERSION, "filters": {key: value for key, value in asdict(filters).items() if value},
        "accepted_only": chosen.accepted, "meetings": len(chosen.meetings), "documents": len(chosen.documents),
    }  # fmt: skip
    path.write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    return path


_WRITERS: dict[str, Callable[[Selection, Path], list[Path]]] = {
    "csv": lambda chosen, path: writers.write_csv(_tables(chosen), path),
    "xlsx": lambda chosen, path: writers.write_xlsx(_tables(chosen), path),
    "parquet": lambda chosen, path: writers.write_parquet(_tables(chosen), path),
    "dta": lambda chosen, path: writers.write_dta(_tables(chosen), path),
    "jsonl": lambda chosen, path: writers.write_jsonl(_tables(chosen), path),
    "geojson": lambda chosen, path: write_geojson(chosen, path),
    "mend": lambda chosen, path: write_mend(chosen.meetings, _agreements(chosen), path, chosen.status_of),
    "ftm": lambda chosen, path: write_ftm(chosen, path),
}
