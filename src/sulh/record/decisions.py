"""What people decide about a record: each decision is checked, written into the ledger and projected in one transaction.

Every function takes the viewer first, returns the number of the ledger's entry, and raises AccessError or RecordError. Decisions
about a thing take `against`, the state in which the person saw it (`ClaimView.state` and others): when somebody decided about it
meanwhile, ConflictError says who. Without it the decision is made against what is there now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from sulh.model import AccessError, ActorKind, DocumentKind, InvalidError, RecordError, SulhError
from sulh.record.access import ALL, LEVELS, audience_id, require, visible
from sulh.record.authority import track_of
from sulh.record.backwards import refuse_backwards
from sulh.record.blind import refuse_undo, require_open
from sulh.record.canonical import track_id
from sulh.record.checking import checked_value, is_date
from sulh.record.claims import is_by_hand
from sulh.record.ledger import Draft, append, writing
from sulh.record.models import Entry, Text
from sulh.record.prepared import prepared
from sulh.record.projection.apply import apply
from sulh.record.projection.decided import CLAIM_STATUS, DESCRIBED
from sulh.record.projection.models import ActorRow, Claim, Decision, Mention, Proposal, Source, TrackRow
from sulh.record.projection.persons import PERSONS
from sulh.record.shapes import Viewer
from sulh.record.states import NEW, check, claim_state, compare, state_of

__all__ = [
    "UNDOABLE",
    "accept",
    "accept_many",
    "add_alias",
    "apart",
    "copy_of",
    "correct",
    "decide_many",
    "describe",
    "join",
    "may_undo",
    "merge",
    "merge_many",
    "name_actor",
    "name_process",
    "name_track",
    "pair_state",
    "part",
    "put_in_track",
    "record_export",
    "reject",
    "reject_many",
    "remove_alias",
    "share",
    "share_claims",
    "split",
    "take_from_track",
    "undo",
    "undo_many",
    "withdraw",
    "withdraw_source",
]

# What undoing a decision of a kind asks for; what is not here cannot be undone.
_UNDOING = dict.fromkeys(CLAIM_STATUS, "review") | dict.fromkeys(("merge", "split", "apart"), "merge")
_UNDOING |= dict.fromkeys(("comment", "assign", "done"), "review")
_UNDOING |= dict.fromkeys(("track", "share", "status", "evidence", "process", "describe", "name", "alias", "join", "part", "copy"), "edit")
_UNDOING |= dict.fromkeys(("follow", *PERSONS), "edit")
# A coder takes back own judgements, and that they are done; whoever may edit ends a coding.
_UNDOING |= {"code": "review", "coded": "review", "coding": "edit"}
UNDOABLE = frozenset({*_UNDOING, "undo"})


# --- claims --------------------------------------------------------------------------------------------------------------------------


def accept(viewer: Viewer, claim_id: str, *, reason: str = "", against: str | None = None) -> int:
    """The claim is right; a claim that was corrected is right as corrected."""
    return _decide_claims(viewer, [("accept", claim_id, {})], reason, {claim_id: against})


def accept_many(viewer: Viewer, claim_ids: Sequence[str], *, reason: str = "", against: Mapping[str, str] | None = None) -> int:
    """All these claims are right; one entry each, all or none. `against` has the state of each. Returns the last entry."""
    return _decide_claims(viewer, [("accept", claim, {}) for claim in claim_ids], reason, against or {})


def reject(viewer: Viewer, claim_id: str, *, reason: str = "", against: str | None = None) -> int:
    """The source does not say this."""
    return _decide_claims(viewer, [("reject", claim_id, {})], reason, {claim_id: against})


def reject_many(viewer: Viewer, claim_ids: Sequence[str], *, reason: str = "", against: Mapping[str, str] | None = None) -> int:
    """Their sources say none of these claims; one entry each, all or none. `against` has the state of each. Returns the last entry."""
    return _decide_claims(viewer, [("reject", claim, {}) for claim in claim_ids], reason, against or {})


def withdraw(viewer: Viewer, claim_id: str, *, reason: str = "", against: str | None = None) -> int:
    """Take a claim out of the record, right or wrong, for instance because its source asked for it."""
    return _decide_claims(viewer, [("withdraw", claim_id, {})], reason, {claim_id: against})


def correct(viewer: Viewer, claim_id: str, value: Any, *, reason: str = "", against: str | None = None) -> int:
    """The claim ought to read `value`: JSON of the shape that claims of its property have."""
    require(viewer, "review")
    claim = _claim(viewer, claim_id)
    checked = checked_value(claim.property, claim.mention.kind, value)
    refuse_backwards(claim, checked)
    return _decide_claims(viewer, [("correct", claim_id, {"property": claim.property, "value": checked})], reason, {claim_id: against})


def decide_many(viewer: Viewer, decided: Sequence[tuple[str, str, str, Any]]) -> int:
    """Decide about several claims at once: accept, reject or correct, the claim, the reason, and what a corrected one ought to read.

    One entry each, all or none. Returns the last entry.
    """
    require(viewer, "review")
    bodies: list[tuple[str, str, dict[str, Any]]] = []
    for kind, claim_id, reason, value in decided:
        more: dict[str, Any] = {"reason": reason}
        if kind == "correct":
            claim = _claim(viewer, claim_id)
            more |= {"property": claim.property, "value": checked_value(claim.property, claim.mention.kind, value)}
            refuse_backwards(claim, more["value"])
        bodies.append((kind, claim_id, more))
    return _decide_claims(viewer, bodies, "", {})


# --- meetings ------------------------------------------------------------------------------------------------------------------------


def merge(viewer: Viewer, left_meeting: str, right_meeting: str, *, reason: str = "", against: str | None = None) -> int:
    """Two meetings are one."""
    require(viewer, "merge")

    def made() -> dict[str, Any]:
        if _meeting(viewer, left_meeting) == _meeting(viewer, right_meeting):
            raise RecordError(f"{left_meeting} and {right_meeting} are one meeting already")
        left, right = sorted((left_meeting, right_meeting), key=lambda mention: Mention.objects.get(pk=mention).seq)
        return {"target": left, "other": right, "reason": reason}

    return _decide(viewer, "merge", made, lambda: [*meeting_names(viewer, left_meeting), *meeting_names(viewer, right_meeting)], against)


def merge_many(viewer: Viewer, meetings: Iterable[Sequence[str]], *, reason: str = "") -> int:
    """The mentions of each of these sequences tell of one meeting; returns how many decisions that took, made at once, all or none."""
    require(viewer, "merge")
    with writing():
        drafts = []
        for own in meetings:
            where = {mention: _meeting(viewer, mention) for mention in own}
            seqs = dict(Mention.objects.filter(pk__in=own).values_list("pk", "seq"))
            together = {where[own[0]]}
            for mention in own[1:]:
                if where[mention] not in together:
                    together.add(where[mention])
                    left, right = sorted((own[0], mention), key=seqs.__getitem__)
                    names = [*meeting_names(viewer, own[0]), *meeting_names(viewer, mention)]
                    body = {"target": left, "other": right, "reason": reason, "against": check(names, None)}
                    drafts.append(Draft(viewer.name, "merge", body))
        if drafts:
            apply(append(drafts))
        return len(drafts)


def split(viewer: Viewer, mention_id: str, *, reason: str = "", against: str | None = None) -> int:
    """A source is not about the meeting that it was merged into: its mention stands alone again."""
    require(viewer, "merge")

    def made() -> dict[str, Any]:
        mention = visible(Mention.objects.filter(pk=mention_id, kind="meeting"), viewer).first()
        if mention is None:
            raise RecordError(f"no mention {mention_id} of a meeting here")
        if Mention.objects.filter(meeting=mention.meeting).count() < 2:
            raise RecordError(f"{mention_id} stands alone already")
        return {"target": mention_id, "reason": reason}

    return _decide(viewer, "split", made, lambda: meeting_names(viewer, mention_id), against)


def apart(viewer: Viewer, proposal_id: str, *, reason: str = "", against: str | None = None) -> int:
    """The two meetings of a proposal are two."""
    require(viewer, "merge")
    proposal = Proposal.objects.filter(pk=proposal_id).select_related("left", "right").first()
    if proposal is None or not {proposal.left.audience_id, proposal.right.audience_id} <= viewer.audiences:
        raise RecordError(f"no proposal {proposal_id} here")
    left, right = str(proposal.left_id), str(proposal.right_id)

    def names() -> list[str]:
        return [*meeting_names(viewer, left), *meeting_names(viewer, right)]

    return _decide(viewer, "apart", lambda: {"target": left, "other": right, "reason": reason}, names, against)


def pair_state(viewer: Viewer, left_meeting: str, right_meeting: str) -> str:
    """The state that a decision about whether two meetings are one is made against."""
    return state_of([*meeting_names(viewer, left_meeting), *meeting_names(viewer, right_meeting)], viewer)


def put_in_track(viewer: Viewer, kind: str, id: str, track_name: str, *, reason: str = "", against: str | None = None) -> int:
    """A meeting or a document (`kind`) belongs to a track, also when it belongs to others."""
    return _track(viewer, kind, id, track_name, True, reason, against)


def take_from_track(viewer: Viewer, kind: str, id: str, track_name: str, *, reason: str = "", against: str | None = None) -> int:
    """A meeting or a document does not belong to a track, whatever its sources say."""
    return _track(viewer, kind, id, track_name, False, reason, against)


# --- sources -------------------------------------------------------------------------------------------------------------------------


def share(viewer: Viewer, target: str, level: str, groups: Iterable[str] = (), *, reason: str = "", against: str | None = None) -> int:
    """Who may see a source, or one claim of it; a claim cannot be shared more widely than its source."""
    require(viewer, "edit")
    names = sorted(set(groups))
    audience_id(level, names)

    def made() -> dict[str, Any]:
        if ":" in target:
            _source(viewer, target)
        elif LEVELS.index(level) < LEVELS.index(_claim(viewer, target).source.audience.level):
            raise RecordError("a claim cannot be shared more widely than its document: share the document")
        return {"target": target, "level": level, "groups": names, "reason": reason}

    return _decide(viewer, "share", made, lambda: source_names(target), against)


def share_claims(
    viewer: Viewer, claim_ids: Sequence[str], level: str, groups: Iterable[str] = (), *, reason: str = "", against: str | None = None
) -> int:
    """Who may see these claims, one entry each, all or none, in the state that they were looked at in together. Returns the last entry."""
    with writing():
        if not claim_ids:
            raise RecordError("no claim is named")
        check(claim_ids, against, viewer)
        named = sorted(set(groups))
        return [share(viewer, one, level, named, reason=reason) for one in claim_ids][-1]


def describe(viewer: Viewer, source_id: str, name: str, value: str | None, *, reason: str = "", against: str | None = None) -> int:
    """Correct a source's own data: its title, publisher, date of publication (EDTF), kind or language."""
    require(viewer, "edit")
    if name not in DESCRIBED:
        raise InvalidError(f"a source has no {name} to correct: {', '.join(DESCRIBED)}")
    given = value.strip() if isinstance(value, str) else None
    if name == "published" and given and not is_date(given):
        raise InvalidError(f"{value!r} cannot be the date of a source: give a date in EDTF, such as 2021-07-08 or 2021-07")
    if name == "kind" and given not in set(DocumentKind):
        raise InvalidError(f"{value!r} cannot be the kind of a document: {', '.join(DocumentKind)}")

    def made() -> dict[str, Any]:
        _source(viewer, source_id)
        return {"target": source_id, "other": name, "value": given or ("" if name == "language" else None), "reason": reason}

    return _decide(viewer, "describe", made, lambda: source_names(source_id), against)


def withdraw_source(viewer: Viewer, source_id: str, *, reason: str = "", against: str | None = None) -> int:
    """Take a source with all its claims out of the record; undoing it brings back exactly what was there."""
    require(viewer, "edit")

    def made() -> dict[str, Any]:
        if _source(viewer, source_id).withdrawn:
            raise RecordError(f"{source_id} is withdrawn already")
        return {"target": source_id, "reason": reason}

    return _decide(viewer, "withdraw", made, lambda: source_names(source_id), against)


def copy_of(viewer: Viewer, source_id: str, original: str, *, reason: str = "", against: str | None = None) -> int:
    """A document is a copy of another and counts with it as one source; undo the decision where the machine said so wrongly."""
    require(viewer, "edit")

    def made() -> dict[str, Any]:
        one, other = _source(viewer, source_id), _source(viewer, original)
        if one.original == other.original:
            raise RecordError("these two count as one source already")
        return {"target": source_id, "other": original, "reason": reason}

    return _decide(viewer, "copy", made, lambda: source_names(source_id), against)


# --- actors and tracks ---------------------------------------------------------------------------------------------------------------


def name_actor(viewer: Viewer, name: str, *, id: str = "", kind: str = "", reason: str = "", against: str | None = None) -> int:
    """Add an actor, or give the actor `id` another name and kind. A new actor without identifier gets one made of its name."""
    require(viewer, "edit")
    if kind and kind not in set(ActorKind):
        raise InvalidError(f"there is no kind of actor {kind!r}: {', '.join(ActorKind)}")
    key = id or track_id(name)
    return _name(viewer, f"actor:{key}", name, {"kind": kind} if kind else {}, reason, against)


def name_track(viewer: Viewer, name: str, *, id: str = "", reason: str = "", against: str | None = None) -> int:
    """Add a track, or give the track `id` another name."""
    require(viewer, "edit")
    return _name(viewer, f"track:{id or track_of(name.strip())[0]}", name, {}, reason, against)


def add_alias(viewer: Viewer, thing: str, alias: str, *, reason: str = "", against: str | None = None) -> int:
    """An actor or track (`actor:ID`, `track:ID`) is called `alias` too."""
    return _alias(viewer, thing, alias, True, reason, against)


def remove_alias(viewer: Viewer, thing: str, alias: str, *, reason: str = "", against: str | None = None) -> int:
    """An actor or track is not called `alias`."""
    return _alias(viewer, thing, alias, False, reason, against)


def join(viewer: Viewer, thing: str, other: str, *, reason: str = "", against: str | None = None) -> int:
    """`other` is the same actor or track as `thing` (`actor:ID` or `track:ID`), under whose name both are shown from now on."""
    require(viewer, "edit")

    def made() -> dict[str, Any]:
        of, key, row = _named(viewer, thing)
        other_of, other_key, other_row = _named(viewer, other)
        if of != other_of:
            raise RecordError(f"{thing} and {other} are not of one sort")
        if row.same_as == other_row.same_as:
            raise RecordError(f"{thing} and {other} are one already")
        return {"target": f"{of}:{key}", "other": f"{other_of}:{other_key}", "reason": reason}

    return _decide(viewer, "join", made, lambda: [thing, other], against)


def part(viewer: Viewer, thing: str, *, reason: str = "", against: str | None = None) -> int:
    """An actor or track is not the one that it was joined with: it is on its own again."""
    from sulh.record.queries.visible import knows

    require(viewer, "edit")

    def made() -> dict[str, Any]:
        of, key, row = _named(viewer, thing)
        if row.same_as == key:
            joined = type(row).objects.filter(same_as=key).exclude(pk=key).order_by("pk").values_list("pk", flat=True)
            others = [one for one in joined if knows(viewer, of, one)]
            said = f": part what was joined to it ({', '.join(others)})" if others else ""
            raise RecordError(f"{thing} stands for itself already{said}")
        return {"target": f"{of}:{key}", "reason": reason}

    return _decide(viewer, "part", made, lambda: [thing], against)


# --- the process, what is no decision about a thing ------------------------------------------------------------------------------------


def name_process(viewer: Viewer, name: str) -> int:
    """What the process of this record is called."""
    require(viewer, "edit")
    if not name.strip():
        raise InvalidError("a process needs a name")
    return _decide(viewer, "process", lambda: {"target": "process", "name": name.strip()})


def record_export(viewer: Viewer, what: str, count: int) -> int:
    """Somebody took `count` rows of `what` out of the record."""
    require(viewer, "export")
    return _decide(viewer, "export", lambda: {"target": what[:80], "count": count})


def undo(viewer: Viewer, decision_seq: int, *, reason: str = "") -> int:
    """Take a decision back, one of the machine or an earlier undo too; what it had superseded is in force again.

    What somebody entered by hand is withdrawn, as long as nobody decided about it since.
    """
    with writing():
        decision = Decision.objects.filter(pk=decision_seq).first()
        entered = None if decision is not None else Claim.objects.filter(seq=decision_seq).first()
        if entered is not None and is_by_hand(entered.method):
            require(viewer, "edit")
            return withdraw(viewer, entered.pk, reason=reason, against=NEW)
        if decision is None:
            erased = Entry.objects.filter(pk=decision_seq, kind="erase").exists()
            raise RecordError(f"entry {decision_seq} {'erased words for good: they are nowhere any more' if erased else 'is no decision'}")
        _see(viewer, decision)
        require(viewer, _action_of(decision))
        if decision.superseded is not None and Decision.objects.filter(pk=decision.superseded, kind="undo").exists():
            raise RecordError(f"decision {decision_seq} was undone already, by entry {decision.superseded}")
        _leave_words(viewer, decision)
        refuse_undo(viewer, _first(decision))
        return write(viewer, "undo", {"target": str(decision_seq), "reason": reason})


def undo_many(viewer: Viewer, seqs: Sequence[int], *, reason: str = "") -> int:
    """Take several decisions back that were made together, the latest first; all or none. Returns the last entry."""
    if not seqs:
        raise RecordError("no decision is named")
    with writing():
        return [undo(viewer, seq, reason=reason) for seq in sorted(set(seqs), reverse=True)][-1]


def may_undo(viewer: Viewer, decision: Decision) -> bool:
    """Whether the viewer could take this decision back, were it in force: what it is about must be visible to the viewer."""
    try:
        require(viewer, _action_of(decision))
        _leave_words(viewer, decision)
        refuse_undo(viewer, _first(decision))
    except SulhError:
        return False
    return True


# --- how decisions are written -------------------------------------------------------------------------------------------------------


def write(viewer: Viewer, kind: str, body: dict[str, Any]) -> int:
    """Append one entry and project it; call it inside `writing`."""
    entries = append([Draft(viewer.name, kind, body)])
    apply(entries)
    return entries[-1].seq


def _decide(
    viewer: Viewer,
    kind: str,
    made: Callable[[], dict[str, Any]],
    names: Callable[[], Iterable[str]] | None = None,
    against: str | None = None,
) -> int:
    """Write what `made` gives, after its own checks, against the state of the thing that has these names."""
    with writing():
        body = made()
        if names is not None:
            body["against"] = check(names(), against, viewer)
        return write(viewer, kind, body)


def _decide_claims(
    viewer: Viewer, decisions: Sequence[tuple[str, str, dict[str, Any]]], reason: str, against: Mapping[str, str | None]
) -> int:
    require(viewer, "review")
    if not decisions:
        raise RecordError("no claim is named")
    with writing():
        ids = [claim for _, claim, _ in decisions]
        found = visible(Claim.objects.filter(pk__in=ids), viewer).values_list("pk", "seq", "decision")
        known = {claim: claim_state(seq, decision) for claim, seq, decision in found}
        for claim in ids:
            if claim not in known:
                raise RecordError(f"no claim {claim} here")
        require_open(viewer, ids)
        drafts = []
        for kind, claim, more in decisions:
            state = compare([claim], known[claim], against.get(claim))
            drafts.append(Draft(viewer.name, kind, {"target": claim, "reason": reason, **more, "against": state}))
        entries = append(drafts)
        apply(entries)
        return entries[-1].seq


def meeting_names(viewer: Viewer, name: str) -> list[str]:
    """The names that a meeting has in decisions: those of its mentions."""
    own = [mention for (mention,) in _mentions(_meeting(viewer, name))]
    return [*own, *(f"meeting:{mention}" for mention in own)]


@prepared
def _mentions(meeting: str) -> QuerySet[Any, Any]:
    return Mention.objects.filter(meeting=meeting).values_list("pk")


def source_names(source: str) -> list[str]:
    """The names that a source has in decisions."""
    return [source, f"document:{source}"]


def _claim(viewer: Viewer, claim_id: str) -> Claim:
    found = visible(Claim.objects.select_related("mention", "source__audience").filter(pk=claim_id), viewer).first()
    if found is None:
        raise RecordError(f"no claim {claim_id} here")
    return found


def _source(viewer: Viewer, source_id: str) -> Source:
    found = visible(Source.objects.filter(pk=source_id), viewer).first()
    if found is None:
        raise RecordError(f"no document {source_id} here")
    return found


def _meeting(viewer: Viewer, name: str) -> str:
    """The meeting that the viewer calls so: by its identifier, or by that of a mention of it that the viewer may see."""
    from sulh.record.queries.visible import meeting_called, resolve

    known = meeting_called(viewer, name)
    if known is None or resolve(viewer, name) is None:
        raise RecordError(f"no meeting {name} here")
    return known


def _track(viewer: Viewer, kind: str, target: str, name: str, put: bool, reason: str, against: str | None) -> int:
    require(viewer, "edit")
    if kind not in ("meeting", "document"):
        raise InvalidError(f"a {kind} is in no track: only meetings and documents are")
    if not name.strip():
        raise InvalidError("a track needs a name")

    def made() -> dict[str, Any]:
        (_meeting if kind == "meeting" else _source)(viewer, target)
        track, authority_name = track_of(name.strip())
        return {"target": f"{kind}:{target}", "other": track[:120], "name": authority_name, "put": put, "reason": reason}

    names = (lambda: meeting_names(viewer, target)) if kind == "meeting" else (lambda: source_names(target))
    return _decide(viewer, "track", made, names, against)


def _name(viewer: Viewer, thing: str, name: str, more: dict[str, Any], reason: str, against: str | None) -> int:
    if not name.strip() or len(thing) > 130:
        raise InvalidError("an actor or track needs a name, and an identifier of at most 120 characters")
    return _decide(viewer, "name", lambda: {"target": thing, "name": name.strip(), **more, "reason": reason}, lambda: [thing], against)


def _alias(viewer: Viewer, thing: str, alias: str, put: bool, reason: str, against: str | None) -> int:
    require(viewer, "edit")

    def made() -> dict[str, Any]:
        of, key, _ = _named(viewer, thing)
        if not alias.strip():
            raise InvalidError("an alias has at least one letter")
        return {"target": f"{of}:{key}", "other": alias.strip()[:120], "alias": alias.strip(), "put": put, "reason": reason}

    return _decide(viewer, "alias", made, lambda: [thing], against)


def _named(viewer: Viewer, thing: str) -> tuple[str, str, Any]:
    """Sort, identifier and row of an actor or track that is called actor:ID or track:ID."""
    from sulh.record.queries.visible import knows

    of, _, key = thing.partition(":")
    table: Any = {"actor": ActorRow, "track": TrackRow}.get(of)
    row = table.objects.filter(pk=key).first() if table else None
    if row is None or not knows(viewer, of, key):
        raise RecordError(f"there is no {thing}: name an actor as actor:ID, a track as track:ID")
    return of, key, row


def check_span(document: str, span: tuple[int, int]) -> str:
    """The words of a document at a span. Raises RecordError for a span that is none of its text."""
    text = Text.objects.filter(pk=document).values_list("text", flat=True).first() or ""
    start, end = span
    if not 0 <= start < end <= len(text):
        raise InvalidError(f"[{start}, {end}) is no span of a text of {len(text)} characters")
    return text[start:end]


def _first(decision: Decision) -> Decision:
    """The decision that an undo, or an undo of an undo, takes back."""
    while decision.kind == "undo":
        decision = Decision.objects.get(pk=int(decision.target))
    return decision


def _leave_words(viewer: Viewer, decision: Decision) -> None:
    """Nobody but an admin takes back what another said, or brings back what another took back of it."""
    first = _first(decision)
    if first.kind == "comment" and {first.author, decision.author} != {viewer.name}:
        require(viewer, "admin")


def _action_of(decision: Decision) -> str:
    """What undoing the decision asks for; an undo of an undo asks for what the first decision did."""
    first = _first(decision)
    if first.kind not in _UNDOING:
        raise RecordError(f"entry {first.seq} ({first.kind}) says what happened, and cannot be undone")
    return "edit" if first.kind == "withdraw" and ":" in first.target else _UNDOING[first.kind]


def _see(viewer: Viewer, decision: Decision) -> None:
    """Raise AccessError when the decision is about something that the viewer may not see."""
    if viewer.scope == ALL:
        return
    first = _first(decision)
    cited = str(first.body.get("document") or "")
    names = {part for part in (first.target.removeprefix("meeting:").removeprefix("document:"), first.other, cited) if part}
    for table in (Claim, Mention, Source):
        if table.objects.filter(pk__in=names).exclude(audience__in=viewer.audiences).exists():
            raise AccessError(f"decision {first.seq} is about something that {viewer.name} may not see")
