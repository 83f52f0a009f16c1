"""Any thing of the record by its name in entries: what it is called and where its page is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from sulh import words
from sulh.desk.shown import claim_words, language
from sulh.model import RecordError
from sulh.record.incidents import TOLD
from sulh.record.queries.claims import claims_called
from sulh.record.queries.lists import meeting_titles
from sulh.record.queries.refs import document_refs
from sulh.record.queries.visible import facts, meeting_rows, resolve
from sulh.record.shapes import Viewer

__all__ = ["NamedThing", "things"]

_SORTS = ("sha256:", "list:", "form:", "entry:")


@dataclass(frozen=True, slots=True)
class NamedThing:
    """What a thing is called, of which kind it is in words, and the address of its page."""

    name: str
    words: str
    kind: str
    address: str


def things(viewer: Viewer, names: Iterable[str]) -> dict[str, NamedThing]:
    """Those of the things that the viewer may see."""
    wanted = set(names)
    found: dict[str, NamedThing] = {}
    for name, ref in document_refs(viewer, [one for one in wanted if one.startswith(_SORTS)]).items():
        title = ref.title or gettext("Untitled")
        found[name] = NamedThing(name, title, words.kind("document", language=language()), reverse("document", args=[ref.key]))
    for name in (one for one in wanted if one.startswith("meeting:")):
        if (made := _meeting(viewer, name)) is not None:
            found[name] = made
    rest = [one for one in wanted - set(found) if not one.startswith((*_SORTS, "meeting:"))]
    for view in claims_called(viewer, rest) if rest else ():
        address = reverse("document", args=[view.document.key]) + f"#claim-{view.id}"
        found[view.id] = NamedThing(view.id, claim_words(view, language=language()), words.kind(view.subject, language=language()), address)
    for name in (one for one in rest if one not in found):
        if (made := _fact(viewer, name)) is not None:
            found[name] = made
    return found


def _meeting(viewer: Viewer, name: str) -> NamedThing | None:
    key = resolve(viewer, name.partition(":")[2])
    row = meeting_rows(viewer).filter(pk=key).values_list("meeting", flat=True).first() if key is not None else None
    title = meeting_titles(viewer, [str(row)]).get(str(row)) if row else None
    if title is None:
        return None
    kind = words.kind("meeting", language=language())
    return NamedThing(name, words.title_of(title, language=language()), kind, reverse("meeting", args=[title.id]))


def _fact(viewer: Viewer, name: str) -> NamedThing | None:
    from sulh.record.queries.commitments import commitment

    try:
        promise = commitment(viewer, name)
    except RecordError:
        return _other_fact(viewer, name)
    said = claim_words(promise.claim, language=language())
    return NamedThing(name, said, words.kind("commitment", language=language()), reverse("commitment", args=[name]))


def _other_fact(viewer: Viewer, name: str) -> NamedThing | None:
    """A fact that is no promise leads to its words in its source, what an incident is made of to the incident."""
    from sulh.model.kinds import listed_kinds

    for kind in listed_kinds():
        claim = facts(viewer, kind.name).filter(pk=name).values_list("claim_id", flat=True).first()
        for view in claims_called(viewer, [claim]) if claim else ():
            address = reverse("document", args=[view.document.key]) + f"#claim-{view.id}"
            address = reverse("incident", args=[name]) if kind.name in TOLD else address
            return NamedThing(name, claim_words(view, language=language()), words.kind(kind.name, language=language()), address)
    return None
