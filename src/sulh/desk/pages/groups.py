"""Groups with what is shared with them, and who may see one claim or one thing."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from sulh import words
from sulh.desk.lost_sight import lost_sight_words
from sulh.desk.middleware import DeskRequest
from sulh.desk.routes import back, came_from
from sulh.desk.sharing_choice import unfit_sharing
from sulh.desk.shown import language, problem_words
from sulh.desk.things import NamedThing, things
from sulh.model import ConflictError, InvalidError, RecordError
from sulh.record import accounts, decisions
from sulh.record.access import LEVELS
from sulh.record.ledger import writing
from sulh.record.looks import looked_at
from sulh.record.models import User
from sulh.record.queries.groups import group as group_of
from sulh.record.queries.groups import groups, known_groups
from sulh.record.queries.sharing import FACT, MEETING, SharedSource, SharingChange, change_of, shared_thing
from sulh.record.queries.sight import lost_sight
from sulh.record.states import check, state_of

__all__ = ["listed", "make", "members", "share", "show"]


def listed(request: DeskRequest) -> HttpResponse:
    """The groups that the viewer is in, or all; whoever came to make one for a form is led back to it."""
    shown = {"groups": groups(request.viewer), "open_accounts": _open_accounts(), "came_from": came_from(request)}
    return render(request, "desk/groups.html", shown)


def make(request: DeskRequest) -> HttpResponse:
    """Make a group by putting a first account into it."""
    name = " ".join(request.POST.get("name", "").split())
    if not name:
        messages.error(request, gettext("Write what the group is called."))
        return redirect(f"{reverse('groups')}?{urlencode({'next': wanted})}" if (wanted := back(request, "")) else "groups")
    account = request.POST.get("account", "")
    _put_in(request, name, account, said=gettext("Group %(name)s is made, with %(account)s in it.") % {"name": name, "account": account})
    return redirect(back(request, reverse("group", args=[name])))


def show(request: DeskRequest, group: str) -> HttpResponse:
    """One group: its members, and what is shared with it."""
    found = group_of(request.viewer, group)
    looked_at(request.viewer, [*found.documents, *(one.document for one in found.claims)])
    inside = {one for one, _ in found.members}
    return render(request, "desk/group.html", {"group": found, "others": [one for one in _open_accounts() if one not in inside]})


def members(request: DeskRequest, group: str) -> HttpResponse:
    """Put an account into a group, or take it out."""
    _put_in(request, group, request.POST.get("account", ""), out="out" in request.POST)
    return redirect("group", group=group)


def _open_accounts() -> list[str]:
    return list(User.objects.filter(is_active=True).order_by("username").values_list("username", flat=True))


def _put_in(request: DeskRequest, group: str, account: str, *, out: bool = False, said: str = "") -> None:
    user = User.objects.filter(username=account).first()
    if user is None:
        raise RecordError(gettext("There is no account %(name)s.") % {"name": account})
    own = set(user.groups.values_list("name", flat=True))
    if not accounts.set_groups(account, sorted(own - {group} if out else own | {group}), author=request.viewer.name):
        messages.info(request, gettext("You asked to work with lists of persons: another account lets you in."))
        return
    messages.success(request, said or gettext("Account %(name)s changed.") % {"name": account})


def share(request: DeskRequest, thing: str) -> HttpResponse:
    """Who may see one claim, what one source states of a thing, or a whole meeting or fact; never more than may see each source.

    The page says before what each choice would change, claims and sources; all of it is one decision to undo.
    """
    parts = shared_thing(request.viewer, thing)
    ticked, names = request.POST.getlist("group"), [one.id for part in parts for one in part.claims]
    strictest = max((part.document for part in parts), key=lambda one: LEVELS.index(one.level))
    widest = min((part.document for part in parts), key=lambda one: LEVELS.index(one.level))
    choices = [one for one in words.choices("Sharing", language=language()) if LEVELS.index(one[0]) >= LEVELS.index(widest.level)]
    shown: dict[str, object] = {
        "thing": thing,
        "parts": parts,
        "number": len(names),
        "whole": NamedThing(thing, *_named(request, thing)) if thing.startswith((MEETING, FACT)) else None,
        "levels": [(code, said, change_of(parts, code)) for code, said in choices],
        "level": request.POST.get("level", strictest.level),
        "groups": known_groups(request.viewer, *ticked, *strictest.groups),
        "chosen": ticked,
        "state": request.POST.get("state") or state_of(names, request.viewer),
        "reason": request.POST.get("reason", ""),
    }
    looked_at(request.viewer, [part.document for part in parts])
    if request.method != "POST":
        return render(request, "desk/share.html", shown)
    level, named = str(shown["level"]), ticked if request.POST.get("level") == "restricted" else []
    if unfit := unfit_sharing(level, ticked):
        return render(request, "desk/share.html", {**shown, "problem": unfit[1]}, status=422)
    change = change_of(parts, level, named)
    lost = lost_sight(request.viewer, change.claims, level, named)
    if lost.to_confirm and not request.POST.get("sure"):
        return render(request, "desk/share.html", {**shown, "lost": lost, "loses": lost_sight_words(lost)}, status=422)
    if not change.claims:
        return render(request, "desk/share.html", {**shown, "problem": gettext("That would change nothing.")}, status=422)
    try:
        reason = str(shown["reason"]).strip()
        with writing():
            check(names, request.POST.get("state"), request.viewer)
            decisions.share_claims(request.viewer, change.claims, level, named, reason=reason)
    except (ConflictError, InvalidError) as problem:
        # Whoever saves again has read what a colleague decided meanwhile, and decides against that.
        again = {"problem": problem_words(problem), "state": state_of(names, request.viewer)}
        return render(request, "desk/share.html", {**shown, **again}, status=422)
    messages.success(request, _changed(change))
    return redirect(_after(request, thing, parts))


def _named(request: DeskRequest, thing: str) -> tuple[str, str, str]:
    """What a whole thing is called, its kind in words and its address."""
    name = thing if thing.startswith(MEETING) else thing.removeprefix(FACT)
    found = things(request.viewer, [name]).get(name)
    return (found.words, found.kind, found.address) if found else (thing, "", reverse("process"))


def _changed(change: SharingChange) -> str:
    count, sources = len(change.claims), change.sources
    said = ngettext("Sharing changed: %(count)s claim", "Sharing changed: %(count)s claims", count) % {"count": count}
    of = ngettext("of one document.", "of %(count)s documents.", sources) % {"count": sources}
    return f"{said} {of}"


def _after(request: DeskRequest, thing: str, parts: Sequence[SharedSource]) -> str:
    """Back to the thing, where it can still be seen."""
    if not thing.startswith((MEETING, FACT)):
        return back(request, reverse("document", args=[parts[0].document.key]))
    name = thing if thing.startswith(MEETING) else thing.removeprefix(FACT)
    found = things(request.viewer, [name]).get(name)
    return found.address if found else reverse("process")
