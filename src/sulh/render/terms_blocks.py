"""The terms of a ceasefire in sentences: parties, guarantors, the stated end, extensions, clauses and sources."""

from __future__ import annotations

from collections.abc import Iterator

from sulh import words
from sulh.ceasefire.terms import Extension, Terms
from sulh.render.report_block import ReportBlock

__all__ = ["terms_blocks"]


def terms_blocks(terms: Terms, language: str = "en") -> Iterator[ReportBlock]:
    """A paragraph for what its sources state, and one for each clause; what they do not state is left out, but for the end."""
    yield ReportBlock("p", " ".join(_sentences(terms, language)))
    for one in terms.clauses:
        if one.text:
            yield ReportBlock("p", _said("clause", language, text=_quoted(one.text, language), source=_isolated(one.source, language)))


def _sentences(terms: Terms, language: str) -> Iterator[str]:
    for key, named in (("parties", terms.parties), ("guarantors", terms.guarantors)):
        if named:
            yield _said(key, language, named=_listed(named, language))
    suffix = ".renewable" if terms.renewable else ""
    if terms.end is not None:
        yield _said(f"end{suffix}", language, day=words.date(str(terms.end), language=language))
    elif not terms.extensions:
        yield _said(f"open{suffix}", language)
    yield from (_extension(one, language) for one in sorted(terms.extensions, key=lambda one: one.decided))
    if terms.sources:
        yield _said("sources", language, named=words.listing((_quoted(one, language) for one in terms.sources), language=language))


def _extension(one: Extension, language: str) -> str:
    day, source = words.date(str(one.decided), language=language), _isolated(one.source, language) or "–"
    if one.until is None:
        return _said("extension.open", language, day=day, source=source)
    return _said("extension", language, day=day, until=words.date(str(one.until), language=language), source=source)


def _said(key: str, language: str, **held: str) -> str:
    return words.phrase(f"terms.{key}", language=language, **held)


def _listed(named: tuple[str, ...], language: str) -> str:
    return words.listing((_isolated(one, language) for one in named), language=language)


def _quoted(text: str, language: str) -> str:
    return words.isolated(f"“{text}”", language=language)


def _isolated(text: str, language: str) -> str:
    return words.isolated(text, language=language) if text else ""
