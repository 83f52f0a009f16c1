"""What decisions do: which of them are in force, and what they make of claims, sources, audiences, names and tracks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sulh.model.vocabulary import ClaimStatus
from sulh.record.access import stricter
from sulh.record.canonical import canonical, row_id
from sulh.record.claims import is_by_hand
from sulh.record.models import Entry, Text, Written
from sulh.record.persons.kind import KIND as PERSONS_KIND
from sulh.record.projection.copies import Counted, originals
from sulh.record.projection.models import Audience, Claim, DecidedLink, Decision, Evidence, Mention, SearchRow, Source, SourceTrack
from sulh.record.projection.names import NAMING, project_names, settle_names
from sulh.record.projection.persons import PERSONS, project_persons
from sulh.record.projection.rows import Body, add_audience, bodies, split_subject
from sulh.record.projection.search import source_row
from sulh.record.projection.touched import MAIN, PROCESS, Touched, batches
from sulh.record.projection.writing import NewRow, new, put, replace
from sulh.text.days import first_day

__all__ = ["CITING", "CLAIM_STATUS", "DESCRIBED", "in_force", "project_decisions", "undone"]

# A decision about a claim, and the status the claim has from then on.
CLAIM_STATUS = {
    "accept": ClaimStatus.ACCEPTED,
    "reject": ClaimStatus.REJECTED,
    "correct": ClaimStatus.CORRECTED,
    "withdraw": ClaimStatus.WITHDRAWN,
}
# Decisions that cite words of a document for a promise.
CITING = ("status", "evidence", "follow")
# What of a source's own data people may correct.
DESCRIBED = ("title", "publisher", "published", "kind", "language")
_NOT_DECISIONS = frozenset(
    {"document", "source", "claim", "propose", "look", "withhold", "received", "erase", "backup", "head", PERSONS_KIND}
)
_ENVELOPE = ("target", "other", "reason")
# Of decisions of one sort about one thing the last in force counts; here what makes two decisions of one sort.
_SORTED_BY: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(CLAIM_STATUS, ("claim", "target")),
    **dict.fromkeys(("assign", "done"), ("assign", "target", "other")),
    **{kind: (kind, "target") for kind in ("share", "status", "name", "process")},
    **{kind: (kind, "target", "other") for kind in ("track", "describe", "alias", "follow")},
    # A coding, the judgements of each coder, that a coder is done, that somebody opened it (see `blind`).
    "coding": ("coding", "target"),
    "code": ("code", "target", "author"),
    "coded": ("coded", "target", "other", "author"),
    "opened": ("opened", "target", "other"),
}


def project_decisions(entries: Iterable[Body], touched: Touched) -> None:
    """Rows of the decisions among `entries`, and everything that changes at once; what has to be worked out anew is noted."""
    taken = [(entry, body) for entry, body in entries if entry.kind not in _NOT_DECISIONS]
    if not taken:
        return
    put((_row(entry, body) for entry, body in taken), touched)
    concerned = _concerned([(entry.kind, body) for entry, body in taken])
    # Decisions of other sorts stand each for itself, until one is undone.
    undoing = any(entry.kind == "undo" for entry, _ in taken)
    _supersede(concerned if undoing else {one for one in concerned if one[0] in _SORTED_BY})
    by_kind: dict[str, set[str]] = defaultdict(set)
    if any(kind == "process" for kind, _, _ in concerned):
        touched.changed.add(PROCESS)
    for kind, target, other in concerned:
        by_kind[kind].add(target)
        if kind in ("merge", "split", "apart"):
            # What an incident is made of is put together when it is asked for: see `queries.incidents`.
            touched.mentions.update(name for name in (target, other) if name and split_subject(name)[0] == "meeting")
        if kind in NAMING:
            by_kind["names"].update(name for name in (target, other) if kind != "alias" or name == target if name)
    copies = {name for kind, *both in concerned if kind == "copy" for name in both if name}
    about = {target for kind in CLAIM_STATUS for target in by_kind[kind]}
    sources = set(Source.objects.filter(pk__in=about).values_list("pk", flat=True)) if about else set()
    _describe(by_kind["describe"] | sources, touched)
    _claims(about - sources, touched)
    for some in batches(sorted(sources)):
        _claims(set(Claim.objects.filter(source_id__in=some).values_list("pk", flat=True)), touched)
    _shares(by_kind["share"], touched)
    _tracks(by_kind["track"], touched)
    project_names(by_kind["names"], touched)
    if about or any(by_kind[kind] for kind in PERSONS):
        project_persons(touched)
    # Sharing a source otherwise changes whose copy it counts as; and it may be one that nothing is a copy of.
    shared = {name for name in by_kind["share"] if ":" in name}
    _copies(copies | shared, touched)
    promises = {target for kind in CITING for target in by_kind[kind]}
    touched.sources.update(Mention.objects.filter(pk__in=promises).values_list("source_id", flat=True))


def _row(entry: Written, body: Mapping[str, Any]) -> NewRow:
    rest = {key: value for key, value in body.items() if key not in _ENVELOPE}
    return new(
        Decision,
        seq=entry.seq,
        at=entry.at,
        author=entry.author,
        kind=entry.kind,
        target=body["target"],
        other=body.get("other", ""),
        reason=body.get("reason", ""),
        body=rest,
    )


def _concerned(decisions: Iterable[tuple[str, Mapping[str, Any]]]) -> set[tuple[str, str, str]]:
    """Kind, target and other of the decisions, those that an undo reaches in the place of the undo."""
    concerned, undos = set(), []
    for kind, body in decisions:
        if kind == "undo":
            undos.append(int(body["target"]))
        else:
            concerned.add((kind, body["target"], body.get("other", "")))
    while undos:
        rows = list(Decision.objects.filter(pk__in=undos).values_list("kind", "target", "other"))
        concerned |= {row for row in rows if row[0] != "undo"}
        undos = [int(target) for kind, target, _ in rows if kind == "undo"]
    return concerned


def undone(seqs: Iterable[int]) -> dict[int, int]:
    """Those of the decisions that an undo in force took back, with the number of that undo; an undo can be undone too."""
    undos: dict[int, list[int]] = {}
    wanted = {str(seq) for seq in seqs}
    while wanted:
        found: set[str] = set()
        for some in batches(sorted(wanted)):
            for seq, target in Decision.objects.filter(kind="undo", target__in=some).values_list("seq", "target"):
                undos.setdefault(int(target), []).append(seq)
                found.add(str(seq))
        wanted = found

    def taken_back(seq: int) -> int | None:
        return next((undo for undo in sorted(undos.get(seq, ())) if taken_back(undo) is None), None)

    return {seq: by for seq in undos if (by := taken_back(seq)) is not None}


def _group(decision: Decision) -> tuple[str, ...] | None:
    """What decisions of one sort about one thing share; None where each stands for itself."""
    sort = _SORTED_BY.get(decision.kind)
    return None if sort is None else (sort[0], *(str(getattr(decision, name)) for name in sort[1:]))


def _supersede(concerned: set[tuple[str, str, str]]) -> None:
    """Write into each decision by which later one it was superseded."""
    if not concerned:
        return
    decisions: list[Decision] = []
    for some in batches(sorted({target for _, target, _ in concerned})):
        found = Decision.objects.filter(target__in=some).exclude(kind="undo").order_by("seq")
        decisions += found.only("kind", "target", "other", "author", "superseded")  # the body of a merge is long, and nothing to it
    taken_back = undone(decision.seq for decision in decisions)
    latest: dict[tuple[str, ...], int] = {}
    changed = []
    undos: dict[int, int | None] = {}
    for decision in sorted(decisions, key=lambda d: -d.seq):
        group = _group(decision)
        superseded = taken_back.get(decision.seq)
        if superseded is None and group is not None:
            superseded = latest.get(group)
            latest.setdefault(group, decision.seq)
        if superseded != decision.superseded:
            decision.superseded = superseded
            changed.append(decision)
    for undo in Decision.objects.filter(kind="undo", target__in=[str(d.seq) for d in decisions]):
        undos[undo.seq] = undo.superseded
    Decision.objects.bulk_update(changed, ["superseded"])
    _supersede_undos(set(undos))


def _supersede_undos(seqs: set[int]) -> None:
    if not seqs:
        return
    taken_back = undone(seqs)
    for undo in sorted(seqs):
        Decision.objects.filter(pk=undo).update(superseded=taken_back.get(undo))
    _supersede_undos(set(Decision.objects.filter(kind="undo", target__in=[str(seq) for seq in seqs]).values_list("pk", flat=True)))


def in_force(kinds: Sequence[str], targets: Iterable[str]) -> list[Decision]:
    """The decisions of these kinds about these things that no later one superseded, in order."""
    found: list[Decision] = []
    for some in batches(sorted(targets)):
        found += Decision.objects.filter(kind__in=kinds, target__in=some, superseded__isnull=True)
    return sorted(found, key=lambda decision: decision.seq)


def _claims(ids: set[str], touched: Touched) -> None:
    """The status and the value that decisions give claims: the last decision gives the status, the last correction the value.

    So whoever accepts a corrected claim accepts it as corrected, and an undone decision leaves what was there before it.
    """
    changed = []
    for some in batches(sorted(ids)):
        decided: dict[str, list[Decision]] = defaultdict(list)
        found = Decision.objects.filter(kind__in=tuple(CLAIM_STATUS), target__in=some).order_by("seq")
        gone = undone(decision.seq for decision in found)
        for decision in found:
            if decision.seq not in gone:
                decided[decision.target].append(decision)
        for claim in Claim.objects.filter(pk__in=some).select_related("source"):
            before = (claim.status, claim.decision, claim.decided)
            claim.status, claim.decision, claim.decided = _standing(claim, decided[claim.pk])
            if before != (claim.status, claim.decision, claim.decided):
                changed.append(claim)
    if any(claim.property == "core" for claim in changed):
        touched.changed.add(MAIN)
    for claim in changed:
        touched.sources.add(claim.source_id)
        if claim.mention_id.partition("-")[2].startswith("meeting"):
            touched.mentions.add(claim.mention_id)
    if changed:
        Claim.objects.bulk_update(changed, ["status", "decision", "decided"], batch_size=500)
        touched.changed.add(Claim._meta.db_table)


def _standing(claim: Claim, decisions: Sequence[Decision]) -> tuple[str, int | None, str | None]:
    corrections = [decision for decision in decisions if decision.kind == "correct"]
    value = canonical(corrections[-1].body["value"]) if corrections else None
    if claim.source.withdrawn:
        return ClaimStatus.WITHDRAWN.value, decisions[-1].seq if decisions else None, value
    if decisions:
        return CLAIM_STATUS[decisions[-1].kind].value, decisions[-1].seq, value
    by_hand = is_by_hand(claim.method)
    return (ClaimStatus.ACCEPTED if by_hand else ClaimStatus.PROPOSED).value, claim.seq if by_hand else None, None


def _describe(ids: set[str], touched: Touched) -> None:
    """The data of sources as people corrected them, and whether they were withdrawn."""
    if not ids:
        return
    made, found = [], list(Source.objects.filter(pk__in=ids))
    corrected: dict[str, dict[str, Any]] = defaultdict(dict)
    for decision in in_force(("describe",), ids):
        corrected[decision.target][decision.other] = decision.body["value"]
    withdrawn = {decision.target for decision in in_force(("withdraw",), ids)}
    for row in found:
        stated = next((body for _, body in bodies(Entry.objects.filter(pk=row.seq))), {})
        for name in DESCRIBED:
            # The body of an entry may be withheld from this copy; what it does not say was the default.
            own = stated.get(name, getattr(Source(), name)) if stated else getattr(row, name)
            setattr(row, name, corrected[row.pk].get(name, own))
        row.day, row.withdrawn = first_day(row.published), row.pk in withdrawn
        made.append(row)
    replace(Source, "id", [row.pk for row in made], made, touched)
    for row in made:
        _index(row, touched)
    touched.sources.update(row.pk for row in made)
    # What these sources are evidence for; by the decisions, since the rows of evidence are gone with a withdrawn source.
    cited = [row.target for row in Decision.objects.filter(kind__in=CITING) if row.body.get("document") in ids]
    for some in batches(sorted(cited)):
        touched.sources.update(Mention.objects.filter(pk__in=some).values_list("source_id", flat=True))


def _index(source: Source, touched: Touched) -> None:
    """What a search looks through for a source; nothing of one that was withdrawn."""
    text = Text.objects.filter(pk=source.pk).values_list("text", flat=True).first() or ""
    replace(SearchRow, "ref", [source.pk], [] if source.withdrawn else [source_row(source, text)], touched)


def _tracks(targets: set[str], touched: Touched) -> None:
    """Tracks that people put meetings and documents in or took them out of."""
    named: dict[str, set[str]] = {"meeting": set(), "document": set()}
    for target in targets:
        kind, _, name = target.partition(":")
        named[kind].add(name)
    touched.mentions |= named["meeting"]
    made = [
        SourceTrack(
            id=row_id("source track", decision.target, decision.other),
            source_id=decision.target.partition(":")[2],
            track_id=decision.other,
            put=decision.body["put"],
            decision=decision.seq,
        )
        for decision in in_force(("track",), [f"document:{name}" for name in named["document"]])
    ]
    replace(SourceTrack, "source_id", named["document"], made, touched)


def _copies(ids: set[str], touched: Touched) -> None:
    """Which sources are copies of one text: those that decisions in force join, as far as whoever sees them may know."""
    seen: set[str] = set()
    links: set[tuple[str, str]] = set()
    frontier = set(ids)
    while frontier:
        seen |= frontier
        reached: set[str] = set()
        for column in ("target", "other"):
            found = Decision.objects.filter(kind="copy", **{f"{column}__in": frontier})
            for target, other, superseded in found.values_list("target", "other", "superseded"):
                reached |= {target, other}
                if superseded is None:
                    links.add((target, other))
        frontier = reached - seen
    rows = list(Source.objects.filter(pk__in=seen).select_related("audience"))
    held = {row.pk: Counted(row.seq, row.audience.level, frozenset(filter(None, row.audience.groups.split("|")))) for row in rows}
    counted = originals(held, sorted(links))
    made = [row for row in rows if row.original != counted[row.pk]]
    for row in made:
        row.original = counted[row.pk]
    replace(Source, "id", [row.pk for row in made], made, touched)
    for some in batches(sorted(row.pk for row in made)):
        touched.mentions.update(Mention.objects.filter(source_id__in=some, kind="meeting").values_list("pk", flat=True))
        touched.sources.update(some)


def _shares(targets: set[str], touched: Touched) -> None:
    """The audiences of sources and claims after somebody shared them otherwise; a claim may only be stricter than its source."""
    sources = set(Source.objects.filter(pk__in=targets).values_list("pk", flat=True)) if targets else set()
    sources |= set(Claim.objects.filter(pk__in=targets - sources).values_list("source_id", flat=True))
    for source in Source.objects.filter(pk__in=sources).order_by("seq"):
        _share(source, touched)
        touched.sources.add(source.pk)
        touched.mentions.update(Mention.objects.filter(source=source, kind="meeting").values_list("pk", flat=True))
        touched.changed |= {MAIN, *(table._meta.db_table for table in (Source, Mention, Evidence, DecidedLink, Claim))}
    settle_names(sources, touched)
    if sources:
        # An audience that nothing is shared with any more would not be there after a rebuild.
        used = {*Source.objects.values_list("audience_id", flat=True), *Claim.objects.values_list("audience_id", flat=True).distinct()}
        Audience.objects.exclude(pk__in=used).delete()
        touched.changed.add(Audience._meta.db_table)


def _share(source: Source, touched: Touched) -> None:
    decided = in_force(("share",), [source.pk])
    stated = decided[-1].body if decided else next(body for _, body in bodies(Entry.objects.filter(pk=source.seq)))
    level = (stated["level"], tuple(stated["groups"]))
    key = add_audience(*level, touched)
    Source.objects.filter(pk=source.pk).update(audience_id=key)
    source.audience_id = key
    _index(source, touched)
    for table in (Mention, Evidence, DecidedLink, Claim):
        table.objects.filter(source=source).update(audience_id=key)
    own = Decision.objects.filter(kind="share", superseded__isnull=True, target__in=Claim.objects.filter(source=source).values("pk"))
    for decision in own.order_by("seq"):
        narrower = stricter((decision.body["level"], tuple(decision.body["groups"])), level)
        Claim.objects.filter(pk=decision.target).update(audience_id=add_audience(*narrower, touched))
