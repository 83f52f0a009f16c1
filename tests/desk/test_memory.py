"""What is kept between requests: never shared with somebody who may see something else, and gone when the ledger grows."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import as_file, files

from desk.conftest import Held
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

import sulh
from sulh.desk.memory import forget, kept
from sulh.record.adding import add
from sulh.record.models import User
from sulh.record.queries.review import queue
from sulh.record.viewers import local_viewer, viewer_of


def counted() -> Callable[[], int]:
    calls: list[int] = []

    def make() -> int:
        calls.append(1)
        return len(calls)

    return make


def test_same_question_is_answered_once(held: Held) -> None:
    viewer, make = local_viewer("tests"), counted()
    assert [kept(viewer, make, "a"), kept(viewer, make, "a"), kept(viewer, make, "b")] == [1, 1, 2]
    forget()
    assert kept(viewer, make, "a") == 3


def test_other_audiences_other_languages_and_new_entries_ask_again(held: Held) -> None:
    from sulh.record import decisions

    make = counted()
    reader, reviewer = (viewer_of(User.objects.get(username=name)) for name in ("reader", "reviewer"))
    assert kept(reader, make, "a") == 1
    assert kept(reviewer, make, "a") == 2
    with translation.override("ar"):
        assert kept(reader, make, "a") == 3
    decisions.accept(reviewer, held.claims["team"])
    assert kept(reader, make, "a") == 4


def test_page_shows_a_decision_at_once(held: Held, as_: Callable[[str], Client]) -> None:
    address = reverse("meeting", args=[held.meetings["team"]])
    assert "Geneva" not in as_("reader").get(address).content.decode()
    key = held.claims["team"]
    as_("reviewer").post(reverse("claim-correct", args=[key]), {f"c{key[:8]}-city": "Geneva"})
    assert "Geneva" in as_("reader").get(address).content.decode()


def statements(ask: Callable[[], object]) -> list[str]:
    """The statements to the database that an answer takes."""
    with CaptureQueriesContext(connection) as captured:
        ask()
        # Taken here: the next request empties what was captured.
        return [one["sql"] for one in connection.queries[captured.initial_queries :]]


def test_first_page_takes_few_statements(accounts: None, as_: Callable[[str], Client]) -> None:
    with as_file(files("sulh") / "data" / "demonstration") as folder:
        paths = sorted(path for path in folder.iterdir() if path.suffix in (".md", ".txt"))[:12]
        assert sum(one.is_new for one in add([sulh.read(path) for path in paths], author="tests")) == 12
    client, viewer = as_("editor"), viewer_of(User.objects.get(username="editor"))
    forget()
    cold = statements(lambda: client.get("/"))
    # Nineteen that ask, and one that keeps when the account looked first.
    assert len(cold) <= 20, "\n".join(cold)
    assert sum(one.startswith("INSERT") for one in cold) == 1
    claim = queue(viewer, limit=1).rows[0].id
    assert client.post(reverse("claim-accept", args=[claim])).status_code == 302
    after = statements(lambda: client.get("/"))
    assert len(after) <= 6, "\n".join(after)


def test_table_counts_as_empty_until_something_is_written(held: Held, as_: Callable[[str], Client]) -> None:
    """What spares a statement must not hide the first alias, evidence or name."""
    from sulh.record import decisions
    from sulh.record.cache import is_empty, read_once

    with read_once():
        assert is_empty("process")
    assert not is_empty("process")  # nothing is known of the tables outside a reader
    decisions.name_process(viewer_of(User.objects.get(username="editor")), "Talks on Arden")
    with read_once():
        assert not is_empty("process")
        assert not is_empty("claim")
    assert "Talks on Arden" in as_("reader").get("/").content.decode()
