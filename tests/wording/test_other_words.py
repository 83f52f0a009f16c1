"""What may be said in other words: it is neither new nor dropped, stands with both texts, and nothing follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from statements import AGAIN, CAMPS, INTEGRITY, MINES, THANKS, TRUCE, numbered

from sulh.model import ClauseState
from sulh.wording import SinceKind, SinceView, Statement, Threads, since, trace
from sulh.wording.folding import folded_text
from sulh.wording.other_words import OtherWords

BASE = (INTEGRITY, TRUCE, MINES)
ROADS = "The bridges over the Isk are repaired by the engineers of both armies"


def traced(*texts: Sequence[str], complete: bool = True, retold: bool = False) -> Threads:
    made = [Statement(f"s{at}", numbered(*one), f"2031-0{at + 1}-01") for at, one in enumerate(texts)]
    return trace([*made[:-1], replace(made[-1], complete=complete, retold=retold)])


def view_of(threads: Threads) -> SinceView:
    view = since(threads)
    assert view is not None
    return view


def test_two_texts_that_may_say_the_same_are_one_item_and_neither_new_nor_dropped() -> None:
    threads = traced([*BASE, THANKS], [*BASE, AGAIN])
    view = view_of(threads)
    (item,) = view.of(SinceKind.PERHAPS)
    assert (item.earlier[0].text, item.later[0].text) == (f"{THANKS};", f"{AGAIN};")
    assert item.compared_with == view.previous and item.stood == 0
    assert not view.of(SinceKind.NEW, SinceKind.DROPPED) and not threads.drops
    assert not threads.possible(item.later[0].id) and threads.link(item.earlier[0].id, item.later[0].id) is None
    assert [one.thread for one in view.histories(item)] == [item.thread, *item.others]
    assert all(piece.op == "equal" for piece in item.pieces)


def test_states_and_cells_say_the_same() -> None:
    threads = traced([*BASE, THANKS], [*BASE, AGAIN])
    (item,) = view_of(threads).of(SinceKind.PERHAPS)
    earlier, later = item.earlier[0], item.later[0]
    own, other = threads.at(item.thread, "s1"), threads.at(item.others[0], "s1")
    assert (own.state, other.state, later.state) == (ClauseState.PERHAPS,) * 3
    assert (own.perhaps, other.perhaps, other.earlier) == ((earlier.id,), (later.id,), (earlier.id,))
    assert threads.counterpart(own) is other and threads.counterpart(other) is own
    written = [cell for one in threads.to_dict()["threads"] for cell in one["cells"] if cell["perhaps"]]
    assert {(cell["state"], *cell["perhaps"]) for cell in written} == {("perhaps", earlier.id), ("perhaps", later.id)}


def test_what_shares_no_words_of_content_stays_new_and_dropped() -> None:
    view = view_of(traced([*BASE, THANKS], [*BASE, ROADS]))
    assert not view.of(SinceKind.PERHAPS)
    assert [item.later[0].text for item in view.of(SinceKind.NEW)] == [f"{ROADS};"]
    assert [item.earlier[0].text for item in view.of(SinceKind.DROPPED)] == [f"{THANKS};"]


def test_texts_that_share_a_sentence_are_one_item() -> None:
    third = "The talks among the towns were long"
    view = view_of(traced([third, *BASE, THANKS], [*BASE, AGAIN]))
    (item,) = view.of(SinceKind.PERHAPS)
    assert [one.text for one in item.later] == [f"{AGAIN};"]
    assert [one.text for one in item.earlier] == [f"{third};", f"{THANKS};"]
    assert len(item.before) == 2 and len(view.histories(item)) == 3


@pytest.mark.parametrize("last", [{"retold": True}, {"complete": False}])
def test_nothing_of_a_retelling_or_an_excerpt_is_dropped_but_may_be_told_otherwise(last: dict[str, bool]) -> None:
    threads = traced([*BASE, THANKS, CAMPS], [*BASE, AGAIN], **last)
    view = view_of(threads)
    assert not view.of(SinceKind.DROPPED, SinceKind.NEW) and not threads.drops
    assert [item.earlier[0].text for item in view.of(SinceKind.PERHAPS)] == [f"{THANKS};"]
    assert [item.earlier[0].text for item in view.of(SinceKind.ABSENT)] == [f"{CAMPS};"]


def test_what_is_perhaps_told_otherwise_is_not_dropped_later_and_may_return() -> None:
    threads = traced([*BASE, THANKS], [*BASE, AGAIN], [*BASE], [*BASE, THANKS])
    first, second = (threads.thread_of(f"{name}#5").id for name in ("s0", "s1"))
    states = [[threads.at(thread, f"s{at}").state for at in range(4)] for thread in (first, second)]
    assert states[0] == [ClauseState.FIRST_SEEN, ClauseState.PERHAPS, ClauseState.ABSENT, ClauseState.RETURNED]
    assert states[1][1:3] == [ClauseState.PERHAPS, ClauseState.DROPPED]


def test_a_sentence_that_goes_on_elsewhere_is_not_the_counterpart_of_another() -> None:
    forms = [folded_text(text) for text in (THANKS, AGAIN)]
    found = OtherWords(forms, [0, 1])
    assert found.closest([(1, range(1))], lambda one, other: False) == [0]
    assert found.closest([(1, range(1))], lambda one, other: True) == [None]
    same = OtherWords([forms[0], forms[0]], [0, 1])
    assert same.closest([(1, range(1))], lambda one, other: True) == [0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Les participants remercient la Suisse de son aide au retour des familles déplacées.",
            "Grâce au soutien de la Suisse, des familles déplacées ont regagné leurs villages, ce dont ils se réjouissent.",
        ),
        (
            "Стороны благодарны Швейцарии за помощь семьям перемещенных лиц.",
            "Помощь Швейцарии позволила семьям, покинувшим дома, получить кров и хлеб.",
        ),
        ("يشكر المشاركون سويسرا على دعم عودة الأسر النازحة.", "بفضل دعم سويسرا تمكنت أسر نازحة كثيرة من الرجوع إلى قراها."),
    ],
)
def test_other_languages_are_read_with_their_own_small_words(one: str, other: str) -> None:
    found = OtherWords([folded_text(text) for text in (one, other)], [0, 1])
    assert found.closest([(0, range(1, 2))], lambda one, other: False) == [1]


def test_small_words_alone_are_nothing_in_common() -> None:
    texts = (
        "We will continue to do this and more, as we have over these years",
        "They have done more of this than we would over these days",
    )
    found = OtherWords([folded_text(text) for text in texts], [0, 1])
    assert found.closest([(0, range(1, 2))], lambda one, other: False) == [None]
    assert OtherWords([], []).closest([], lambda one, other: False) == []


def test_sentence_that_is_asked_for_twice_is_answered_twice() -> None:
    texts = ("The envoy thanked Merrow for wells and clinics", "Merrow paid for clinics and wells, the envoy said")
    found = OtherWords([folded_text(text) for text in texts], [0, 1])
    assert found.closest([(0, range(1, 2)), (0, range(1, 2)), (1, range(1))], lambda one, other: False) == [1, 1, 0]
