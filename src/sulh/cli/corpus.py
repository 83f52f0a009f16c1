"""`sulh trace --corpus`: the passages that the documents of a folder share, as a table, CSV, JSON lines or Parquet."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sulh.cli.corpus_output import CORPUS_FORMATS, FoundRow, write_rows
from sulh.model import DocumentError

if TYPE_CHECKING:
    from sulh.model import Document
    from sulh.wording.corpus import Corpus, Reuse

__all__ = ["CORPUS_FORMATS", "run_corpus"]


def run_corpus(
    directory: Path, *, index: Path | None = None, style: str | None = None, output: Path | None = None, workers: int | None = None
) -> int:
    """Write every passage that documents under `directory` share to `output` (None: standard output), and return the exit code.

    With `index`, a folder, documents that a run before has compared are not read again. `style` is one of CORPUS_FORMATS, by default what
    the ending of `output` says, else a table on a terminal and JSON lines elsewhere. 0 all read, 1 some document could not be read.
    Raises CorpusError when `index` is no index, MissingExtraError when a part is not installed.
    """
    from sulh.wording.corpus import Corpus

    corpus = Corpus(index)
    files = _Files(directory)
    if not files.names:
        raise click.UsageError(f"--corpus {directory}: there is no document in it.")
    held = corpus.documents()
    corpus.drop(held.keys() - set(files.names))
    for _ in corpus.build(files.entries(corpus), workers=workers or min(2, os.cpu_count() or 1)):
        pass
    # Not while documents are being added: one at a time may change the index.
    corpus.drop(files.failed)
    write_rows(_rows(corpus, corpus.reuses()), style, output)
    return 1 if files.failed else 0


class _Files:
    """The documents of a folder by their names in it; what cannot be read is told once."""

    def __init__(self, directory: Path) -> None:
        from sulh.documents import discover

        self._paths = {Path(path).relative_to(directory).as_posix(): Path(path) for path in discover([str(directory)])}
        self.names: Sequence[str] = sorted(self._paths)
        self.failed: set[str] = set()

    def entries(self, corpus: Corpus) -> Iterator[tuple[str, str, str, str]]:
        """Name, text, date and sum of the file of every document that `corpus` does not hold as it is."""
        from tqdm import tqdm

        held = corpus.documents()
        for name in tqdm(self.names, unit="doc", leave=False, disable=None):
            total = self._sum(name)
            if name in held and held[name].sha256 == total:
                continue
            document = self._load(name)
            if document is not None:
                yield name, document.text, document.published or "", total

    def _sum(self, name: str) -> str:
        from sulh import __version__

        try:
            content = self._paths[name].read_bytes()
        except OSError:
            content = b""
        # Another version may read other text from the same file.
        return hashlib.sha256(__version__.encode() + b"\0" + content).hexdigest()

    def _load(self, name: str) -> Document | None:
        from sulh.documents import load

        try:
            return load(self._paths[name], path=name)
        except DocumentError as problem:
            if name not in self.failed:
                click.echo(f"sulh: {problem}", err=True)
            self.failed.add(name)
            return None


def _rows(corpus: Corpus, found: Sequence[Reuse]) -> Iterator[FoundRow]:
    for one in found:
        earlier = corpus.text(one.earlier)[one.earlier_start : one.earlier_end]
        yield FoundRow(one, earlier, corpus.text(one.later)[one.later_start : one.later_end])
