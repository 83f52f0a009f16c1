"""The shared state of reading one document: its passages with actors, persons, places, dates and grammar, found once for all readers."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache

from sulh.actors import ActorMention, Authority, MentionForm
from sulh.actors.places import Gazetteer, Place, PlaceMention
from sulh.documents.asides import Aside, asides
from sulh.documents.language import READ
from sulh.model import Actor, ActorKind, Citation, Document
from sulh.reading.english.default_roles import asked_to_mediate, default_roles
from sulh.reading.english.delegates import delegates_of, headers_of
from sulh.reading.english.issuers import FIRST_PERSON, issuers_of, nouns_of_issuers
from sulh.reading.english.names import find_names
from sulh.reading.english.nouns_meant import NounsMeant
from sulh.reading.english.offices_elsewhere import with_offices_elsewhere
from sulh.reading.english.people import find_people, names_of
from sulh.reading.english.references import describe, groups_of, guarantor_group, mediates, pair_leaders, references_of, sole_government
from sulh.reading.english.track_names import find_tracks
from sulh.reading.english.unlisted import add_towns, with_unlisted
from sulh.reading.english.voices import Voices
from sulh.reading.groups import ActorGroups
from sulh.reading.lexicon import pattern, words
from sulh.reading.mentions import NamedPerson, TrackMention
from sulh.reading.parsing import ParsedToken, parse_sentences
from sulh.reading.passages import Passage, Reference
from sulh.reading.turns import turns_of
from sulh.text.dates import DateMention, DateSpan, find_dates
from sulh.text.sentences import split_sentences

__all__ = ["Context"]

PLACE_DESCRIPTION = re.compile(r"\bthe\s+(?:(?P<whose>[A-Z][a-z]+(?:\s+[A-Z][a-z]+)?)\s+capital|capital|city)\b(?:\s+city)?")
OURS = re.compile(
    r"\bour\s+(?:(?:two|three|four|respective)\s+)?(?:governments|countries|nations|teams|delegations|leaders|ministers)\b", re.IGNORECASE
)
LETTERHEAD, PAIR = 4, 2
YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?!\d|[.,]\d)")
# The length of an EDTF date that is complete to the day.
DAY = 10
PREFIXED = re.compile(r"(?<![\w-])([A-Z][a-z]+)[ -]$")
IN_STATE = re.compile(r",\s+(?P<state>[A-Z][a-z]+(?:\s+[A-Z][a-z]+)?)(?!\w)")
STATES = (("us_state", "US"), ("ca_province", "CA"))
PLURAL = {"they", "their", "them"}
HUMAN = {"he", "she", "his", "her", "him", "who"}
SUBJECTS = {"nsubj", "nsubjpass", "csubj", "expl"}
UPWARD = {"conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "acl", "acomp", "attr", "oprd"}


# Offices that represent their organisation: their mention counts as one of the organisation.
OFFICES = re.compile(r"-(?:envoy|secretary-general|secretariat|security-council)\b|^european-(?:council|commission)$")


# "said in a joint statement today, 17 February 2020": the day of publication where nothing else tells it.
TODAY = re.compile(
    r"\b(?:today|this\s+(?:morning|afternoon|evening))\s*(?:,|\(|\u2013|-)\s*(?:on\s+)?(?:[A-Z][a-z]+day,?\s+)?(?=\d|[A-Z][a-z]+\s+\d)"
)


def _stated_today(text: str) -> str | None:
    """Return the full date that the text calls today, if any."""
    for today in TODAY.finditer(text):
        near = text[today.end() : today.end() + 40]
        day = next((d for d in find_dates(near) if d.kind == "day" and d.start <= 1), None)
        start = day.resolve(None).start if day is not None else None
        if start is not None and len(start) == DAY and start[:4].isdigit():
            return start
    return None


def _as_organisation(mention: ActorMention, authority: Authority) -> ActorMention:
    """Turn a mention of an organisation's envoy or head into one of the organisation that they represent."""
    above = authority.part_of(mention.actor.id)
    parent = authority.get(above) if above and OFFICES.search(mention.actor.id) else None
    return replace(mention, actor=parent) if parent is not None else mention


def _blanked(text: str, others: Iterable[Aside]) -> str:
    """Return a text of the same length without what is not its own."""
    for one in others:
        text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    return text


BEFORE_SURNAME = re.compile(r"[A-Z\u00c0-\u00de][\w\u2019'-]+ $")


def _without_surnames(mentions: Iterable[ActorMention], text: str) -> list[ActorMention]:
    """Drop mentions of a group's short name that are part of a person's name: "Minister Th\u00e9r\u00e8se Kayikwamba Wagner"."""
    kept: list[ActorMention] = []
    for mention in mentions:
        alone = mention.actor.kind is ActorKind.ARMED_GROUP and " " not in text[mention.start : mention.end]
        lead = BEFORE_SURNAME.search(text, max(0, mention.start - 30), mention.start) if alone else None
        named = lead is not None and not (kept and kept[-1].end > lead.start()) and not text[mention.start : mention.end].isupper()
        if lead is None or not named or lead[0] == "The " or text[: lead.start()].rstrip(" \t")[-1:] in ("", ".", "\n", ":"):
            kept.append(mention)
    return kept


# "Russia's Security Council", "the National Defence and Security Council": councils of states.
STATE_COUNCIL = re.compile(
    r"(?:\b(?:National|Defen[cs]e|Supreme|State|Federal)\s+(?:and\s+)?|(?<!UN)(?<!U\.N\.)(?<!Nations)(?:['\u2019]s|s['\u2019])\s+)$"
)


def _without_councils(mentions: Iterable[ActorMention], text: str) -> list[ActorMention]:
    """Drop mentions of the Security Council that are part of the name of a state's own: "Iran's Supreme National Security Council"."""
    kept: list[ActorMention] = []
    for mention in mentions:
        of_state = mention.actor.id == "un-security-council" and text[mention.start : mention.end] == "Security Council"
        behind = kept and kept[-1].form is MentionForm.DEMONYM and text[kept[-1].end : mention.start].isspace()
        if not (of_state and (behind or STATE_COUNCIL.search(text, max(0, mention.start - 30), mention.start))):
            kept.append(mention)
    return kept


class Context:
    """A document with everything that its readers share. Building it does not parse; `parse()` adds the grammar."""

    def __init__(self, document: Document, authority: Authority, gazetteer: Gazetteer) -> None:
        self.document = document
        self.text = document.text
        self.anchor = document.published or _stated_today(self.text)
        self.authority = authority
        self._others = asides(self.text, among=READ)
        # The lines of the heads of mails look like those of who speaks.
        self.turns = turns_of(_blanked(self.text, self._others))
        self.passages = self._split()
        self._found: dict[str, re.Match[str] | None] = {}
        self._years: dict[str, set[str]] | None = None
        self._starts = [p.start for p in self.passages]
        self._place(find_dates(self.text), "dates")
        self._place([self._in_its_state(m) for m in gazetteer.find(self.text) if not self._in_longer_name(m)], "places")
        mentions = [_as_organisation(m, authority) for m in self._mentions(authority, gazetteer)]
        at = 0
        for passage in self.passages:
            passage.tracks = [TrackMention(passage.start + t.start, passage.start + t.end, t.name) for t in find_tracks(passage.text)]
            inside = []
            while at < len(mentions) and mentions[at].start < passage.end:
                if mentions[at].start >= passage.start and mentions[at].end <= passage.end:
                    inside.append(mentions[at])
                at += 1
            # "the March 23 Movement": the day is part of a name
            passage.dates = [d for d in passage.dates if not any(m.start <= d.start and d.end <= m.end for m in inside)]
            passage.references = references_of(passage, inside)
        self.home = self._home()
        self._point_to_places(gazetteer)
        pair_leaders(self.passages, authority)
        self.groups: ActorGroups = groups_of(self.passages)
        describe(self.passages, self.groups, self.home, authority)
        self.guarantors = guarantor_group(self.passages, self.groups)
        self.headers = headers_of(self.passages)
        names = {p.index: find_names(p) for p in self.passages}
        self.delegates = delegates_of(self.passages, names, self.headers)
        self.government = sole_government(self.passages)
        self.people: tuple[NamedPerson, ...] = find_people(
            self.passages, names, self.home, self.delegates, self._years_told(), self.government
        )
        self.people = with_offices_elsewhere(self._of_united_nations(self.people), self.passages)
        self._by_passage = names_of(self.people)
        add_towns(self.passages, document.dateline_place, {n: [(s, e) for _, s, e in found] for n, found in self._by_passage.items()})
        self._holders: dict[str, tuple[list[int], list[Actor]]] = {}
        self.issuers: tuple[Actor, ...] = issuers_of(self)
        # "Ministers", "the Council": what the title calls those who issue the document.
        self.titled_nouns = nouns_of_issuers(self, self.issuers)
        self._speak_for_issuers()
        self.default_roles = default_roles(self.passages)
        self.asked_to_mediate = asked_to_mediate(self.passages)
        # "the Co-Chairs", "the Council": whom such nouns mean by where they are brought in.
        self.nouns = NounsMeant(self)
        self.voices = Voices(self)

    def seat(self, seated: Sequence[NamedPerson]) -> None:
        """Take over whom persons act for as a list of those present says it: "For the Front: Ms Dascu", and then "Dascu" anywhere."""
        owners: dict[str, set[Actor]] = {}
        for person in seated:
            if person.actor is not None:
                owners.setdefault(person.name.split()[-1], set()).add(person.actor)
        sole = {surname: next(iter(actors)) for surname, actors in owners.items() if len(actors) == 1}
        known = {p.name.split()[-1] for p in self.people}
        self.people = tuple(
            replace(p, actor=sole[p.name.split()[-1]]) if p.actor is None and p.name.split()[-1] in sole else p for p in self.people
        )
        for surname in sorted(sole.keys() - known):
            mentions = tuple(
                (passage.index, passage.start + m.start(), passage.start + m.end())
                for passage in self.passages
                for m in re.finditer(rf"(?<![\w-]){re.escape(surname)}(?![\w-])", passage.text)
            )
            name = next(p.name for p in seated if p.name.split()[-1] == surname)
            self.people += (NamedPerson(name, sole[surname], None, mentions),)
        self._by_passage = names_of(self.people)

    def _of_united_nations(self, people: tuple[NamedPerson, ...]) -> tuple[NamedPerson, ...]:
        """Return the persons; envoys whose principal is not named are those of the United Nations where no other organisation is named."""
        bodies = {a.id: a for p in self.passages for r in p.references for a in r.actors if a.kind is ActorKind.IGO and r.form != "place"}
        if set(bodies) != {"united-nations"}:
            return people
        actor, offices = bodies["united-nations"], words("un_office")
        return tuple(replace(p, actor=actor) if p.actor is None and (p.office or "").lower().startswith(offices) else p for p in people)

    def _mentions(self, authority: Authority, gazetteer: Gazetteer) -> list[ActorMention]:
        return _without_councils(_without_surnames(self._named(authority, gazetteer), self.text), self.text)

    def _named(self, authority: Authority, gazetteer: Gazetteer) -> list[ActorMention]:
        return with_unlisted(self.text, authority.find(self.text), authority, gazetteer)

    def _years_told(self) -> frozenset[int]:
        """The year of publication and those that the text names; none where the first is not known, as the text may leave it unsaid."""
        published = YEAR.findall(self.anchor or "")
        return frozenset(int(year) for year in (*published, *YEAR.findall(self.text))) if published else frozenset()

    def _split(self) -> list[Passage]:
        """Split the text into sentences; one that contains the start of the running text is cut there, to separate the date line."""
        spans: list[tuple[int, int, int, bool, bool]] = []
        body = self.document.body
        labels = {turn.start: turn.end for turn in self.turns}
        for s in split_sentences(self.text):
            if s.start < body < s.end:
                spans += [(s.start, body, s.paragraph, True, False), (body, s.end, s.paragraph, s.heading, s.item)]
            else:
                # who speaks is no word of what is said
                spans.append((labels.get(s.start, s.start), s.end, s.paragraph, s.heading and s.start not in labels, s.item))
        found: list[Passage] = []
        others = self._others
        at = 0
        for start, end, paragraph, heading, item in spans:
            inner = self.text[start:end]
            start += len(inner) - len(inner.lstrip())
            end -= len(inner) - len(inner.rstrip())
            while at < len(others) and others[at].end <= start:
                at += 1
            if start < end and not (at < len(others) and others[at].start < end):
                found.append(Passage(len(found), start, end, self.text[start:end], paragraph, heading or end <= body, item))
        return found

    def _in_longer_name(self, mention: PlaceMention) -> bool:
        """Return whether a city's name is the end of another town's: "Salem" of "Port Salem"."""
        before = PREFIXED.search(self.text, max(0, mention.start - 12), mention.start) if mention.place.kind == "city" else None
        return before is not None and before[1].lower() in words("town_prefix")

    def _in_its_state(self, mention: PlaceMention) -> PlaceMention:
        """Return a city with the country that the text puts it in: "London, Ontario", "Tripoli, Lebanon"."""
        follows = IN_STATE.match(self.text, mention.end) if mention.place.kind == "city" else None
        if follows is None:
            return mention
        named = follows["state"]
        country = next((iso2 for group, iso2 in STATES if named.lower() in words(group)), None)
        if country is None:
            states = self.authority.find(named)
            alone = len(states) == 1 and states[0].form is MentionForm.NAME and states[0].actor.kind is ActorKind.STATE
            country = dict(states[0].actor.ids).get("iso2") if alone else None
        if country is None or country == mention.place.country:
            return mention
        return replace(mention, place=replace(mention.place, country=country, latitude=None, longitude=None, geonames=None))

    def _place(self, found: Iterable[object], name: str) -> None:
        """Add sorted mentions to the passages that contain them."""
        at = 0
        items = list(found)
        for passage in self.passages:
            inside = []
            while at < len(items) and items[at].start < passage.end:  # type: ignore[attr-defined]
                if items[at].start >= passage.start and items[at].end <= passage.end:  # type: ignore[attr-defined]
                    inside.append(items[at])
                at += 1
            setattr(passage, name, inside)

    def _point_to_places(self, gazetteer: Gazetteer) -> None:
        """ "The Russian capital", "the city": add the place meant to the passage's places."""
        last: Place | None = None

        @cache
        def capital(state: str) -> Place | None:
            name = self.authority.capital_of(state)
            found = gazetteer.find(name.title()) if name else []
            now = gazetteer.find(found[0].place.current_name) if found else []
            return now[0].place if now else found[0].place if found else None

        participant = capital(self.home.id) if self.home is not None else None
        own = participant.current_name if participant is not None else None
        # the first passage that names the capital of the publisher's state
        first = next((p.index for p in self.passages if any(m.place.current_name == own for m in p.places)), None)
        for passage in self.passages:
            added = []
            for match in PLACE_DESCRIPTION.finditer(passage.text):
                start = passage.start + match.start()
                named = next((p.place for p in reversed(passage.places) if p.end <= start and p.place.kind == "city"), last)
                if "capital" in match[0] and not match["whose"] and first is not None:
                    named = next(m.place for m in self.passages[first].places if m.place.current_name == own)
                if match["whose"]:
                    low, high = passage.start + match.start("whose"), passage.start + match.end("whose")
                    state = next((r.actors[0].id for r in passage.references if low <= r.start and r.end <= high), None)
                    named = capital(state) if state else None
                follows = re.match(r"(?:\s+city)?(?:\s+of)?,?\s+[A-Z]", passage.text[match.end() :])
                if named is not None and not follows:
                    added.append(PlaceMention(start, passage.start + match.end(), named))
            if added:
                passage.places = sorted([*passage.places, *added], key=lambda p: p.start)
            if any(m.place.current_name == own for m in added):
                first = passage.index if first is None else min(first, passage.index)
            last = next((p.place for p in reversed(passage.places) if p.place.kind == "city"), last)

    def _letterhead(self) -> Actor | None:
        """Return the state whose government or ministry heads the text: "GOVERNMENT OF THE REPUBLIC OF BELMAR"."""
        heads = [p.text for p in self.passages[:LETTERHEAD] if p.heading and pattern(r"^\W*(?:the\s+)?(?:<letterhead>)\b").match(p.text)]
        if not heads:
            return None
        named = " ".join(heads).casefold()
        states = {a for p in self.passages for r in p.references for a in r.actors if a.kind is ActorKind.STATE}
        found = [a for a in states if re.search(rf"\b{re.escape(a.name.casefold())}\b", named)]
        return found[0] if len(found) == 1 else None

    def _home(self) -> Actor | None:
        """Return the state whose capital the dateline names, when the publisher is from there."""
        place = self.document.dateline_place
        if not place or self._letterhead() is not None:
            return self._letterhead()
        if place.lower() in words("seat_city") and self._speaks_for_organisation():
            return None
        state = self.authority.get(self.authority.country_of_capital(place) or "")
        if state is not None:
            return state
        mentions = self.authority.find(place)
        return mentions[0].actor if mentions and mentions[0].actor.kind is ActorKind.STATE else None

    def _speaks_for_organisation(self) -> bool:
        """Return whether the first actor of the running text is an organisation, whose seat makes no state's ministers its own."""
        first = next((r for p in self.passages if p.end > self.document.body for r in p.references if r.form != "capital"), None)
        return first is not None and first.actors[0].kind is ActorKind.IGO

    def _speak_for_issuers(self) -> None:
        """ "Our governments", "our three countries": add references to the issuers wherever a joint statement mentions them so."""
        if not self.issuers:
            return
        for passage in self.passages:
            added = [
                Reference(passage.start + m.start(), passage.start + m.end(), self.issuers, "description")
                for m in OURS.finditer(passage.text)
                if not any(r.start < passage.start + m.end() and passage.start + m.start() < r.end for r in passage.references)
            ]
            if added:
                passage.references = sorted([*passage.references, *added], key=lambda r: r.start)

    def parse(self, indices: Iterable[int], progress: Callable[[int, int], None] | None = None) -> None:
        """Parse the passages at these indices that are not parsed yet, in one batch; `progress` is told how many of them are."""
        wanted = [self.passages[i] for i in sorted(set(indices)) if not self.passages[i].tokens]
        for passage, tokens in zip(wanted, parse_sentences(((p.start, p.text) for p in wanted), progress), strict=True):
            passage.tokens = tokens

    def cite(self, start: int, end: int) -> Citation:
        """Return the citation of [start, end) without white space at its edges."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return Citation.of(self.text, start, end)

    def cite_all(self, spans: Iterable[tuple[int, int]]) -> tuple[Citation, ...]:
        """Return the citations of several spans, each once, in text order."""
        return tuple(sorted({self.cite(start, end) for start, end in spans}))

    def date(self, mention: DateMention, *, future: bool | None = None) -> DateSpan:
        """Resolve a date mention against the publication date; a weekday is the day of a dateline without a year."""
        span = self._with_stated_year(mention.resolve(self.anchor, future=future))
        if span.start is None and mention.kind == "weekday" and not future and (self.anchor or "").startswith("XXXX-"):
            return DateSpan(self.anchor, None)
        return span

    def _with_stated_year(self, span: DateSpan) -> DateSpan:
        """Return a day without a year with the year that the text gives the same day elsewhere, if it gives it one only."""
        if span.start is None or not span.start.startswith("XXXX-") or len(span.start) != DAY:
            return span
        if self._years is None:
            self._years = {}
            for passage in self.passages:
                for stated in (d.resolve(None).start or "" for d in passage.dates if d.kind == "day"):
                    if stated[:4].isdigit():
                        self._years.setdefault(stated[5:], set()).add(stated[:4])
        years = self._years.get(span.start[5:], set())
        return DateSpan(f"{next(iter(years))}{span.start[4:]}", span.end) if len(years) == 1 else span

    def people_in(self, passage: Passage, start: int | None = None, end: int | None = None) -> list[tuple[NamedPerson, int, int]]:
        """Return the persons mentioned in a passage, or in a span of it."""
        low, high = passage.start if start is None else start, passage.end if end is None else end
        return [(p, s, e) for p, s, e in self._by_passage.get(passage.index, ()) if low <= s and e <= high]

    def actors_in(self, passage: Passage, start: int, end: int) -> tuple[Actor, ...]:
        """Return the actors that act or are represented by persons inside [start, end), in text order."""
        found: list[tuple[int, Actor]] = [(r.start, a) for r in passage.within(start, end) if r.agent for a in r.actors]
        found += [(s, p.actor) for p, s, _ in self.people_in(passage, start, end) if p.actor is not None]
        return tuple(dict.fromkeys(a for _, a in sorted(found, key=lambda f: f[0])))

    def subject(self, passage: Passage, verb: ParsedToken) -> tuple[Actor, ...]:
        """Return the actors of a verb's subject, with pronouns and omitted subjects resolved; () when unknown."""
        head = self.subject_token(passage, verb)
        if head is None:
            return ()
        return self.actors_of(passage, head, verb)

    def subject_token(self, passage: Passage, verb: ParsedToken) -> ParsedToken | None:
        """Return the head word of the verb's own or inherited subject."""
        seen: set[int] = set()
        node = verb
        while node.i not in seen:
            seen.add(node.i)
            subjects = passage.children(node, *SUBJECTS)
            if subjects:
                # of two, the one directly before the verb: "The truce, the statement went on, must ..."
                return next((t for t in reversed(subjects) if t.start < node.start), subjects[0])
            if (torn := self._torn_subject(passage, node)) is not None:
                return torn
            if node.dep == "relcl" or node.dep == "acl":
                return passage.tokens[node.head]
            if node.dep in UPWARD or node.dep == "dep" or node.dep == "parataxis":
                node = passage.tokens[node.head]
        return None

    def _torn_subject(self, passage: Passage, verb: ParsedToken) -> ParsedToken | None:
        """Return a subject that the parse gives an auxiliary or joins to words before it: "in a call with X and Belmar had agreed"."""
        auxiliaries = passage.children(verb, "aux", "auxpass")
        told = next((t for a in auxiliaries for t in passage.children(a, *SUBJECTS)), None)
        first = min([verb.i, *(a.i for a in auxiliaries)])
        if told is not None or verb.dep not in ("conj", "ccomp") or first < PAIR or not auxiliaries:
            return told
        before, joint = passage.tokens[first - 1], passage.tokens[first - 2]
        named = any(r.start == before.start and r.end == before.end and r.agent for r in passage.references)
        return before if before.dep == "conj" and joint.dep == "cc" and named else None

    def actors_of(self, passage: Passage, head: ParsedToken, verb: ParsedToken | None = None) -> tuple[Actor, ...]:
        """Return the actors that a noun or pronoun refers to."""
        if head.lower in FIRST_PERSON:
            return self.issuers
        if head.lower in ("who", "which", "that") and head.dep in SUBJECTS:
            clause = passage.tokens[head.head]
            if clause.dep in ("relcl", "acl"):
                return self.actors_of(passage, passage.tokens[clause.head])
        if head.lower in HUMAN | PLURAL or head.lower in ("it", "its", "this"):
            return self._antecedent(passage, head)
        start, end = passage.subtree(head)
        start = self._whole_list(passage, head, start)
        end = self._before_clause(passage, head, end)
        if verb is not None and verb.start > head.start:
            end = min(end, verb.start)
        exact = self.actors_in(passage, start, end)
        if not any(r.start <= head.start < r.end for r in passage.references) and not any(
            s <= head.start < e for _, s, e in self._by_passage.get(passage.index, ())
        ):
            exact = tuple(dict.fromkeys((*self._office_holder(passage, head), *exact)))
        if exact:
            return exact
        return tuple(
            dict.fromkeys(
                a
                for r in passage.within(start, end)
                if r.start <= head.start < r.end or (r.form in ("capital", "name") and r.end == head.end)
                for a in r.actors
            )
        )

    def _whole_list(self, passage: Passage, head: ParsedToken, start: int) -> int:
        """Return where a subject begins that the parse cuts in two: "The Central African Republic (CAR) and 14 armed groups reached"."""
        subjects = passage.children(passage.tokens[head.head], *SUBJECTS) if head.dep in SUBJECTS else []
        if len(subjects) < PAIR or subjects[0].i == head.i:
            return start
        whole = (g for g in self.groups.of(passage.index) if g.start <= subjects[0].start < g.end and g.start <= head.start < g.end)
        return min([start, *(g.start for g in whole)])

    def _office_holder(self, passage: Passage, head: ParsedToken) -> tuple[Actor, ...]:
        """ "The Secretary", "the minister": return the actor represented by the last named holder of that office."""
        office = head.lower
        if office not in words("office_head") or not any(t.lower == "the" for t in passage.children(head, "det")):
            return ()
        starts, served = self._holders.get(office) or self._holders.setdefault(office, self._holders_of(office))
        at = bisect_left(starts, head.start)
        return (served[at - 1],) if at else ()

    def _holders_of(self, office: str) -> tuple[list[int], list[Actor]]:
        """Return the mentions of holders of an office, in text order, with the actor each represents."""
        found = [
            (start, person.actor)
            for _, named in sorted(self._by_passage.items())
            for person, start, _ in named
            if person.actor is not None and office in (person.office or "").lower().split()
        ]
        return [start for start, _ in found], [actor for _, actor in found]

    def _before_clause(self, passage: Passage, head: ParsedToken, end: int) -> int:
        """Return where a noun phrase ends and its relative clause or participle begins."""
        cuts = [passage.subtree(t)[0] for t in passage.children(head, "relcl", "acl")]
        return min([end, *(c for c in cuts if c > head.start)])

    def _antecedent(self, passage: Passage, pronoun: ParsedToken) -> tuple[Actor, ...]:
        if pronoun.lower in HUMAN:
            for index in range(passage.index, max(-1, passage.index - 6), -1):
                if index != passage.index and (actor := self._office_first(self.passages[index])) is not None:
                    return (actor,)
                people = [(p, s) for p, s, _ in self._by_passage.get(index, ()) if s < pronoun.start and p.actor is not None]
                if people:
                    first = next((p for p, s in people if index != passage.index), people[-1][0])
                    return (first.actor,) if first.actor else ()
            return ()
        if pronoun.lower in PLURAL:
            return self._together_before(passage, pronoun)
        for index in range(passage.index, max(-1, passage.index - 3), -1):
            before = [r for r in self.passages[index].references if r.end <= pronoun.start and r.agent and len(r.actors) == 1]
            if before:
                chosen: Reference = before[0] if index != passage.index else before[-1]
                return chosen.actors
        return ()

    def _together_before(self, passage: Passage, pronoun: ParsedToken) -> tuple[Actor, ...]:
        """Return whom "they" are: the actors last named together, by their names, by one noun for them, or by those who served them."""
        named = self.groups.before(pronoun.start)
        group = next((g for g in named if g.end <= pronoun.start and not mediates(self.passages[g.passage], g)), None)
        for index in range(passage.index - 1, max(-1, passage.index - 4), -1):
            if group is not None and group.passage >= index:
                break
            described = [r for r in self.passages[index].references if r.form == "description" and r.agent and len(r.actors) > 1]
            if described:
                return described[-1].actors
            if talking := self._who_talked(self.passages[index]):
                return talking
            served = (p.actor for p, _, _ in self._by_passage.get(index, ()))
            met = tuple(dict.fromkeys(a for a in served if a is not None and a.kind is not ActorKind.IGO))
            if len(met) == PAIR:
                return met
        return group.actors if group is not None else ()

    def _who_talked(self, passage: Passage) -> tuple[Actor, ...]:
        """Return the two of whom a sentence says that one talked with the other: "the minister exchanged views with the UN envoy"."""
        for verb in passage.tokens:
            subject = self.subject_token(passage, verb) if verb.lower in words("talking_verb") and verb.tag.startswith("VB") else None
            if subject is None or not subject.tag.startswith("NN"):
                continue
            end = passage.subtree(verb)[1]
            with_ = next((t for t in passage.span(verb.end, end) if t.lower == "with" and t.dep == "prep"), None)
            other = next(iter(passage.children(with_, "pobj")), None) if with_ is not None else None
            named = other is not None and other.tag.startswith("NN")
            sides = (self.actors_of(passage, subject), self.actors_of(passage, other)) if other is not None and named else ((), ())
            if [len(side) for side in sides] == [1, 1] and sides[0] != sides[1]:
                return (*sides[0], *sides[1])
        return ()

    def _office_first(self, passage: Passage) -> Actor | None:
        """Return whose office a sentence begins with, where it gives no name: "The Secretary-General welcomed"."""
        at = passage.start + (4 if passage.text[:4] in ("The ", "the ") else 0)
        reference = next((r for r in passage.references if r.start <= at < r.end and len(r.actors) == 1), None)
        if reference is None or any(s < reference.end + 2 for _, s, _ in self._by_passage.get(passage.index, ())):
            return None
        words_ = self.text[reference.start : reference.end].lower().split()
        return reference.actors[0] if words_ and words_[-1] in words("office_head") else None

    def first(self, words: str) -> re.Match[str] | None:
        """Return the first match of a pattern in the text; searched once and remembered."""
        if words not in self._found:
            self._found[words] = re.search(words, self.text)
        return self._found[words]

    def passage_at(self, offset: int) -> Passage | None:
        """Return the passage that contains an offset."""
        at = bisect_right(self._starts, offset) - 1
        return self.passages[at] if at >= 0 and offset < self.passages[at].end else None

    def passages_between(self, start: int, end: int) -> list[Passage]:
        """Return the passages that stand in [start, end), from the one that contains `start`."""
        found, at = [], start
        while at < end and (passage := self.passage_at(at)) is not None:
            found.append(passage)
            at = passage.end + 1
        return found
