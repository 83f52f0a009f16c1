"""A document: the normalised text of one source and what is known of where it came from."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Document"]


@dataclass(frozen=True, slots=True)
class Document:
    """One source, its text normalised once; every citation counts code points of `text`.

    `id` is `sha256:` and the digest of the source bytes; `path` is the name the user gave; `published` is EDTF or None;
    `dateline_place` is the place a dateline opens with ("TEHRAN" in "TEHRAN (Tasnim)"), None when there is none;
    `body` is the offset at which the running text begins, after title, date line and dateline;
    `front_matter` are the simple fields of the front matter of a Markdown or text file, keys in lower case;
    `changed_by` names the authors of tracked changes that nobody has accepted or rejected yet: the text is read as if all were accepted.
    """

    id: str
    path: str
    text: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str = "en"
    media_type: str = "text/plain"
    dateline_place: str | None = None
    body: int = 0
    front_matter: tuple[tuple[str, str], ...] = ()
    changed_by: tuple[str, ...] = ()
