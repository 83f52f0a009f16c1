"""Read the meetings of a document: candidates per passage, joined, then completed with roles, people and agenda."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sulh.model import (
    Act,
    ActorKind,
    Attendance,
    Citation,
    DocumentKind,
    Meeting,
    MeetingKind,
    MeetingStatus,
    Participation,
    Role,
)
from sulh.reading.context import Context
from sulh.reading.lexicon import pattern, words
from sulh.reading.meetings.agenda import read_agenda
from sulh.reading.meetings.candidates import Candidate, Seat, find_candidates, find_tracks_in, is_spokesperson
from sulh.reading.meetings.extent import lasting
from sulh.reading.meetings.linking import Cluster, join
from sulh.reading.meetings.participation import add_mediated, add_participation, add_thanked
from sulh.reading.meetings.triggers import governors
from sulh.reading.people import Person
from sulh.reading.track_names import TrackMention, known_roles, track_key
from sulh.text.dates import Span
from sulh.text.edtf import earliest
from sulh.text.folding import fold

__all__ = ["read_meetings"]

ORDER = (Role.GUARANTOR, Role.MEDIATOR, Role.FACILITATOR, Role.HOST, Role.PARTY, Role.OBSERVER, Role.SIGNATORY, Role.PARTICIPANT)


def read_meetings(context: Context, *, kind: DocumentKind, acts: Sequence[Act] = ()) -> tuple[Meeting, ...]:
    """The meetings of a parsed document in order of first mention; each fact cites the words it rests on."""
    candidates = [c for p in context.passages if p.tokens for c in find_candidates(context, p)]
    clusters = join(candidates)
    core = _core(clusters)
    add_participation(context, clusters, core)
    if kind is DocumentKind.JOINT_STATEMENT:
        _seat_issuers(context, core)
    _seat_standing(context, core)
    _seat_speaker(context, core, kind)
    _seat_speakers(context, core)
    _seat_those_who_agreed(context, core, acts)
    _name_those_who_spoke(context, core)
    _name_company(context, core)
    own = kind in (DocumentKind.COMMUNIQUE, DocumentKind.JOINT_STATEMENT)
    kept = [c for c in clusters if _worth_telling(context, c) or (own and c in core and len(c.actors()) > 1)]
    core = _core(kept)
    add_thanked(context, core)
    add_mediated(context, core)
    _inherit(core, kept)
    _seat_theirs(core, kept)
    meetings = []
    for cluster in kept:
        is_core = cluster in core
        said = _said_there(context, cluster, core, acts) if is_core else ()
        meetings.append((cluster.first, _meeting(context, cluster, is_core, kind, said)))
    return tuple(m for _, m in sorted(meetings, key=lambda f: (f[0], f[1].cites[0].start)))


def _seat_standing(context: Context, core: Sequence[Cluster]) -> None:
    """A mediator or facilitator named in the very sentences that tell of the meeting sits at it."""
    for cluster in core:
        for member in cluster.members:
            for reference in member.passage.references:
                for actor in reference.actors:
                    standing = context.standing.get(actor.id)
                    if (
                        standing
                        and standing[1] == reference.start
                        and standing[0] in (Role.MEDIATOR, Role.FACILITATOR)
                        and actor.id not in member.actors
                    ):
                        member.seats.append(Seat(actor, standing[0], [(reference.start, reference.end)]))


def _seat_issuers(context: Context, core: Sequence[Cluster]) -> None:
    """Those who issue a joint statement met to issue it, when the text names nobody else."""
    for cluster in core[:1]:
        if len(cluster.actors()) > 1 or len(context.issuers) < 2:
            continue
        for actor in context.issuers:
            at = next(((r.start, r.end) for p in context.passages for r in p.references if actor in r.actors), None)
            if at is not None:
                cluster.members[0].seats.append(Seat(actor, None, [at]))


def _seat_theirs(core: Sequence[Cluster], clusters: Sequence[Cluster]) -> None:
    """ "Since their meeting in ...": those who hold the main talks met there too."""
    everyone = {s.actor.id: s for c in core for m in c.members for s in m.seats}
    for cluster in clusters:
        member = next((m for m in cluster.members if m.theirs), None)
        if member is not None and cluster not in core and not cluster.actors():
            member.seats.extend(Seat(s.actor, s.role, list(s.cites)) for s in everyone.values())


def _inherit(core: Sequence[Cluster], clusters: Sequence[Cluster]) -> None:
    """Bilaterals told beside the main meeting, without a day of their own, were on its day and at its place."""
    for main in core[:1]:
        dated = next((m for m in main.members if m.span is not None), None)
        hosts = {s.actor.id for m in main.members for s in m.seats if s.role is Role.HOST}
        for cluster in clusters:
            beside = any(MARGINS.search(m.passage.text) for m in cluster.members)
            if dated is None or cluster is main or cluster.dates() or not (beside or abs(cluster.first - dated.passage.index) <= 1):
                continue
            if (
                not cluster.actors() & main.actors()
                or not (cluster.statuses() <= main.statuses())
                or any(m.background for m in cluster.members)
            ):
                continue
            member = cluster.members[0]
            member.span, member.mention = dated.span, dated.mention
            if beside and not cluster.cities() and not cluster.countries():
                member.place, member.place_at = next(((m.place, m.place_at) for m in main.members if m.place is not None), (None, None))
            for seat in member.seats:
                if seat.actor.id in hosts and seat.role is None:
                    seat.role = Role.HOST


MARGINS = re.compile(r"\b(?:margins?|sidelines?)\s+of\b", re.IGNORECASE)


def _seat_those_who_agreed(context: Context, core: Sequence[Cluster], acts: Sequence[Act]) -> None:
    """Where a report names nobody at the main meeting, those who agreed on something there were at it."""
    for cluster in core[:1]:
        told = {m.passage.index for m in cluster.members}
        if cluster.actors() or MeetingStatus.PLANNED in cluster.statuses():
            continue
        for act in acts:
            passage = context.passage_at(act.cite.start)
            if len(act.actors) < 2 or passage is None or passage.index not in told:
                continue
            member = next(m for m in cluster.members if m.passage.index == passage.index)
            for reference in (r for r in passage.references if set(r.actors) & set(act.actors)):
                member.seats.extend(Seat(a, None, [(reference.start, reference.end)]) for a in reference.actors if a in act.actors)
            return


def _seat_speakers(context: Context, core: Sequence[Cluster]) -> None:
    """Where a readout names one side only, the officials it quotes in the next sentences are the other side."""
    for cluster in core[:1]:
        if len(cluster.actors()) != 1 or not any(m.trigger.verbs for m in cluster.members):
            continue
        member = next(m for m in cluster.members if m.trigger.verbs)
        for passage in context.passages[member.passage.index + 1 : member.passage.index + 3]:
            for person, start, end in context.people_in(passage):
                token = passage.token_at(end - 1)
                head = passage.tokens[token.head] if token is not None else None
                if (
                    person.actor is None
                    or token is None
                    or head is None
                    or (token.dep not in ("nsubj", "conj", "appos") and head.dep != "nsubj")
                ):
                    continue
                member.people.append((person, start, end))
                member.seats.append(Seat(person.actor, None, [(start, end)]))


def _name_those_who_spoke(context: Context, core: Sequence[Cluster]) -> None:
    """Officials of those at the main meeting whose words the report gives after it were there: "Rouhani said ..."."""
    before, after = pattern(r"\b(?:<person_verb>)\s+$"), pattern(r",?\s*(?:\w+\s+)?(?:<person_verb>)\b")
    for cluster in core[:1]:
        seated = cluster.actors()
        if len(seated) < 2 or MeetingStatus.PLANNED in cluster.statuses():
            continue
        member = next((m for m in cluster.members if not m.title), cluster.members[0])
        for passage in context.passages[member.passage.index + 1 :]:
            for person, start, end in context.people_in(passage) if not passage.heading else ():
                spoke = after.match(context.text, end) or before.search(context.text, passage.start, start)
                if spoke and person.actor is not None and person.actor.id in seated and not is_spokesperson(person):
                    member.people.append((person, start, end))


def _name_company(context: Context, core: Sequence[Cluster]) -> None:
    """Those who travel with an official are at each of the meetings: "accompanied by", "went with her"."""
    for passage in context.passages:
        if passage.heading or not COMPANY.search(passage.text):
            continue
        for person, start, end in context.people_in(passage):
            for cluster in core if person.actor is not None else ():
                if person.actor is not None and person.actor.id in cluster.actors():
                    cluster.members[0].people.append((person, start, end))


COMPANY = re.compile(
    r"\baccompan(?:y|ied|ies|ying)\b|\b(?:travel\w*|went|go(?:es)?|came|fl[ey]w?|journey\w*)\s+(?:along\s+|together\s+)?with\s+(?:him|her|them)\b|\bjoin(?:ed|s|ing)?\s+(?:him|her|them)\b",
    re.IGNORECASE,
)


def _seat_speaker(context: Context, core: Sequence[Cluster], kind: DocumentKind) -> None:
    """The envoy whose own statement closes or opens the meeting was there."""
    if kind is not DocumentKind.COMMUNIQUE or not core:
        return
    for passage in context.passages[:3]:
        for person, start, end in context.people_in(passage):
            if passage.heading and person.actor in context.issuers and person.actor is not None and person.actor.kind is ActorKind.IGO:
                member = core[0].members[0]
                member.people.append((person, start, end))
                member.seats.append(Seat(person.actor, None, [(start, end)]))
                return


def _core(clusters: Sequence[Cluster]) -> list[Cluster]:
    """The meetings the document is mainly about: told first, or in the title, or told from the same passage as those."""
    if not clusters:
        return []
    titled = [c for c in clusters if any(m.title for m in c.members) and not all(m.title for m in c.members)]
    ranked = sorted(clusters, key=lambda c: (c.first, c.members[0].trigger.start))
    strong = [c for c in ranked if _strong(c)] or ranked
    first = titled[0] if titled and titled[0].first <= strong[0].first + 3 else strong[0]
    twins = [
        c
        for c in clusters
        if c is not first and (any(c.members[0].trigger is m.trigger for m in first.members) or _leg(c, first, clusters))
    ]
    return [first, *twins]


def _leg(cluster: Cluster, first: Cluster, clusters: Sequence[Cluster]) -> bool:
    """Whether a meeting is a stop of the journey that the title announces: "Envoy travels to A and B" """
    if "visit" not in first.forms() or not cluster.actors() & first.actors():
        return False
    titles = [m for c in clusters for m in c.members if m.title and m.kind is MeetingKind.VISIT]
    goals = {p.place.country for m in titles for p in m.passage.places if p.start > m.trigger.start}
    return bool(cluster.countries() & goals)


def _strong(cluster: Cluster) -> bool:
    return bool(cluster.dates() or cluster.cities() or cluster.countries() or cluster.ordinals() or len(cluster.actors()) > 1)


def _worth_telling(context: Context, cluster: Cluster) -> bool:
    """Whether the cluster says enough to be a meeting: when, where, which, or who met whom."""
    dated, placed = bool(cluster.dates()), bool(cluster.cities() or cluster.countries())
    counted = bool(cluster.ordinals())
    seated = len(cluster.actors())
    verbs = any(m.trigger.verbs for m in cluster.members)
    nouns = cluster.nouns() - {""}
    people = any(m.people for m in cluster.members)
    if all(m.title for m in cluster.members):
        return (dated and (placed or seated > 1)) or (placed and seated > 1) or (counted and any(m.track for m in cluster.members))
    if counted and (dated or placed or seated or any(m.track for m in cluster.members)):
        return True
    if dated and (placed or seated or verbs or any(m.track for m in cluster.members)):
        return True
    if placed and seated and (verbs or nouns):
        return True
    if any(
        m.kind in (MeetingKind.CONFERENCE, MeetingKind.SUMMIT) and m.place_at and abs(m.place_at[1] - m.trigger.start) < 12
        for m in cluster.members
    ):
        return True
    if dated and any(m.kind is MeetingKind.WORKING_GROUP for m in cluster.members):
        return True
    if placed and any(m.track for m in cluster.members):
        return True
    if seated > 1 and verbs and (people or dated):
        return True
    return seated > 1 and people and bool(nouns & {"meeting", "talks", "summit", "round", "session", "consultations", "call", "meetings"})


def _said_there(context: Context, cluster: Cluster, core: Sequence[Cluster], acts: Sequence[Act]) -> list[Act]:
    """The acts of those at the meeting, told after it and not after another of the main meetings."""
    there = cluster.actors()
    found = []
    for act in acts:
        if not there & {a.id for a in act.actors}:
            continue
        passage = context.passage_at(act.cite.start)
        index = passage.index if passage is not None else 0
        latest = max((m.passage.index for c in core for m in c.members if m.passage.index <= index), default=index)
        owners = [c for c in core if any(m.passage.index == latest for m in c.members)]
        if cluster in owners or not owners:
            found.append(act)
    return found


def _meeting(context: Context, cluster: Cluster, core: bool, kind: DocumentKind, acts: Sequence[Act]) -> Meeting:
    members = sorted(cluster.members, key=lambda c: (c.passage.index, c.trigger.start))
    status = _status(context, cluster)
    start, end, dated = _dates(context, members, status)
    place = next((c for c in members if c.place is not None and not c.title), None) or next(
        (c for c in members if c.place is not None), None
    )
    land = next((c for c in members if c.country is not None), None)
    city = place.place.name if place is not None and place.place is not None and place.place.kind != "country" else None
    country = place.place.country if place is not None and place.place is not None else (land.country if land is not None else None)
    spans: list[tuple[int, int]] = [s for c in members for s in c.cites]
    if dated is not None and dated.mention is not None:
        spans.append((dated.mention.start, dated.mention.end))
    if place is not None and place.place_at is not None:
        spans.append(place.place_at)
    elif land is not None and land.country_at is not None:
        spans.append(land.country_at)
    if start is None and core and kind in (DocumentKind.COMMUNIQUE, DocumentKind.JOINT_STATEMENT):
        start, extra = _from_today(context)
        spans.extend(extra)
    if start is None and core and kind is DocumentKind.NEWS and status is not MeetingStatus.PLANNED:
        start, extra = _just_begun(context, members)
        spans.extend(extra)
    if city is None and country is None and core and kind is DocumentKind.JOINT_STATEMENT:
        city, country, extra = _from_heading(context)
        spans.extend(extra)
    if city is None and core:
        city, country, extra = _from_dateline(context, cluster, country)
        spans.extend(extra)
    if all(c.kind is MeetingKind.CALL for c in members):
        city = country = None
    named = [c.track for c in members if c.track is not None]
    # of a format's names the one it is best known by: "Astana format" before "International Meeting on Syria"
    track = max(named, key=lambda t: (track_key(t.name) in fold(t.name).lower(), -named.index(t))) if named else None
    if track is None and core and _kind(members) in (MeetingKind.ROUND, MeetingKind.SESSION) and cluster.ordinals():
        track = _only_track(context)
    if track is not None:
        spans.append((track.start, track.end))
    ordinal = min(cluster.ordinals()) if cluster.ordinals() else None
    participants = _participants(context, cluster, status, track.name if track else None, core)
    return Meeting(
        kind=_kind(members),
        status=status,
        cites=_citations(context, spans),
        track=track.name if track else None,
        ordinal=ordinal,
        start=start,
        end=end,
        city=city,
        country=country,
        core=core,
        participants=participants,
        people=_people(context, members, participants),
        agenda=read_agenda(context, members, core=core, kind=kind, acts=acts),
    )


def _only_track(context: Context) -> TrackMention | None:
    """The one format that a document names, whose round its numbered round is; None when it names several or none."""
    named = [t for p in context.passages for t in find_tracks_in(p)]
    return named[0] if named and len({track_key(t.name) for t in named}) == 1 else None


def _citations(context: Context, spans: Sequence[tuple[int, int]]) -> tuple[Citation, ...]:
    return tuple(sorted({context.cite(s, e) for s, e in spans}))


def _kind(members: Sequence[Candidate]) -> MeetingKind:
    """The most telling kind its candidates give; a plain consultation yields to any other."""
    kinds = [c.kind for c in members if not c.title] or [c.kind for c in members]
    ranked = (
        MeetingKind.WORKING_GROUP,
        MeetingKind.CALL,
        MeetingKind.SUMMIT,
        MeetingKind.ROUND,
        MeetingKind.MINISTERIAL,
        MeetingKind.SESSION,
        MeetingKind.CONFERENCE,
    )
    first = kinds[0]
    if first is not MeetingKind.CONSULTATION:
        return first
    return next((k for k in ranked if k in kinds), first)


def _status(context: Context, cluster: Cluster) -> MeetingStatus:
    statuses = cluster.statuses()
    for status in (MeetingStatus.CANCELLED, MeetingStatus.ONGOING):
        if status in statuses:
            return status
    if MeetingStatus.PLANNED in statuses and MeetingStatus.HELD not in statuses:
        return MeetingStatus.PLANNED
    if statuses <= {MeetingStatus.HELD} and context.anchor and len(cluster.dates()) == 1:
        first = next((c for c in cluster.members if c.mention is not None), None)
        nearest = context.date(first.mention).start if first is not None and first.mention is not None else None
        if nearest and nearest[:4] != cluster.dates()[0][:4] and 0 < _days_ahead(context.anchor, nearest) <= 60:
            return MeetingStatus.PLANNED
    if not statuses and context.anchor and (dates := cluster.dates()):
        n = min(len(dates[0]), len(context.anchor))
        if "X" not in dates[0] + context.anchor and dates[0][:n] > context.anchor[:n]:
            return MeetingStatus.PLANNED
    return MeetingStatus.HELD


def _dates(context: Context, members: Sequence[Candidate], status: MeetingStatus) -> tuple[str | None, str | None, Candidate | None]:
    """The finest date given, resolved in the light of the status; ranges before single days of the same fineness."""
    dated = [c for c in members if c.mention is not None]
    if not dated:
        return None, None, None
    future = True if status is MeetingStatus.PLANNED else False if status is MeetingStatus.HELD else None
    resolved = []
    for c in dated:
        assert c.mention is not None
        span = context.date(c.mention, future=future)
        nearest = context.date(c.mention)
        if (
            future is False
            and span.start
            and nearest.start
            and span.start[:4] != nearest.start[:4]
            and _days_ahead(context.anchor, nearest.start) <= 60
        ):
            span = nearest
        if c.until is not None:
            span = Span(span.start, context.date(c.until, future=future).start)
        else:
            span = lasting(c.passage, c.trigger.start, c.trigger.end, span)
        if span.start is not None:
            resolved.append((-len(span.start), c.mention.kind == "weekday", span.end is None, c.title, c.mention.start, c, span))
    if not resolved:
        return None, None, None
    best = min(resolved, key=lambda r: r[:5])
    return best[6].start, best[6].end, best[5]


def _from_today(context: Context) -> tuple[str | None, list[tuple[int, int]]]:
    """The day of a statement about a meeting that says "today" of itself."""
    for passage in context.passages[:8]:
        for mention in passage.dates:
            if mention.text.lower().endswith("today") and context.date(mention).start:
                return context.date(mention).start, [(mention.start, mention.end)]
    return None, []


def _just_begun(context: Context, members: Sequence[Candidate]) -> tuple[str | None, list[tuple[int, int]]]:
    """The day of the report for a meeting that its first sentences tell as just begun: "the talks have entered their seventh round"."""
    if context.anchor is None or len(context.anchor) != 10:
        return None, []
    lead = [p.index for p in context.passages if not p.heading][:LEAD]
    for member in members:
        for verb in governors(member.passage, member.trigger) if member.passage.index in lead and not member.background else ():
            has = any(t.lower in ("has", "have", "are", "is") for t in member.passage.children(verb, "aux", "auxpass"))
            if (has and verb.tag in ("VBN", "VBG")) or (verb.tag in ("VBZ", "VBP") and verb.lower in words("beginning_verb")):
                return context.anchor, [(verb.start, verb.end)]
    return None, []


LEAD = 2


def _from_heading(context: Context) -> tuple[str | None, str | None, list[tuple[int, int]]]:
    """The place a joint statement is dated from: "Kuala Lumpur, 9 December"."""
    for passage in context.passages[:5]:
        for place in passage.places if passage.heading and passage.dates else ():
            if place.place.kind == "city":
                return place.place.name, place.place.country, [(place.start, place.end)]
    return None, None, []


def _days_ahead(anchor: str | None, date: str) -> int:
    """How many days after the publication a date lies; many when either is not a whole date."""
    day, origin = earliest(date), earliest(anchor) if anchor else None
    return (day - origin).days if day is not None and origin is not None and len(date) == 10 else 10_000


def _from_dateline(context: Context, cluster: Cluster, country: str | None) -> tuple[str | None, str | None, list[tuple[int, int]]]:
    """A visit to the dateline's country, told without its city, took place where the dateline says."""
    place = context.document.dateline_place
    if not place or context.home is None or country is None:
        return None, country, []
    iso2 = dict(context.home.ids).get("iso2")
    at = context.text.find(place)
    if iso2 != country or at < 0:
        return None, country, []
    return place.title() if place.isupper() else place, country, [(at, at + len(place))]


def _participants(context: Context, cluster: Cluster, status: MeetingStatus, track: str | None, core: bool) -> tuple[Participation, ...]:
    seats: dict[str, Seat] = {}
    for candidate in cluster.members:
        for seat in candidate.seats:
            held = seats.get(seat.actor.id)
            if held is None:
                seats[seat.actor.id] = Seat(seat.actor, seat.role, list(seat.cites))
                continue
            held.cites.extend(seat.cites)
            if seat.role is not None and (held.role is None or ORDER.index(seat.role) < ORDER.index(held.role)):
                held.role = seat.role
    hosts = [s for s in seats.values() if s.role is Role.HOST]
    if hosts and len(hosts) == len(seats) and not core:
        return ()
    complete_roles(context, seats, track)
    if core:
        _at_war(context, seats)
    return tuple(
        # the words that seat the actor first, then those its role rests on
        Participation(s.actor, s.role or Role.PARTICIPANT, tuple(dict.fromkeys(context.cite(low, high) for low, high in s.cites)))
        for s in sorted(seats.values(), key=lambda s: (ORDER.index(s.role or Role.PARTICIPANT), min(s.cites)))
    )


def complete_roles(context: Context, seats: dict[str, Seat], track: str | None) -> None:
    """Roles that no sentence of this meeting gives: from the document's other sentences, from who sits opposite whom, from the track."""
    for seat in seats.values():
        standing = context.standing.get(seat.actor.id)
        if standing is not None and seat.role in (None, Role.HOST):
            seat.role = standing[0]
            seat.cites.append(standing[1:])
    _from_list(context, seats)
    if track is not None:
        _from_track(context, seats, track)
    _sides(context, seats)


def _from_list(context: Context, seats: dict[str, Seat]) -> None:
    guarantors = context.guarantors
    for seat in seats.values() if guarantors is not None else ():
        if guarantors is not None and seat.actor in guarantors.actors and seat.role in (None, Role.HOST):
            seat.role = Role.GUARANTOR
            seat.cites.append((guarantors.start, guarantors.end))


def _from_track(context: Context, seats: dict[str, Seat], track: str) -> None:
    """The track's known roles, cited by the words that name the track."""
    known = known_roles(track)
    at = context.text.find(track)
    for seat in seats.values():
        role = known.get(seat.actor.id)
        if role is not None and seat.role is None and at >= 0:
            seat.role = role
            seat.cites.append((at, at + len(track)))
        if seat.role is None and track_key(seat.actor.name) == track_key(track):
            # a forum or committee that meets is made of the parties
            seat.role = Role.PARTY


PEACE = re.compile(
    r"\b(?:peace\s+(?:proposal|plan|framework|agreement|deal|talks|process|treaty)|ceasefire|cease-fire|end(?:ing)?\s+(?:of\s+)?the\s+war)\b",
    re.IGNORECASE,
)


def _at_war(context: Context, seats: dict[str, Seat]) -> None:
    """In talks of two about a peace, the state whose peace it is is a party."""
    if len(seats) != 2 or any(s.role is not None for s in seats.values()) or not PEACE.search(context.text):
        return
    for seat in seats.values():
        name = re.escape(seat.actor.name)
        own = re.search(
            rf"\b(?:war|conflict|peace|ceasefire|fighting)\s+(?:in|for)\s+{name}\b|\b{name}['’]s\s+(?:\w+\s+)?(?:sovereignty|security|territorial|independence)",
            context.text,
        )
        if own and seat.actor.kind is ActorKind.STATE:
            seat.role = Role.PARTY
            seat.cites.append((own.start(), own.end()))


def _sides(context: Context, seats: dict[str, Seat]) -> None:
    """Non-state parties are parties, and so is the state they face; before a mediator, so are the states that remain."""
    for seat in seats.values():
        if seat.role is None and seat.actor.kind in (ActorKind.ARMED_GROUP, ActorKind.POLITICAL):
            seat.role = Role.PARTY
    faced = {context.authority.country_of(s.actor) for s in seats.values() if s.role is Role.PARTY and s.actor.kind is not ActorKind.STATE}
    for seat in seats.values():
        if seat.role is None and seat.actor.id in faced:
            seat.role = Role.PARTY
    rest = [s for s in seats.values() if s.role is None and s.actor.kind is ActorKind.STATE]
    if any(s.role in (Role.MEDIATOR, Role.FACILITATOR) for s in seats.values()) and len(rest) <= 2:
        for seat in rest:
            seat.role = Role.PARTY


def _people(context: Context, members: Sequence[Candidate], participants: Sequence[Participation]) -> tuple[Attendance, ...]:
    """The named persons at the meeting, each once, with the words that put them there and the words that give the office."""
    seated = {p.actor.id for p in participants}
    found: dict[str, tuple[Person, list[tuple[int, int]]]] = {}
    for candidate in members:
        for person, start, end in candidate.people:
            if person.actor is not None and person.actor.id not in seated:
                continue
            entry = found.setdefault(person.name, (person, []))
            entry[1].append((start, end))
            if person.office_span is not None:
                entry[1].append(person.office_span)
    people = []
    for person, spans in found.values():
        people.append(
            Attendance(person.name, _office(person), person.actor, person.leads or _heads(person, found), _citations(context, spans))
        )
    return tuple(people)


def _office(person: Person) -> str | None:
    return re.sub(r"\s+", " ", person.office).strip() if person.office else None


def _heads(person: Person, found: dict[str, tuple[Person, list[tuple[int, int]]]]) -> bool:
    """A president, minister or special envoy heads the delegation when nobody else of the same actor is named."""
    if not pattern(r"\b(?:president|minister|envoy|premier|chancellor|king|emir|secretary\s+of\s+state|secretary-general)\b").search(
        person.office or ""
    ):
        return False
    return sum(1 for other, _ in found.values() if other.actor == person.actor) == 1
