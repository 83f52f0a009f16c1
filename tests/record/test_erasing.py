"""What is erased is in no byte any more, and everything else still fits."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import math
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from django.db import connection
from examples import ALL
from reports import report

from sulh.model import RecordError
from sulh.record import erasing
from sulh.record.adding import add
from sulh.record.cache import Cache
from sulh.record.erasures import BLACK
from sulh.record.jobs.models import Job, Upload
from sulh.record.subjects import subject_named
from sulh.record.viewers import local_viewer

FIRST, LAST = "Tam\u00far", "Wendelkhan"
NAME = f"{FIRST} {LAST}"
ARABIC = "\u062a\u064a\u0645\u0648\u0631 \u0648\u0646\u062f\u0644\u062e\u0627\u0646"
TEXTS = {
    "geneva.txt": f"""Geneva, 3 May 2021

The Special Envoy of the Secretary-General, Ms. Zorica Qabbanovska, met today in Geneva with a delegation of the Government of Sudan \
headed by General {NAME}. The parties discussed a ceasefire and the release of prisoners. General {LAST} welcomed the release of 12 \
prisoners by the Rapid Support Forces on 1 May 2021.
""",
    f"{LAST.lower()}_note.txt": f"""Port Sudan, 5 June 2021

{NAME.upper()} of the Wendelkhan Brigade met the Russian ambassador in Port Sudan on 5 June 2021. \
{unicodedata.normalize("NFD", NAME)} said \
that talks would go on. {ARABIC} \u0642\u0627\u0644 \u0643\u0630\u0644\u0643.
""",
    "astana.txt": "NUR-SULTAN, 8 July 2021. The 16th round of Astana talks on Syria was held on 7-8 July 2021. Russia and Iran came.\n",
}
OPENED = "from sulh.record import open_record; open_record()\n"
WORDS = (FIRST, LAST, "Tamur", *ARABIC.split())


def environment_of(outside: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in outside.items() if name != "DJANGO_SETTINGS_MODULE"}


def sulh(outside: Mapping[str, str], *words: str | Path, code: int = 0) -> str:
    command = [sys.executable, "-m", "sulh", *map(str, words)]
    done = subprocess.run(command, env=environment_of(outside), capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def erase(outside: Mapping[str, str], *words: str, code: int = 0) -> str:
    return sulh(outside, "erase", *words, "--reason", "asked for by the family", "--yes", code=code)


def python(outside: Mapping[str, str], script: str) -> str:
    done = subprocess.run([sys.executable, "-c", script], env=environment_of(outside), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def spellings(word: str) -> Iterator[bytes]:
    """A word as it might lie in a file: in either case, composed or not, escaped for JSON, in each encoding."""
    for cased in {word, word.lower(), word.upper(), word.casefold()}:
        for form in ("NFC", "NFD"):
            text = unicodedata.normalize(form, cased)
            yield from (text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be"), json.dumps(text)[1:-1].encode())


def data_of(outside: Mapping[str, str], folder: Path) -> bytes:
    """Every byte of the record: its file and what SQLite puts beside it, or the dump of the server with what it holds of columns."""
    if "SULH_RECORD" in outside:
        return b"\0".join(file.read_bytes() for file in sorted(folder.glob("record.db*")))
    url = outside["SULH_DATABASE_URL"]
    dump = subprocess.run(["pg_dump", url], capture_output=True, check=True).stdout
    columns = (
        "SELECT schemaname, tablename, attname, most_common_vals::text, histogram_bounds::text FROM pg_stats WHERE schemaname = 'public'"
    )
    return dump + subprocess.run(["psql", "-X", "-c", columns, url], capture_output=True, check=True).stdout


def found_in(data: bytes, words: tuple[str, ...] = WORDS) -> list[str]:
    packed = [data[at : at + 20_000_000] for at in (match.start() for match in re.finditer(b"\x1f\x8b\x08", data))]
    for one in packed:
        try:
            data += gzip.decompress(one)
        except (OSError, EOFError):
            continue
    return [word for word in words if any(spelt in data for spelt in spellings(word))]


_DECIDE = f"""
from sulh.record import open_record
open_record()
import json
from sulh.record import decisions
from sulh.record.projection.models import Claim
from sulh.record.viewers import local_viewer
one = local_viewer("mona")
claim = next(c for c in Claim.objects.filter(property="person") if "Wendel" in c.value)
decisions.accept(one, claim.pk, reason="seen by {NAME} himself")
decisions.correct(one, claim.pk, json.loads(claim.value) | {{"office": "General of {LAST}"}}, reason="no reason")
"""


def fill(outside: Mapping[str, str], folder: Path) -> None:
    """A record with the person in two documents, decisions about him, and one document that does not name him."""
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    sulh(outside, "add", folder, "--sharing", "public")
    python(outside, _DECIDE)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record as a file, made once."""
    folder = tmp_path_factory.mktemp("made")
    texts = folder / "texts"
    texts.mkdir()
    environment = {name: value for name, value in os.environ.items() if name != "SULH_DATABASE_URL"}
    fill(environment | {"SULH_RECORD": str(folder / "record.db")}, texts)
    return folder


@pytest.fixture
def filled(outside: dict[str, str], tmp_path: Path, made: Path) -> dict[str, str]:
    """A record with the person in two documents, decisions about him, and one document that does not name him."""
    shutil.copytree(made / "texts", tmp_path / "texts")
    if "SULH_RECORD" in outside:
        shutil.copy(made / "record.db", outside["SULH_RECORD"])
    else:
        fill(outside, tmp_path / "texts")
    return outside


pytestmark = pytest.mark.django_db(transaction=True)


def test_erased_person_is_in_no_byte_and_the_rest_fits(filled: dict[str, str], tmp_path: Path) -> None:
    assert found_in(data_of(filled, tmp_path))
    before = sulh(filled, "head")
    backup = tmp_path / "before.backup"
    sulh(filled, "backup", backup)
    shown = sulh(filled, "erase", NAME, "--reason", "x", "--also", ARABIC, "--dry-run")
    assert f"2 x {NAME}" in shown or f"1 x {NAME}" in shown
    assert "Nothing was changed" in shown
    said = erase(filled, NAME, "--also", ARABIC)
    assert "Erased, as entry" in said
    assert found_in(data_of(filled, tmp_path)) == []
    shown = sulh(filled, "verify")
    assert "are erased by" in shown and "asked for by the family" in shown
    text = python(filled, OPENED + "from sulh.record.models import Text\nfor t in Text.objects.all(): print(t.text)")
    assert f"headed by General {BLACK * len(NAME)}. The" in text
    assert "Zorica Qabbanovska" in text and "16th round" in text
    assert "Ms. Zorica" in text
    # What is older than the erasure still fits, and says what is no more there.
    (tmp_path / "before.head").write_text(before)
    assert "other entries" not in sulh(filled, "verify", "--expect", tmp_path / "before.head", code=3)
    compared = sulh(filled, "verify", "--against", backup, code=3)
    assert re.search(r"What entry \d+ erased still stands in one of the two; the rest of those entries is the same", compared)
    sulh(filled, "rebuild")
    assert found_in(data_of(filled, tmp_path)) == []
    assert found_in(gzip.decompress(backup.read_bytes()))
    after = tmp_path / "after.backup"
    sulh(filled, "backup", after)
    assert found_in(gzip.decompress(after.read_bytes())) == []
    sulh(filled, "verify", "--record", after)


def test_erased_words_are_not_added_again(filled: dict[str, str], tmp_path: Path) -> None:
    erase(filled, NAME)
    again = sulh(filled, "add", tmp_path / "texts", code=1)
    assert again.count("erased it, or words of it: it is not added again") == 2
    (tmp_path / "same.md").write_text(TEXTS["geneva.txt"] + "\n", encoding="utf-8")
    assert "not added again" in sulh(filled, "add", tmp_path / "same.md", code=1)
    assert found_in(data_of(filled, tmp_path), (LAST,)) == []


def test_identifiers_do_not_let_the_name_be_guessed(filled: dict[str, str], tmp_path: Path) -> None:
    """Whoever has all but the name could try names, if an identifier or a digest were still that of the words."""
    old = python(filled, _IDENTIFIERS).split()
    erase(filled, NAME)
    data = data_of(filled, tmp_path)
    assert len(old) > 10
    assert [one for one in old if one.encode() in data] == []


_IDENTIFIERS = f"""
from sulh.record import open_record
open_record()
import json
from sulh.record.models import Entry, Text
names = [t.document for t in Text.objects.all() if "{LAST}".lower() in t.text.lower()]
for e in Entry.objects.order_by("seq"):
    body = json.loads(e.body)
    if e.kind == "document" and body["id"] in names:
        print(body["id"][7:], body["id"][7:19], body["text_digest"], e.salt)
    if e.kind == "claim" and body["document"] in names:
        print(body["id"], e.salt)
"""


def test_erased_document_is_in_no_byte(filled: dict[str, str], tmp_path: Path) -> None:
    document = python(filled, _IDENTIFIERS).split()[0]
    erase(filled, document[:12])
    data = data_of(filled, tmp_path)
    assert document.encode() not in data
    assert document[:12].encode() not in data
    sulh(filled, "verify")
    assert "not added again" in sulh(filled, "add", tmp_path / "texts", code=1)


def test_erased_person_is_in_no_byte_of_a_record_that_seals(outside: dict[str, str], tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    for name, text in TEXTS.items():
        (texts / name).write_text(text, encoding="utf-8")
    sulh(outside, "key", "record", tmp_path / "record.key")
    sulh(outside, "seal", "--key", tmp_path / "record.key")
    sealing = {**outside, "SULH_RECORD_KEY": str(tmp_path / "record.key")}
    sulh(sealing, "add", texts)
    backup = tmp_path / "before.backup"
    sulh(sealing, "backup", backup)
    assert found_in(gzip.decompress(backup.read_bytes())) == []
    assert found_in(data_of(outside, tmp_path))  # in the tables that pages read, see the manual
    erase(sealing, NAME, "--also", ARABIC)
    assert found_in(data_of(outside, tmp_path)) == []
    sulh(sealing, "verify")
    sulh(sealing, "verify", "--against", backup, code=3)
    assert "the record key is not here" in sulh(outside, "verify", code=6)


def test_erasing_cannot_be_undone_and_needs_a_reason_without_the_name(filled: dict[str, str]) -> None:
    seq = re.search(r"entry (\d+)", erase(filled, NAME))
    assert seq is not None
    assert "erased words for good" in sulh(filled, "undo", seq[1], code=1)
    assert "nothing in the record names" in erase(filled, NAME, code=1)
    named = sulh(filled, "erase", "Zorica Qabbanovska", "--yes", "--reason", "Zorica Qabbanovska asked", code=1)
    assert "the reason names what is to be erased" in named
    assert "comes with Sulh" in erase(filled, "SDN", code=1)
    assert "no letters" in erase(filled, "12", code=1)


def test_second_erasure_goes_over_what_the_first_left(filled: dict[str, str], tmp_path: Path) -> None:
    backup = tmp_path / "before.backup"
    sulh(filled, "backup", backup)
    erase(filled, NAME)
    between = tmp_path / "between.backup"
    sulh(filled, "backup", between)
    erase(filled, "Zorica Qabbanovska")
    assert found_in(data_of(filled, tmp_path), (LAST, "Zorica", "Qabbanovska")) == []
    sulh(filled, "verify")
    for earlier in (backup, between):
        sulh(filled, "verify", "--against", earlier, code=3)


def test_restored_backup_made_after_an_erasure_fits(filled: dict[str, str], tmp_path: Path) -> None:
    erase(filled, NAME)
    backup = tmp_path / "after.backup"
    sulh(filled, "backup", backup)
    record = tmp_path / "other.db"
    other = {name: value for name, value in filled.items() if name != "SULH_DATABASE_URL"}
    sulh(other, "restore", backup, "--record", record)
    sulh(other, "verify", "--record", record)


def test_copy_for_a_group_made_after_an_erasure_fits(filled: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "talks.txt").write_text("Geneva, 9 May 2021\n\nThe delegations of Sudan and Egypt met in Geneva on 9 May 2021.\n")
    sulh(filled, "add", tmp_path / "talks.txt", "--sharing", "restricted", "--group", "talks")
    erase(filled, NAME, "--also", ARABIC)
    copy = tmp_path / "copy.db"
    sulh(filled, "copy", copy, "--for", "talks")
    assert found_in(copy.read_bytes()) == []
    assert "are erased by" in sulh(filled, "verify", "--record", copy)


def test_erasure_says_which_backups_and_copies_still_hold_it_until_when(filled: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "talks.txt").write_text("Geneva, 9 May 2021\n\nThe delegations of Sudan and Egypt met in Geneva on 9 May 2021.\n")
    sulh(filled, "add", tmp_path / "talks.txt", "--sharing", "restricted", "--group", "talks")
    sulh(filled, "backup", tmp_path / "kept.backup", "--keep-until", "2999-12-31")
    sulh(filled, "backup", tmp_path / "past.backup", "--keep-until", "2021-12-31")
    sulh(filled, "backup", tmp_path / "plain.backup")
    sulh(filled, "copy", tmp_path / "copy.db", "--for", "talks")
    assert "give a day such as" in sulh(filled, "backup", tmp_path / "x", "--keep-until", "soon", code=2)
    said = erase(filled, NAME)
    assert "the backup kept.backup of " in said and "kept until 2999-12-31" in said
    assert "past.backup" not in said
    in_90_days = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=90)
    assert re.search(rf"the backup plain.backup of .*kept until {in_90_days}", said)
    assert re.search(r"the copy for talks of .*kept for nobody knows how long", said)
    entry = python(filled, OPENED + "from sulh.record.models import Entry; print(Entry.objects.get(kind='erase').body)")
    assert len(json.loads(entry)["copies"]) == 3
    sulh(filled, "verify", "--against", tmp_path / "plain.backup", code=3)


_ATTACKS = {
    "blanked": "UPDATE record_entry SET body = NULL WHERE seq = {claim}",
    "other words": "UPDATE record_entry SET body = replace(body, 'Geneva', 'Zurich') WHERE seq = {claim}",
    "another's body": "UPDATE record_entry SET body = (SELECT body FROM record_entry WHERE seq = {other}), "
    "salt = (SELECT salt FROM record_entry WHERE seq = {other}) WHERE seq = {claim}",
}


@pytest.mark.parametrize("attack", _ATTACKS)
@pytest.mark.parametrize("erased", [True, False], ids=["after an erasure", "without one"])
def test_body_that_no_erasure_accounts_for_is_damage(filled: dict[str, str], attack: str, erased: bool) -> None:
    if erased:
        erase(filled, NAME)
    claim = "(SELECT min(seq) FROM record_entry WHERE kind = 'claim' AND body LIKE '%Geneva%')"
    statement = _ATTACKS[attack].format(claim="{claim}", other="{other}")
    script = f"""
from sulh.record import open_record
open_record()
import sys
sys.path.insert(0, {str(Path(__file__).resolve().parent.parent)!r})
from django.db import connection
from tampering import unguarded
with connection.cursor() as cursor:
    cursor.execute("SELECT seq FROM record_entry WHERE kind = 'claim' AND body LIKE '%Geneva%' ORDER BY seq")
    claim = cursor.fetchone()[0]
    with unguarded():
        cursor.execute({statement!r}.format(claim=claim, other=claim + 1))
print(claim)
"""
    assert claim
    seq = python(filled, script).strip()
    shown = sulh(filled, "verify", code=1)
    assert f"the body of entry {seq} (claim" in shown


def test_words_that_are_back_are_damage(filled: dict[str, str]) -> None:
    """Whoever has the old words puts them back: the entry of the erasure says that they were erased."""
    get = (
        "from sulh.record import open_record; open_record(); from sulh.record.models import Entry\n"
        "e = Entry.objects.filter(kind='claim', body__contains='General').order_by('seq')[0]\n"
    )
    kept = python(filled, get + "print(repr((e.body, e.salt)))").strip()
    erase(filled, NAME)
    tests = str(Path(__file__).resolve().parent.parent)
    python(
        filled,
        get + f"import sys; sys.path.insert(0, {tests!r}); from tampering import unguarded\n"
        f"e.body, e.salt = {kept}\nwith unguarded(): e.save()",
    )
    assert "was erased, and is there again" in sulh(filled, "verify", code=1)


def test_forged_erasure_shows_against_an_older_copy(filled: dict[str, str], tmp_path: Path) -> None:
    """Somebody writes other words into an entry and an entry of an erasure that accounts for them: an older copy shows it."""
    backup = tmp_path / "before.backup"
    sulh(filled, "backup", backup)
    tests = str(Path(__file__).resolve().parent.parent)
    script = f"""
from sulh.record import open_record
open_record()
import sys
sys.path.insert(0, {tests!r})
from tampering import unguarded
from sulh.record.chain import digest
from sulh.record.ledger import Draft, append, writing
from sulh.record.models import Entry
from sulh.record.projection.apply import rebuild
e = next(e for e in Entry.objects.filter(kind="claim") if '"Geneva"' in e.body)
e.body, e.salt = e.body.replace("Geneva", "Zurich"), "0" * 32
with writing(), unguarded():
    e.save()
    said = {{"subject": "erased-abcdef", "sort": "person", "reason": "so", "mark": "abcdef"}}
    said["entries"] = {{str(e.seq): digest(e.salt, e.body)}}
    append([Draft("root", "erase", said)])
    rebuild()
print(e.seq)
"""
    seq = python(filled, script).strip()
    assert "words of 1 entry are erased by root" in sulh(filled, "verify")
    compared = sulh(filled, "verify", "--against", backup, code=5)
    assert f"says that words of entry {seq} (claim) were erased, but more was done to it" in compared


def test_text_that_was_changed_beside_an_erasure_shows_against_an_older_copy(filled: dict[str, str], tmp_path: Path) -> None:
    backup = tmp_path / "before.backup"
    sulh(filled, "backup", backup)
    erase(filled, NAME)
    tests = str(Path(__file__).resolve().parent.parent)
    script = f"""
from sulh.record import open_record
open_record()
import json, sys
sys.path.insert(0, {tests!r})
from tampering import hash_anew, unguarded
from sulh.record.canonical import canonical, sha256
from sulh.record.chain import digest
from sulh.record.models import Entry, Text
from sulh.record.projection.apply import rebuild
last = Entry.objects.order_by("-seq").first()
text = next(t for t in Text.objects.all() if "Geneva" in t.text)
text.text = text.text.replace("a ceasefire", "a new war ")
text.save()
with unguarded():
    for e in Entry.objects.filter(kind="document"):
        body = json.loads(e.body)
        if body["id"] == text.pk:
            e.body = canonical(body | {{"text_digest": sha256(text.text)}})
            e.save()
            said = json.loads(last.body)
            said["entries"][str(e.seq)] = digest(e.salt, e.body)
            last.body = canonical(said)
            last.save()
hash_anew(last.seq)
rebuild()
"""
    python(filled, script)
    sulh(filled, "verify")
    assert "more was changed than words erased" in sulh(filled, "verify", "--against", backup, code=5)


def test_killed_erasure_leaves_all_or_nothing(outside: dict[str, str], tmp_path: Path) -> None:
    """Killed at any moment: either every word is there, or none is once the record was opened again; and it fits both times."""
    chance = random.Random(10)
    names = [f"Person{chr(97 + n % 26) * (1 + n // 26)}x Nobody{chr(97 + n % 26) * (1 + n // 26)}son" for n in range(30 if ALL else 10)]
    folder = tmp_path / "texts"
    folder.mkdir()
    for name in names:
        (folder / f"{name}.txt").write_text(f"Geneva, 3 May 2021\n\nThe envoy met {name} in Geneva on 3 May 2021. {name} left.\n")
    sulh(outside, "add", folder)
    takes = math.inf
    for _ in range(2):  # the first opening may have more to do
        started = time.monotonic()
        sulh(outside, "erase", names[0], "--reason", "x", "--dry-run")
        takes = min(takes, time.monotonic() - started)
    done = 0
    for number, name in enumerate(names):
        command = [sys.executable, "-m", "sulh", "erase", name, "--reason", f"no. {number}", "--yes"]
        with subprocess.Popen(command, env=environment_of(outside), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            time.sleep(takes * chance.uniform(0.1, 1.2))
            process.send_signal(signal.SIGKILL)
        erased = python(outside, _ERASURES).splitlines()  # opens the record to write, and so ends what was begun
        assert len(found_in(data_of(outside, tmp_path), tuple(name.split()))) == (0 if f"no. {number}" in erased else 2)
        done += f"no. {number}" in erased
    assert 0 < done < len(names)


_ERASURES = """
from sulh.record import open_record
open_record()
import json
from sulh.record.ledger import verify
from sulh.record.models import Entry
verdict = verify()
assert verdict.holds, verdict.fault
for body in Entry.objects.filter(kind="erase").values_list("body", flat=True):
    print(json.loads(body)["reason"])
"""


def test_what_was_remembered_is_forgotten_at_the_next_question() -> None:
    list(add([report(1, people=[("Lawyerman Secretov", None, "RUS", True)])], author="mona"))
    cache, anna = Cache(8), local_viewer("mona")
    cache.get(anna, lambda: "Lawyerman Secretov", "page")
    cache.get(anna, lambda: "another", "other page")
    assert "Secretov" in repr(vars(cache))
    erasing.erase(subject_named("Lawyerman Secretov"), author="mona", reason="asked for")
    cache.get(anna, lambda: "another", "other page")
    assert "Secretov" not in repr(vars(cache))


def test_files_that_were_uploaded_are_forgotten_and_none_may_wait() -> None:
    list(add([report(1, people=[("Lawyerman Secretov", None, "RUS", True)])], author="mona"))
    now = dt.datetime.now(dt.UTC)
    ended = Job.objects.create(kind="read", author="mona", title="Secretov.txt", state="refused", made=now, ended=now)
    Upload.objects.create(job=ended, data=b"Secretov")
    waiting = Job.objects.create(kind="read", author="mona", title="other.txt", made=now)
    Upload.objects.create(job=waiting, data=b"nobody knows")
    with pytest.raises(RecordError, match="wait to be read"):
        erasing.erase(subject_named("Lawyerman Secretov"), author="mona", reason="asked for")
    waiting.delete()
    erasing.erase(subject_named("Lawyerman Secretov"), author="mona", reason="asked for")
    assert not Job.objects.exists() and not Upload.objects.exists()


def test_other_admins_only(filled: dict[str, str]) -> None:
    python(filled, OPENED + 'from sulh.record.models import User; User.objects.create(username="x", role="admin")')
    assert "that is for administrators" in erase(filled, NAME, code=1)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="a file has no other owner")
def test_only_the_owner_of_the_tables_erases(filled: dict[str, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = 'sulh_worker'")
        if not cursor.fetchone():
            cursor.execute("CREATE ROLE sulh_worker LOGIN")
    script = """
from sulh.record import open_record
open_record()
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO sulh_worker")
    cursor.execute("GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO sulh_worker")
"""
    python(filled, script)
    url = re.sub(r"//[^@]+@", "//sulh_worker@", filled["SULH_DATABASE_URL"])
    assert "which only the owner of its tables can" in erase({**filled, "SULH_DATABASE_URL": url}, NAME, code=1)
    sulh(filled, "verify")


_TALK = f"""
from sulh.record import open_record
open_record()
import getpass, json
from sulh.record import accounts, coding, decisions, discussing, linking
from sulh.record.models import User
from sulh.record.projection.models import Claim, Mention, Source
from sulh.record.viewers import local_viewer, viewer_of
accounts.create_user(getpass.getuser(), "a long sentence nobody guesses", "admin", author="mona")
for name in ("anna", "bo"):
    accounts.create_user(name, "a long sentence nobody guesses", "editor", author="mona")
anna, bo = (viewer_of(User.objects.get(username=name)) for name in ("anna", "bo"))
claim = next(c for c in Claim.objects.filter(property="person") if "Wendel" in c.value)
meeting = claim.mention_id
for thing in (claim.source_id, claim.pk, f"meeting:{{meeting}}"):
    discussing.comment(anna, thing, "Is {NAME} the same?")
    discussing.assign(anna, thing, "bo", task="Ask General {NAME}", due="2030-01-01")
discussing.done(bo, claim.pk, "bo", note="{NAME} says no")
coding.begin(local_viewer("mona"), claim.source_id, ["anna", "bo"], reason="{NAME} asked")
for one in Claim.objects.filter(source=claim.source_id).exclude(status="withdrawn"):
    for who in (anna, bo):
        if one.pk == claim.pk and who is anna:
            corrected = json.loads(one.value) | {{"name": "{NAME}", "office": "General {LAST}"}}
            coding.judge(who, one.pk, "correct", corrected, reason="{NAME} wrote it")
        else:
            coding.judge(who, one.pk, "accept", reason="by {NAME}")
coding.done(anna, claim.source_id)
"""
_REBUILT = OPENED + (
    "from record.dumping import assert_rebuild_changes_nothing\nassert_rebuild_changes_nothing()\n"
    "from sulh.record.blind import codings, judged\n(one,) = codings()\n"
    "assert not one.is_open and one.done == {'anna'} and judged(one, 'bo')"
)


def test_erased_words_stand_in_no_comment_assignment_or_judgement(filled: dict[str, str], tmp_path: Path) -> None:
    python(filled, _TALK)
    erase(filled, NAME, "--also", ARABIC)
    assert found_in(data_of(filled, tmp_path)) == []
    sulh(filled, "verify")
    python(filled | {"PYTHONPATH": os.pathsep.join(filter(None, (str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH"))))}, _REBUILT)
    after = tmp_path / "after.backup"
    sulh(filled, "backup", after)
    assert found_in(gzip.decompress(after.read_bytes())) == []
