"""Which spellings of persons' names people said are one person: joins and partings replayed, as rows of other names.

Decisions name the claims that name the persons, and never the persons: names stay where they can be sealed, withheld and erased.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from sulh.record.projection.models import ActorAlias, AttendanceRow, Claim, Decision, MeetingRow, Mention
from sulh.record.projection.names import PERSON, person_names, person_rows
from sulh.record.projection.people import person_key
from sulh.record.projection.touched import Touched, batches
from sulh.record.projection.writing import replace

__all__ = ["PERSONS", "project_persons"]

# Decisions about persons: `target` and `other` are claims that name them.
PERSONS = ("same_person", "other_person")


def project_persons(touched: Touched) -> None:
    """Work out anew which spellings stand for which person; meetings that name somebody who changed are projected anew."""
    decided = list(Decision.objects.filter(kind__in=PERSONS).order_by("seq").values_list("kind", "target", "other", "superseded"))
    if not decided:
        return
    keys = _named({name for _, *names, _ in decided for name in names if name})
    stands = _replayed([(kind, keys.get(target), keys.get(other)) for kind, target, other, gone in decided if gone is None])
    before = dict(person_names())
    if stands == before:
        return
    replace(ActorAlias, "of", [PERSON], person_rows(stands), touched)
    changed = {key for key in stands.keys() | before.keys() if stands.get(key) != before.get(key)}
    _touch(changed | {stands[key] for key in changed if key in stands} | {before[key] for key in changed if key in before}, touched)


def _named(claims: Iterable[str]) -> dict[str, str]:
    """The key of the person whom each of these claims names, as corrected; none of a claim whose words are gone."""
    found: dict[str, str] = {}
    for some in batches(sorted(claims)):
        for key, value, decided in Claim.objects.filter(pk__in=some, property="person").values_list("pk", "value", "decided"):
            stated = json.loads(decided or value or "null")
            name = person_key(str(stated["name"])) if isinstance(stated, dict) else ""
            if any(map(str.isalpha, name)):  # of a name that was erased only blacked letters are left
                found[key] = name
    return found


def _replayed(steps: Iterable[tuple[str, str | None, str | None]]) -> dict[str, str]:
    """For each spelling that stands for another, which: the first named of those that were joined."""
    stands: dict[str, str] = {}
    for kind, target, other in steps:
        if target is None or (other is None and kind == PERSONS[0]):
            continue
        if kind == PERSONS[1]:
            stands[target] = target
        elif other is not None:
            root, moved = stands.setdefault(target, target), stands.setdefault(other, other)
            stands = {key: root if at == moved else at for key, at in stands.items()}
    return {key: root for key, root in stands.items() if key != root}


def _touch(changed: Iterable[str], touched: Touched) -> None:
    for some in batches(sorted(changed)):
        rows = AttendanceRow.objects.filter(folded__in=some).values("row")
        meetings = MeetingRow.objects.filter(pk__in=rows).values_list("meeting", flat=True).distinct()
        for names in batches(sorted(meetings)):
            touched.mentions.update(Mention.objects.filter(meeting__in=names).values_list("pk", flat=True))
