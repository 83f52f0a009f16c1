from __future__ import annotations

from sulh.actors import Authority
from sulh.actors.places import Gazetteer
from sulh.documents import from_text
from sulh.reading.english.context import Context

TEXT = (
    "Juba, 3 March 2020. Delegations of Sudan and South Sudan met in Juba. They agreed on a ceasefire.\n\n"
    "1. Prisoners are freed.\n2. Bodies are returned."
)


def context() -> Context:
    return Context(from_text(TEXT), Authority.default(), Gazetteer.default())


def test_passages_are_the_sentences_with_their_offsets() -> None:
    passages = context().passages
    assert [passage.index for passage in passages] == list(range(len(passages)))
    assert all(TEXT[passage.start : passage.end] == passage.text for passage in passages)
    assert [passage.text for passage in passages if passage.item] == ["1. Prisoners are freed.", "2. Bodies are returned."]


def test_passage_knows_actors_places_and_dates_in_it() -> None:
    met = next(passage for passage in context().passages if " met " in passage.text)
    assert {actor.id for reference in met.references for actor in reference.actors} == {"SDN", "SSD"}
    assert [TEXT[place.start : place.end] for place in met.places if place.place.kind == "city"] == ["Juba"]


def test_subtree_is_what_depends_on_a_word() -> None:
    made = context()
    met = next(passage for passage in made.passages if " met " in passage.text)
    made.parse([met.index])
    verb = next(token for token in met.tokens if token.lower == "met")
    start, end = met.subtree(verb)
    assert (start, end) == (met.tokens[0].start, met.tokens[-1].end)
    assert met.token_at(verb.start) == verb
