"""What sort of text a document in a language that is not read is, by the words that its title opens with."""

from __future__ import annotations

from functools import cache

from sulh.model import Document, DocumentKind
from sulh.text.folding import fold
from sulh.text.phrases import rows

__all__ = ["kind_by_title"]

# What a title calls the text begins with one of so many words: "Texte de la déclaration conjointe". What is told of one stands later.
_OPENING, _AGREEMENT = 4, 2


def kind_by_title(document: Document) -> DocumentKind:
    """Return the kind that the opening words of the title name, by `data/title_kinds.csv`; news where they name none.

    An agreement is named by the first word or two: an article about an agreement names it later.
    """
    title = document.title or document.text[: document.text.find("\n")] if document.text else ""
    words = _words(title)
    for kind, known in _kinds():
        reach = range(_AGREEMENT if kind is DocumentKind.AGREEMENT else _OPENING)
        if any(tuple(words[at : at + len(form)]) == form for at in reach for form in known):
            return kind
    return DocumentKind.NEWS


def _words(text: str) -> list[str]:
    return [word.strip(".,:;\"'«»()-\u2013\u2014") for word in fold(text).casefold().split()]


@cache
def _kinds() -> tuple[tuple[DocumentKind, tuple[tuple[str, ...], ...]], ...]:
    """The kinds in the order of the table, each with the words that name it."""
    return tuple(
        (DocumentKind(row["kind"]), tuple(tuple(_words(form)) for form in row["words"].split("|"))) for row in rows("title_kinds.csv")
    )
