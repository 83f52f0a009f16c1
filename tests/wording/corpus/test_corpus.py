from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.fuzz import ratio

from sulh.wording.corpus import Corpus, CorpusError, Reuse, ReuseKind

FORMULA = (
    "The delegations reaffirm their respect for the unity and the territorial integrity of the country and reject every separatist agenda."
)
CLAUSE = "to release all persons held in connection with the conflict within thirty days under the supervision of the committee"
OTHERS = [
    "Bakers in the harbour district wake long before dawn to knead dough that was left overnight in wooden troughs.",
    "Her grandmother collected porcelain owls, brass thimbles and postcards from lighthouses nobody else remembered.",
    "A narrow railway climbs past vineyards towards an abandoned quarry where swallows nest between rusting wagons.",
    "Seven violins, two oboes and one nervous conductor waited behind curtains that smelled faintly of camphor.",
]
WORDS = [
    *("council", "border", "river", "observer", "village", "convoy", "ceasefire", "witness"),
    *("school", "market", "signature", "bridge", "harvest", "prisoner", "archive", "winter"),
]


def text(number: int, *passages: str) -> str:
    return "\n".join([OTHERS[number % 4], *passages, OTHERS[(number + 1) % 4]])


def only(found: tuple[Reuse, ...]) -> Reuse:
    assert len(found) == 1, found
    return found[0]


def built(corpus: Corpus, *documents: tuple[str, str] | tuple[str, str, str], workers: int = 1) -> list[Reuse]:
    return sorted(corpus.build(documents, workers=workers))


def test_same_passage_is_found_with_exact_spans_in_both_texts() -> None:
    corpus, one, other = Corpus(), text(0, FORMULA), text(2, FORMULA)
    assert corpus.add("a", one) == ()
    found = only(corpus.add("b", other))
    assert (found.kind, found.score, found.words) == (ReuseKind.EXACT, 1.0, 20)
    assert one[found.earlier_start : found.earlier_end] == other[found.later_start : found.later_end] == FORMULA.rstrip(".")


EDITED = {
    "english": (
        FORMULA,
        "The delegations reaffirmed their respect for the unity and territorial integrity of Syria and reject any separatist agenda.",
    ),
    "french": (
        "Les parties réaffirment leur attachement à la souveraineté et à l’intégrité territoriale du pays et refusent tout partage.",
        "Les Parties réaffirment leur attachement à la souveraineté, à l'intégrité territoriale du pays et refusent un partage.",
    ),
    "russian": (
        "Стороны подтверждают приверженность суверенитету, независимости и территориальной целостности страны и осуждают терроризм.",
        "Стороны вновь подтвердили приверженность суверенитету, единству и территориальной целостности страны и осуждают терроризм.",
    ),
    "arabic": (
        "تؤكد الأطراف التزامها القوي بسيادة البلاد واستقلالها ووحدتها وسلامة أراضيها وترفض جميع المخططات الانفصالية في المنطقة",
        "أكّدت الأطراف مجددا التزامها القوي بسيادة البلاد ووحدتها وسلامة أراضيها وترفض جميع المخططات الانفصالية في المنطقة",
    ),
}


@pytest.mark.parametrize(("earlier", "later"), EDITED.values(), ids=EDITED)
def test_edited_passage_is_found_in_any_language_with_spaces(earlier: str, later: str) -> None:
    corpus = Corpus()
    corpus.add("a", text(0, earlier))
    given_text = text(2, later)
    found = only(corpus.add("b", given_text))
    assert found.kind is ReuseKind.EDITED
    assert 0.6 < found.score < 1.0
    covered = given_text[found.later_start : found.later_end]
    assert covered in later
    assert len(covered) > 0.8 * len(later)


def test_clause_inside_another_sentence_is_embedded() -> None:
    corpus = Corpus()
    corpus.add("a", text(0, f"Both sides undertake {CLAUSE}."))
    whole = f"Having met for two days by the lake, the ministers promised {CLAUSE}, and then spoke of roads, of wells and of the harvest."
    found = only(corpus.add("b", text(2, whole)))
    assert found.kind is ReuseKind.EMBEDDED
    assert text(2, whole)[found.later_start : found.later_end] == CLAUSE


def test_damaged_copy_is_found() -> None:
    # No articles, spaces lost, Cyrillic look-alikes, capitals, another number before it.
    damaged = "7. DELEGATIONS reаffirm theirrespect for unityand tеrritorial integrity ofcountry аnd reject every sеparatist agenda"
    corpus = Corpus()
    corpus.add("a", text(0, "2. " + FORMULA))
    found = only(corpus.add("b", text(2, damaged)))
    assert damaged.endswith(text(2, damaged)[found.later_start : found.later_end])
    assert found.later_end - found.later_start > 0.85 * len(damaged)


def test_different_number_or_article_is_no_exact_copy() -> None:
    before = "They will work for a lasting settlement of the conflict"
    for changed in ("under resolution 2118 of the council", "under the resolution 2254 of the council"):
        corpus = Corpus()
        corpus.add("a", text(0, f"{before} under resolution 2254 of the council."))
        assert only(corpus.add("b", text(2, f"{before} {changed}."))).kind is ReuseKind.EDITED


def test_texts_without_common_passages_share_nothing() -> None:
    assert built(Corpus(), *((f"d{number}", OTHERS[number]) for number in range(4))) == []


def test_turn_of_phrase_is_no_passage() -> None:
    phrase = "the Government of the Republic of the Sudan"
    assert built(Corpus(), ("a", text(0, f"Signed for {phrase}.")), ("b", text(2, f"Gifts came from {phrase} today."))) == []


def test_passage_repeated_within_one_document_is_not_reported() -> None:
    assert built(Corpus(), ("a", text(0, FORMULA, OTHERS[3], FORMULA))) == []


def test_earlier_and_later_follow_dates_and_then_names() -> None:
    dates = {"a": "2019-08-02", "b": "2017-05-04", "c": "2017-05-04"}
    found = built(Corpus(), *((name, f"{OTHERS[number]}\n{FORMULA}", date) for number, (name, date) in enumerate(dates.items())))
    assert [(one.earlier, one.later) for one in found] == [("b", "a"), ("b", "c"), ("c", "a")]


def test_formula_in_very_many_documents_leads_each_to_the_first() -> None:
    own = [" ".join(f"w{number}x{n}" for n in range(30)) for number in range(60)]
    documents = [(f"d{number:03d}", f"{words}.\n{FORMULA}", f"{1990 + number}") for number, words in enumerate(own)]
    found = built(Corpus(), *documents)
    assert {one.later for one in found if one.earlier == "d000"} == {f"d{number:03d}" for number in range(1, 60)}


@pytest.mark.parametrize("content", ["", "   \n\t", "!?…", "\u0301\u200d", "a", "\ud800 broken", "𝔘𝔫𝔦𝔱𝔶 𐐀𐐁"])
def test_text_without_passages_is_held_and_shares_nothing(content: str) -> None:
    corpus = Corpus()
    corpus.add("a", text(0, FORMULA))
    assert corpus.add("b", content) == ()
    assert only(corpus.add("c", text(2, FORMULA))).earlier == "a"
    assert len(corpus) == 3


def test_no_document_and_one_document_share_nothing() -> None:
    corpus = Corpus()
    assert built(corpus) == [] and corpus.reuses() == [] and len(corpus) == 0
    assert corpus.add("a", FORMULA) == () and corpus.reuses() == []


def test_duplicate_documents_share_all_of_their_text() -> None:
    whole = text(0, FORMULA, f"Both sides undertake {CLAUSE}.")
    found = built(Corpus(), ("a", whole), ("b", whole))
    assert [(one.earlier_start, one.earlier_end, one.kind) for one in found] == [(0, len(whole) - 1, ReuseKind.EXACT)]


def test_long_copies_are_one_passage() -> None:
    long = " ".join(f"{WORDS[n * 7 % 16]}{n} {WORDS[n * n % 16]} near{n * 31 % 997}." for n in range(3000))
    found = only(tuple(built(Corpus(), ("a", long), ("b", long.replace("near31.", "far from it.")))))
    assert found.later_end - found.later_start > 0.99 * len(long)
    assert found.kind is ReuseKind.EDITED


def test_name_given_to_two_texts_is_refused_and_nothing_is_kept() -> None:
    corpus = Corpus()
    with pytest.raises(CorpusError, match="a: two documents"):
        built(corpus, ("a", FORMULA), ("b", FORMULA), ("a", CLAUSE))
    assert len(corpus) == 0 and corpus.reuses() == []


def test_added_document_is_found_again_by_the_next_run(tmp_path: Path) -> None:
    first = Corpus(tmp_path / "index")
    first.add("a", text(0, FORMULA))
    found = Corpus(tmp_path / "index").add("b", text(2, FORMULA))
    assert len(found) == 1
    assert Corpus(tmp_path / "index").reuses() == list(found)


def test_same_document_again_changes_no_file(tmp_path: Path) -> None:
    corpus = Corpus(tmp_path)
    built(corpus, ("a", text(0, FORMULA)), ("b", text(2, FORMULA)))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert corpus.add("b", text(2, FORMULA)) == ()
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_changed_document_takes_the_place_of_the_old_one() -> None:
    corpus = Corpus()
    built(corpus, ("a", text(0, FORMULA)), ("b", text(2, FORMULA)))
    assert corpus.add("b", text(2, f"Both sides undertake {CLAUSE}.")) == ()
    assert corpus.reuses() == [] and len(corpus) == 2
    assert only(corpus.add("c", f"Both sides undertake {CLAUSE}.")).earlier == "b"


def test_document_given_up_is_no_longer_found() -> None:
    corpus = Corpus()
    built(corpus, ("a", text(0, FORMULA)), ("b", text(2, FORMULA)))
    corpus.drop(["a", "unknown"])
    assert corpus.reuses() == [] and set(corpus.documents()) == {"b"}
    assert only(corpus.add("c", text(1, FORMULA))).earlier == "b"


def test_documents_added_one_by_one_give_what_a_build_gives() -> None:
    documents = [(f"d{number:02d}", text(number, FORMULA if number % 3 else CLAUSE + "."), f"{2000 + number}") for number in range(14)]
    single = Corpus()
    for name, content, date in documents:
        single.add(name, content, date=date)
    together = Corpus()
    built(together, *documents)
    assert single.reuses() == together.reuses() != []


@pytest.mark.slow
def test_workers_find_the_same() -> None:
    long = [" ".join(f"{WORDS[(n * 5 + number) % 16]}{n * number % 9973}" for n in range(150_000)) for number in (1, 2, 3)]
    documents = [(f"d{number}", f"{words}\n{FORMULA}") for number, words in enumerate(long)]
    assert built(Corpus(), *documents, workers=2) == built(Corpus(), *documents) != []


def test_folder_that_holds_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(CorpusError, match="holds other files"):
        Corpus(tmp_path)
    (tmp_path / "letter.txt").rename(tmp_path / "corpus.json")
    with pytest.raises(CorpusError, match="is not the manifest"):
        Corpus(tmp_path)


def test_build_that_is_abandoned_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    corpus = Corpus(tmp_path)
    corpus.add("a", text(0, FORMULA))
    running: Iterator[Reuse] = corpus.build([("b", text(2, FORMULA))])
    assert next(running).later == "b"
    with pytest.raises(CorpusError, match="another process"):
        Corpus(tmp_path).add("c", FORMULA)
    running.close()  # type: ignore[attr-defined]
    assert set(Corpus(tmp_path).documents()) == {"a"}
    assert only(Corpus(tmp_path).add("b", text(2, FORMULA))).earlier == "a"


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_build_that_is_killed_leaves_a_usable_index(tmp_path: Path) -> None:
    Corpus(tmp_path).add("a", text(0, FORMULA))
    code = (
        "import os, signal, sys; from pathlib import Path; from sulh.wording.corpus import Corpus\n"
        "found = Corpus(Path(sys.argv[1])).build([('b', sys.argv[2])]); next(found); os.kill(os.getpid(), signal.SIGKILL)"
    )
    where = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path), text(2, FORMULA)], env=where)
    assert done.returncode == -signal.SIGKILL
    assert len(list(tmp_path.glob("s0*"))) > 1
    corpus = Corpus(tmp_path)
    assert set(corpus.documents()) == {"a"}
    assert only(corpus.add("b", text(2, FORMULA))).earlier == "a"
    assert sorted(path.name for path in tmp_path.glob("s0*")) == ["s000003"]


sentences = st.lists(st.sampled_from(WORDS), min_size=3, max_size=25).map(lambda words: " ".join(words).capitalize() + ".")
documents = st.lists(st.lists(st.one_of(sentences, st.sampled_from([FORMULA, CLAUSE])), min_size=1, max_size=6).map("\n".join), max_size=6)


@settings(max_examples=examples(60))
@given(documents)
def test_spans_lie_in_their_texts_begin_and_end_with_words_and_are_alike(texts: list[str]) -> None:
    held = {f"d{number}": content for number, content in enumerate(texts)}
    for one in built(Corpus(), *held.items()):
        left, right = held[one.earlier][one.earlier_start : one.earlier_end], held[one.later][one.later_start : one.later_end]
        assert one.earlier < one.later
        assert 0 <= one.earlier_start < one.earlier_end <= len(held[one.earlier])
        assert 0 <= one.later_start < one.later_end <= len(held[one.later])
        assert all(edge.isalnum() for edge in (left[0], left[-1], right[0], right[-1]))
        assert ratio(left.lower(), right.lower()) > 55
        assert (one.kind is ReuseKind.EXACT) <= (one.score == 1.0)


@settings(max_examples=examples(60))
@given(documents, st.randoms(use_true_random=False))
def test_order_of_documents_changes_nothing(texts: list[str], draw: Random) -> None:
    numbered = [(f"d{number}", content) for number, content in enumerate(texts)]
    mixed = list(numbered)
    draw.shuffle(mixed)
    assert built(Corpus(), *mixed) == built(Corpus(), *numbered)
