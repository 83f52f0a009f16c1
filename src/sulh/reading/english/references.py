"""Decide which mentions refer to the actor itself, and resolve definite descriptions such as "the three guarantors"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from sulh.actors import ActorMention, Authority, MentionForm
from sulh.actors.places import PlaceMention
from sulh.model import Actor, ActorKind
from sulh.reading.groups import ActorGroup, ActorGroups
from sulh.reading.lexicon import pattern, words
from sulh.reading.passages import Passage, Reference

__all__ = ["BESIDES", "describe", "groups_of", "mediates", "pair_leaders", "references_of", "sole_government"]

ALWAYS = {MentionForm.GOVERNMENT, MentionForm.MINISTRY, MentionForm.OPPOSITION}
NUMBERS = {"two": 2, "both": 2, "pair": 2, "three": 3, "trio": 3, "troika": 3, "four": 4, "quartet": 4, "five": 5, "six": 6, "seven": 7}
# Nouns after the name of an organisation that make it a text or a standard, not the organisation itself.
NO_AGENT_AFTER = re.compile(
    r"(?:['’]s)?[\s-]+(?:(?:Security\s+Council|General\s+Assembly)\s+)?(?:resolutions?|charter|process|peace\s+process|backed|sponsored|designated|convention|principles|plan|flag|headquarters|law)\b",
    re.IGNORECASE,
)


# "Republic of" before the name of a state that is listed without it: part of the name.
STATE_OF = r"\b(?:(?-i:[A-Z])[\w-]+\s+)?(?:<state_noun>)\s+of\s+(?:the\s+)?$"


def references_of(passage: Passage, mentions: Iterable[ActorMention]) -> list[Reference]:
    """Return the references in a passage, each classified by the words around it; members of one list share the class of the first."""
    found: list[Reference] = []
    ending = {place.end: place for place in reversed(passage.places)}
    for mention in mentions:
        if mention.form in (MentionForm.NAME, MentionForm.OFFICIAL) and _apposed(passage, mention, ending):
            found.append(Reference(mention.start, mention.end, (mention.actor,), "place", False))
            continue
        found.append(Reference(mention.start, mention.end, (mention.actor,), mention.form.value, _is_agent(passage, mention, ending)))
    return _classify_lists(passage, found)


def _apposed(passage: Passage, mention: ActorMention, ending: Mapping[int, PlaceMention]) -> bool:
    """Return whether a country's name only locates a city: "Sochi, Russia"."""
    iso2 = dict(mention.actor.ids).get("iso2")
    for end in range(mention.start - 7, mention.start + 1):
        place = ending.get(end)
        if place is not None and place.place.kind == "city" and place.place.country == iso2:
            return passage.text[place.end - passage.start : mention.start - passage.start].split() in ([","], [",", "the"])
    return False


def _classify_lists(passage: Passage, references: list[Reference]) -> list[Reference]:
    """Classify all members of a list alike: "delegations from Iran, Russia and Turkey", "Turkish, Russian and Iranian ministers"."""
    joined = [_coordinated(passage, a, b) for a, b in pairwise(references)]
    result = list(references)
    for n, together in enumerate(joined):
        places = result[n].form == result[n + 1].form == MentionForm.NAME.value and result[n].actors[0].kind is ActorKind.STATE
        if together and places and not result[n].agent and result[n + 1].agent:
            result[n + 1] = replace(result[n + 1], agent=False)
        if together and result[n].agent and not result[n + 1].agent and result[n + 1].form != MentionForm.DEMONYM.value:
            result[n + 1] = replace(result[n + 1], agent=True)
    for n in range(len(joined) - 1, -1, -1):
        if joined[n] and result[n + 1].agent and result[n].form == MentionForm.DEMONYM.value:
            result[n] = replace(result[n], agent=True)
    return result


def _coordinated(passage: Passage, left: Reference, right: Reference) -> bool:
    gap = passage.text[left.end - passage.start : right.start - passage.start]
    if len(gap) > 60 or {"place", PAIR} & {left.form, right.form}:
        return False
    if gap.strip() == "(" and left.actors == right.actors:
        # "Northern Liberation Front (NLF)": one member of a list
        return True
    gap = gap.removeprefix(")")
    return bool(
        pattern(
            r"(?:['’]s?)?(?:(?:\s+(?:[Nn]ational|[Dd]efen[cs]e|[Aa]rmed|[Ss]ecurity|[Ff]ederal))*\s+(?:delegations?|representatives|[Ff]orces|[Aa]rmy|[Gg]overnment|officials|groups|factions|side|foreign\s+ministers?|presidents?))?\s*(?:,\s*)?(?:<coordination>)?\s*"
            r"(?:(?:the|an?|that|those|of|from|by|with|both|governments?|representatives|delegations?|officials|republic|leaders|high|side|<side_adjective>)\s+)*"
        ).fullmatch(gap)
    ) and bool(re.search(r"[,&]|\b(?:and|or|as well as|plus|with|alongside|including)\b", gap))


def _is_agent(passage: Passage, mention: ActorMention, ending: Mapping[int, PlaceMention]) -> bool:
    text, start, end = passage.text, mention.start - passage.start, mention.end - passage.start
    before, after = pattern(STATE_OF).sub("", text[max(0, start - 60) : start]), text[end : end + 60]
    form = mention.form
    if NO_AGENT_AFTER.match(after):
        return False
    if re.search(r"\baccording\s+to\s+(?:the\s+)?$", before, re.IGNORECASE):
        return False
    if form in ALWAYS:
        return True
    if pattern(PAST_OFFICE).search(before) and pattern(OFFICE_OF).search(before + text[start:end] + after):
        return False
    if mention.actor.kind is not ActorKind.STATE and MEMBERS_OF.search(before):
        return False
    if form is MentionForm.DEMONYM:
        return bool(
            pattern(
                r"['’]?\s+(?:(?:new|top|senior|high-level|foreign|national|security|federal|transitional|defen[cs]e|prime|deputy|armed|technical|visiting|chief|special|peace)\s+)*(?:<delegation>|<office_head>)\b"
            ).match(after)
        )
    if form is MentionForm.PEOPLE:
        whose = WHOSE.search(before) is not None and not pattern(SENT_BY).search(before)
        return bool(re.search(r"\bthe\s+$", before)) and not whose and not re.match(r"\s+(?:of|in|from)\b", after)
    if pattern(PAST_BEHIND).match(after):
        return False
    official = pattern(r"['’]s?\s+(?:(?:[\w-]+)\s+){0,3}?(?:<office_head>|<delegation>)\b").match(after)
    if official:
        return True
    if mention.actor.kind is not ActorKind.STATE and pattern(r"['’]s?\s+(?:[\w-]+\s+){0,3}?(?:<band_member>)\b").match(after):
        return True
    if pattern(r"\b(?:<delegation>)(?:\s+\w+)?,?\s+(?:of|from)\s+(?:the\s+)?$").search(before):
        return True
    if pattern(
        r"\b(?:<office_head>)(?:\s+(?:of|for)\s+(?:foreign\s+affairs|defen[cs]e|(?:the\s+)?interior|state))?\s+(?:\w+\s+)?(?:of|from)\s+(?:the\s+)?$"
    ).search(before):
        return True
    if form is MentionForm.CAPITAL and re.match(r"\s+(?:[A-Z]\w+|[a-z]+\s+(?:agreement|process|declaration|format))", after):
        return False
    if form is MentionForm.CAPITAL and pattern(r"\s+(?:\w+\s+)?(?:<private_person>)\b").match(after):
        return False
    if form is MentionForm.CAPITAL and pattern(r"\s+(?:[a-z-]+\s+){1,2}(?:<meeting_held>)\b").match(after):
        return False
    if form is MentionForm.CAPITAL and OWN_TEXT.search(before) and re.match(r"\s+[a-z]+\b", after):
        return False
    if form is MentionForm.CAPITAL and re.match(r",?\s*(?:the\s+)?(?:[\w’'-]+\s+){0,2}(?:capital|city)\b|,\s+[A-Z]", after):
        return False
    if pattern(
        r"\b(?:<place_preposition>)\s+(?:(?:the|all|northern|southern|eastern|western|north|south|east|west|northeast|northwest|central|parts\s+of|most\s+of|all\s+of)\s+)*$"
    ).search(before):
        return False
    if mention.actor.kind in SIDES and pattern(MEETING_OF).search(before):
        return True
    if pattern(_GUARANTORS_OF).search(before):
        return True
    if re.search(r"\b(?:to|from|of|city|capital|province|town|region|against)\s+(?:the\s+)?$", before):
        return False
    if re.match(r"['’]s\b", after):
        return False
    if form is MentionForm.CAPITAL and re.search(r"\b(?:hosted|leave|left|reach|reached)\s+$", before):
        return False
    if form is MentionForm.NAME and _in_list_of_places(passage, mention.start, ending):
        return False
    state = mention.actor.kind is ActorKind.STATE
    # a bare name used as a modifier: "Syria talks", "Ukraine war", "Gaza ceasefire"
    if state and re.match(
        r"\s+(?:talks|crisis|war|conflict|peace|issue|file|dossier|settlement|meeting|ceasefire|policy|process|question|border|deal)\b",
        after,
        re.IGNORECASE,
    ):
        return False
    return not (state and re.match(r"-(?!\w+ed\b)(?![A-Z])", after))


# "the guarantor powers of Albania and Greece": they themselves.
_GUARANTORS_OF = r"\b(?:<guarantor_power>)\s+of\s+(?:the\s+)?$"
SIDES = frozenset((ActorKind.ARMED_GROUP, ActorKind.POLITICAL))
# "the meeting of the Front and the government": the side meets.
MEETING_OF = r"\b(?:meetings?|talks|negotiations|session|dialogue)\s+of\s+(?:the\s+)?$"
# "a former German president", "the former president of Finland": whose office it was, not whom the holder stands for.
PAST_OFFICE = r"(?:\b(?:<past_office>)|\bex)[\s-]+(?:(?:<office_modifier>)[\s-]+)*(?:(?:<office_head>)\s+of\s+(?:the\s+)?)?$"
# "their Stockholm commitment": called after where it was made.
OWN_TEXT = re.compile(r"\b(?:the|their|its|his|her|our|this|that|these|those)\s+$", re.IGNORECASE)
# "Finland's former president"
PAST_BEHIND = r"['\u2019]s?\s+(?:(?:<past_office>)\s+|ex-)(?:[\w-]+\s+){0,3}(?:<office_head>)\b"
OFFICE_OF = r"\b(?:<office_head>)\b"
# "the permanent members of the Security Council": its members, not the Council.
MEMBERS_OF = re.compile(r"\bpermanent\s+members\s+of\s+(?:the\s+)?(?:U\.?N\.?\s+|United\s+Nations\s+)?$", re.IGNORECASE)
# "the suffering of the people of Libya": what a people has, not who it sends.
WHOSE = re.compile(r"\bof\s+the\s+$", re.IGNORECASE)
SENT_BY = r"\b(?:<delegation>|<office_head>)\s+of\s+the\s+$"


def _in_list_of_places(passage: Passage, start: int, ending: Mapping[int, PlaceMention]) -> bool:
    """Return whether a name continues a list of places: "in Gaza, Lebanon and Syria"."""
    joined, located = LIST_JOINT, pattern(r"\b(?:<place_preposition>)\s+(?:the\s+)?$")
    for _ in range(8):
        at = start - passage.start
        joint = joined.search(passage.text, max(0, at - JOINT_REACH), at)
        if joint is None:
            return False
        previous = ending.get(passage.start + joint.start())
        if previous is None:
            return False
        start = previous.start
        at = start - passage.start
        if located.search(passage.text, max(0, at - JOINT_REACH), at):
            return True
    return False


LIST_JOINT = re.compile(r"(?:,\s*(?:and\s+)?|\s+and\s+)$")
# At least as many characters as the words that join a place to a list, or to the thing it locates.
JOINT_REACH = 60


def groups_of(passages: Sequence[Passage]) -> ActorGroups:
    """Return every list of two or more distinct actors, in text order, agents or not."""
    groups: list[ActorGroup] = []
    for passage in passages:
        run: list[Reference] = []
        for reference in passage.references:
            if run and _coordinated(passage, run[-1], reference) and not _both_named(passage, run, reference):
                run.append(reference)
                continue
            groups.extend(_group(passage, run))
            run = [reference]
        groups.extend(_group(passage, run))
    return ActorGroups(groups)


# "brokered by A and B": those who mediate are not the sides.
MEDIATED_BY = (
    r"\b(?:(?:<mediated>)\s+by|(?:auspices|mediation|patronage|sponsorship|facilitation|guidance)\s+of|observers?\s+(?:from|of))"
    r"\s+(?:the\s+)?$"
)
BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)
# "between", an actor that nobody knows, "and"
BETWEEN_ANOTHER = re.compile(r"\bbetween\s+[^,;.]{1,60}\s+and\s+(?:the\s+)?$", re.IGNORECASE)


def _both_named(passage: Passage, run: Sequence[Reference], later: Reference) -> bool:
    """Return whether "between A and B" is complete, so that what follows a comma is another list: "between A and B, C and D announce"."""
    before = passage.text[: run[0].start - passage.start]
    if len(run) == 1 and BETWEEN_ANOTHER.search(before):
        return passage.between(run[0].end, later.start).lstrip().startswith(",")
    if len(run) < 2 or not BETWEEN.search(before):
        return False
    last = passage.between(run[-2].end, run[-1].start)
    return re.search(r"\band\b", last) is not None and passage.between(run[-1].end, later.start).lstrip().startswith(",")


def _group(passage: Passage, run: list[Reference]) -> list[ActorGroup]:
    actors = tuple(dict.fromkeys(a for r in run for a in r.actors))
    return [ActorGroup(passage.index, run[0].start, run[-1].end, actors)] if len(actors) > 1 else []


DESCRIPTION = (
    r"\b(?:(?P<all>both|all)(?:\s+(?:of\s+)?the)?\s+(?:(?P<n0><number_word>)\s+)?(?P<noun0>(?:<group_noun>))"
    r"|the\s+(?:(?P<n1><number_word>)\s+)?(?:(?:participating|conflicting|warring|astana|opposing|other)\s+)?(?P<noun1>(?:<group_noun>))"
    r"|the\s+(?P<n2>(?:<number_word>)(?![\w-]|\s+(?:(?-i:[A-Z])|\w+s\b|\w+-))|trio|troika|pair|quartet)"
    r"|(?:neither|either|each)\s+(?P<noun2>party|side|delegation)"
    r"|the\s+(?:<governing_adjective>)\s+(?P<governed>government|authorities|side)"
    r"|(?:the|its|their)\s+(?P<one>ministry|regime|government|delegation|movement|rebel\s+group|group|opposition|rebels|insurgents|guerrillas|foreign\s+ministry|kremlin))\b"
)
SINGULAR = {
    "ministry": (MentionForm.MINISTRY.value,),
    "foreign ministry": (MentionForm.MINISTRY.value,),
    "regime": (MentionForm.GOVERNMENT.value,),
    "government": (MentionForm.GOVERNMENT.value,),
    "opposition": (MentionForm.OPPOSITION.value,),
    "rebels": (MentionForm.OPPOSITION.value,),
}
EVERY_ONE = {"party": "parties", "side": "sides", "delegation": "delegations"}
BANDS = ("group", "movement", "rebel group")


def describe(passages: Sequence[Passage], groups: ActorGroups, home: Actor | None, authority: Authority) -> None:
    """Add to each passage the references of definite descriptions, resolved within the document.

    A counted plural ("the three guarantors") refers to the last list of that many actors before it, or the first after it
    when there is none before; "the ministry" is the last ministry named, or the home state's.
    """
    regex = pattern(DESCRIPTION)
    _halves(passages)
    for passage in passages:
        added = [*_coalitions(passage), *_paired_states(passage, authority), *_oppositions(passage, authority)]
        passage.references = sorted([*passage.references, *added], key=lambda r: (r.start, r.end))
    guarantors = guarantor_group(passages, groups)
    if guarantors is None:
        # no list beside the word: the first actors named together are the likeliest
        states = [replace(g, actors=tuple(a for a in g.actors if a.kind is ActorKind.STATE)) for g in groups]
        guarantors = next((g for g in states if len(g.actors) > 2), None)
    governing = sole_government(passages, authority)
    single: dict[str, tuple[Actor, ...]] = {"government": (governing,)} if governing is not None else {}
    if (band := _sole_band(passages, authority, governing)) is not None:
        single.update(dict.fromkeys(("rebels", "insurgents", "guerrillas"), (band,)))
    for passage in passages:
        added = []
        for match in regex.finditer(passage.text):
            start, end = passage.start + match.start(), passage.start + match.end()
            if any(r.start < end and start < r.end for r in passage.references):
                continue
            if any(w[0].isupper() for w in match[0].split()[1:]) and not passage.heading and not _is_defined_term(passage, match):
                continue
            tail = passage.text[match.end() : match.end() + 30]
            if of_listed(passage, end):
                continue
            if re.match(r"\s+to\s+(?:the|this|today['’]s|that)\s+(?:\w+\s+)?(?:conflict|war|dispute|agreement|meeting|talks)", tail):
                continue
            defined = any(w[0].isupper() for w in match[0].split()[1:]) and not match["one"]
            # terms that a text defines are those it opens with, not whoever was last listed
            there = _opening(passages, groups) if defined and not passage.heading and guarantors is None else groups
            actors = _referents(match, passage, start, passages, there, guarantors, single, home)
            if actors:
                added.append(Reference(start, end, actors, "description"))
        if added:
            passage.references = sorted([*passage.references, *added], key=lambda r: (r.start, r.end))
        for reference in passage.references:
            if len(reference.actors) == 1:
                single.update(dict.fromkeys(_referring_nouns(reference), reference.actors))


# "The Parties", "the Government", as a text that defines its terms writes them, where no name goes on: not "the Government Delegation".
DEFINED = re.compile(
    r"(?:(?:The|the|Both|both|All|all)\s+(?:Government|Parties|Sides|Opposition|Movement|Ministry)"
    r"|(?:[Nn]either|[Ee]ither|[Ee]ach)\s+(?:Party|Side))"
)
NAME_GOES_ON = re.compile(r"(?:['\u2019]s)?\s+(?:(?:of|for)\s+(?:the\s+)?)?[A-Z]|-")


def _is_defined_term(passage: Passage, match: re.Match[str]) -> bool:
    if "guarant" in match[0].lower():
        return True
    return DEFINED.fullmatch(match[0]) is not None and NAME_GOES_ON.match(passage.text, match.end()) is None


# A text says in its first sentences whom it means by "the Parties": those between whom it is, or who open it or stand in its title.
OPENING = 3
OPENS_WITH = r"(?:.*\bbetween\s+)?(?:(?:the|<delegation>|<governing>|<state_noun>|of|from)\s+)*"


def _opening(passages: Sequence[Passage], groups: ActorGroups) -> ActorGroups:
    for group in groups:
        passage = passages[group.passage]
        if group.passage >= OPENING:
            break
        before = passage.text[: group.start - passage.start]
        if passage.heading or pattern(OPENS_WITH, re.IGNORECASE | re.DOTALL).fullmatch(before):
            return ActorGroups(groups.of(group.passage))
    return ActorGroups(())


def sole_government(passages: Sequence[Passage], authority: Authority | None = None) -> Actor | None:
    """Return the only state of whose government, army or authorities the document speaks; None where there are several or none.

    With an `authority`, of a text that speaks of none the state of the armed groups that it names: beside Ansar Allah, "the government"
    is Yemen's.
    """
    after = pattern(r"(?:['\u2019]s?)?\s+(?:[a-z-]+\s+)?(?:<governing>)\b")
    before = pattern(r"\b(?:<governing>)\s+(?:of|in)\s+(?:the\s+)?$")
    found: dict[str, Actor] = {}
    for passage in passages:
        for r in passage.references:
            low, high = r.start - passage.start, r.end - passage.start
            state = len(r.actors) == 1 and r.actors[0].kind is ActorKind.STATE
            governs = r.form == MentionForm.GOVERNMENT.value or after.match(passage.text, high) or before.search(passage.text[:low])
            if state and governs:
                found[r.actors[0].id] = r.actors[0]
    if not found and authority is not None:
        return _fought_by(passages, authority)
    return next(iter(found.values())) if len(found) == 1 else None


def _sole_band(passages: Sequence[Passage], authority: Authority, governing: Actor | None) -> Actor | None:
    """Return the only armed group of a text that speaks of one government, where it is of that state: whom "the rebels" mean there."""
    if governing is None:
        return None
    named = {a for p in passages for r in p.references for a in r.actors if a.kind is ActorKind.ARMED_GROUP and r.form != "opposition"}
    band = next(iter(named)) if len(named) == 1 else None
    return band if band is not None and authority.country_of(band) == governing.id else None


def _fought_by(passages: Sequence[Passage], authority: Authority) -> Actor | None:
    """Return the state of the armed groups of a text, where no state is named in it and all are of one."""
    named = {actor for passage in passages for r in passage.references if r.form not in ("capital", "place") for actor in r.actors}
    if any(actor.kind is ActorKind.STATE for actor in named):
        return None
    countries = {authority.country_of(actor) for actor in named if actor.kind is ActorKind.ARMED_GROUP} - {None}
    return authority.get(next(iter(countries)) or "") if len(countries) == 1 else None


OPPOSING = re.compile(
    r"\b(?:the|its|an?)\s+(?P<words>(?:armed\s+|political\s+)?opposition)\b(?!\s+(?:to|of|from|leader|party|parties))", re.IGNORECASE
)


REBELS = re.compile(
    r"\b(?P<words>(?:(?:armed\s+)?opposition|(?:armed\s+)?rebel)\s+(?:groups|factions|forces|fighters)|armed\s+opposition|rebels)\b",
    re.IGNORECASE,
)


def _oppositions(passage: Passage, authority: Authority) -> list[Reference]:
    """ "The armed opposition" beside "the Syrian government": the opposition of that state."""
    found = []
    for match in (*OPPOSING.finditer(passage.text), *REBELS.finditer(passage.text)):
        start, end = passage.start + match.start("words"), passage.start + match.end()
        if any(r.start < end and start < r.end for r in passage.references):
            continue
        for government in reversed([r for r in passage.references if r.form == MentionForm.GOVERNMENT.value]):
            named = passage.text[government.start - passage.start : government.end - passage.start]
            words_ = "armed opposition" if match.re is REBELS else match["words"].lower()
            mentions = authority.find(f"{named.split()[0]} {words_}")
            if mentions and mentions[0].form is MentionForm.OPPOSITION:
                found.append(Reference(start, end, (mentions[0].actor,), MentionForm.OPPOSITION.value))
                break
    return found


# "the two Cypriot leaders", "the leaders of the two communities" where the text names their island: of the two communities each.
PAIRED_LEADERS = pattern(
    r"\b(?:the\s+)?(?:(?:two|both)\s+(?:of\s+the\s+)?(?P<people><paired_people>)\s+(?:<paired_noun>)"
    r"|leaders\s+of\s+(?:the\s+)?(?:(?P<named><paired_named>)\s+communities|(?:two|both)\s+(?:(?P<of><paired_people>)\s+)?communities)"
    r"|(?P<both><paired_named>)\s+(?:<paired_noun>))\b"
)


PAIR = "pair"


def pair_leaders(passages: Sequence[Passage], authority: Authority) -> None:
    """Add references to both communities of an island that is divided, in place of the one to its state that stands in the same words."""
    named = {a.id for p in passages for r in p.references for a in r.actors}
    for passage in passages:
        for match in PAIRED_LEADERS.finditer(passage.text):
            spelled = match["people"] or match["of"] or (match["named"] or match["both"] or "").split()[-1:]
            people = spelled if isinstance(spelled, str) else "".join(spelled)
            keys = [people.lower()] if people else [key for key in words("paired_people") if set(words(f"state_of_{key}")) & named]
            both = tuple(a for key in keys for one in words(f"two_{key}") if (a := authority.get(one)) is not None)
            start, end = passage.start + match.start(), passage.start + match.end()
            if both:
                passage.references = [r for r in passage.references if r.end <= start or end <= r.start]
                passage.references.append(Reference(start, end, both, PAIR))
                passage.references.sort(key=lambda r: (r.start, r.end))


PAIRED = pattern(r"\b(?:the\s+)?(?:two|both)\s+(?P<noun><paired_state>)\b")


def _paired_states(passage: Passage, authority: Authority) -> list[Reference]:
    """ "The two Koreas", "both Sudans": the two states that share a name."""
    found = []
    for match in PAIRED.finditer(passage.text):
        start, end = passage.start + match.start(), passage.start + match.end()
        states = tuple(a for code in words(f"two_{match['noun'].lower()}") if (a := authority.get(code)) is not None)
        if not any(r.start < end and start < r.end for r in passage.references):
            found.append(Reference(start, end, states, "description"))
    return found


# "the North" of a text that speaks of North Korea, by itself: not "the North Caucasus", "the North of the island".
HALF = re.compile(r"\b[Tt]he\s+(?P<half>North|South)\b(?=['\u2019]s\b|[,.;:\u201d)]|\s+[a-z(\u201c])(?!\s+(?:of|and)\b)")


def _halves(passages: Sequence[Passage]) -> None:
    """Add references to the states that share a name by their half of it: "the North's negotiator" where North Korea is named."""
    paired = {code for key in ("two_koreas", "two_sudans") for code in words(key)}
    found: dict[str, set[Actor]] = {"North": set(), "South": set()}
    for reference in (r for p in passages for r in p.references if r.form == MentionForm.NAME.value and len(r.actors) == 1):
        actor = reference.actors[0]
        half = actor.name.split()[0]
        if actor.id in paired and half in found:
            found[half].add(actor)
    meant = {half: next(iter(actors)) for half, actors in found.items() if len(actors) == 1}
    for passage in passages if meant else ():
        added = []
        for match in HALF.finditer(passage.text):
            start, end = passage.start + match.start(), passage.start + match.end()
            if match["half"] in meant and not any(r.start < end and start < r.end for r in passage.references):
                added.append(Reference(start, end, (meant[match["half"]],), "description"))
        if added:
            passage.references = sorted([*passage.references, *added], key=lambda r: (r.start, r.end))


def of_listed(passage: Passage, end: int) -> bool:
    """Return whether a name follows after "of" or a bracket or dash, so that the words are no back-reference: "the ministers of Russia"."""
    match = LISTED.match(passage.text, end - passage.start)
    return match is not None and any(r.start == passage.start + match.end() for r in passage.references)


# What joins those before a noun to it: "Angola and the guarantors".
JOINED = re.compile(r"\W*(?:and|as\s+well\s+as)\s+(?:the\s+)?")
LISTED = re.compile(r"(?:\s+(?:and\s+[\w\s]{2,30}?\s+)?of\s+|\s*\(|\s*[\u2013\u2014:]\s*|\s+-\s+)(?:the\s+)?")


COALITION = re.compile(
    r"\b(?:the\s+|both\s+|all\s+|two\s+)?(parties\s+to\s+the\s+(?:[A-Z]\w+\s+)?(?:conflict|war|dispute)(?:\s+in\s+(?:[a-z]+\s+)?(?:the\s+)?(?:[A-Z][\w’'-]*)(?:\s+(?:of\s+)?(?:the\s+)?[A-Z][\w’'-]*)*)?)"
)


# "Envoy of the Secretary-General to the parties to the conflict": whom an envoy is sent to is part of the title.
SENT_TO = r"\b(?:<envoy_noun>)\b[^.;]{0,80}\bto\s+(?:the\s+)?$"


def _coalitions(passage: Passage) -> list[Reference]:
    """Return references to the parties to a conflict where the text does not name them one by one."""
    found = []
    for match in COALITION.finditer(passage.text):
        start, end = passage.start + match.start(1), passage.start + match.end(1)
        slug = re.sub(r"[^a-z0-9]+", "-", match[1].lower()).strip("-")
        passage.references = [r for r in passage.references if not (start <= r.start and r.end <= end)]
        sent_to = pattern(SENT_TO).search(passage.text[: match.start(1)]) is not None
        found.append(Reference(start, end, (Actor(slug, match[1], ActorKind.COALITION),), "coalition", not sent_to))
    return found


def _referents(
    match: re.Match[str],
    passage: Passage,
    start: int,
    passages: Sequence[Passage],
    groups: ActorGroups,
    guarantors: ActorGroup | None,
    single: Mapping[str, tuple[Actor, ...]],
    home: Actor | None,
) -> tuple[Actor, ...]:
    if match["governed"]:
        return single.get("government", ())
    if match["one"]:
        return _singular(match["one"].lower(), passage, start, single, home)
    noun = (match["noun0"] or match["noun1"] or "").lower() or EVERY_ONE.get((match["noun2"] or "").lower(), "")
    count = NUMBERS.get((match["n0"] or match["n1"] or match["n2"] or match["all"] or "").lower())
    if "guarant" in noun and guarantors is not None and count in (None, len(guarantors.actors)):
        return guarantors.actors
    kind = (count, noun)
    sides = noun.endswith(("sides", "parties", "delegations"))

    def fits(group: ActorGroup) -> bool:
        counted = count is None or len(group.actors) == count
        return counted and _kind_fits(noun, group) and not (sides and mediates(passages[group.passage], group))

    last = next(groups.before(start, kind, fits), None)
    if noun.endswith(("sides", "parties")):
        # the sides are those being mediated between, not the mediators
        between = groups.before(start, (*kind, "no mediator"), lambda g: fits(g) and not any(a.kind is ActorKind.IGO for a in g.actors))
        last = next((g for g in between if g != guarantors), last)
    if last is not None:
        return last.actors
    if count is not None and "guarant" not in noun:
        for earlier in (passage, *reversed(passages[max(0, passage.index - 2) : passage.index])):
            if sides and any(mediates(earlier, group) for group in groups.of(earlier.index)):
                continue
            there = tuple(
                dict.fromkeys(a for r in earlier.references if r.agent and r.end <= start and r.form != "description" for a in r.actors)
            )
            if len(there) == count:
                return there
        first = groups.first(kind, fits)
        return first.actors if first is not None else ()
    return ()


OBSERVE = re.compile(r"\s+(?:[a-z]+\s+)?observers?\b")


def mediates(passage: Passage, group: ActorGroup) -> bool:
    """Return whether the words before a list say that its members mediate, host or observe."""
    at = group.end - passage.start
    by = pattern(MEDIATED_BY).search(passage.text[: group.start - passage.start])
    return by is not None or OBSERVE.match(passage.text, at) is not None


def _kind_fits(noun: str, group: ActorGroup) -> bool:
    if noun in (
        "countries",
        "nations",
        "states",
        "capitals",
        "presidents",
        "heads of state",
        "foreign ministers",
        "neighbours",
        "neighbors",
    ):
        return all(a.kind is ActorKind.STATE for a in group.actors)
    return True


def _referring_nouns(reference: Reference) -> Iterator[str]:
    """Yield the nouns that can refer back to a mention of one actor: "the ministry", "the movement"."""
    for noun, forms in SINGULAR.items():
        if reference.form in forms:
            yield noun
    if reference.agent and reference.actors[0].kind is not ActorKind.STATE:
        yield from BANDS


def _singular(noun: str, passage: Passage, start: int, single: Mapping[str, tuple[Actor, ...]], home: Actor | None) -> tuple[Actor, ...]:
    """Resolve "the ministry" or "the movement": to one named before in the passage, else to the last one before, kept in `single`."""
    for reference in reversed(passage.references):
        if reference.end <= start and len(reference.actors) == 1 and noun in _referring_nouns(reference):
            return reference.actors
    if noun in single:
        return single[noun]
    if noun in ("ministry", "foreign ministry") and home is not None:
        return (home,)
    return ()


# "Besides the three guarantor states, A and B took part": A and B are the others.
BESIDES = re.compile(
    r"\b(?:besides|apart\s+from|aside\s+from|in\s+addition\s+to|alongside|along\s+with|together\s+with|other\s+than|except(?:\s+for)?|as\s+well\s+as)\s+(?:[\w-]+\s+){0,4}$",
    re.IGNORECASE,
)
# "withdrew as a guarantor": who does so is none any more.
NO_MORE = re.compile(
    r"\b(?:withdr[ae]w\w*|pull\w*\s+out|resign\w*|stepp\w*\s+(?:down|back)|quit|ceas\w*\s+to\s+be|no\s+longer|removed)\s+"
    r"(?:as\s+)?(?:an?\s+|the\s+|one\s+of\s+the\s+)?(?:[a-z]+\s+)?$",
    re.IGNORECASE,
)
GUARANTOR = re.compile(r"\bguarant(?:or|ors|ee|ees|eeing)\b", re.IGNORECASE)


def guarantor_group(passages: Sequence[Passage], groups: ActorGroups) -> ActorGroup | None:
    """Return the list of actors that the document calls guarantors: the nearest list in a passage that has the word."""
    best: tuple[int, ActorGroup] | None = None
    for group in groups:
        passage = passages[group.passage]
        if any(r.form == PAIR and r.start == group.start for r in passage.references):
            # "the two Cypriot leaders and the guarantor powers of ...": they are the sides
            continue
        before = passage.text[: group.start - passage.start]
        for match in GUARANTOR.finditer(passage.text):
            at = passage.start + match.start()
            if NO_MORE.search(passage.text[: match.start()]) or (group.start > at and BETWEEN.search(before)):
                continue
            if group.start > at and BESIDES.search(passage.text[: match.start()]):
                continue
            distance = max(group.start - at, at - group.end, 0)
            between = passage.text[max(0, min(at, group.end) - passage.start) : max(0, max(at, group.start) - passage.start)]
            joined = group.end <= at and JOINED.fullmatch(between) is not None
            # "Angola and the guarantors": it is none of them
            if distance <= 140 and not joined and not re.search(r"[.;]\s", between) and (best is None or distance < best[0]):
                best = (distance, group)
    return best[1] if best else None
