"""What the ledger says of accounts: the entries that say who changed what, and what the accounts must be after all of them.

Passwords, second factors and tokens stand in the ledger as digests of what the database keeps of them, which holds random bytes
and so cannot be guessed: enough to tell that one was exchanged, and nothing to sign in with.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sulh.record.canonical import canonical, sha256
from sulh.record.chain import Fault, Link

__all__ = ["KIND", "AccountState", "Accounts", "body_of", "factor_mark", "found", "password_mark", "token_mark"]

KIND = "account"
_LONGEST_TARGET = 80
_PLAIN = ("role", "groups", "active", "password")
_FACTOR = ("step", "t0", "digits", "tolerance", "drift")
_SHOWN = ("role", "groups", "active")  # the others are digests
_WORDS = {
    "role": "the role of {name}",
    "groups": "the groups of {name}",
    "active": "whether {name} may sign in",
    "password": "the password of {name}",
    "factors": "a second factor of {name}",
    "tokens": "a token of {name}",
}


def password_mark(encoded: str) -> str:
    """The digest of a hashed password."""
    return sha256(canonical(["password", encoded]))


def token_mark(token: Mapping[str, Any]) -> str:
    """The digest of all that is kept of a token: what it opens with, what it is called, when it was made and until when it opens."""
    return sha256(canonical(["token", token["digest"], token["label"], _moment(token["made"]), _moment(token.get("expires"))]))


def factor_mark(factor: Mapping[str, Any]) -> str:
    """The digest of the name and the secret of a second factor, and of how codes are made of it."""
    return sha256(canonical(["factor", factor["name"], factor["key"], *(int(factor.get(name, 0)) for name in _FACTOR)]))


def body_of(name: str, what: str, **changed: Any) -> dict[str, Any]:
    """The body of an entry about an account: what was done, and of the account what it changed."""
    return {"target": name[:_LONGEST_TARGET], "account": name, "what": what, **changed}


def found(account: Mapping[str, Any]) -> dict[str, Any]:
    """The body of the entry that takes up an account as an earlier version left it."""
    return body_of(str(account["username"]), "found", **_state_of(account))


def _state_of(account: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "role": account["role"],
        "groups": sorted(account["groups"]),
        "active": bool(account["is_active"]),
        "password": password_mark(str(account["password"])),
        "factors": sorted(factor_mark(one) for one in account["factors"]),
        "tokens": sorted(token_mark(one) for one in account["tokens"]),
    }


class AccountState:
    """One account as the ledger has it: `values` by what is said, and the entry that last said it."""

    def __init__(self, seq: int) -> None:
        self.seq = seq
        self.values: dict[str, Any] = {"factors": [], "tokens": []}
        self.said: dict[str, int] = {}

    def take(self, seq: int, body: Mapping[str, Any]) -> None:
        """Carry one entry in."""
        changed = {name: body[name] for name in (*_PLAIN, "factors", "tokens") if name in body}
        if body["what"] == "password":
            changed["tokens"] = []  # tokens die with the password
        for name, one in (("factors", "factor"), ("tokens", "token")):  # body["what"] is the same word where one is added
            if one in body:
                others = [mark for mark in self.values[name] if mark != body[one]]
                changed[name] = sorted([*others, body[one]]) if body["what"] == one else others
        self.values |= changed
        self.said |= dict.fromkeys(changed, seq)


class Accounts:
    """The accounts as all entries together have them. Feed it every entry in turn."""

    def __init__(self) -> None:
        self.states: dict[str, AccountState] = {}
        self.groups: set[str] = set()
        self.withheld = 0
        self.taken_up: int | None = None  # the entry from which on accounts of an earlier version are covered
        self.faults: list[Fault] = []

    def take(self, link: Link) -> None:
        """Take up one entry."""
        if link.kind != KIND:
            return
        if link.body is None:
            self.withheld += 1
            return
        try:
            body = json.loads(link.body)
            name = str(body["account"])
            self.groups.update(map(str, body.get("groups", ())))
            if body["what"] == "found":
                self.taken_up = self.taken_up or link.seq
            self.states.setdefault(name, AccountState(link.seq)).take(link.seq, body)
        except (ValueError, TypeError, KeyError, AttributeError):
            self.faults.append(Fault(link.seq, f"entry {link.seq} does not say which account it is about"))

    def problems(self, accounts: Iterable[Mapping[str, Any]], *, has_secrets: bool = True) -> list[Fault]:
        """What accounts are that the ledger does not say, with the number of the entry that says otherwise."""
        there = {str(account["username"]): account for account in accounts}
        faults = list(self.faults)
        faults += [Fault(0, f"no entry knows the account {name}") for name in sorted(there.keys() - self.states.keys())]
        for name, state in sorted(self.states.items()):
            if name not in there:
                faults.append(Fault(state.seq, f"the account {name} (entry {state.seq}) is missing"))
            else:
                faults += self._differing(name, state, there[name], has_secrets)
        return sorted(faults, key=lambda fault: fault.seq)

    @staticmethod
    def _differing(name: str, state: AccountState, account: Mapping[str, Any], has_secrets: bool) -> Iterator[Fault]:
        try:
            now = _state_of(account)
        except (ValueError, TypeError, KeyError) as problem:
            yield Fault(state.seq, f"the account {name} cannot be read ({problem})")
            return
        for what, words in _WORDS.items():
            if (what != "factors" or has_secrets) and what in state.values and state.values[what] != now[what]:
                seq = state.said.get(what, state.seq)
                plain = f" is {now[what]!r}, and entry {seq} says {state.values[what]!r}"
                hidden = f" is not what entry {seq} says: it was put in, exchanged or taken away"
                yield Fault(seq, words.format(name=name) + (plain if what in _SHOWN else hidden))


def _moment(value: dt.datetime | str | None) -> str | None:
    """A time in UTC, whatever the database gives it as."""
    if value is None:
        return None
    at = dt.datetime.fromisoformat(value) if isinstance(value, str) else value
    at = at.replace(tzinfo=dt.UTC) if at.tzinfo is None else at.astimezone(dt.UTC)
    return at.isoformat()
