"""Lists fetched from a server that answers as KoboToolbox or ODK Central does: all pages or nothing."""

from __future__ import annotations

import fcntl
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from sulh.intake import IntakeError, ListRow, open_table
from sulh.intake.fetching import AUTHORIZATION, fetch_list

pytest.importorskip("ijson")
ROWS = [{"_id": at, "place": f"Orra {at}"} for at in range(25)]
SIZE = 10


class Answers(BaseHTTPRequestHandler):
    """Answers by the first part of the path; `server.asked` keeps the requests."""

    server: Any

    def do_GET(self) -> None:
        self.server.asked.append(self)
        what, query = urlsplit(self.path).path.split("/")[1], parse_qs(urlsplit(self.path).query)
        start = int(query.get("start", query.get("$skiptoken", ["0"]))[0])
        page, more = ROWS[start : start + SIZE], start + SIZE < len(ROWS)
        here = f"http://127.0.0.1:{self.server.server_port}/{what}"
        following = f"{here}/?start={start + SIZE}" if more else None
        if what == "locked" and self.headers.get("Authorization") != "Token right":
            return self.send_error(401)
        if what == "busy" and len(self.server.asked) % 2:
            self.send_response(503)
            self.send_header("Retry-After", "0")
            return self.end_headers()
        if what == "moved":
            self.send_response(302)
            self.send_header("Location", "http://localhost:9/elsewhere")
            return self.end_headers()
        told: Any = {"count": len(ROWS), "next": following, "results": page}
        if what == "short":
            told["next"] = None
        if what == "growing":
            told["count"] += start
        if what == "twice":
            told = {"next": following, "results": ROWS[max(start - 1, 0) : start + SIZE]}
        if what == "away":
            told["next"] = "http://localhost:9/next"
        if what == "circle":
            told["next"] = f"{here}/?start={start}"
        if what == "odk":
            told = {"value": [{"__id": str(row["_id"]), "place": row["place"]} for row in page]}
            told |= {"@odata.count": len(ROWS)} if query.get("$count") == ["true"] else {}
            told |= {"@odata.nextLink": f"{here}/a.svc/Submissions?%24skiptoken={start + SIZE}&%24count=true"} if more else {}
        if what == "plain":
            told = ROWS
        body = b"<html>" if what == "page" else json.dumps(told).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)
        return None

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def server() -> Iterator[Any]:
    made: Any = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    made.asked = []
    made.root = f"http://127.0.0.1:{made.server_port}"
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()


@pytest.mark.parametrize(("path", "pages"), [("kobo/", 3), ("odk/a.svc/Submissions", 3), ("plain/", 1)])
def test_all_pages_are_kept_as_rows(server: Any, tmp_path: Path, path: str, pages: int) -> None:
    kept = tmp_path / "rows.jsonl"
    fetched = fetch_list(f"{server.root}/{path}", kept)
    assert (fetched.rows, fetched.pages, fetched.total) == (25, pages, None if path == "plain/" else 25)
    rows = [row for row in open_table(kept).rows() if isinstance(row, ListRow)]
    assert [row.cells["place"] for row in rows] == [row["place"] for row in ROWS]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("short/", "has 25 rows and gave 10"),
        ("growing/", "from 25 to 35"),
        ("twice/", "row 9 came twice"),
        ("away/", r"another server \(localhost:9\)"),
        ("circle/", "circle|came twice"),
        ("locked/", AUTHORIZATION),
        ("moved/", "sends on to http://localhost:9/elsewhere"),
        ("page/", "whole JSON"),
    ],
)
def test_what_is_not_the_whole_list_is_not_kept(server: Any, tmp_path: Path, path: str, said: str) -> None:
    kept = tmp_path / "rows.jsonl"
    kept.write_text("the rows of yesterday\n")
    with pytest.raises(IntakeError, match=said):
        fetch_list(f"{server.root}/{path}", kept, wait=0)
    assert [one.name for one in tmp_path.iterdir()] == ["rows.jsonl"] and kept.read_text() == "the rows of yesterday\n"


def test_what_a_killed_fetch_left_is_said_and_replaced(server: Any, tmp_path: Path) -> None:
    kept, left = tmp_path / "rows.jsonl", tmp_path / "rows.jsonlq1w2e3.part"
    left.write_text('{"_id": 0}\n{"_id": 1}\n')
    other = tmp_path / "others.jsonlq1w2e3.part"
    other.write_text("")
    with (tmp_path / "rows.jsonlbusy.part").open("w") as at_work:
        fcntl.flock(at_work, fcntl.LOCK_EX)  # as a fetch that goes on holds it
        fetched = fetch_list(f"{server.root}/kobo/", kept)
    assert (fetched.rows, fetched.replaced) == (25, 2)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["others.jsonlq1w2e3.part", "rows.jsonl", "rows.jsonlbusy.part"]


def test_what_lets_one_in_comes_from_the_environment(server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(AUTHORIZATION, "Token right")
    assert fetch_list(f"{server.root}/locked/", tmp_path / "a.jsonl").rows == 25


def test_busy_server_is_asked_again(server: Any, tmp_path: Path) -> None:
    assert fetch_list(f"{server.root}/busy/", tmp_path / "a.jsonl", wait=0).rows == 25
    assert len(server.asked) == 6


def test_address_without_encryption_and_one_that_nobody_answers_are_refused(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match="https only"):
        fetch_list("http://example.org/data", tmp_path / "a.jsonl")
    with pytest.raises(IntakeError, match="cannot be reached"):
        fetch_list("http://127.0.0.1:9/data", tmp_path / "a.jsonl", wait=0)


def test_command_takes_in_what_a_server_holds_and_keeps_its_rows(server: Any, tmp_path: Path) -> None:
    from click.testing import CliRunner

    from sulh.cli.intake import intake

    mapping = {"sulh_mapping": 1, "kind": "release", "columns": {"by": "place"}, "constants": {"what": "release"}, "id": "_id"}
    (tmp_path / "mapping.json").write_text(json.dumps(mapping), encoding="utf-8")
    told = CliRunner().invoke(intake, [f"{server.root}/kobo/", "--mapping", str(tmp_path / "mapping.json"), "--dry-run"])
    assert told.exit_code == 2 and "--keep FILE" in told.output
    kept = str(tmp_path / "a.jsonl")
    given = [f"{server.root}/kobo/", "--keep", kept, "--mapping", str(tmp_path / "mapping.json"), "--dry-run"]
    told = CliRunner().invoke(intake, given)
    assert told.exit_code == 0 and "25 rows from 3 pages" in told.output and "25 rows would be taken" in told.output
    assert "no property" not in told.output
    told = CliRunner().invoke(intake, [kept, "--keep", kept, "--kind", "release"])
    assert told.exit_code == 2 and "only for an address" in told.output
