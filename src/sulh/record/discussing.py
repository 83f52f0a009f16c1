"""What colleagues say to each other about a thing of the record and ask of each other: comments and assignments, kept as entries.

A thing is named as in decisions: a source by its identifier, a meeting as `meeting:ID`, a claim and everything else by its own.
Visitors of a public view never see them, and no copy for others carries them.
"""

from __future__ import annotations

import datetime as dt

from sulh.model import InvalidError, RecordError
from sulh.record.access import ALL, require, scope_of, visible
from sulh.record.blind import coding_of
from sulh.record.decisions import write
from sulh.record.ledger import writing
from sulh.record.models import User
from sulh.record.projection.models import Claim, Decision, Mention, Source
from sulh.record.queries.discussing import names_of
from sulh.record.queries.visible import resolve
from sulh.record.shapes import Viewer
from sulh.record.states import ASKING, check
from sulh.record.viewers import viewer as viewer_for

__all__ = ["LONGEST", "assign", "comment", "done", "known_thing"]

LONGEST = 4000  # characters of a comment


def comment(viewer: Viewer, thing: str, words: str) -> int:
    """Say something about a thing; gives the number of the entry. Undoing the entry takes it back."""
    require(viewer, "review")
    said = words.strip()
    if not said:
        raise InvalidError("a comment needs words")
    if len(said) > LONGEST:
        raise InvalidError(f"a comment has at most {LONGEST} characters, this one {len(said)}: put it into a document and add that")
    with writing():
        name = known_thing(viewer, thing)
        _refuse_while_coded(name)
        return write(viewer, "comment", {"target": name, "note": said})


def assign(viewer: Viewer, thing: str, account: str, *, task: str = "", due: str = "", against: str | None = None) -> int:
    """Ask an account, or oneself, to see to a thing, until a day (YYYY-MM-DD) if one is given; a later assignment takes its place.

    Raises InvalidError for an account that is none or is closed, for one that may not see the thing, for a day that is none, and where
    nothing is said that is to be done; ConflictError where somebody asked or was done since the state `against`.
    """
    require(viewer, "review")
    if not (wanted := task.strip()):
        raise InvalidError("say in a few words what is to be done")
    day = _day(due)
    with writing():
        name = known_thing(viewer, thing)
        if account != viewer.name:
            _check_account(account, name)
        state = check(names_of(viewer, name), against, viewer, kinds=ASKING)
        return write(viewer, "assign", {"target": name, "other": account, "note": wanted[:500], "due": day, "against": state})


def done(viewer: Viewer, thing: str, account: str, *, note: str = "", against: str | None = None) -> int:
    """What was asked of an account about a thing is done. Raises ConflictError as `assign` does."""
    require(viewer, "review")
    with writing():
        name = known_thing(viewer, thing)
        asked = Decision.objects.filter(kind="assign", target=name, other=account, superseded__isnull=True)
        state = check(names_of(viewer, name), against, viewer, kinds=ASKING)
        if not asked.exists():
            raise RecordError(f"nothing is asked of {account} here")
        return write(viewer, "done", {"target": name, "other": account, "note": note.strip()[:500], "against": state})


def known_thing(viewer: Viewer, thing: str) -> str:
    """The name of a thing in entries. Raises RecordError when there is none of that name that the viewer may see."""
    bare = thing.removeprefix("meeting:")
    if thing != bare and resolve(viewer, bare) is not None:
        return thing
    for table in (Source, Claim, Mention):
        if visible(table.objects.filter(pk=thing), viewer).exists():
            return thing
    raise RecordError(f"there is no {thing} here")


def _refuse_while_coded(thing: str) -> None:
    """Raise InvalidError for a document that two code without seeing each other: what one says of it would tell the other."""
    bare = thing.removeprefix("meeting:")
    told = [Claim.objects.filter(pk=bare), Claim.objects.filter(mention=bare), Claim.objects.filter(source=bare)]
    for claims in told:
        if (claim := claims.values_list("pk", "source_id").first()) is not None:
            found = coding_of(claim[1])
            if found is not None and not found.is_open:
                raise InvalidError("this document is coded by two people without seeing each other: say it when both are done")
            return


def _check_account(account: str, thing: str) -> None:
    user = User.objects.filter(username=account, is_active=True).first()
    if user is None:
        raise InvalidError(f"there is no account {account}")
    other = viewer_for(account, user.role, scope_of(user.groups.values_list("name", flat=True)))
    if other.scope != ALL:
        try:
            known_thing(other, thing)
        except RecordError:
            raise InvalidError(f"{account} may not see this: share it with a group that {account} is in first") from None


def _day(due: str) -> str:
    if not due.strip():
        return ""
    try:
        day = dt.date.fromisoformat(due.strip())
    except ValueError:
        raise InvalidError(f"{due!r} is no day: give one such as 2024-11-30") from None
    if day < dt.date.today():
        raise InvalidError(f"{day.isoformat()} is past: give a day that is still to come")
    return day.isoformat()
