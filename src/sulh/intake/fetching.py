"""A list fetched from a server page by page (KoboToolbox, ODK Central, any that names its next page), kept as JSON Lines."""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from sulh.intake.json_table import LISTS, NEXT, TOTALS
from sulh.intake.table import IntakeError

__all__ = ["AUTHORIZATION", "Fetched", "fetch_list"]

# The environment's variable with the header that lets one in: "Token ..." for KoboToolbox, "Bearer ..." or "Basic ..." for ODK Central.
AUTHORIZATION = "SULH_INTAKE_AUTHORIZATION"
_PART = ".part"
_SECONDS = 60
_TRIES = 4
_LATER = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT)
_LONGEST_WAIT = 60.0
_IDS = ("_id", "__id", "_uuid", "id")
_HERE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was fetched: rows and pages, and how many rows the server says there are (None where it does not say).

    `replaced` counts the rows of files that fetches which were broken off had left beside it, and which are gone now.
    """

    rows: int
    pages: int
    total: int | None
    replaced: int = 0


class _Stay(HTTPRedirectHandler):
    """Follows no redirect: what lets one in is for the server that was named, and for no other."""

    def redirect_request(self, *_: Any) -> None:
        return None


def fetch_list(address: str, path: Path, *, authorization: str = "", wait: float = 2.0) -> Fetched:
    """Fetch all pages of a list and keep their rows in `path`, one JSON object on each line; nothing is kept unless all came.

    What a fetch that was broken off left beside `path` is replaced: its rows may not fit those that the server gives now.

    `authorization` is the header, by default what `AUTHORIZATION` holds in the environment. A busy server is asked again, `wait` seconds
    later at first, or when it says. Raises IntakeError when a page cannot be had, when fewer or more rows came than the server says
    there are, when a row came twice (rows were added meanwhile), or when a page leads to another server.
    """
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _HERE):
        raise IntakeError(f"{address}: is asked for by https only, so that nobody reads along")
    if not path.parent.is_dir():
        raise IntakeError(f"{path}: there is no folder {path.parent} to keep the rows in; make it, or name another file")
    replaced = sum(_cleared(path))
    header = authorization or os.environ.get(AUTHORIZATION, "")
    seen: set[str] = set()
    rows = pages = 0
    total: int | None = None
    with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, prefix=path.name, suffix=_PART, delete=False) as kept:
        held = Path(kept.name)
        # The lock ends with the process, however it ends: what is not locked is nobody's any more.
        fcntl.flock(kept, fcntl.LOCK_EX)
        try:
            for page in _pages(_counting(address), header, wait):
                pages += 1
                total = _total(page, total, address)
                for row in _rows(page, address):
                    key = next((str(row[name]) for name in _IDS if isinstance(row, dict) and row.get(name) is not None), "")
                    if key and key in seen:
                        raise IntakeError(f"{address}: row {key} came twice, so rows were added between pages; fetch again")
                    seen.add(key)
                    kept.write(json.dumps(row, ensure_ascii=False) + "\n")
                    rows += 1
            if total is not None and total != rows:
                raise IntakeError(f"{address}: the server has {total} rows and gave {rows}; nothing was kept, fetch again")
            kept.flush()
            held.replace(path)
        finally:
            held.unlink(missing_ok=True)
    return Fetched(rows, pages, total, replaced)


def _cleared(path: Path) -> Iterator[int]:
    """Delete what fetches that were broken off left beside the file, and yield how many rows each had."""
    for left in sorted(path.parent.iterdir()):
        if not (left.name.startswith(path.name) and left.name.endswith(_PART)):
            continue
        with left.open("rb") as held:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue  # another fetch is at work on it
            rows = sum(1 for _ in held)
            left.unlink()
        yield rows


def _counting(address: str) -> str:
    """The address, of OData with the question how many rows there are."""
    parts = urlsplit(address)
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    if ".svc/" not in parts.path or "$count" in asked:
        return address
    return urlunsplit(parts._replace(query=urlencode({**asked, "$count": "true"}, safe="$")))


def _pages(address: str, header: str, wait: float) -> Iterator[Any]:
    asked: set[str] = set()
    following = address
    while following:
        if following in asked:
            raise IntakeError(f"{address}: its pages lead in a circle; nothing was kept")
        asked.add(following)
        page = _page(following, header, wait)
        yield page
        named = next((page[name] for name in NEXT if isinstance(page, dict) and page.get(name)), "")
        after = urljoin(following, str(named)) if named else ""
        if after and urlsplit(after)[:2] != urlsplit(address)[:2]:
            raise IntakeError(f"{address}: its next page is on another server ({urlsplit(after).netloc}); nothing was kept")
        following = after


def _page(address: str, header: str, wait: float) -> Any:
    told = {"Accept": "application/json", "User-Agent": "sulh"} | ({"Authorization": header} if header else {})
    opener = build_opener(_Stay)
    for turn in range(_TRIES):
        try:
            with opener.open(Request(address, headers=told), timeout=_SECONDS) as answer:
                return json.load(answer)
        except HTTPError as problem:
            if problem.code in _LATER and turn + 1 < _TRIES:
                time.sleep(_delay(problem.headers.get("Retry-After"), wait * 2**turn))
                continue
            raise IntakeError(f"{address}: {_refused(problem)}") from problem
        except ValueError as problem:
            raise IntakeError(f"{address}: did not answer with whole JSON; name the address of the data, and fetch again") from problem
        except (URLError, OSError) as problem:
            raise IntakeError(f"{address}: cannot be reached ({getattr(problem, 'reason', problem)}); nothing was kept") from problem
    raise IntakeError(f"{address}: is busy; fetch later")


def _delay(said: str | None, otherwise: float) -> float:
    return min(float(said) if said and said.isdigit() else otherwise, _LONGEST_WAIT)


def _refused(problem: HTTPError) -> str:
    if problem.code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return f"does not let you in ({problem.code}); put what does into {AUTHORIZATION}, such as “Token ...” or “Bearer ...”"
    if HTTPStatus.MULTIPLE_CHOICES <= problem.code < HTTPStatus.BAD_REQUEST:
        return f"sends on to {problem.headers.get('Location', 'another address')}; name that address if you trust it"
    return f"answers {problem.code} {problem.reason}; nothing was kept"


def _rows(page: Any, address: str) -> list[Any]:
    named = page if isinstance(page, dict) else {}
    rows = page if isinstance(page, list) else next((named[name] for name in LISTS if isinstance(named.get(name), list)), None)
    if rows is None:
        raise IntakeError(f"{address}: has no list of rows in its answer; name the address of the data")
    return list(rows)


def _total(page: Any, before: int | None, address: str) -> int | None:
    """How many rows the server says there are; ACLED counts those of the page."""
    if not isinstance(page, dict) or "data" in page:
        return before
    said = next((page[name] for name in TOTALS if isinstance(page.get(name), int)), before)
    if before is not None and said != before:
        raise IntakeError(f"{address}: the number of rows went from {before} to {said} meanwhile; nothing was kept, fetch again")
    return said
