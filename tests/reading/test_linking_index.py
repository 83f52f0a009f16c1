"""The index of facts finds the same meeting as comparing a candidate with all meetings."""

from __future__ import annotations

from dataclasses import replace

import pytest
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from sulh.actors.places import Place
from sulh.model import Actor, ActorKind, MeetingKind, MeetingStatus
from sulh.reading.english.meetings.linking import Index, join
from sulh.reading.meetings.candidate import Candidate, Participant
from sulh.reading.mentions import MeetingTrigger, TrackMention
from sulh.reading.parsing import ParsedToken
from sulh.reading.passages import Passage
from sulh.text.dates import DateSpan

WORD = ParsedToken(0, 0, 1, "met", "met", "VBD", "ROOT", 0)
CITIES = (("Juba", "SS"), ("Nairobi", "KE"), ("Sea", None))
PLACES = [None, *(Place(name, country, "city", name, None, None, None) for name, country in CITIES)]
DATES = (None, "2023", "2023-05", "2023-05-03", "2023-05-04", "2022-05-03", "XXXX-05", "XXXX-05-03", "202X", "2023-XX-03", "2023-21")
ACTORS = [Actor(name, name, ActorKind.STATE) for name in "ABC"]

DRAFTS = st.builds(
    Candidate,
    passage=st.builds(Passage, index=st.integers(0, 60), start=st.just(0), end=st.just(1), text=st.just("."), paragraph=st.just(0)),
    trigger=st.builds(lambda: MeetingTrigger((WORD,), (WORD,), ())),
    kind=st.sampled_from(MeetingKind),
    status=st.sampled_from([None, *MeetingStatus]),
    noun=st.sampled_from(["meeting", "round", "talks", "summit", "visit", ""]),
    definite=st.booleans(),
    start=st.just(0),
    end=st.just(1),
    ordinal=st.sampled_from([None, None, 1, 2]),
    track=st.sampled_from([None, TrackMention(0, 1, "Juba format"), TrackMention(0, 1, "Minsk format")]),
    span=st.sampled_from(DATES).map(lambda date: DateSpan(date) if date else None),
    place=st.sampled_from(PLACES),
    country=st.sampled_from([None, "KE", "SS"]),
    participants=st.lists(st.sampled_from(ACTORS), unique=True, max_size=3).map(lambda actors: [Participant(a, None, []) for a in actors]),
    title=st.booleans(),
    anaphoric=st.booleans(),
    new_series=st.booleans(),
)


def joined(drafts: list[Candidate]) -> list[list[int]]:
    """The clusters as lists of indices into `drafts`."""
    candidates = [replace(draft, participants=[replace(participant) for participant in draft.participants]) for draft in drafts]
    place = {id(candidate): n for n, candidate in enumerate(candidates)}
    return [[place[id(member)] for member in cluster.members] for cluster in join(candidates)]


@settings(max_examples=examples(300), deadline=None)
@given(st.lists(DRAFTS, max_size=12))
def test_sharing_a_fact_finds_what_comparing_with_all_finds(drafts: list[Candidate]) -> None:
    drafts.sort(key=lambda draft: draft.passage.index)
    quick = joined(drafts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Index, "worth_comparing", lambda self, stated: set(range(len(self.meetings))))
        assert quick == joined(drafts)
