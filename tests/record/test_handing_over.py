"""A copy for a group holds nothing of what the group may not see, byte for byte, and still verifies."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import DEFAULT_DB_ALIAS, connections
from record.dumping import assert_rebuild_changes_nothing
from record.queries.worlds import store, world
from reports import report
from tampering import unguarded

from sulh.model import Entered, RecordError
from sulh.record import accounts, decisions, ledger, tokens
from sulh.record.access import scope_of
from sulh.record.adding import add
from sulh.record.entering import enter
from sulh.record.handing_over import hand_over
from sulh.record.heads import HeadRelation, against_head, checkpoint_of
from sulh.record.models import ApiToken, Entry, Text, User
from sulh.record.projection.models import Claim, Mention, Source
from sulh.record.queries.lists import listed
from sulh.record.queries.visible import claims, sources
from sulh.record.shapes import Filters, Viewer
from sulh.record.viewers import local_viewer, viewer

ENVOYS = ("restricted", ("envoys",))
LAWYERS = ("restricted", ("lawyers",))


@dataclass(frozen=True)
class Copied:
    """The rows of a copy, and its bytes."""

    data: bytes
    entries: list[tuple[Any, ...]]
    texts: dict[str, str]

    def bodies(self) -> dict[int, dict[str, Any]]:
        return {row[0]: json.loads(row[4]) for row in self.entries if row[4] is not None}


def copied(file: Path) -> Copied:
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as opened:
        columns = "seq, at, author, kind, body, salt, digest, previous, hash"
        entries = opened.execute(f"SELECT {columns} FROM record_entry ORDER BY seq").fetchall()
        texts = dict(opened.execute("SELECT document, text FROM record_text").fetchall())
    return Copied(file.read_bytes(), entries, texts)


@contextmanager
def inside(file: Path) -> Iterator[None]:
    """Within, the record of this test is the copy."""
    from sulh.record.handing_over import _database_in

    with _database_in(file):
        yield


def stored(number: int, sharing: tuple[str, tuple[str, ...]], **about: Any) -> str:
    reading = report(number, **about)
    list(add([reading], author="mona", level=sharing[0], groups=sharing[1]))
    return reading.document.id


def test_nothing_that_the_group_may_not_see_is_in_any_byte_of_the_copy(tmp_path: Path) -> None:
    anna = local_viewer("mona")
    open_document = stored(1, ("public", ()), promise="The sides agreed to release prisoners.")
    stored(2, ("team", ()), city="Sochi")
    stored(3, ENVOYS, city="Envoytown", promise="The sides agreed to release Envoyprisoners.")
    person = ("Lawyerman Secretov", "Lawyeroffice", "RUS", True)
    secret = stored(4, LAWYERS, city="Lawyertown", promise="The sides agreed to release Lawyerprisoners.", people=[person])
    own = Entered("mona", "I saw Lawyerwords at night")
    enter(anna, "release", {"what": "release", "count": 99}, own, level="restricted", groups=["lawyers"])
    gone = stored(5, ("team", ()), city="Gonetown", promise="The sides agreed to release Goneprisoners.")
    decisions.withdraw_source(anna, gone, reason="Gonereason")
    hidden_claim = Claim.objects.filter(source=open_document, property="city").values_list("pk", flat=True).get()
    decisions.correct(anna, hidden_claim, "Correctedtown", reason="Correctedreason")
    decisions.share(anna, hidden_claim, *LAWYERS, reason="Sharereason")
    lawyer_claim = Claim.objects.filter(source=secret).order_by("seq").values_list("pk", flat=True)[0]
    decisions.accept(anna, lawyer_claim, reason="Lawyerreason")
    decisions.describe(anna, secret, "title", "Lawyertitle")
    decisions.name_actor(anna, "Lawyerbody of elders")
    decisions.add_alias(anna, "actor:RUS", "Openalias")
    decisions.name_track(anna, "Lawyertrack")
    decisions.undo(anna, decisions.put_in_track(anna, "document", secret, "Lawyertrack", reason="Undonereason"))
    decisions.record_export(anna, "Exportwords", 3)
    accounts.create_user("Secretuser", "a long and good password", "reviewer", ["envoys", "lawyers"], author="mona")
    key = tokens.create_token("Secretuser", "Secretlabel", author="mona")
    ledger_head = ledger.head()
    file = tmp_path / "envoys.db"
    made = hand_over(file, "envoys", author="mona", reason="asked for on 3 May")

    copy = copied(file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert sorted(one.name for one in tmp_path.iterdir()) == ["envoys.db"]
    user = User.objects.get()
    digests = list(ApiToken.objects.values_list("digest", flat=True))
    blank = {row[0] for row in copy.entries if row[4] is None}
    salts = [salt for seq, salt in Entry.objects.values_list("seq", "salt") if seq in blank]
    words = ["Lawyer", "Secret", "Gonetown", "Goneprisoners", "Gonereason", "Correctedtown", "Correctedreason", "Sharereason"]
    words += ["Undonereason", "Exportwords"]
    for word in (*words, key, user.password, user.password[-20:], "argon2", *digests, *salts):
        for spelled in (word, word.lower(), word.upper()):
            assert spelled.encode() not in copy.data, spelled
            assert spelled.encode("utf-16-le") not in copy.data, spelled
    assert len(salts) > 30 and len(digests) == 1
    # And what it may see is there, also of what is shared with it alone.
    for word in ("Envoytown", "Envoyprisoners", "Sochi", "Openalias", "asked for on 3 May"):
        assert word.encode() in copy.data, word
    assert set(copy.texts) == set(Source.objects.exclude(pk__in=[secret, gone]).filter(sort="document").values_list("pk", flat=True))
    assert made.entries == ledger_head[0] + 1 == made.entry and made.withheld == len(blank)


def test_copy_has_the_head_of_the_record_and_says_what_is_withheld(tmp_path: Path) -> None:
    stored(1, ("public", ()))
    stored(2, LAWYERS)
    stored(3, ENVOYS)
    file = tmp_path / "envoys.db"
    made = hand_over(file, "envoys", author="mona", reason="for the talks")
    copy = copied(file)
    hashes = list(Entry.objects.order_by("seq").values_list("hash", flat=True))
    assert [row[8] for row in copy.entries] == hashes
    assert made.head == checkpoint_of(hashes)
    assert against_head(made.head, [row[8] for row in copy.entries]).relation is HeadRelation.SAME
    said = copy.bodies()[made.entry]
    assert (said["for"], said["reason"], copy.entries[-1][2:4]) == ("envoys", "for the talks", ("mona", "withhold"))
    covered = {seq for first, last in said["entries"] for seq in range(first, last + 1)}
    blank = {row[0] for row in copy.entries if row[4] is None}
    assert covered == blank and blank
    assert all(row[5] == "" for row in copy.entries if row[0] in blank)
    assert all(a[1] + 1 < b[0] for a, b in zip(said["entries"], said["entries"][1:], strict=False))
    with inside(file):
        verdict = ledger.verify()
        assert_rebuild_changes_nothing()
        assert verdict.holds and verdict.withheld == len(blank) and verdict.head == hashes[-1]
        assert not User.objects.exists()
    assert ledger.verify().holds


@pytest.mark.parametrize("copies", [False, True], ids=["reports", "copies"])
@pytest.mark.parametrize("seed", range(2))
def test_copy_of_any_record_holds_what_the_group_may_see_and_no_more(seed: int, copies: bool, tmp_path: Path) -> None:
    store(world(seed, secrets=True, copies=copies))
    envoy = viewer("envoy", "reader", scope_of(["envoys"]))
    seen_claims = set(claims(envoy).exclude(status="withdrawn").values_list("pk", flat=True))
    seen_sources = set(sources(envoy).values_list("pk", flat=True))
    hidden = [text for pk, text in Text.objects.values_list("document", "text") if pk not in seen_sources]
    hidden_claims = set(Claim.objects.values_list("pk", flat=True)) - seen_claims
    before, once = _statuses(seen_claims), _copies(seen_sources)
    file = tmp_path / "copy.db"
    hand_over(file, "envoys", author="mona")
    data = file.read_bytes()
    assert [text for text in hidden if text.split("\n")[0].encode() in data] == []
    assert [pk for pk in hidden_claims if pk.encode() in data] == []
    with inside(file):
        assert set(Claim.objects.values_list("pk", flat=True)) == seen_claims
        assert set(Source.objects.values_list("pk", flat=True)) == seen_sources
        assert _statuses(seen_claims) == before
        assert _copies(seen_sources) == once
        assert ledger.verify().holds
        assert_rebuild_changes_nothing()
        assert listed(local_viewer("envoy"), Filters()).total > 0
        assert not Mention.objects.exclude(source__in=seen_sources).exists()


def _copies(some: set[str]) -> set[frozenset[str]]:
    """Which of these sources count as one."""
    groups: dict[str, set[str]] = {}
    for pk, original in Source.objects.filter(pk__in=some).values_list("pk", "original"):
        groups.setdefault(original, set()).add(pk)
    return {frozenset(own) for own in groups.values()}


def _statuses(some: set[str]) -> dict[str, tuple[str, str | None]]:
    rows = Claim.objects.values_list("pk", "status", "decided")
    return {pk: (status, decided) for pk, status, decided in rows if pk in some}


def test_what_a_merge_compared_stays_back_where_a_part_of_it_is_hidden(tmp_path: Path) -> None:
    """The evidence of a merge has the values of both sides, also of a claim that was restricted since."""
    anna = local_viewer("mona")
    one = stored(1, ("team", ()), city="Hiddentown", country=None)
    stored(2, ("team", ()), city="Hiddentown", country=None)
    assert Entry.objects.filter(kind__in=("merge", "propose"), body__contains="Hiddentown").exists()
    stored(3, ENVOYS, ordinal=3, start="2019-01-01")
    for claim in Claim.objects.filter(property="city", value__contains="Hiddentown").values_list("pk", flat=True):
        decisions.share(anna, claim, *LAWYERS)
    file = tmp_path / "copy.db"
    hand_over(file, "envoys", author="mona")
    bodies = copied(file).bodies()
    assert not [seq for seq, body in bodies.items() if "Hiddentown" in json.dumps(body)]
    assert one in copied(file).texts


def test_copy_of_a_copy_withholds_what_the_first_did(tmp_path: Path) -> None:
    stored(1, ("team", ()))
    stored(2, LAWYERS)
    stored(3, ENVOYS)
    first, second = tmp_path / "first.db", tmp_path / "second.db"
    hand_over(first, "envoys", author="mona")
    with inside(first):
        made = hand_over(second, "envoys", author="other side")
    bodies = copied(second).bodies()
    assert {bodies[made.entry]["for"], bodies[made.entry - 2]["for"]} == {"envoys"}
    assert bodies[made.entry - 1]["entries"] == made.entry - 2  # who got the first copy took it up
    with inside(second):
        assert ledger.verify().holds
        assert_rebuild_changes_nothing()


def test_group_that_is_none_and_file_that_is_there_are_refused_without_a_trace(tmp_path: Path) -> None:
    stored(1, ENVOYS)
    before = ledger.head()
    with pytest.raises(RecordError, match="there is no group 'envoy': envoys"):
        hand_over(tmp_path / "copy.db", "envoy", author="mona")
    (tmp_path / "there.db").write_text("mine")
    with pytest.raises(RecordError, match="is there already"):
        hand_over(tmp_path / "there.db", "envoys", author="mona")
    with pytest.raises(RecordError, match="cannot be written"):
        hand_over(tmp_path / "nowhere" / "copy.db", "envoys", author="mona")
    assert ledger.head() == before
    assert [one.name for one in tmp_path.iterdir()] == ["there.db"]


def test_failure_while_writing_leaves_neither_file_nor_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sulh.record import handing_over

    stored(1, ENVOYS)
    before, record = ledger.head(), connections[DEFAULT_DB_ALIAS]

    def fails() -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(handing_over, "rebuild", fails)
    with pytest.raises(RecordError, match="No space left"):
        hand_over(tmp_path / "copy.db", "envoys", author="mona")
    assert connections[DEFAULT_DB_ALIAS] is record
    assert ledger.head() == before
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_copy_for_others_left_does_not_come_into_the_next(tmp_path: Path) -> None:
    stored(1, ENVOYS)
    stored(2, LAWYERS, city="Lawyertown")
    hand_over(tmp_path / "lawyers.db", "lawyers", author="mona")
    killed = tmp_path / ".envoys.db.part"
    with closing(sqlite3.connect(tmp_path / "lawyers.db")) as opened:
        opened.execute("PRAGMA journal_mode=WAL")
        opened.execute("PRAGMA wal_autocheckpoint=0")
        opened.execute("UPDATE record_text SET text = text || ' Lawyertown'")
        opened.commit()
        for ending in ("", "-wal", "-shm"):
            source = tmp_path / f"lawyers.db{ending}"
            killed.with_name(killed.name + ending).write_bytes(source.read_bytes())
    hand_over(tmp_path / "envoys.db", "envoys", author="mona")
    assert b"Lawyertown" not in (tmp_path / "envoys.db").read_bytes()
    assert not list(tmp_path.glob(".envoys*"))


def test_claim_that_was_withdrawn_stays_back_and_comes_when_it_is_brought_back(tmp_path: Path) -> None:
    anna: Viewer = local_viewer("mona")
    stored(1, ENVOYS)
    made = enter(anna, "release", {"what": "release", "count": 12}, Entered("mona", "seen"))
    withdrawn = decisions.withdraw(anna, made.claims[0], reason="Theyaskedfor")
    hand_over(tmp_path / "one.db", "envoys", author="mona")
    assert made.claims[0].encode() not in (tmp_path / "one.db").read_bytes()
    decisions.undo(anna, withdrawn)
    hand_over(tmp_path / "two.db", "envoys", author="mona")
    copy = copied(tmp_path / "two.db")
    assert made.claims[0].encode() in copy.data
    assert b"Theyaskedfor" in copy.data
    with inside(tmp_path / "two.db"):
        assert Claim.objects.get(pk=made.claims[0]).status == "accepted"


def test_no_copy_is_made_of_a_record_that_lacks_bodies(tmp_path: Path) -> None:
    """An entry made now would account for what somebody else took away."""
    list(add([report(1)], author="anna", level="restricted", groups=["envoys"]))
    with unguarded():
        Entry.objects.filter(kind="claim").update(body=None)
    before = Entry.objects.count()
    with pytest.raises(RecordError, match="lacks its body"):
        hand_over(tmp_path / "copy.db", "envoys", author="anna")
    assert Entry.objects.count() == before and not list(tmp_path.iterdir())


def test_for_whom_and_why_other_copies_were_made_is_not_in_a_copy(tmp_path: Path) -> None:
    stored(1, ENVOYS)
    stored(2, LAWYERS)
    hand_over(tmp_path / "one.db", "lawyers", author="mona", reason="Lawyerreason")
    mine = hand_over(tmp_path / "two.db", "envoys", author="mona", reason="Envoyreason")
    hand_over(tmp_path / "three.db", "lawyers", author="mona", reason="Lawyeragain")
    made = hand_over(tmp_path / "four.db", "envoys", author="mona", reason="Envoyagain")
    copy = copied(tmp_path / "four.db")
    for word in (b"Lawyerreason", b"Lawyeragain", b"lawyers"):
        assert word not in copy.data
    assert {copy.bodies()[seq]["reason"] for seq in (mine.entry, made.entry)} == {"Envoyreason", "Envoyagain"}
    with inside(tmp_path / "four.db"):
        verdict = ledger.verify()
        assert verdict.holds and verdict.withheld == made.withheld and "Envoyagain" in " ".join(verdict.covered)
        assert_rebuild_changes_nothing()
