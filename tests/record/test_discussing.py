"""Comments and assignments: kept with their authors, seen by those who see the thing, taken back by whoever made them."""

from __future__ import annotations

import pytest
from record.dumping import assert_rebuild_changes_nothing
from reports import report

from sulh.model import AccessError, ConflictError, InvalidError, RecordError
from sulh.record import decisions, discussing
from sulh.record.accounts import create_user
from sulh.record.adding import add
from sulh.record.ledger import verify
from sulh.record.projection.models import Claim, Decision, Source
from sulh.record.queries import ledger
from sulh.record.queries.discussing import assignments, comments, names_of
from sulh.record.queries.meetings import meetings
from sulh.record.shapes import Viewer
from sulh.record.shareable import shareable
from sulh.record.states import ASKING, state_of
from sulh.record.viewers import local_viewer, viewer


def put(level: str = "public", groups: tuple[str, ...] = ()) -> tuple[Viewer, str, str]:
    """A record of one report: who holds it, its document and its meeting as they are named in entries."""
    list(add([report(1)], author="anna", level=level, groups=groups))
    anna = local_viewer("anna")
    return anna, Source.objects.get().pk, f"meeting:{meetings(anna).rows[0].id}"


def test_comment_is_kept_with_its_author_and_taken_back_by_nobody_else() -> None:
    anna, document, _ = put()
    bruno = viewer("bruno", "editor", "team")
    seq = discussing.comment(anna, document, "  Paragraph 7 reads otherwise in the Russian text. ")
    (one,) = comments(bruno, [document])
    assert (one.author, one.words, one.seq) == ("anna", "Paragraph 7 reads otherwise in the Russian text.", seq)
    with pytest.raises(AccessError):
        decisions.undo(bruno, seq)
    decisions.undo(anna, seq)
    assert comments(anna, [document]) == () and verify().fault is None
    assert_rebuild_changes_nothing()


def test_comment_changes_no_state_of_the_thing() -> None:
    anna, document, _ = put()
    discussing.comment(anna, document, "Read this first.")
    decisions.describe(anna, document, "title", "Another title", against="0")


def test_meeting_is_talked_about_under_any_of_its_mentions() -> None:
    anna, _, meeting = put()
    discussing.comment(anna, meeting, "Who was the host?")
    assert [one.words for one in comments(anna, names_of(anna, meeting))] == ["Who was the host?"]


@pytest.mark.parametrize("words", ["", "   ", "x" * (discussing.LONGEST + 1)])
def test_comment_without_words_or_with_too_many_is_refused(words: str) -> None:
    anna, document, _ = put()
    with pytest.raises(InvalidError, match="comment"):
        discussing.comment(anna, document, words)


def test_talk_is_for_nobody_who_may_not_see_the_thing_nor_for_the_public() -> None:
    create_user("carla", "a long sentence nobody guesses", "editor", ("envoys",), author="tests")
    anna, document, meeting = put("restricted", ("envoys",))
    discussing.comment(anna, document, "The envoy asked for silence.")
    discussing.comment(anna, meeting, "So did the host.")
    discussing.assign(anna, document, "carla", task="Call the envoy.")
    claim = Claim.objects.first()
    assert claim is not None
    outsider, insider, public = (
        viewer("bo", "editor", "team"),
        viewer("carla", "editor", "team|envoys"),
        viewer("public", "public", "public"),
    )
    for one in (outsider, public):
        assert comments(one, [document, meeting]) == () == assignments(one)
        assert [row.kind for row in ledger.decisions(one).rows if row.kind in ("comment", "assign")] == []
    assert len(comments(insider, [document, meeting])) == 2 and len(assignments(insider, to="carla")) == 1
    for thing in (document, meeting, claim.pk):
        with pytest.raises(RecordError, match="there is no"):
            discussing.comment(outsider, thing, "What is this?")


def test_what_is_said_of_a_public_thing_is_still_not_for_the_public_and_in_no_copy() -> None:
    anna, document, _ = put()
    seqs = {discussing.comment(anna, document, "Doubtful."), discussing.assign(anna, document, "anna", task="Check.")}
    public = viewer("public", "public", "public")
    assert comments(public, [document]) == () == assignments(public)
    assert not seqs & {one.seq for one in ledger.decisions(public).rows}
    assert not seqs & shareable(viewer("copy for envoys", "reader", "team|envoys"))


def test_assignment_has_a_day_is_replaced_by_a_later_one_and_done() -> None:
    create_user("bruno", "a long sentence nobody guesses", "reviewer", (), author="tests")
    anna, document, meeting = put()
    discussing.assign(anna, document, "bruno", task="Review it", due="2126-12-01")
    discussing.assign(anna, meeting, "bruno", task="Who was there?")
    later = discussing.assign(anna, document, "bruno", task="Review it", due="2126-12-08")
    bruno = viewer("bruno", "reviewer", "team")
    assert [(one.task, one.due) for one in assignments(bruno, to="bruno")] == [("Review it", "2126-12-08"), ("Who was there?", "")]
    finished = discussing.done(bruno, document, "bruno")
    assert [one.thing for one in assignments(bruno, to="bruno")] == [meeting]
    decisions.undo(bruno, finished)
    assert [one.seq for one in assignments(bruno, things=[document])] == [later]
    with pytest.raises(RecordError, match="nothing is asked of anna"):
        discussing.done(bruno, document, "anna")
    assert_rebuild_changes_nothing()


@pytest.mark.parametrize(
    ("account", "due", "told"),
    [
        ("nobody", "", "no account nobody"),
        ("anna", "soon", "'soon' is no day"),
        ("anna", "2126-02-30", "is no day"),
        ("anna", "1999-01-01", "is past"),
    ],
)
def test_assignment_to_nobody_or_until_no_day_is_refused(account: str, due: str, told: str) -> None:
    anna, document, _ = put()
    with pytest.raises(InvalidError, match=told):
        discussing.assign(anna, document, account, task="Review it", due=due)


def test_assignment_to_somebody_who_may_not_see_the_thing_is_refused() -> None:
    create_user("bruno", "a long sentence nobody guesses", "reviewer", (), author="tests")
    anna, document, _ = put("restricted", ("envoys",))
    with pytest.raises(InvalidError, match="bruno may not see this"):
        discussing.assign(anna, document, "bruno", task="Review it")


def test_assignment_says_what_is_to_be_done() -> None:
    anna, document, _ = put()
    with pytest.raises(InvalidError, match="what is to be done"):
        discussing.assign(anna, document, "anna", task="  ")


def test_assignment_is_made_and_done_in_the_state_that_was_looked_at() -> None:
    create_user("bruno", "a long sentence nobody guesses", "reviewer", (), author="tests")
    anna, document, _ = put()
    seen = state_of([document], anna, kinds=ASKING)
    discussing.comment(anna, document, "A comment asks nothing of anybody.")
    discussing.assign(anna, document, "bruno", task="Review it", against=seen)
    with pytest.raises(ConflictError, match="by anna"):
        discussing.assign(anna, document, "bruno", task="Translate it", against=seen)
    seen = state_of([document], anna, kinds=ASKING)
    discussing.assign(anna, document, "bruno", task="Translate it", against=seen)
    with pytest.raises(ConflictError, match="assign"):
        discussing.done(anna, document, "bruno", against=seen)
    discussing.done(anna, document, "bruno", against=state_of([document], anna, kinds=ASKING))
    assert not assignments(anna)


def test_author_does_not_bring_back_words_that_an_admin_took_back() -> None:
    _, document, _ = put()
    anna = viewer("anna", "editor", "team")
    seq = discussing.comment(anna, document, "Between us: the envoy is tired.")
    admin = viewer("ada", "admin", "all")
    taken = decisions.undo(admin, seq)
    with pytest.raises(AccessError):
        decisions.undo(anna, taken)
    assert not decisions.may_undo(anna, Decision.objects.get(pk=taken))
    assert not comments(anna, [document])
    decisions.undo(admin, taken)
    own = decisions.undo(anna, seq)
    decisions.undo(anna, own)
    assert len(comments(anna, [document])) == 1


def test_reader_says_nothing() -> None:
    _, document, _ = put()
    reader = viewer("rita", "reader", "team")
    with pytest.raises(AccessError):
        discussing.comment(reader, document, "Hello")
    with pytest.raises(AccessError):
        discussing.assign(reader, document, "rita")


def test_refusal_to_undo_tells_nothing_of_a_hidden_decision() -> None:
    anna, document, _ = put("restricted", ("envoys",))
    seq = discussing.comment(anna, document, "The envoy asked for silence.")
    outsider = viewer("bo", "editor", "team")
    told = []
    for _ in range(2):
        with pytest.raises(AccessError) as refused:
            decisions.undo(outsider, seq)
        told.append(str(refused.value))
        if len(told) == 1:
            decisions.undo(anna, seq)
    assert told[0] == told[1]


def test_nothing_is_said_of_a_document_while_two_code_it() -> None:
    from sulh.record import coding

    anna, document, meeting = put("team")
    for name in ("bruno", "carla"):
        create_user(name, "a long sentence nobody guesses", "reviewer", (), author="tests")
    coding.begin(anna, document, ("bruno", "carla"))
    bruno = viewer("bruno", "reviewer", "team")
    claim = Claim.objects.first()
    assert claim is not None
    for thing in (document, meeting, claim.pk):
        with pytest.raises(InvalidError, match="without seeing each other"):
            discussing.comment(bruno, thing, "I would reject this.")
