"""The corpus: each document added is compared with all documents held, and the results are stored for the next run."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp
from weakref import finalize

from sulh.model import MissingExtraError
from sulh.wording.corpus.assembly import assemble, ingest
from sulh.wording.corpus.reuse import IN_ORDER, Reuse
from sulh.wording.corpus.search import search
from sulh.wording.corpus.segment import CorpusError, CorpusSegment, Held, open_segment
from sulh.wording.corpus.store import Manifest, copy_reuses, read_reuses, sweep, write_reuses, writing

__all__ = ["Corpus", "Entry"]

Entry = tuple[str, str] | tuple[str, str, str] | tuple[str, str, str, str]

# Single documents are merged into segments of up to this many words: adding one stays cheap, and segments stay few.
_SMALL = 200_000
# Code points of texts kept at hand.
_AT_HAND = 50_000_000


class Corpus:
    """Documents and the passages they share, kept in the folder `path` (created if missing; None: a temporary folder).

    The texts are stored too, compressed: offsets count code points of each text as it was given. One process writes at a time.
    Raises MissingExtraError without numpy and rapidfuzz, CorpusError when the folder holds something else.
    """

    def __init__(self, path: Path | str | None = None) -> None:
        if find_spec("numpy") is None or find_spec("rapidfuzz") is None:
            raise MissingExtraError("The corpus", "wording")
        self._path = Path(mkdtemp(prefix="sulh-corpus-") if path is None else path)
        if path is None:
            # Not TemporaryDirectory, which warns when it is removed with the object.
            finalize(self, shutil.rmtree, self._path, ignore_errors=True)
        self._opened: dict[str, CorpusSegment] = {}
        self._placed: tuple[Manifest, dict[str, tuple[CorpusSegment, int]]] | None = None
        self._texts: dict[str, str] = {}
        self._at_hand = 0
        self._manifest = Manifest.read(self._path)

    def __len__(self) -> int:
        return len(self.documents())

    def documents(self) -> dict[str, Held]:
        """The documents held, by name."""
        return {name: held for name, (held, _) in self._where().items()}

    def text(self, name: str) -> str:
        """The text of a document held, as it was given; KeyError when it is not held. The last few are kept at hand."""
        places = self._places()
        if name not in self._texts:
            segment, place = places[name]
            text = segment.text(place)
            self._at_hand += len(text)
            while self._texts and self._at_hand > _AT_HAND:
                self._at_hand -= len(self._texts.pop(next(iter(self._texts))))
            self._texts[name] = text
        return self._texts[name]

    def _places(self) -> dict[str, tuple[CorpusSegment, int]]:
        """Return the segment and the index of each document held, computed once for a state of the index."""
        if self._placed is None or self._placed[0] is not self._manifest:
            found: dict[str, tuple[CorpusSegment, int]] = {}
            for name in self._manifest.segments:
                segment = self._segment(name)
                found |= {one.id: (segment, at) for at, one in enumerate(segment.documents) if (name, one.id) not in self._manifest.dropped}
            self._placed = self._manifest, found
            self._texts, self._at_hand = {}, 0
        return self._placed[1]

    def add(self, id: str, text: str, *, date: str = "") -> tuple[Reuse, ...]:
        """Add one document and return the passages it shares with those held: none if it is already held with this text.

        `date` is ISO 8601 or EDTF and orders the documents. A document of the same name but another text replaces it.
        """
        return tuple(self.build([(id, text, date)]))

    def build(self, documents: Iterable[Entry], *, workers: int = 1) -> Iterator[Reuse]:
        """Add documents (name, text and perhaps date and sum) and yield the passages they share with each other and with those held.

        The sum identifies the content, by default the SHA-256 of the text as UTF-8; a sum of the file lets a caller skip files
        without reading them. Texts are read once and not kept in memory; those already held are skipped. The results do not
        depend on the order of `documents`. They are held once the iterator is exhausted; if it is not, the folder is unchanged.
        With several `workers` (processes), the calling script needs the usual `if __name__ == "__main__"`.
        Raises CorpusError when two documents have one name and different texts, or while another process writes.
        """
        with writing(self._path):
            self._manifest = Manifest.read(self._path)
            fresh = _Fresh(self._where())
            name = self._manifest.name()
            came, folder = self._path / f"{name}-came", self._path / name
            ingest(came, fresh.among(documents))
            if fresh.taken:
                assemble(folder, [open_segment(came)])
                dropped = self._manifest.dropped | fresh.replaced
                folders = [self._path / one for one in (*self._manifest.segments, name)]
                held = self.documents() | {one.id: one for one in fresh.taken.values()}
                yield from write_reuses(folder, search(folders, dropped, workers=workers), held)
                self._manifest = self._manifest.joined((), name, dropped)
                self._manifest.write(self._path)
                self._put_together(_SMALL if len(fresh.taken) == 1 else None)
            sweep(self._path, self._manifest)
        self._opened = {key: value for key, value in self._opened.items() if key in self._manifest.segments}

    def drop(self, names: Iterable[str]) -> None:
        """Remove the documents of these names; names that are not held are ignored."""
        with writing(self._path):
            self._manifest = Manifest.read(self._path)
            where = self._where()
            gone = frozenset((where[name][1], name) for name in names if name in where)
            if gone:
                self._manifest = replace(self._manifest, dropped=self._manifest.dropped | gone)
                self._manifest.write(self._path)

    def reuses(self) -> list[Reuse]:
        """Return all passages found so far between documents held, in order."""
        held = self.documents()
        # Hundreds of thousands of rows without cycles: searching them for some would take a third of the time.
        was = gc.isenabled()
        gc.disable()
        try:
            return self._sorted(held)
        finally:
            if was:
                gc.enable()

    def _sorted(self, held: dict[str, Held]) -> list[Reuse]:
        found = {IN_ORDER(reuse): reuse for name in self._manifest.segments for reuse in read_reuses(self._path / name, held)}
        return [found[key] for key in sorted(found)]

    def _put_together(self, limit: int | None) -> None:
        """Merge the last segments while they are of similar size, so that there are few; with `limit`, none of more words than that."""
        sizes = {name: int(self._segment(name).word_at[-1]) for name in self._manifest.segments}
        tail: list[str] = []
        total = 0
        for name in reversed(self._manifest.segments):
            if tail and (total + sizes[name] > limit if limit is not None else sizes[name] > 2 * total):
                break
            tail.insert(0, name)
            total += sizes[name]
        if len(tail) > 1:
            name = self._manifest.name()
            assemble(self._path / name, [self._segment(one) for one in tail], self._manifest.dropped)
            copy_reuses([self._path / one for one in tail], self._path / name)
            self._manifest = self._manifest.joined(tail, name, self._manifest.dropped)
            self._manifest.write(self._path)

    def _segment(self, name: str) -> CorpusSegment:
        if name not in self._opened:
            self._opened[name] = open_segment(self._path / name)
        return self._opened[name]

    def _where(self) -> dict[str, tuple[Held, str]]:
        """Return each document held and the segment that holds it, by name."""
        given_up = self._manifest.dropped
        segments = ((name, self._segment(name)) for name in self._manifest.segments)
        return {held.id: (held, name) for name, segment in segments for held in segment.documents if (name, held.id) not in given_up}


class _Fresh:
    """Documents that are not held yet: `taken`, by name, and the older texts that some of them replace."""

    def __init__(self, held: dict[str, tuple[Held, str]]) -> None:
        self._held = held
        self.taken: dict[str, Held] = {}
        self.replaced: frozenset[tuple[str, str]] = frozenset()

    def among(self, documents: Iterable[Entry]) -> Iterator[tuple[Held, str]]:
        """Yield those of `documents` that are not held, each once."""
        for name, text, *rest in documents:
            sum_of_text = rest[1] if len(rest) > 1 else sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
            new = Held(rest[0] if rest else "", name, sum_of_text, 0, 0)
            if name in self.taken:
                if self.taken[name].sha256 != new.sha256:
                    raise CorpusError(f"{name}: two documents of this name have different texts; give each a name of its own")
                continue
            if name in self._held:
                old, segment = self._held[name]
                if (old.sha256, old.date) == (new.sha256, new.date):
                    continue
                self.replaced |= {(segment, name)}
            self.taken[name] = new
            yield new, text
