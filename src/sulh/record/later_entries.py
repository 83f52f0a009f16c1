"""Entries that a record holds after a head or a copy: each with what it does in a sentence, and what there is to ask about it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sulh.record.chain import Link

__all__ = ["LaterEntry", "is_earlier", "later_entries"]

Body = Mapping[str, Any]

# Clocks of two machines differ, and are set back by little.
_CLOCKS = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class LaterEntry:
    """An entry, or a run of claims made at once (`seq` to `last`): what it does, and what about it should be asked about."""

    seq: int
    last: int
    kind: str
    author: str
    at: str
    does: str
    doubts: tuple[str, ...] = ()


def later_entries(links: Iterable[Link], after: int) -> Iterator[LaterEntry]:
    """What stands after entry `after` of a ledger, whose entries are all given, in their order; claims made at once are one."""
    names: dict[str, str] = {}
    latest, run = (0, ""), None
    for link in links:
        body = _body(link)
        if link.kind in ("document", "source") and isinstance(body, Mapping):
            names[str(body.get("id"))] = str(body.get("title") or "")
        if link.seq > after:
            made = _one(link, body, names, latest)
            if run is not None and _goes_on(run, made):
                run = replace(run, last=made.last, does=f"state {made.last - run.seq + 1} claims")
            else:
                if run is not None:
                    yield run
                run = made
        latest = max(latest, (link.seq, link.at), key=lambda one: one[1]) if not _is_to_come(link.at) else latest
    if run is not None:
        yield run


def is_earlier(at: str, than: str) -> bool:
    """Whether a time is before another by more than clocks differ; what is no time is."""
    if at >= than:
        return False
    one, other = _time(at), _time(than)
    return one is None or other is None or other - one > _CLOCKS


def _goes_on(run: LaterEntry, made: LaterEntry) -> bool:
    return made.kind == "claim" and (run.kind, run.author, run.at, run.doubts) == (made.kind, made.author, made.at, made.doubts)


def _body(link: Link) -> Any:
    try:
        return None if link.body is None else json.loads(link.body)
    except ValueError:
        return ()


def _one(link: Link, body: Any, names: Mapping[str, str], latest: tuple[int, str]) -> LaterEntry:
    doubts = list(_doubts(link, latest))
    if body is None:
        does = "what it says is withheld"
    elif link.kind not in _DOES:
        does = "does what this version of Sulh does not know"
        doubts.append("Sulh writes no entries of this kind")
    else:
        try:
            does = _DOES[link.kind](body, names)
            does += f": {body['reason']}" if body.get("reason") else ""
        except (KeyError, TypeError, ValueError, AttributeError):
            does = "does not say what it does"
            doubts.append("it is not as Sulh writes it")
    return LaterEntry(link.seq, link.seq, link.kind, link.author, link.at, does, tuple(doubts))


def _doubts(link: Link, latest: tuple[int, str]) -> Iterator[str]:
    before, than = latest
    if _time(link.at) is None:
        yield "its time is none that Sulh writes"
    elif is_earlier(link.at, than):
        yield f"it is dated before entry {before} ({than[:16]}), which it follows"
    elif _is_to_come(link.at):
        yield "it is dated later than now"


def _time(at: str) -> dt.datetime | None:
    try:
        found = dt.datetime.fromisoformat(at)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _is_to_come(at: str) -> bool:
    found = _time(at)
    return found is not None and found - dt.datetime.now(dt.UTC) > _CLOCKS


# --- what entries do, by kind ----------------------------------------------------------------------------------------------------------


def _thing(name: Any, names: Mapping[str, str]) -> str:
    """What an identifier names: a source with its title, or the thing itself, its digits cut."""
    bare = str(name).removeprefix("document:")
    sort, colon, key = bare.rpartition(":")
    short = f"{sort}{colon}{key[:12]}" if len(key) == 64 else bare
    title = names.get(bare, "")
    return f"{short} ({title})" if title else short


def _audience(body: Body) -> str:
    return ", ".join(map(str, body["groups"])) if body["level"] == "restricted" else str(body["level"])


def _about(verb: str, *keys: str, joined: str = " and ") -> Callable[[Body, Mapping[str, str]], str]:
    return lambda body, names: f"{verb} {joined.join(_thing(body[key], names) for key in keys)}"


def _account(body: Body, _: Mapping[str, str]) -> str:
    changed = [f"{name} {body[name]}" for name in ("role", "groups", "active") if name in body]
    return f"changes the account {body['account']}: {', '.join([str(body['what']), *changed])}"


def _withhold(body: Body, _: Mapping[str, str]) -> str:
    number = sum(last - first + 1 for first, last in body["entries"])
    return f"withholds what {number} entries say" + (f" from copies for {body['for']}" if body.get("for") else "")


_DOES: Mapping[str, Callable[[Body, Mapping[str, str]], str]] = {
    "document": lambda body, names: f"adds the document {_thing(body['id'], names)}",
    "source": lambda body, names: f"adds the source {_thing(body['id'], names)}",
    "claim": lambda body, _: f"states a claim: {body['property']} of {body['subject']} is {json.dumps(body['value'], ensure_ascii=False)}",
    "accept": _about("accepts the claim", "target"),
    "reject": _about("rejects the claim", "target"),
    "correct": lambda body, _: f"corrects the claim {str(body['target'])[:12]} to {json.dumps(body['value'], ensure_ascii=False)}",
    "withdraw": _about("withdraws", "target"),
    "share": lambda body, names: f"lets {_audience(body)} see {_thing(body['target'], names)}",
    "describe": lambda body, names: f"says that the {body['other']} of {_thing(body['target'], names)} is {body['value']}",
    "copy": _about("says that one is a copy of the other:", "target", "other", joined=", "),
    "merge": _about("says that these tell of one meeting or incident:", "target", "other"),
    "split": _about("says that this tells of a meeting or incident of its own:", "target"),
    "apart": _about("says that these tell of two meetings or incidents:", "target", "other"),
    "propose": _about("asks whether these meetings are one:", "left", "right"),
    "track": lambda body, names: (
        f"{'puts' if body['put'] else 'takes'} {_thing(body['target'], names)} {'into' if body['put'] else 'from'} {body['other']}"
    ),
    "name": lambda body, _: f"calls {body['target']} {body['name']}",
    "alias": lambda body, _: f"says that {body['target']} is {'' if body['put'] else 'not '}called {body['alias']} too",
    "join": _about("says that these are the same:", "target", "other"),
    "part": _about("says that this is on its own:", "target"),
    "same_person": _about("says that these claims name one person:", "target", "other"),
    "other_person": _about("says that this claim names a person of their own:", "target"),
    "status": lambda body, names: f"says that {_thing(body['target'], names)} is {body['status']}",
    "evidence": _about("notes words about", "target"),
    "follow": lambda body, names: (
        f"says that {_thing(body['other'], names)} {body['direction'] if body['holds'] else 'is not about'} {_thing(body['target'], names)}"
    ),
    "comment": _about("says something about", "target"),
    "assign": lambda body, names: f"asks {body['other']} to see to {_thing(body['target'], names)}",
    "done": lambda body, names: f"says that {body['other']} has seen to {_thing(body['target'], names)}",
    "process": lambda body, _: f"calls the process {body['name']}",
    "export": lambda body, _: f"notes that {body['count']} rows of {body['target']} were taken out",
    "coding": lambda body, names: f"has {_thing(body['target'], names)} coded by {' and '.join(map(str, body['coders']))}, each alone",
    "code": lambda body, _: f"judges the claim {str(body['target'])[:12]} as a coder: {body['verdict']}",
    "coded": _about("says that a coder is done with", "target"),
    "opened": _about("opens the coding of", "target"),
    "undo": lambda body, _: f"takes back entry {int(body['target'])}",
    "account": _account,
    "user": lambda body, _: f"changes the account {body['target']}",
    "withhold": _withhold,
    "look": lambda body, names: f"was shown {', '.join(_thing(one, names) for one in body['things'])}",
    "received": lambda body, _: f"takes up a copy of {int(body['entries'])} entries, and goes on with it",
    "erase": lambda body, _: f"erases words of {len(body['entries'])} entries",
    "backup": lambda body, _: f"notes that the backup {body['file']} is made, to be kept until {body['until']}",
    "head": lambda body, _: f"keeps a signed head of {int(body['size'])} entries",
}
