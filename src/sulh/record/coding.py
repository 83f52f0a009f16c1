"""Double coding as decisions: begun, judged by each coder alone, done or opened, and what both say taken over into the record.

Judgements are entries of the ledger from the first; `blind` says who may see them. They change no claim: a claim changes when
somebody decides about it, which `take_agreed` does for what all coders say alike and a third person for what they differ on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sulh.model import AccessError, ConflictError, InvalidError, RecordError
from sulh.model.vocabulary import ClaimStatus
from sulh.record.access import may, require, visible
from sulh.record.blind import CODE, CODED, CODING, OPENED, Coding, coding_of, judged, verdict_of
from sulh.record.canonical import canonical
from sulh.record.checking import checked_value
from sulh.record.decisions import accept_many, correct, reject_many, write
from sulh.record.ledger import Draft, append, writing
from sulh.record.models import User
from sulh.record.projection.apply import apply
from sulh.record.projection.models import Claim, Source
from sulh.record.shapes import Viewer
from sulh.record.viewers import viewer_of

__all__ = ["begin", "done", "judge", "judge_many", "open_now", "possible_coders", "take_agreed"]

_FEWEST = 2
VERDICTS = ("accept", "reject", "correct")


def possible_coders(viewer: Viewer, source: str) -> list[str]:
    """The accounts that may code a document: those that may review and see it."""
    _source(viewer, source)
    found = []
    for user in User.objects.filter(is_active=True).order_by("username"):
        one = viewer_of(user)
        if may(one, "review") and visible(Source.objects.filter(pk=source), one).exists():
            found.append(one.name)
    return found


def begin(viewer: Viewer, source: str, coders: Iterable[str], *, reason: str = "") -> int:
    """Have a document coded by several people who do not see each other's judgements. Returns the entry's number."""
    require(viewer, "edit")
    names = sorted(set(coders))
    if len(names) < _FEWEST:
        raise InvalidError("a document is coded by at least two people: name two accounts")
    with writing():
        known = possible_coders(viewer, source)
        if unknown := [name for name in names if name not in known]:
            raise InvalidError(f"{', '.join(unknown)} cannot code this document: a coder has an account that may review and see it")
        if coding_of(source) is not None:
            raise RecordError("this document is coded already: take that back before it is begun anew")
        return write(viewer, CODING, {"target": source, "coders": names, "reason": reason})


def judge(viewer: Viewer, claim: str, verdict: str, value: Any = None, *, reason: str = "", against: str | None = None) -> int:
    """As a coder, say of a claim that it is right (`accept`), not stated (`reject`), or reads otherwise (`correct`, with its value)."""
    return judge_many(viewer, [claim], verdict, value, reason=reason, against={claim: against} if against is not None else {})


def judge_many(
    viewer: Viewer, claims: Sequence[str], verdict: str, value: Any = None, *, reason: str = "", against: dict[str, str] | None = None
) -> int:
    """One judgement of several claims of one document, one entry each, all or none; returns the last entry's number."""
    require(viewer, "review")
    if verdict not in VERDICTS:
        raise InvalidError(f"there is no judgement {verdict!r}: {', '.join(VERDICTS)}")
    with writing():
        found = {one.pk: one for one in visible(Claim.objects.select_related("mention").filter(pk__in=claims), viewer)}
        if not claims or (missing := [claim for claim in claims if claim not in found]):
            raise RecordError(f"no claim {missing[0]} here" if claims else "no claim is named")
        coding = _own(viewer, {found[claim].source_id for claim in claims})
        before = {one.target: str(one.seq) for one in judged(coding, viewer.name)}
        bodies = []
        for claim in claims:
            state = before.get(claim, "0")
            if (against or {}).get(claim, state) != state:
                raise ConflictError("you judged this claim in another window: look at it again, then decide")
            said = _judgement(found[claim], verdict, value)
            bodies.append({"target": claim, "other": coding.source, "coding": coding.seq, **said, "reason": reason, "against": state})
        entries = append([Draft(viewer.name, CODE, body) for body in bodies])
        apply(entries)
        return entries[-1].seq


def done(viewer: Viewer, source: str) -> int:
    """As a coder, say that every claim of the document is judged. When all coders have, everybody sees all judgements."""
    require(viewer, "review")
    with writing():
        coding = _own(viewer, {source})
        own = {one.target for one in judged(coding, viewer.name)}
        left = visible(Claim.objects.filter(source=source), viewer).exclude(status=ClaimStatus.WITHDRAWN).exclude(pk__in=own).count()
        if left:
            raise RecordError(f"{left} claims are left to judge" if left > 1 else "1 claim is left to judge")
        return write(viewer, CODED, {"target": source, "other": str(coding.seq)})


def open_now(viewer: Viewer, source: str, *, reason: str = "") -> int:
    """Open a coding before all coders are done, as somebody who is none of them; this cannot be taken back."""
    require(viewer, "edit")
    with writing():
        _source(viewer, source)
        coding = coding_of(source)
        if coding is None or coding.is_open:
            raise RecordError("this document is not being coded" if coding is None else "all judgements are open already")
        if viewer.name in coding.coders:
            raise AccessError("a coder does not open the coding: somebody else does, or all are done")
        return write(viewer, OPENED, {"target": source, "other": str(coding.seq), "reason": reason})


def take_agreed(viewer: Viewer, source: str, *, reason: str = "") -> int:
    """Decide every open claim of the document as all its coders judged it alike; returns how many."""
    require(viewer, "review")
    with writing():
        _source(viewer, source)
        coding = coding_of(source)
        if coding is None or not coding.is_open:
            raise RecordError("the coders are not done yet")
        alike = agreed(viewer, coding)
        accepted = [claim for claim, body in alike.items() if body["verdict"] == "accept"]
        rejected = [claim for claim, body in alike.items() if body["verdict"] == "reject"]
        if accepted:
            accept_many(viewer, accepted, reason=reason)
        if rejected:
            reject_many(viewer, rejected, reason=reason)
        for claim, body in alike.items():
            if body["verdict"] == "correct":
                correct(viewer, claim, body["value"], reason=reason)
        return len(alike)


def agreed(viewer: Viewer, coding: Coding) -> dict[str, dict[str, Any]]:
    """The claims that all coders judged alike and nobody decided about yet, with one of the judgements."""
    waiting = visible(Claim.objects.filter(source=coding.source, status=ClaimStatus.PROPOSED), viewer)
    open_claims = set(waiting.values_list("pk", flat=True))
    said: dict[str, list[dict[str, Any]]] = {}
    for one in judged(coding):
        if one.target in open_claims:
            said.setdefault(one.target, []).append(one.body)
    whole = {claim: bodies for claim, bodies in said.items() if len(bodies) == len(coding.coders)}
    return {claim: bodies[0] for claim, bodies in whole.items() if len({verdict_of(body) for body in bodies}) == 1}


def _judgement(claim: Claim, verdict: str, value: Any) -> dict[str, Any]:
    if verdict != "correct":
        return {"verdict": verdict}
    checked = checked_value(claim.property, claim.mention.kind, value)
    # Whoever corrects a claim to what it says finds it right.
    if canonical(checked) == claim.value:
        return {"verdict": "accept"}
    return {"verdict": verdict, "property": claim.property, "value": checked}


def _own(viewer: Viewer, sources: set[str]) -> Coding:
    """The coding of one document in which the viewer is a coder who is not done."""
    if len(sources) != 1:
        raise RecordError("claims of one document are judged together")
    source = next(iter(sources))
    _source(viewer, source)
    coding = coding_of(source)
    if coding is None or viewer.name not in coding.coders:
        raise AccessError(f"{viewer.name} is no coder of this document")
    if coding.is_open or viewer.name in coding.done:
        raise RecordError("the coding is open to all" if coding.is_open else "you said that you are done: take that back first")
    return coding


def _source(viewer: Viewer, source: str) -> None:
    if not visible(Source.objects.filter(pk=source), viewer).exists():
        raise RecordError(f"no document {source} here")
