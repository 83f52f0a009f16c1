"""A promise that several sources tell of is one, with all that tell of it; and it was made at a meeting that was not still to come."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

pytest.importorskip("django")

from examples import examples
from record.queries.worlds import LOOKERS, looker, store, world
from reports import report

from sulh.record import linking
from sulh.record.adding import add
from sulh.record.projection.models import Commitment, MeetingRow
from sulh.record.queries.commitments import commitment, commitments, followed, led_to, promised_since
from sulh.record.queries.retold import members, members_of
from sulh.record.shapes import Filters, Viewer
from sulh.record.viewers import local_viewer, viewer

FIRST = "They agreed to hold the next round in Nur-Sultan in December 2021."
AGAIN = "The guarantors are to convene the seventeenth round in December 2021."


def told(number: int, words: str, **about: object) -> None:
    level = {"level": "restricted", "groups": ("envoys",)} if about.pop("hidden", False) else {"level": "team"}
    list(add([report(number, promise=words, **about)], author="tests", **level))  # type: ignore[arg-type]


def test_promise_that_two_sources_tell_of_is_one_everywhere_with_both(db: None) -> None:
    told(1, FIRST, due="2021-12")
    told(2, AGAIN)
    one = local_viewer("tests")
    assert Commitment.objects.count() == 2
    (line,) = followed(one)[0].rows
    assert (line.quote, line.tellings, followed(one)[1].states.total()) == (FIRST, 2, 1)  # type: ignore[attr-defined]
    (made,) = commitments(one).rows
    assert [claim.quote for claim in commitment(one, made.id).told] == [AGAIN]
    other = Commitment.objects.exclude(pk=made.id).get()
    assert commitment(one, str(other.pk)).id == made.id, "the address of the other telling leads to the promise"
    name = str(MeetingRow.objects.get(shown__scope="all").name)
    assert [promise.id for promise in led_to(one, name).made] == [made.id]
    for filters in (Filters(actor="RUS"), Filters(issue="prisoners"), Filters(kind="agree"), Filters(year="2021")):
        assert followed(one, filters)[0].total == 1, filters


@pytest.mark.parametrize(
    "words",
    [
        "They agreed to hold the eighteenth round in December 2021.",
        "They agreed to hold the next round in Nur-Sultan in March 2022.",
        "They agreed to release all detainees by the end of the year.",
    ],
)
def test_another_number_another_time_and_another_matter_are_other_promises(db: None, words: str) -> None:
    told(1, FIRST.replace("next", "seventeenth"), due="2021-12")
    told(2, words)
    assert followed(local_viewer("tests"))[0].total == 2


def test_promise_told_of_two_meetings_and_two_of_one_text_are_two(db: None) -> None:
    told(1, FIRST, due="2021-12")
    told(2, AGAIN, ordinal=15, start="2021-02-16", published="2021-02-18")
    assert followed(local_viewer("tests"))[0].total == 2


def test_telling_of_which_people_decided_stands_for_the_promise(db: None) -> None:
    told(1, FIRST, due="2021-12")
    told(2, AGAIN)
    told(3, "Nobody has met since.", published="2022-02-01", start="2022-01-30", ordinal=18)
    one = local_viewer("tests")
    second = Commitment.objects.order_by("seq").last()
    assert second is not None
    source = Commitment.objects.order_by("seq").first().source_id  # type: ignore[union-attr]
    linking.set_status(one, str(second.pk), "0", source, 0, 8)
    assert [made.id for made in commitments(one, Filters(year="2021")).rows] == [str(second.pk)]


def test_who_sees_one_telling_alone_sees_that_promise(db: None) -> None:
    told(1, FIRST, due="2021-12", hidden=True)
    told(2, AGAIN)
    (line,) = followed(viewer("reader", "reader", "team"))[0].rows
    assert (line.quote, line.tellings) == (AGAIN, 1)
    assert followed(local_viewer("tests"))[0].total == 1


def test_promise_told_anew_is_no_new_promise(db: None) -> None:
    from sulh.record.ledger import head

    told(1, AGAIN)
    before = head()[0]
    told(2, FIRST, due="2021-12")
    assert promised_since(local_viewer("tests"), before, limit=9).total == 0
    assert promised_since(local_viewer("tests"), 0, limit=9).total == 1


def test_promise_was_not_made_at_a_meeting_that_was_still_to_come(db: None) -> None:
    words = "They agreed to bring the sides together for a congress."
    made = report(1, promise=words, status="planned", start="2021-09-01", kind="conference", ordinal=None, track=None)
    list(add([replace(made, acts=(replace(made.acts[0], date=None),))], author="tests", level="team"))
    (line,) = followed(local_viewer("tests"))[0].rows
    assert (line.made or line.published, line.meeting) == ("2021-07-09", None)
    name = str(MeetingRow.objects.get(shown__scope="all").name)
    assert led_to(local_viewer("tests"), name).made == ()


def with_it(told: Mapping[str, Sequence[str]], act: str) -> list[tuple[str, Sequence[str]]]:
    """The promise that an act tells of, with all that tell of it, where several do."""
    return [(shown, own) for shown, own in told.items() if act in own]


def check_narrow(one: Viewer) -> int:
    """What is looked up of each act is what is known of it when all promises are read; the number of promises told again."""
    whole = members(one)
    for act in Commitment.objects.order_by("seq").values_list("act", flat=True):
        assert with_it(members_of(one, [act]), act) == with_it(whole, act), act
    return len(whole)


@pytest.mark.parametrize("seed", range(examples(4, few=2)))
def test_tellings_looked_up_alone_are_those_found_among_all(db: None, seed: int) -> None:
    chance = random.Random(seed)
    release = "They agreed to release all detainees by the end of the year."
    words = (FIRST, AGAIN, release, "They agreed to exchange prisoners and detainees.")
    days = (("2021-07-07", 16), ("2021-02-16", 15), ("2021-08-20", None))
    for number in range(14):
        start, ordinal = chance.choice(days)
        due = chance.choice((None, "2021-12", "2022-03"))
        told(number, chance.choice(words), start=start, ordinal=ordinal, due=due, hidden=chance.random() < 0.3)
    acts = list(Commitment.objects.order_by("seq").values_list("act", "source_id"))
    one = local_viewer("tests")
    for act, source in chance.sample(acts, 3):
        linking.set_status(one, act, "0", source, 0, 8)
    assert check_narrow(one) > 1
    assert check_narrow(viewer("reader", "reader", "team")) > 0


@pytest.mark.parametrize("seed", range(examples(3, few=1)))
def test_tellings_in_copies_and_of_secret_claims_are_looked_up_alike(db: None, seed: int) -> None:
    store(world(seed, secrets=True, copies=True))
    for name in LOOKERS:
        check_narrow(looker(name))
    check_narrow(local_viewer("tests"))
