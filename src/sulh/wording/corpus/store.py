"""The folder of a corpus: the current segments, the results stored with each, and the write lock."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sulh.wording.corpus.reuse import Reuse, ReuseKind
from sulh.wording.corpus.segment import CorpusError, Held, damaged

__all__ = ["Manifest", "copy_reuses", "read_reuses", "sweep", "write_reuses", "writing"]

_MANIFEST, _LOCK, _REUSES = "corpus.json", "corpus.lock", "reuses.jsonl"
_VERSION = 2
_SEGMENT = re.compile(r"s[0-9]{6}[0-9]*(?:-came)?")


@dataclass(frozen=True, slots=True)
class Manifest:
    """The current segments in order of creation, the number of the next one, and removed documents (segment, name)."""

    segments: tuple[str, ...] = ()
    following: int = 1
    dropped: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Read the manifest of `folder`; an empty one if there is none. Raises CorpusError when the folder is not a corpus."""
        path = folder / _MANIFEST
        if not path.exists():
            ours = (_LOCK, f"{_MANIFEST}.new")
            if folder.is_dir() and any(one.name not in ours and not _SEGMENT.fullmatch(one.name) for one in folder.iterdir()):
                raise CorpusError(f"{folder}: holds other files and no {_MANIFEST}; name a new or empty folder for the index")
            return cls()
        try:
            manifest = json.loads(path.read_text(encoding="utf-8"))
            if manifest["version"] != _VERSION:
                raise CorpusError(f"{path}: written by another version ({manifest['version']}); remove the folder and build it again")
            return cls(
                tuple(manifest["segments"]), manifest["following"], frozenset((segment, name) for segment, name in manifest["dropped"])
            )
        except (KeyError, TypeError, ValueError) as problem:
            raise CorpusError(f"{path}: is not the manifest of a corpus ({problem}); remove the folder and build it again") from problem

    def write(self, folder: Path) -> None:
        """Replace the old manifest by this one atomically."""
        manifest = {"version": _VERSION, "segments": self.segments, "following": self.following, "dropped": sorted(self.dropped)}
        holding = folder / f"{_MANIFEST}.new"
        holding.write_text(json.dumps(manifest, ensure_ascii=True) + "\n", encoding="ascii")
        holding.replace(folder / _MANIFEST)

    def name(self) -> str:
        """Return the name of the next segment."""
        return f"s{self.following:06d}"

    def joined(self, taken: Iterable[str], name: str, dropped: frozenset[tuple[str, str]]) -> Manifest:
        """Return this manifest with segment `name` at the end instead of those `taken`."""
        gone = frozenset(taken)
        kept = tuple(one for one in self.segments if one not in gone)
        left = frozenset((segment, document) for segment, document in dropped if segment not in gone)
        return replace(self, segments=(*kept, name), following=self.following + 1, dropped=left)


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the write lock of `folder`; files of an interrupted run are removed. Raises CorpusError while another process writes."""
    folder.mkdir(parents=True, exist_ok=True)
    # SQLite locks files on every system, and the system releases them however a process ends.
    with closing(sqlite3.connect(folder / _LOCK, timeout=0, isolation_level=None)) as lock:
        try:
            lock.execute("PRAGMA journal_mode = MEMORY")
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as problem:
            raise CorpusError(f"{folder}: another process is adding documents ({problem}); try again when it has ended") from problem
        sweep(folder, Manifest.read(folder))
        yield


def sweep(folder: Path, manifest: Manifest) -> None:
    """Remove obsolete segments: those of an interrupted run, and those that were merged."""
    for path in folder.iterdir():
        if _SEGMENT.fullmatch(path.name) and path.is_dir() and path.name not in manifest.segments:
            shutil.rmtree(path, ignore_errors=True)


def write_reuses(folder: Path, found: Iterable[Reuse], held: dict[str, Held]) -> Iterator[Reuse]:
    """Yield what was found, after storing it beside a segment with the sums of the texts compared."""
    with (folder / _REUSES).open("w", encoding="ascii", newline="\n") as stream:
        for one in found:
            sums = held[one.earlier].sha256, held[one.later].sha256
            row = [*sums, one.earlier, one.earlier_start, one.earlier_end, one.later, one.later_start, one.later_end]
            stream.write(json.dumps([*row, one.kind, one.score, one.words], ensure_ascii=True) + "\n")
            yield one


def read_reuses(folder: Path, held: dict[str, Held]) -> Iterator[Reuse]:
    """Yield what was found when a segment was added, for texts that are `held`. Raises CorpusError when it cannot be read."""
    try:
        kinds = {kind.value: kind for kind in ReuseKind}
        decode = json.JSONDecoder().decode
        with (folder / _REUSES).open(encoding="ascii") as stream:
            for line in stream:
                one, other, earlier, start, end, later, begin, close, kind, score, words = decode(line)
                if earlier in held and later in held and (held[earlier].sha256, held[later].sha256) == (one, other):
                    yield Reuse(earlier, start, end, later, begin, close, kinds[kind], score, words)
    except (KeyError, OSError, TypeError, ValueError) as problem:
        raise damaged(folder, problem) from problem


def copy_reuses(folders: Iterable[Path], target: Path) -> None:
    """Write the results of several segments into one file."""
    with (target / _REUSES).open("wb") as stream:
        for folder in folders:
            with (folder / _REUSES).open("rb") as source:
                shutil.copyfileobj(source, stream)
