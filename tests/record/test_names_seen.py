"""What actors and tracks are called shows nobody a name that only others may read, and nobody finds by asking what they may not see."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import pytest
from examples import examples
from record.dumping import assert_rebuild_changes_nothing
from reports import report

from sulh.model import Entered, RecordError, Span
from sulh.record import decisions
from sulh.record.adding import add
from sulh.record.entering import add_to, enter
from sulh.record.naming import actor_named
from sulh.record.projection.models import ActorRow, Claim, Source
from sulh.record.queries.actors import actors
from sulh.record.queries.meetings import meetings
from sulh.record.queries.search import search
from sulh.record.queries.tracks import tracks
from sulh.record.shapes import Viewer
from sulh.record.viewers import local_viewer, viewer

ANNA = "anna"


def party(name: str, key: str = "valley-front") -> dict[str, str]:
    return {"id": key, "name": name, "kind": "armed_group"}


def met(who: dict[str, str], year: int, level: str = "public", groups: Sequence[str] = (), track: str | None = None) -> str:
    """A meeting entered by hand with a source of its own, which is returned."""
    values: dict[str, Any] = {"kind": "round", "status": "held", "start": str(year), "participants": [{"actor": who, "role": "party"}]}
    values |= {"track": track} if track else {}
    return enter(local_viewer(ANNA), "meeting", values, Entered(ANNA, f"seen in {year}"), level=level, groups=groups).source


def public() -> Viewer:
    return viewer("public", "public", "public")


def editor(*groups: str) -> Viewer:
    return viewer("boris", "editor", "|".join(("team", *groups)))


def shown(one: Viewer) -> list[str]:
    return [ref.name for ref, _ in actors(one).rows]


def test_a_wider_claim_names_what_a_restricted_one_named_first() -> None:
    met(party("Front of Colonel Haddad"), 2020, "restricted", ["envoys"])
    met(party("Valley Front"), 2021)
    assert shown(public()) == ["Valley Front"] == shown(editor("envoys"))
    assert search(public(), "haddad").total == 0 and search(public(), "valley").total
    assert_rebuild_changes_nothing()


def test_a_name_follows_the_sharing_of_its_source() -> None:
    first = met(party("Front of Colonel Haddad"), 2020)
    met(party("Valley Front"), 2021)
    assert shown(public()) == ["Front of Colonel Haddad"]
    seq = decisions.share(local_viewer(ANNA), first, "restricted", ["envoys"])
    assert shown(public()) == ["Valley Front"] and search(public(), "haddad").total == 0
    assert_rebuild_changes_nothing()
    decisions.undo(local_viewer(ANNA), seq)
    assert shown(public()) == ["Front of Colonel Haddad"] and search(public(), "haddad").total
    assert_rebuild_changes_nothing()


def test_two_groups_that_were_told_different_names_see_neither() -> None:
    met(party("Front of Colonel Haddad"), 2020, "restricted", ["envoys"])
    met(party("Men of the Valley"), 2021, "restricted", ["monitors"])
    assert shown(editor("envoys")) == shown(editor("monitors")) == ["valley-front"]
    assert search(editor("monitors"), "haddad").total == 0
    assert_rebuild_changes_nothing()


def test_the_authority_file_names_before_a_restricted_claim() -> None:
    met(party("Jordan (secret channel)", "JOR"), 2020, "restricted", ["envoys"])
    assert shown(editor("envoys")) == ["Jordan"]
    met(party("Hashemite Kingdom of Jordan", "JOR"), 2021)
    assert ActorRow.objects.get(pk="JOR").claimed_name == "Jordan"
    assert_rebuild_changes_nothing()


def test_a_correction_names_nothing_more_widely_than_its_claim() -> None:
    source = met(party("Front of Colonel Haddad"), 2020, "restricted", ["envoys"])
    met(party("Valley Front"), 2021, "restricted", ["envoys"])
    claim = Claim.objects.get(property="participant", source=source).pk
    decisions.correct(local_viewer(ANNA), claim, {"actor": party("Front of General Said"), "role": "party"})
    met(party("Men of the Valley"), 2022)
    assert shown(public()) == ["Men of the Valley"]
    assert search(public(), "haddad").total == search(public(), "said").total == 0
    assert_rebuild_changes_nothing()


def test_a_track_is_called_as_the_widest_claim_writes_it() -> None:
    met(party("Valley Front"), 2020, "restricted", ["envoys"], track="UN-led Blue Room talks")
    met(party("Valley Front"), 2021, track="Blue Room talks")
    assert [ref.name for ref, _ in tracks(public())] == ["Blue Room talks"]
    assert_rebuild_changes_nothing()


@pytest.mark.parametrize("seed", range(examples(6, few=2)))
def test_no_name_is_shown_that_no_visible_claim_gives(seed: int) -> None:
    chance = random.Random(seed)
    audiences: list[tuple[str, list[str]]] = [("public", []), ("team", []), ("restricted", ["a"]), ("restricted", ["b"])]
    sources: list[str] = []
    year = 2000
    for _ in range(14):
        year += 1
        if sources and chance.random() < 0.35:
            level, groups = chance.choice(audiences)
            decisions.share(local_viewer(ANNA), chance.choice(sources), level, groups, reason=str(year))
            continue
        level, groups = chance.choice(audiences)
        name = f"Name {year}"
        sources.append(met(party(name, chance.choice(["one", "two"])), year, level, groups, f"Track {chance.choice('xy')} talks"))
    assert_rebuild_changes_nothing()
    for one in (public(), editor(), editor("a"), editor("b")):
        visible = {
            claim.value.split('"name":"')[1].split('"')[0]
            for claim in Claim.objects.filter(property="participant", audience__in=one.audiences)
        }
        assert set(shown(one)) <= visible | {"one", "two"}


def test_who_may_not_see_an_actor_does_not_find_it_by_asking() -> None:
    met(party("Valley Front"), 2020, "restricted", ["envoys"], track="Blue Room talks")
    met(party("River Front", "river-front"), 2021, "restricted", ["envoys"], track="Red Room talks")
    boris, there = editor(), editor("envoys")
    assert actor_named(there, "valley front")["id"] == "valley-front"
    for given in ("valley front", "valley-front", "no such front"):
        with pytest.raises(RecordError, match="no actor is called"):
            actor_named(boris, given)
    track, other = (ref.id for ref, _ in tracks(there))
    for thing, second in (("actor:valley-front", "actor:river-front"), (f"track:{track}", f"track:{other}")):
        with pytest.raises(RecordError, match="there is no"):
            decisions.join(boris, thing, second)
        with pytest.raises(RecordError, match="there is no"):
            decisions.part(boris, thing)
        with pytest.raises(RecordError, match="there is no"):
            decisions.add_alias(boris, thing, "other name")
        decisions.add_alias(there, thing, "other name")


def test_who_was_added_by_name_is_known_to_all_who_enter() -> None:
    decisions.name_actor(local_viewer(ANNA), "Wise Men", kind="civil_society")
    assert actor_named(editor(), "wise men")["kind"] == "civil_society"


def test_a_hidden_claim_is_not_given_away_by_saying_the_same() -> None:
    list(add([report(1)], author=ANNA))
    text, there = Source.objects.get().pk, local_viewer(ANNA)
    meeting, more, cite = meetings(there).rows[0].id, {"participants": [{"actor": "JOR", "role": "observer"}]}, Span(text, 0, 6)
    claim = add_to(there, meeting, more, cite).claims[0]
    with pytest.raises(RecordError, match="says so already"):
        add_to(editor(), meeting, more, cite)
    decisions.share(there, claim, "restricted", ["envoys"])
    made = add_to(editor(), meeting, more, cite)
    assert made.claims[0] != claim and Claim.objects.filter(pk__in=[claim, *made.claims]).count() == 2
    assert_rebuild_changes_nothing()


@pytest.mark.parametrize("hostile", ["a\x00b", "a\ud800b"])
def test_text_that_no_database_keeps_is_refused(hostile: str) -> None:
    with pytest.raises(RecordError, match="NUL or half of a surrogate pair"):
        enter(local_viewer(ANNA), "release", {"what": "release", "count": 3}, Entered(ANNA, hostile))
    with pytest.raises(RecordError, match="NUL or half of a surrogate pair"):
        met(party(hostile), 2020)
    assert not Source.objects.exists()


def test_an_entry_with_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(RecordError, match="no date of a source"):
        enter(local_viewer(ANNA), "release", {"what": "release", "count": 3}, Entered(ANNA, "seen", "last Monday"))
