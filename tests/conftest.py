"""What every test shares: no network, which tests are slow, how many examples, and the shared material where it is at hand."""

from __future__ import annotations

import gc
import importlib.util
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from costs import COSTS, cheap
from examples import ALL, FEW
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
# Folders and modules whose tests are all slow, most of them since they start processes; single tests have the mark `slow`.
SLOW = (
    "tests/accuracy/test_annotations.py",
    "tests/accuracy/test_floors.py",
    "tests/browser",
    "tests/cli/test_coding.py",
    "tests/cli/test_processes.py",
    "tests/cli/test_second.py",
    "tests/desk/test_api_schema.py",
    "tests/desk/test_landmarks.py",
    "tests/desk/test_nothing_told.py",
    "tests/record/jobs/test_workers.py",
    "tests/record/persons/test_case_command.py",
    "tests/record/persons/test_lists_command.py",
    "tests/record/test_erasing.py",
    "tests/record/test_full_disks.py",
    "tests/record/test_handing_over.py",
    "tests/record/test_received.py",
    "tests/record/test_report_command.py",
    "tests/record/test_seals.py",
    "tests/test_demonstration_counts.py",
    "tests/test_demonstration_review.py",
)

# One process has one set of Django settings: those of the desk, which build on the record's. Nothing is written beside a user's own record.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sulh.desk.settings")
os.environ.setdefault("SULH_SECRET_KEY", "for the tests only; longer than the fifty characters that Django asks of a key")
os.environ.setdefault("SULH_DESK_LOCAL", "1")

# The same examples on every machine and in every run; a slow machine is no failure.
settings.register_profile("all", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", settings.get_profile("all"), max_examples=FEW)
settings.load_profile("all" if ALL else "quick")


# Records that tests make are gone with them, and memory takes them sooner than a disk; TMPDIR names another place.
_MEMORY, _ENOUGH = Path("/dev/shm"), 6 << 30
if "TMPDIR" not in os.environ and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ENOUGH:
    os.environ["TMPDIR"] = tempfile.tempdir = str(_MEMORY)


# What is collected stays to the end: looking through half a million such objects again and again for garbage takes a twelfth of the time.
gc.set_threshold(20_000, 20, 20)


def pytest_collection_finish() -> None:
    """Leave what was collected out of every later search for garbage."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is slow by where it is."""
    for item in items:
        if any(item.path.is_relative_to(ROOT / place) for place in SLOW):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the project."""
    return ROOT


@pytest.fixture(scope="session", autouse=True)
def _emptied_between_tests() -> Iterator[None]:
    """Tests of transactions empty the database after them, which the guards of entries refuse: there they are taken away meanwhile."""
    if importlib.util.find_spec("django") is None:
        yield
        return
    from django.db.backends.base.operations import BaseDatabaseOperations

    from sulh.record.guards import MAKE, REMOVE

    flush = BaseDatabaseOperations.execute_sql_flush

    def unguarded(self: Any, statements: list[str]) -> None:
        vendor = self.connection.vendor
        flush(self, [*REMOVE[vendor], *statements, *MAKE[vendor]])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", unguarded)
        yield


@pytest.fixture(scope="session", autouse=True)
def costs() -> Iterator[dict[str, Any]]:
    """What a guess at a passphrase costs outside the tests, by module; in them it costs next to nothing."""
    if importlib.util.find_spec("django") is None:
        yield {}
        return
    with cheap() as full:
        yield full


@pytest.fixture
def full_cost(costs: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """A guess costs here what it costs outside the tests."""
    for name, attribute, _ in COSTS:
        monkeypatch.setattr(importlib.import_module(name), attribute, costs[name])


@pytest.fixture(scope="session", autouse=True)
def _static_files_listed_once() -> Iterator[None]:
    """Each client of a test has middleware of its own, which would look for all static files anew."""
    if importlib.util.find_spec("whitenoise") is None:
        yield
        return
    from whitenoise.middleware import WhiteNoiseMiddleware

    listed: dict[str, Any] = {}
    look = WhiteNoiseMiddleware.add_files_from_finders

    def once(self: Any) -> None:
        if not listed:
            look(self)
            listed.update(self.files)
        self.files = dict(listed)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", once)
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Fail a test that reaches beyond this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            pytest.fail(f"a test opened a connection to {address[0]}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield
