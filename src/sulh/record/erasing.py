"""Erase an actor, a person or a document: what that touches is planned first, and then done in one transaction, for good."""

from __future__ import annotations

import json
import secrets
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError, connection

from sulh.model import AccessError, RecordError
from sulh.record.again import marks_of
from sulh.record.authors import is_admin
from sulh.record.blacking import Words, blacked_body, parts_of
from sulh.record.canonical import canonical, sha256
from sulh.record.chain import digest
from sulh.record.copies_made import CopyMade, copies_made
from sulh.record.erasures import KIND
from sulh.record.guards import MAKE, REMOVE
from sulh.record.jobs.store import forget_all
from sulh.record.ledger import Draft, append, writing
from sulh.record.models import Entry, Text
from sulh.record.persons.ending import ended_bodies, rows_called
from sulh.record.projection.apply import rebuild
from sulh.record.seal_rules import subject_of, subject_of_text
from sulh.record.sealed_fields import need_key
from sulh.record.sealed_values import is_value_sealed
from sulh.record.seals import Sealer, destroy_unused, keys_of, renew
from sulh.record.subjects import Subject
from sulh.record.wiping import soil

__all__ = ["Plan", "erase", "plan"]

# What accounts are called is no part of what the record says of anybody: accounts are removed, not erased.
_KEPT = frozenset({"account", "user"})


@dataclass(frozen=True, slots=True)
class Erasing:
    """What becomes of one entry: the body that is left, None where none is; `source` is what it was about, under its new identifier."""

    seq: int
    kind: str
    body: str | None
    source: str = ""


@dataclass(slots=True)
class Plan:
    """What an erasure touches. `texts` by document: its new identifier and its text with the words blacked, None where it goes.

    `spelt` counts each spelling that is blacked in texts, `standing` words of the name that stay where they stand alone.
    """

    subject: Subject
    mark: str
    changes: list[Erasing] = field(default_factory=list)
    texts: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    spelt: Counter[str] = field(default_factory=Counter)
    standing: Counter[str] = field(default_factory=Counter)
    accounts: int = 0
    copies: tuple[CopyMade, ...] = ()
    again: tuple[str, ...] = ()

    def kinds(self) -> dict[str, int]:
        """How many entries of each kind are touched."""
        return dict(Counter(change.kind for change in self.changes))


def plan(subject: Subject) -> Plan:
    """Everything that erasing the subject touches; nothing is changed. Raises RecordError where nothing in the record names it."""
    need_key()
    made = Plan(subject, secrets.token_hex(3), copies=tuple(copies_made()))
    if subject.sort == "document":
        _plan_document(made)
    elif subject.sort == "listed":
        made.changes += [Erasing(*one) for one in ended_bodies(*_matter(subject), subject.listed, mark=made.mark)]
    else:
        _Planned(made).go()
    if not made.changes and not made.texts:
        raise RecordError(f"nothing in the record names {subject.title!r}")
    return made


def _matter(subject: Subject) -> tuple[str, str]:
    matter, _, key = subject.key.partition(":")
    return matter, key


def erase(subject: Subject, *, author: str, reason: str) -> tuple[int, Plan]:
    """Erase for good: gives the number of the entry that says so, and what was touched.

    It stands or falls as a whole. Afterwards the words may still lie in what the database freed: `wiping.wipe` overwrites that.
    Raises AccessError for others than admins, RecordError for a reason that names the subject, where nothing names it, and where
    the database lets only the owner of its tables do this.
    """
    if not is_admin(author):
        raise AccessError(f"{author} may not erase here: that is for administrators (`sulh user add {author} --role admin` makes one)")
    if not reason.strip():
        raise RecordError("say why (--reason): the entry that says what was erased stays, and whoever gets a copy reads it")
    if subject.words.found(reason) or subject.numbers_in(reason):
        raise RecordError("the reason names what is to be erased, and would stay: say it without the name")
    with writing():
        made = plan(subject)
        forget_all()
        keys = keys_of(change.seq for change in made.changes)
        _guard(REMOVE)
        lefts = dict(_rewrite(made.changes))
        _rewrite_texts(made)
        renew(keys)
        _guard(MAKE)
        entry = append([Draft(author, KIND, _said(made, lefts, reason.strip()))])[-1]
        destroy_unused(entry.seq)
        rebuild()
        _empty_index()
        soil()
    return entry.seq, made


def _said(made: Plan, lefts: dict[int, str | None], reason: str) -> dict[str, Any]:
    """The body of the entry: nothing in it names the subject."""
    return {
        "subject": f"erased-{made.mark}",
        "sort": made.subject.sort,
        "reason": reason,
        "mark": made.mark,
        "entries": {str(seq): left for seq, left in sorted(lefts.items())},
        "texts": len(made.texts),
        "again": sorted(made.again),
        "copies": [copy.said() for copy in made.copies],
    }


# --- a document: all of it goes --------------------------------------------------------------------------------------------------------


def _plan_document(made: Plan) -> None:
    """The entry of the document, its claims, and whatever is decided about any of them."""
    own = made.subject.key
    names = {own, own.partition(":")[2], _short(own)}
    for seq, kind, body in _bodies():
        if kind == "claim" and (body.get("document") or body.get("source")) == own:
            names.add(body["id"])
        if not names.isdisjoint(_names_in(body)):
            made.changes.append(Erasing(seq, kind, None))
    texts = Text.objects.filter(pk=own).values_list("text", flat=True)
    made.texts = dict.fromkeys([own] if texts else [], (own, None))
    made.again = tuple(marks_of(own, *texts))


def _names_in(value: Any) -> Iterator[str]:
    """Identifiers of documents, claims and mentions, by themselves or within others."""
    if isinstance(value, dict):
        for item in value.values():
            yield from _names_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from _names_in(item)
    elif isinstance(value, str):
        for one in value.replace("~", ":").split(":"):
            yield from (one, one.partition("-")[0])


def _short(source: str) -> str:
    """How the identifiers of what a source mentions begin."""
    return source.partition(":")[2][:12]


# --- an actor or a person: the words go ------------------------------------------------------------------------------------------------


class _Planned:
    """The plan for words: where they stand, which sources that touches, and what is left of their texts and entries."""

    def __init__(self, made: Plan) -> None:
        self.made, self.words = made, made.subject.words
        self.names: dict[str, str] = {}  # identifiers, and what takes their place
        self.within: dict[str, Words] = {}  # by source that the words stand in: with parts of names
        self.digests: dict[str, str] = {}  # of what is left of the text of a document
        self.owner: dict[str, str] = {}  # the source that an identifier belongs to
        self.ended = self._ended()  # by entry, what is left of what is said of the person in lists, plans and files

    def go(self) -> None:
        """Fill the plan."""
        if self.made.subject.sort == "actor":
            self.names[self.made.subject.key] = f"erased-{self.made.mark}"
        direct, touched, people = self._where()
        for source in sorted(touched):
            self._rename(source, people.get(source, set()))
        self._texts(touched)
        self._entries(direct)

    def _ended(self) -> dict[int, dict[str, Any]]:
        """A row of a list, or a file, that is called as the person is ends as a whole, with its number; namesakes' too."""
        if self.made.subject.sort != "person":
            return {}

        def is_called(name: str) -> bool:
            return any(map(str.isalpha, name)) and not any(map(str.isalpha, self.words.blacked(name)))

        bodies = (body for matter, key, keys in rows_called(is_called) for body in ended_bodies(matter, key, keys, mark=self.made.mark))
        return {seq: json.loads(left) for seq, _, left in bodies}

    def _where(self) -> tuple[set[int], set[str], dict[str, set[str]]]:
        """Entries that the words stand in, sources that do, and who else is named as a person in each source."""
        direct: set[int] = set()
        touched: set[str] = set()
        people: dict[str, set[str]] = defaultdict(set)
        for document, text in Text.objects.values_list("document", "text").iterator(chunk_size=200):
            if self.words.found(text):
                touched.add(document)
        for seq, kind, body in self._bodies():
            source = _source_of(kind, body)
            if kind == "claim" and body["property"] == "person" and isinstance(body["value"], dict):
                people[source].add(str(body["value"].get("name")))
            if seq in self.ended or canonical(self._blacked(body)) != canonical(body):
                if kind in _KEPT:
                    self.made.accounts += 1
                    continue
                direct.add(seq)
                touched |= {source} if source else set()
        return direct, touched, people

    def _bodies(self) -> Iterator[tuple[int, str, dict[str, Any]]]:
        for seq, kind, body in _bodies():
            yield seq, kind, self.ended.get(seq, body)

    def _blacked(self, body: Any, words: Words | None = None) -> Any:
        return blacked_body(body, words or self.words, self.names, within=words is not None)

    def _rename(self, source: str, people: set[str]) -> None:
        """A source whose words change gets an identifier that says nothing of what they were: the old one is a digest of them."""
        old = source.partition(":")[2]
        new = self.made.mark + secrets.token_hex(32)[: len(old) - len(self.made.mark)]
        self.names |= {old: new, old[:12]: new[:12]}
        self.owner |= {old: source, old[:12]: source}
        subject = self.made.subject
        others = [name for name in people if not self.words.found(name) and not subject.is_short_for(name)]
        parts = parts_of(subject.persons, others)
        self.within[source] = Words(self.words.full, parts)

    def _texts(self, touched: set[str]) -> None:
        again = []
        for document, text in Text.objects.filter(pk__in=touched).values_list("document", "text"):
            words = self.within[document]
            left = words.blacked(text, within=True)
            for start, end in words.spans(text, within=True):
                self.made.spelt[" ".join(text[start:end].split())] += 1
            self.made.texts[document] = (f"{document.partition(':')[0]}:{self.names[document.partition(':')[2]]}", left)
            self.digests[document] = sha256(left)
            for part in parts_of(self.made.subject.persons):
                if number := len(Words([part]).spans(left)):
                    self.made.standing[part] += number
            again += list(marks_of(document, text))
        self.made.again = tuple(again)

    def _entries(self, direct: set[int]) -> None:
        """Each entry that the words stand in, or that names something that has another identifier now."""
        for seq, kind, body in self._bodies():
            if kind in _KEPT:
                continue
            source = _source_of(kind, body)
            if kind == "claim" and source in self.within:
                self.names[body["id"]] = self.made.mark + secrets.token_hex(13)
                self.owner[body["id"]] = source
            own = source if source in self.within else next((self.owner[one] for one in _names_in(body) if one in self.owner), "")
            blacked = self._blacked(body, self.within.get(own))
            if kind == "document" and source in self.digests:
                blacked["text_digest"] = self.digests[source]
            left = canonical(blacked)
            if seq in direct or left != canonical(body):
                sort, _, old = own.partition(":")
                self.made.changes.append(Erasing(seq, kind, left, f"{sort}:{self.names[old]}" if old else ""))


def _source_of(kind: str, body: dict[str, Any]) -> str:
    if kind in ("document", "source"):
        return str(body["id"])
    return str(body.get("document") or body.get("source") or "") if kind == "claim" else ""


def _bodies() -> Iterator[tuple[int, str, dict[str, Any]]]:
    rows = Entry.objects.filter(body__isnull=False).order_by("seq").values_list("seq", "kind", "body")
    for seq, kind, body in rows.iterator(chunk_size=2000):
        yield seq, kind, json.loads(body or "null")


# --- the database ----------------------------------------------------------------------------------------------------------------------


def _guard(statements: dict[str, tuple[str, ...]]) -> None:
    """Lift the guard of entries, or put it back. Within the transaction nobody else writes, and if it fails the guard was never away."""
    try:
        with connection.cursor() as cursor:
            for statement in statements[connection.vendor]:
                cursor.execute(statement)
    except DatabaseError as problem:
        raise RecordError(
            f"the database does not let this account change entries, which only the owner of its tables can: "
            f"erase with the account that made the record ({str(problem).strip().splitlines()[0]})"
        ) from problem


def _rewrite(changes: Iterable[Erasing]) -> Iterator[tuple[int, str | None]]:
    """Put what is left in the place of bodies, under a new salt: with the old one, what was there could be guessed."""
    sealer = Sealer()
    with connection.cursor() as cursor:
        for change in changes:
            salt, left = "", change.body
            if left is not None:
                salt = secrets.token_hex(16)
                cursor.execute("SELECT digest, body FROM record_entry WHERE seq = %s", [change.seq])
                own, before = cursor.fetchone()
                if is_value_sealed(before):
                    left = sealer.sealed(left, subject_of(change.kind, json.loads(left), change.source or "others"), own)
            cursor.execute("UPDATE record_entry SET body = %s, salt = %s WHERE seq = %s", [left, salt, change.seq])
            yield change.seq, None if change.body is None else digest(salt, change.body)


def _rewrite_texts(made: Plan) -> None:
    sealer = Sealer()
    with connection.cursor() as cursor:
        for old, (new, text) in made.texts.items():
            cursor.execute("SELECT text FROM record_text WHERE document = %s", [old])
            (before,) = cursor.fetchone()
            cursor.execute("DELETE FROM record_text WHERE document = %s", [old])
            if text is not None:
                left = sealer.sealed(text, subject_of_text(new), sha256(new)) if is_value_sealed(before) else text
                cursor.execute("INSERT INTO record_text (document, text) VALUES (%s, %s)", [new, left])


def _empty_index() -> None:
    """Derive the search index from its rows anew: what is taken out of it one by one stays in its segments for a while."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO projection_search(projection_search) VALUES('rebuild')")
