"""Adding: what is stored, what is known already, and what a failure leaves."""

from __future__ import annotations

from dataclasses import replace

import pytest
from examples import examples
from factory import make_arabic, make_empty, make_reading
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from record.dumping import assert_rebuild_changes_nothing, dump
from reports import report
from tampering import unguarded

from sulh.model import RecordError
from sulh.record.adding import add
from sulh.record.ledger import head, verify
from sulh.record.models import Entry, Text
from sulh.record.projection.apply import apply, rebuild
from sulh.record.projection.models import ActorRow, Claim, MeetingRow, Mention, Source


def test_every_claim_keeps_its_words() -> None:
    reading = make_reading()
    (added,) = add([reading], author="somebody")
    assert added.is_new and added.claims == Claim.objects.count() and added.meetings == 2
    text = Text.objects.get(pk=reading.document.id).text
    assert text == reading.document.text
    role = Claim.objects.get(property="participant", value__contains='"IRN"')
    assert role.value == '{"actor":{"id":"IRN","kind":"state","name":"Iran"},"role":"guarantor"}'
    assert text[role.start : role.end] == "Iran"


def test_same_bytes_again_change_nothing() -> None:
    readings = [make_reading(), make_arabic(), make_empty()]
    list(add(readings, author="first"))
    before, entries = dump(), head()
    assert [one.is_new for one in add([*readings, make_reading()], author="second", level="public")] == [False] * 4
    assert (dump(), head()) == (before, entries)


def test_same_document_twice_in_one_batch_is_added_once() -> None:
    assert [one.is_new for one in add([make_reading(), make_reading()], author="a")] == [True, False]
    assert Source.objects.count() == 1


@pytest.mark.parametrize("batch", [1, 2, 50])
def test_size_of_batch_does_not_show(batch: int) -> None:
    readings = [make_reading(), *(report(n, start=f"2021-07-{n:02d}", ordinal=n % 3 + 1) for n in range(1, 9)), make_arabic()]
    list(add(readings, author="a", batch=batch))
    entries = [(kind, body) for kind, body in Entry.objects.order_by("seq").values_list("kind", "body")]
    with unguarded():
        Entry.objects.all().delete()
    Text.objects.all().delete()
    assert_empty_after_rebuild()
    list(add(readings, author="a"))
    assert [(kind, body) for kind, body in Entry.objects.order_by("seq").values_list("kind", "body")] == entries


def assert_empty_after_rebuild() -> None:
    rebuild()
    assert not any(dump().values())


def test_reading_that_cannot_be_stored_takes_its_batch_with_it_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = apply

    def failing(entries: list[Entry]) -> None:
        whole(entries)
        if any("report-3.txt" in (entry.body or "") for entry in entries):
            raise OSError("no space left")

    monkeypatch.setattr("sulh.record.adding.apply", failing)
    told = add([report(n, start=f"20{n + 10}-01-01", ordinal=n) for n in range(1, 6)], author="a", batch=2)
    assert [one.is_new for one in (next(told), next(told))] == [True, True]
    with pytest.raises(OSError, match="no space"):
        next(told)
    assert Source.objects.count() == 2 and Text.objects.count() == 2
    assert verify().holds


@pytest.mark.parametrize(("level", "groups"), [("secret", ()), ("restricted", ()), ("team", ("a",)), ("restricted", ("a|b",))])
def test_sharing_that_means_nothing_is_refused_before_anything_is_stored(level: str, groups: tuple[str, ...]) -> None:
    with pytest.raises(RecordError):
        add([make_reading()], author="a", level=level, groups=groups)
    assert head()[0] == 0


def test_path_that_is_no_text_is_stored() -> None:
    reading = make_reading()
    odd = replace(reading, document=replace(reading.document, path="talks-\udcff.txt", title="A\x00B"))
    list(add([odd], author="a"))
    assert Source.objects.get().path == "talks-\ufffd.txt"
    assert_rebuild_changes_nothing()


def test_actor_is_named_by_the_first_claim() -> None:
    list(add([report(1), make_reading()], author="a"))
    assert ActorRow.objects.get(pk="RUS").name == "Name of RUS"
    assert ActorRow.objects.get(pk="RUS").ids["gw"] == "365"
    assert_rebuild_changes_nothing()


def test_meeting_bears_the_identifier_of_its_first_mention() -> None:
    list(add([report(1), report(2), report(3)], author="a"))
    meeting = MeetingRow.objects.get()
    assert meeting.name == Mention.objects.filter(kind="meeting").order_by("seq").values_list("pk", flat=True)[0]
    assert meeting.sources == 3


_days = st.integers(1, 28).map(lambda day: f"2021-07-{day:02d}")
_reports = st.lists(
    st.builds(
        report,
        st.integers(1, 1000),
        start=st.one_of(st.none(), _days, st.sampled_from(["2021-07", "2021", "XXXX-07-08"])),
        city=st.sampled_from(["Nur-Sultan", "Astana", "Geneva", None]),
        ordinal=st.one_of(st.none(), st.integers(15, 17)),
        track=st.sampled_from(["Astana format", "Astana process", "Geneva talks", None]),
        status=st.sampled_from(["held", "planned", "cancelled"]),
        roles=st.dictionaries(st.sampled_from(["RUS", "IRN", "TUR", "SYR"]), st.sampled_from(["guarantor", "party", "participant"])),
        promise=st.sampled_from([None, "The parties agreed to exchange 10 prisoners."]),
        core=st.booleans(),
    ),
    max_size=8,
)


class AddedReports(TestCase):
    """Property tests need a transaction for every example."""

    @settings(max_examples=examples(25, few=6))
    @given(_reports, st.integers(1, 4))
    def test_step_by_step_and_anew_give_the_same_tables(self, readings: list[object], batch: int) -> None:
        list(add(readings, author="a", batch=batch))  # type: ignore[arg-type]
        assert_rebuild_changes_nothing()
        assert verify().holds or not readings


def test_claims_are_as_certain_as_the_reader_has_proved_to_be() -> None:
    list(add([make_reading()], author="a"))
    by_hand = {"report", "assessment", "response", "observation", "zone"}  # no reader reads them
    read = Claim.objects.exclude(property__in=by_hand)
    certain = {name: value or 0.0 for name, value in read.values_list("property", "confidence")}
    assert all(0 < value < 1 for value in certain.values())
    assert certain["city"] > certain["agenda"]
