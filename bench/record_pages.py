"""How long pages take on the server, on a record of many documents: median of several requests after a first one, against 150 ms."""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client

__all__ = ["measure"]

TARGET, TIMELINE = 150.0, 500.0  # milliseconds
ROUNDS = 7
Line = Callable[[str, float, str, str, bool], object]


def measure(line: Line) -> None:
    """Time the pages on the record that is open in this process, in a process of their own: the desk has settings of its own."""
    from django.conf import settings

    command = [sys.executable, __file__, "--record", str(settings.DATABASES["default"]["NAME"])]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    for row in told.stdout.splitlines():
        name, took, target = row.rsplit("\t", 2)
        line(name, float(took), "ms", f"<= {target}", float(took) <= float(target))


def timings(record: Path) -> dict[str, float]:
    """Median milliseconds of each page, as an administrator sees it."""
    from sulh.record import open_record

    os.environ.setdefault("SULH_SECRET_KEY", "only for measuring; as long as a key for sessions has to be")
    os.environ["SULH_DESK_LOCAL"] = "1"  # no redirect to https in place of the page
    open_record(record, settings="sulh.desk.settings")
    from django.test import Client
    from django.urls import reverse

    from sulh.desk.accounts import local_account
    from sulh.record.models import User
    from sulh.record.projection.models import Claim, Commitment, MeetingRow, ParticipationRow, TrackRow

    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(username=local_account("bench")), backend="django.contrib.auth.backends.ModelBackend")
    document = Document.objects.order_by("-length").values_list("pk", flat=True)[0].removeprefix("sha256:")
    keys = {
        "meeting": MeetingRow.objects.order_by("-sources").values_list("pk", flat=True).first(),
        "actor": ParticipationRow.objects.values_list("actor", flat=True).first(),
        "commitment": Commitment.objects.values_list("pk", flat=True).first(),
        "track": TrackRow.objects.values_list("pk", flat=True).first(),
        "claim-correct": Claim.objects.values_list("pk", flat=True).first(),
        "document": document,
    }
    pages = {name: reverse(name) for name in (
        "process", "meetings", "documents", "review", "proposals", "commitments", "actors", "network", "places", "tracks", "ledger",
        "export",
    )}  # fmt: skip
    pages |= {name: reverse(name, args=[key]) for name, key in keys.items() if key}
    pages["search"] = reverse("search") + "?q=prisoners"
    return {name: _median(client, address) for name, address in pages.items()}


def _median(client: Client, address: str) -> float:
    took = []
    for _ in range(ROUNDS + 1):
        begun = time.perf_counter()
        answer = client.get(address)
        took.append((time.perf_counter() - begun) * 1000)
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code}")
    return statistics.median(took[1:])


def main() -> int:
    """Print each page with its median; one line: name, milliseconds, target."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--record", type=Path, help="an SQLite file; `python bench/record.py --pages` makes one and measures on it")
    record = parser.parse_args().record
    if record is None:
        print("pages are measured on a record: --record FILE, or python bench/record.py --pages")
        return 0
    for name, took in timings(record).items():
        print(f"page {name}\t{took:.1f}\t{TIMELINE if name == 'process' else TARGET:.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
