"""Whether a record is what its ledger says, all of it: entries, what is withheld, texts, accounts, and every row that pages read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from sulh.model import RecordError
from sulh.record.account_entries import Accounts
from sulh.record.canonical import sha256
from sulh.record.chain import GENESIS, GONE, Fault, Link, misfit
from sulh.record.collecting import collecting_seldom
from sulh.record.comparing import MADE_OTHERWISE, derived_faults, file_faults, followed, is_guarded, made_alike
from sulh.record.kept_heads import HeadsTaken
from sulh.record.keyring import RECORD_KEY
from sulh.record.later_entries import is_earlier
from sulh.record.open_tables import record_as_it_is
from sulh.record.truth import Tables, Truth, truth_of
from sulh.record.watching import Progress, WatchedTables
from sulh.record.withholding import Withheld

__all__ = ["Replayed", "Verdict", "replay", "text_faults", "verify", "verify_file"]

_QUICK = (
    "the tables that pages read, documents' sharing among them, the search index, and whether the file is damaged (left out by --quick)",
)
_NO_TABLES = ("the tables that pages read: a backup has none, they are derived when it is restored",)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found. `head` is the hash of the last entry that fits: two copies with the same number and head are the same.

    `covered` and `uncovered` say, in a sentence each, what was checked and what could not be; `left_out` what was not asked for;
    `noted` what fits and is to be asked about all the same.
    """

    entries: int
    withheld: int
    head: str
    faults: tuple[Fault, ...] = ()
    covered: tuple[str, ...] = ()
    uncovered: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()

    @property
    def fault(self) -> Fault | None:
        """The first thing that does not fit."""
        return self.faults[0] if self.faults else None

    @property
    def holds(self) -> bool:
        """Whether everything fits."""
        return not self.faults


@dataclass(slots=True)
class Replayed:
    """What a replay takes up on its way: digests of texts by document with the entry, what is withheld, and accounts."""

    texts: dict[str, tuple[int, str]] = field(default_factory=dict)
    withheld: Withheld = field(default_factory=Withheld)
    accounts: Accounts = field(default_factory=Accounts)
    heads: HeadsTaken = field(default_factory=HeadsTaken)
    faults: list[Fault] = field(default_factory=list)
    latest: tuple[int, str] = (0, "")
    out_of_order: list[str] = field(default_factory=list)

    def take(self, link: Link) -> None:
        """Take up one entry."""
        if link.at >= self.latest[1]:
            self.latest = (link.seq, link.at)
        elif is_earlier(link.at, self.latest[1]):
            self.out_of_order.append(
                f"entry {link.seq} ({link.kind} by {link.author}) is dated {link.at[:16]}, before entry {self.latest[0]} "
                f"({self.latest[1][:16]}), which it follows: a clock was wrong, or it was put in by other means"
            )
        self.withheld.take(link)
        self.accounts.take(link)
        self.heads.take(link)
        if link.kind == "document" and link.body is not None:
            try:
                body = json.loads(link.body)
                self.texts[body["id"]] = (link.seq, body["text_digest"])
            except (ValueError, TypeError, KeyError):
                self.faults.append(Fault(link.seq, f"entry {link.seq} (document) does not say which text it is about"))


def verify(*, quick: bool = False, progress: Progress | None = None) -> Verdict:
    """Check the open record; `quick` leaves out what is derived anew. The verdict names whatever does not fit, first things first.

    `progress` is told the stage, and how many rows of how many it has looked at.
    """
    with record_as_it_is() as tables:
        return _checked(tables if progress is None else WatchedTables(tables, progress), quick)


def verify_file(file: Path, *, key: bytes | None = None, quick: bool = False) -> Verdict:
    """Check a record or a backup in a file, of which no byte is changed. Raises RecordError when it is neither, or does not open."""
    with truth_of(file, key) as truth:
        return _checked(truth, quick)


def replay(links: Iterable[Link], replayed: Replayed | None = None) -> Verdict:
    """Replay a chain, up to the first entry that does not fit."""
    previous, seq, withheld = GENESIS, 0, 0
    for link in links:
        if problem := misfit(link, seq + 1, previous):
            return Verdict(seq, withheld, previous, (Fault(seq + 1, problem),))
        seq, previous = link.seq, link.hash
        withheld += link.body is None and link.instead != GONE and not link.sealed
        if replayed is not None:
            replayed.take(link)
    return Verdict(seq, withheld, previous)


@collecting_seldom()
def _checked(truth: Truth, quick: bool) -> Verdict:
    replayed = Replayed()
    verdict = replay(truth.links(), replayed)
    if not verdict.entries and verdict.holds:
        return replace(verdict, faults=(Fault(0, "there is no entry, so there is nothing that could be verified"),))
    faults = [*verdict.faults, *replayed.faults, *replayed.withheld.problems()]
    entries = "1 entry" if verdict.entries == 1 else f"{verdict.entries} entries"
    covered = [*replayed.withheld.sentences()]
    if verdict.holds:
        covered.insert(0, f"{entries}: each gives its hash and follows the one before")
        heads = replayed.heads.problems()
        faults += heads
        covered += [] if heads else replayed.heads.sentences()
    total = _Found(faults, covered)
    if verdict.holds:
        total.add(_asked(truth, replayed, _texts))
    # What follows from the ledger and the texts can be derived only from whole ones; accounts have no part in it.
    whole = not total.faults
    if locked := len(replayed.withheld.locked):
        which = "1 entry is" if locked == 1 else f"{locked} entries are"
        total.uncovered.append(f"what {which} about: sealed, and the record key is not here ({RECORD_KEY} names its file)")
    if verdict.holds:
        total.add(_asked(truth, replayed, _accounts))
    left_out: tuple[str, ...] = _QUICK if quick else _NO_TABLES
    if not quick and isinstance(truth, Tables):
        total.add(_tables(truth, verdict.entries if verdict.holds else None, whole=whole, locked=bool(replayed.withheld.locked)))
        left_out = ()
    return replace(
        verdict,
        faults=tuple(total.faults),
        covered=tuple(total.covered),
        uncovered=tuple(total.uncovered),
        left_out=left_out,
        noted=tuple(replayed.out_of_order),
    )


def _asked(truth: Truth, replayed: Replayed, check: Callable[[Truth, Replayed], _Found]) -> _Found:
    try:
        return check(truth, replayed)
    except RecordError as problem:
        return _Found([Fault(0, str(problem))])


@dataclass(slots=True)
class _Found:
    faults: list[Fault] = field(default_factory=list)
    covered: list[str] = field(default_factory=list)
    uncovered: list[str] = field(default_factory=list)

    def add(self, other: _Found) -> None:
        self.faults += other.faults
        self.covered += other.covered
        self.uncovered += other.uncovered


def _texts(truth: Truth, replayed: Replayed) -> _Found:
    faults = text_faults(truth.texts(), replayed)
    return _Found(faults, [] if faults else [f"{_number(len(replayed.texts), 'text')}: each gives the digest in the entry of its document"])


def text_faults(texts: Iterable[tuple[str, str]], replayed: Replayed) -> list[Fault]:
    """Documents whose text is missing or changed, and texts that no entry knows. A text is missing only where its entry is withheld."""
    faults: list[Fault] = []
    found: set[str] = set()
    after = max((seq for seq, _ in replayed.texts.values()), default=0) + 1
    for document, text in texts:
        found.add(document)
        known = replayed.texts.get(document)
        if known is None:
            faults.append(Fault(after, f"no entry knows the text of {document}"))
        elif sha256(text) != known[1]:
            faults.append(Fault(known[0], f"the text of {document} (entry {known[0]}) was changed"))
    missing = [(seq, document) for document, (seq, _) in replayed.texts.items() if document not in found]
    faults += [Fault(seq, f"the text of {document} (entry {seq}) is missing") for seq, document in missing]
    return sorted(faults, key=lambda fault: fault.seq)


def _accounts(truth: Truth, replayed: Replayed) -> _Found:
    accounts, known, withheld = list(truth.accounts()), replayed.accounts, replayed.withheld
    if not accounts and not known.states:
        return _Found(known.faults, ["it holds no accounts" if known.withheld else "there are no accounts"])
    if withheld.missing and not withheld.is_received:
        # What is missing was named already where no entry accounts for it.
        first = withheld.missing[0][0]
        said = f"entry {first} lacks its body: this record has accounts that nobody added to a copy, so it is no copy for a group"
        return _Found([Fault(first, said)] if withheld.cover else [])
    if not known.states and not (isinstance(truth, Tables) and is_guarded(truth)):
        return _Found(uncovered=[f"{_number(len(accounts), 'account')} of an earlier version, which the ledger does not describe yet"])
    faults = known.problems(accounts, has_secrets=truth.has_secrets) + list(_groups(truth, known))
    parts = "roles, groups, passwords, second factors and tokens" if truth.has_secrets else "roles, groups, passwords and tokens"
    since = f" since entry {known.taken_up}, which found accounts of an earlier version" if known.taken_up else ""
    since = " since the copy was taken up" if withheld.is_received else since
    found = _Found(faults, [] if faults else [f"{_number(len(accounts), 'account')}: {parts} are what entries say{since}"])
    if not truth.has_secrets and any(state.values["factors"] for state in known.states.values()):
        found.covered.append("second factors: their secrets are not in this backup, only in one that is sealed (--to)")
    return found


def _groups(truth: Truth, known: Accounts) -> Iterator[Fault]:
    """Groups that no entry knows, and permissions of Django, of which Sulh gives none."""
    if not isinstance(truth, Tables):
        return
    if not known.taken_up:  # earlier versions kept groups that nobody is in
        names = {str(row[0]) for row in truth.select("auth_group", ("name",))}
        yield from (Fault(0, f"no entry knows the group {name}") for name in sorted(names - known.groups))
    for table in ("auth_group_permissions", "record_user_user_permissions"):
        columns = truth.columns(table)
        if columns and next(truth.select(table, columns), None) is not None:
            yield Fault(0, f"{table} has permissions of Django, and Sulh gives none")


def _tables(tables: Tables, entries: int | None, *, whole: bool, locked: bool) -> _Found:
    """`entries` is the number of the last entry; None when the entries do not follow one another."""
    found = _Found()
    try:
        found.faults += file_faults(tables)
        if not found.faults:
            parts = ["SQLite finds the file whole"] if tables.vendor == "sqlite" else []
            parts += ["the database refuses changes to entries"] if is_guarded(tables) else []
            found.covered += [" and ".join(parts)] if parts else []
        if not made_alike(tables):
            found.uncovered.append(MADE_OTHERWISE)
            return found
        found.faults += followed(tables, entries) if entries is not None else []
        if not whole:
            found.uncovered.append("the tables that pages read: they follow from the ledger, which does not hold")
            return found
        if locked:
            found.uncovered.append("the tables that pages read: they follow from sealed entries too")
            return found
        rows, faults = derived_faults(tables)
    except RecordError as problem:
        found.faults.append(Fault(0, str(problem)))
        return found
    found.faults += faults
    if not faults:
        found.covered.append(
            f"{_number(rows, 'row')} that pages read, documents' sharing and the search index among them: each is what the ledger gives "
            "when it is derived anew"
        )
    return found


def _number(number: int, of: str) -> str:
    return f"{number} {of}" if number == 1 else f"{number} {of}s"
