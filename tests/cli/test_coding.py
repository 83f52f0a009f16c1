"""`sulh coding`: begun on the command line, its figures printed as a table."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT = """\
Delegations meet in Geneva

The 9th round of talks in the Geneva process was held in Geneva on 25-26 January 2018. Russia and Iran took part as observers.
"""
CODED = """
import os, sys
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sulh.record.settings")
from pathlib import Path
from sulh.record import open_record
open_record(Path(sys.argv[1]))
from sulh.record.models import User
from sulh.record.projection.models import Claim, Source
from sulh.record.viewers import viewer_of
from sulh.record import coding
source = Source.objects.get().pk
every = list(Claim.objects.order_by("seq").values_list("pk", flat=True))
for name in ("ann", "bo"):
    who = viewer_of(User.objects.get(username=name))
    coding.judge_many(who, every, "accept")
    if name == "bo":
        coding.judge(who, Claim.objects.filter(property="city").values_list("pk", flat=True)[0], "reject")
    coding.done(who, source)
"""


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    settings = {key: value for key, value in os.environ.items() if not key.startswith(("SULH_", "DJANGO_"))}
    settings |= {"PYTHONPATH": str(ROOT / "src"), "HOME": str(folder), "SULH_RECORD": str(folder / "record.db")}
    return subprocess.run([sys.executable, *words], cwd=folder, env=settings, capture_output=True, text=True, check=False, encoding="utf-8")


def sulh(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return run(folder, "-c", "from sulh.cli.main import main; main()", *words)


def test_agreement_is_printed_when_all_coders_are_done(tmp_path: Path) -> None:
    pytest.importorskip("django")
    (tmp_path / "news.txt").write_text(TEXT, "utf-8")
    assert sulh(tmp_path, "add", "news.txt").returncode == 0
    for name in ("ann", "bo"):
        made = sulh(tmp_path, "user", "add", name, "--role", "reviewer", "--password", "a long sentence nobody guesses")
        assert made.returncode == 0, made.stderr
    digest = __import__("hashlib").sha256((tmp_path / "news.txt").read_bytes()).hexdigest()
    refused = sulh(tmp_path, "coding", "begin", digest[:12], "--coder", "ann", "--coder", "nobody")
    assert refused.returncode != 0 and "nobody cannot code this document" in refused.stderr
    begun = sulh(tmp_path, "coding", "begin", digest[:12], "--coder", "ann", "--coder", "bo", "--reason", "a sample")
    assert begun.stdout.startswith("entry "), begun.stderr
    early = sulh(tmp_path, "coding", "agreement", "--document", digest[:12])
    assert early.returncode != 0 and "not done yet" in early.stderr
    assert "under way  ann 0 of " in sulh(tmp_path, "coding", "list").stdout
    coded = run(tmp_path, "-c", CODED, str(tmp_path / "record.db"))
    assert coded.returncode == 0, coded.stderr
    header, *lines = sulh(tmp_path, "coding", "agreement").stdout.splitlines()
    rows = {line.split("\t")[0]: line.split("\t")[1:] for line in lines}
    assert header.split("\t")[0] == "property" and rows["city"][:2] == ["1", "0"]
    assert rows["participant"][1] == rows["participant"][0]
