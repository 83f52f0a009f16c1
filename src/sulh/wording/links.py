"""Typed links between clauses, with spans in the original texts, a reason, and verbs that grew stronger or weaker."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from sulh.model import LinkKind
from sulh.wording.folding import Form, form_of
from sulh.wording.pairing import Limits, Pair, candidates, chosen
from sulh.wording.similarity import likeness
from sulh.wording.types import Clause, ClauseLink
from sulh.wording.verbs import Verb, ladder_of

__all__ = ["link"]

# A formula stands inside a clause that says at least this much more.
_INSIDE, _MORE = 0.6, 0.62


def link(clauses: Sequence[Clause], owner: Sequence[int], *, limits: Limits | None = None) -> list[ClauseLink]:
    """The links between clauses in the order of their statements; `owner` is the place of each clause's statement."""
    forms = [form_of(clause.text, offset=clause.start) for clause in clauses]
    if not any(form.letters for form in forms):
        return []
    limits = limits or Limits()
    pairs = chosen(candidates(forms, owner, likeness([form.letters for form in forms]), limits), owner, limits)
    kinds = _kinds(pairs, owner)
    return [_link(pair, kind, clauses, forms) for pair, kind in zip(pairs, kinds, strict=True)]


def _kinds(pairs: Sequence[Pair], owner: Sequence[int]) -> list[LinkKind]:
    into: dict[tuple[int, int], list[Pair]] = defaultdict(list)
    out_of: dict[tuple[int, int], list[Pair]] = defaultdict(list)
    for pair in pairs:
        into[pair.later, owner[pair.earlier]].append(pair)
        out_of[pair.earlier, owner[pair.later]].append(pair)
    return [_kind(pair, out_of[pair.earlier, owner[pair.later]], into[pair.later, owner[pair.earlier]]) for pair in pairs]


def _kind(pair: Pair, out_of: list[Pair], into: list[Pair]) -> LinkKind:
    if pair.same:
        return LinkKind.SAME
    if len(out_of) > 1 and len(out_of) >= len(into):
        return LinkKind.SPLIT
    if len(into) > 1:
        return LinkKind.MERGED
    a, b = pair.alignment.earlier_share, pair.alignment.later_share
    if max(a, b) >= _INSIDE and min(a, b) <= _MORE * max(a, b):
        return LinkKind.EMBEDDED
    return LinkKind.EDITED


def _link(pair: Pair, kind: LinkKind, clauses: Sequence[Clause], forms: Sequence[Form]) -> ClauseLink:
    earlier, later = clauses[pair.earlier], clauses[pair.later]
    if kind is LinkKind.SAME:
        spans = (earlier.start, earlier.end), (later.start, later.end)
    else:
        spans = (
            forms[pair.earlier].span(*pair.alignment.earlier_places()),
            forms[pair.later].span(*pair.alignment.later_places()),
        )
    verbs = None if kind is LinkKind.SAME else _verbs(earlier, later, pair, forms)
    return ClauseLink(
        earlier=earlier.id,
        later=later.id,
        kind=kind,
        score=round(pair.score, 4),
        reason=_reason(pair, kind),
        earlier_span=spans[0],
        later_span=spans[1],
        earlier_share=1.0 if kind is LinkKind.SAME else round(pair.alignment.earlier_share, 4),
        later_share=1.0 if kind is LinkKind.SAME else round(pair.alignment.later_share, 4),
        strength=verbs[1].strength - verbs[0].strength if verbs else 0,
        verbs=(verbs[0].lemma, verbs[1].lemma) if verbs else None,
    )


def _reason(pair: Pair, kind: LinkKind) -> str:
    if kind is LinkKind.SAME:
        return "the same words"
    a, b = (round(100 * share) for share in (pair.alignment.earlier_share, pair.alignment.later_share))
    bridged = "; weak by itself, but both are linked to a clause between them" if pair.reason else ""
    return f"{a} % of the earlier clause and {b} % of the later one in common, likeness {pair.whole:.2f}{bridged}"


def _verbs(earlier: Clause, later: Clause, pair: Pair, forms: Sequence[Form]) -> tuple[Verb, Verb] | None:
    """The first two verbs that stand in the same place between the shared words and differ in strength on one ladder."""
    before = _by_place(earlier, [forms[pair.earlier].places[run[0]] for run in pair.alignment.runs])
    after = _by_place(later, [forms[pair.later].places[run[1]] for run in pair.alignment.runs])
    for place, verbs in before.items():
        for old, new in zip(verbs, after.get(place, ()), strict=False):
            if old.strength != new.strength and ladder_of(old.lemma) == ladder_of(new.lemma):
                return old, new
    return None


def _by_place(clause: Clause, starts: Sequence[int]) -> dict[int, list[Verb]]:
    """The verbs of a clause by how many of the shared runs have begun where they stand."""
    found: dict[int, list[Verb]] = {}
    for verb in clause.verbs:
        found.setdefault(bisect_right(starts, verb.start), []).append(verb)
    return found
