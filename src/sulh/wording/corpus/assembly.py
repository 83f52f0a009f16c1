"""Write segments: documents are added in any order, then ordered, and their keys sorted, with bounded memory."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sulh.wording.corpus.grams import LONG, SHORT, runs
from sulh.wording.corpus.letters import letters
from sulh.wording.corpus.segment import PAD, TYPES, WORDS, CorpusSegment, Held, mapped, open_segment, segment_chunks

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["assemble", "ingest"]

_STORED = ("codes", *WORDS, "texts", "text_at")
_EFFORT = 1  # of compression: more of it would save a tenth of the room and cost as much time as reading
_CHUNK = 2_000_000  # letters worked on at once
_SORTED_AT_ONCE = 8_000_000  # keys of 8 bytes


def ingest(folder: Path, documents: Iterable[tuple[Held, str]]) -> None:
    """Write the letters and words of `documents` into `folder` in the order given (their `Held` have no counts yet)."""
    folder.mkdir(parents=True)
    counted: list[Held] = []
    with _SegmentFiles(folder, _STORED) as files:
        for batch in _batches(documents):
            read = letters([text for _, text in batch])
            letter_at, word_at = [0, *read.letter_ends.tolist()], [0, *read.word_ends.tolist()]
            for number, (held, _) in enumerate(batch):
                sizes = (letter_at[number + 1] - letter_at[number], word_at[number + 1] - word_at[number])
                counted.append(Held(held.date, held.id, held.sha256, *sizes))
            files.write("codes", read.codes)
            files.write("first", read.first - _repeated(letter_at, word_at))
            files.write("start", read.start)
            files.write("end", read.end)
            files.write("marks", read.marks)
            for _, text in batch:
                files.write_text(zlib.compress(text.encode("utf-8", "surrogatepass"), _EFFORT))
        files.write("codes", _pad())
    _write_documents(folder, counted)
    for name in ("short", "long"):
        (folder / name).touch()


def assemble(folder: Path, sources: Sequence[CorpusSegment], dropped: frozenset[tuple[str, str]] = frozenset()) -> None:
    """Write one segment of all documents of `sources`, ordered by date and name, without those `dropped` (segment, document name)."""
    chosen = sorted(
        (held, number, place)
        for number, source in enumerate(sources)
        for place, held in enumerate(source.documents)
        if (source.name, held.id) not in dropped
    )
    folder.mkdir(parents=True)
    with _SegmentFiles(folder, _STORED) as files:
        for _, number, place in chosen:
            source = sources[number]
            files.write("codes", source.codes[source.letter_at[place] : source.letter_at[place + 1]])
            for name in WORDS:
                files.write(name, getattr(source, name)[source.word_at[place] : source.word_at[place + 1]])
            files.write_text(source.packed_text(place).tobytes())
        files.write("codes", _pad())
    _write_documents(folder, [held for held, _, _ in chosen])
    for name in ("short", "long"):
        (folder / name).touch()
    _write_keys(folder)


def _write_keys(folder: Path) -> None:
    segment = open_segment(folder)
    with _SegmentFiles(folder, ("short.raw", "long.raw")) as files:
        for begin, end in segment_chunks(segment, _CHUNK):
            words = runs(segment, begin, end)
            for name, size in (("short", SHORT), ("long", LONG)):
                long_enough = words.long_enough(size)
                files.write(f"{name}.raw", long_enough.keys(size) << 32 | long_enough.letter.astype("u8"))
    for name in ("short", "long"):
        _sort_file(folder / f"{name}.raw", folder / name)


def _sort_file(raw: Path, target: Path) -> None:
    """Sort the keys of `raw` into `target`, one range of keys at a time, so that memory stays bounded."""
    import numpy as np

    values = mapped(raw, "<u8")
    parts = 1 << max(0, (len(values) // _SORTED_AT_ONCE).bit_length())
    with target.open("wb") as stream:
        if parts == 1:
            np.sort(values).tofile(stream)
        else:
            shift = 64 - (parts.bit_length() - 1)
            for part in range(parts):
                chosen = [
                    piece[(piece >> np.uint64(shift)) == part]
                    for piece in (values[at : at + _SORTED_AT_ONCE] for at in range(0, len(values), _SORTED_AT_ONCE))
                ]
                np.sort(np.concatenate(chosen)).tofile(stream)
    del values
    raw.unlink()


class _SegmentFiles:
    """Arrays appended to files of a folder."""

    def __init__(self, folder: Path, names: Sequence[str]) -> None:
        self._streams = {name: (folder / name).open("wb") for name in names}
        self._packed = 0

    def __enter__(self) -> _SegmentFiles:
        return self

    def write(self, name: str, values: NDArray[Any]) -> None:
        """Append `values` in the type and byte order that the file holds."""
        self._streams[name].write(values.astype(TYPES[name.removesuffix(".raw")], copy=False).data)

    def write_text(self, packed: bytes) -> None:
        """Append the compressed text of one document, and where it ends."""
        self._packed += len(packed)
        self._streams["texts"].write(packed)
        self._streams["text_at"].write(self._packed.to_bytes(8, "little"))

    def __exit__(self, *error: object) -> None:
        for stream in self._streams.values():
            stream.close()


def _batches(documents: Iterable[tuple[Held, str]]) -> Iterator[list[tuple[Held, str]]]:
    batch: list[tuple[Held, str]] = []
    size = 0
    for held, text in documents:
        batch.append((held, text))
        size += len(text)
        if size >= _CHUNK:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _repeated(letter_at: list[int], word_at: list[int]) -> NDArray[Any]:
    import numpy as np

    return np.repeat(np.array(letter_at[:-1], np.uint32), np.diff(word_at))


def _pad() -> NDArray[Any]:
    import numpy as np

    return np.zeros(PAD, np.uint8)


def _write_documents(folder: Path, documents: Iterable[Held]) -> None:
    rows = [[held.date, held.id, held.sha256, held.letters, held.words] for held in documents]
    (folder / "documents.json").write_text(json.dumps(rows, ensure_ascii=True), encoding="ascii")
