"""A whole record in one file, and back: a dump of ledger, texts and accounts that either database takes, sealed on request."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.contrib.auth.models import Group
from django_otp.plugins.otp_totp.models import TOTPDevice

from sulh.model import RecordError
from sulh.record.account_entries import KIND, body_of, found
from sulh.record.chain import LINK, Fault, Link
from sulh.record.inserting import insert
from sulh.record.ledger import Draft, append, head, writing
from sulh.record.models import ApiToken, DataKey, Entry, Text, User
from sulh.record.open_tables import record_as_it_is
from sulh.record.projection.apply import apply, rebuild
from sulh.record.projection.touched import batches
from sulh.record.sealing import Sealed
from sulh.record.tokens import DAYS
from sulh.record.truth import ACCOUNT, DATA_KEY, FACTOR, FORMAT, TOKEN, Truth, truth_of
from sulh.record.verifying import Replayed, replay, text_faults

__all__ = ["Restored", "backup", "restore"]

_FAST = 6  # the level of compression; 9 takes three times as long for a file that is hardly smaller


@dataclass(frozen=True, slots=True)
class Restored:
    """What a backup gave back: `entries` of its ledger, accounts, and the accounts whose second factor it did not hold."""

    entries: int
    accounts: int
    without_factor: tuple[str, ...]


def backup(file: Path, key: bytes | None = None, *, noted: Draft | None = None) -> int:
    """Write the record into a new file that only its owner reads; returns the number of entries. Nobody has to stop working.

    With `key` the file is sealed, and only then holds the secrets of second factors. Sessions are in none. `noted` is an entry that
    says that the backup is made: it comes first, so that no backup is unknown, and the backup has it too. Raises RecordError when
    the file is there already or cannot be written.
    """
    beside = file.with_name(f".{file.name}.part")
    try:
        if file.exists():
            raise RecordError(f"{file} is there already; a backup never overwrites one")
        with ExitStack() as stack:
            raw: IO[bytes] = stack.enter_context(os.fdopen(os.open(beside, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb"))
            if noted is not None:
                with writing():
                    apply(append([noted]))
            packed: Any = raw if key is None else stack.enter_context(Sealed(raw, key))
            entries = _dump(packed, stack.enter_context(record_as_it_is()), secrets=key is not None)
        beside.replace(file)
    except OSError as problem:
        raise RecordError(f"{file} cannot be written ({problem.strerror})") from problem
    finally:
        beside.unlink(missing_ok=True)
    return entries


def _dump(target: IO[bytes], truth: Truth, *, secrets: bool) -> int:
    entries = 0
    with gzip.GzipFile("", "wb", fileobj=target, mtime=0, compresslevel=_FAST) as packed:
        lines = io.TextIOWrapper(packed, encoding="utf-8")
        for row in _rows(truth, secrets):
            entries += row[0] == "entry"
            lines.write(json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=_time) + "\n")
        lines.flush()
        lines.detach()
    return entries


def _rows(truth: Truth, secrets: bool) -> Iterator[list[Any]]:
    yield [FORMAT]
    for row in truth.data_keys():
        yield ["key", *row]
    for link in truth.stored_links():
        yield ["entry", *(getattr(link, name) for name in LINK)]
    for text in truth.stored_texts():
        yield ["text", *text]
    for account in truth.accounts():
        yield ["account", account if secrets else account | {"factors": []}]


def _time(value: object) -> str:
    if not isinstance(value, dt.datetime):
        raise TypeError(value)
    return value.isoformat()


def restore(file: Path, *, author: str, key: bytes | None = None) -> Restored:
    """Read a backup, of either database, into this empty record.

    Chain, texts and accounts are verified before anything is kept, and the tables that pages read are derived anew. A second
    factor whose secret the backup does not hold is gone, which an entry by `author` says. Raises RecordError when the record
    is not empty or the backup does not hold.
    """
    with writing(), truth_of(file, key) as truth:
        if head()[0] or User.objects.exists():
            raise RecordError("a backup is restored into an empty record: name a new file with --record, or an empty database")
        replayed = Replayed()
        insert(DataKey._meta.db_table, DATA_KEY, list(truth.data_keys()))
        verdict = replay(truth.opened(_kept(truth.stored_links())), replayed)
        texts = truth.opened_texts(_kept_texts(truth.stored_texts()))
        faults = [*verdict.faults, *replayed.withheld.problems()] or text_faults(texts, replayed)
        _refuse(file, faults)
        accounts = [_up_to_date(account) for account in truth.accounts()]
        if replayed.accounts.states:
            _refuse(file, replayed.accounts.problems(accounts, has_secrets=truth.has_secrets))
        drafts = []
        for account in accounts:
            _make(account)
            state = replayed.accounts.states.get(account["username"])
            if state is None:
                drafts.append(Draft("Sulh", KIND, found(account)))
            elif not truth.has_secrets:
                name, reason = account["username"], "restored from a backup without its secret"
                drafts += [Draft(author, KIND, body_of(name, "no_factor", factor=one, reason=reason)) for one in state.values["factors"]]
        append(drafts)
        rebuild()
        lost = sorted({draft.body["account"] for draft in drafts if draft.body["what"] == "no_factor"})
        return Restored(verdict.entries, len(accounts), tuple(lost))


def _refuse(file: Path, faults: list[Fault]) -> None:
    if faults:
        raise RecordError(f"{file} is not restored: {faults[0].problem}")


def _kept(links: Iterable[Link]) -> Iterator[Link]:
    """The links, each stored as it passes."""
    for some in batches(links, 2000):
        insert(Entry._meta.db_table, LINK, [tuple(getattr(link, name) for name in LINK) for link in some])
        yield from some


def _kept_texts(texts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for some in batches(texts, 200):
        insert(Text._meta.db_table, ("document", "text"), some)
        yield from some


def _up_to_date(account: dict[str, Any]) -> dict[str, Any]:
    """Tokens of an earlier version, which did not expire, last from now on as long as a new one."""
    expires = dt.datetime.now(dt.UTC).replace(microsecond=0) + dt.timedelta(days=DAYS)
    return account | {"tokens": [token | {"expires": token.get("expires") or expires} for token in account["tokens"]]}


def _make(account: Mapping[str, Any]) -> None:
    """An account with its groups, tokens and second factors."""
    user = User.objects.create(**{name: account[name] for name in ACCOUNT})
    user.groups.set([Group.objects.get_or_create(name=name)[0] for name in account["groups"]])
    for token in account["tokens"]:
        times = {name: _moment(token[name]) for name in ("made", "expires")}
        ApiToken.objects.create(user=user, **{name: token[name] for name in TOKEN} | times)
    for factor in account["factors"]:
        TOTPDevice.objects.create(user=user, **{name: factor[name] for name in FACTOR if name in factor})


def _moment(value: str | dt.datetime) -> dt.datetime:
    at = dt.datetime.fromisoformat(value) if isinstance(value, str) else value
    return at if at.tzinfo else at.replace(tzinfo=dt.UTC)
