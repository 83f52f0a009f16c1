"""Accounts, for administrators."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from sulh import words
from sulh.desk.accounts import has_second_factor, user_of
from sulh.desk.middleware import DeskRequest
from sulh.desk.routes import back
from sulh.desk.shown import language, problem_words
from sulh.model import RecordError
from sulh.record import accounts
from sulh.record.models import User
from sulh.record.persons.letting_in import let_in, waiting_for_role
from sulh.record.queries.groups import known_groups
from sulh.record.shapes import Viewer

__all__ = ["add", "change", "let", "listed"]

_LONGEST = 150
_ROLES = tuple(one.value for one in User.Role)


def listed(request: DeskRequest) -> HttpResponse:
    """All accounts."""
    return render(request, "desk/accounts.html", _shown(request.viewer))


def _shown(viewer: Viewer, typed: Mapping[str, object] | None = None, problem: str = "") -> dict[str, object]:
    """The accounts, and the form of a new one as it was typed."""
    rows = [
        {"user": user, "groups": [group.name for group in user.groups.all()], "second_factor": has_second_factor(user)}
        for user in User.objects.order_by("username").prefetch_related("groups")
    ]
    roles = [(code, name) for code, name in words.choices("account", language=language()) if code in _ROLES]
    return {
        "rows": rows, "roles": roles, "all_groups": known_groups(viewer), "waiting": waiting_for_role(),
        "typed": typed or {"role": "reader"}, "problem": problem,
    }  # fmt: skip


def add(request: DeskRequest) -> HttpResponse:
    """Make an account."""
    name, role = request.POST.get("name", "").strip(), request.POST.get("role", "reader")
    try:
        if len(name) > _LONGEST:
            raise RecordError(gettext("A name has at most %(count)s letters.") % {"count": _LONGEST})
        secret = _checked(request.POST.get("password", ""), User(username=name))
        accounts.create_user(name, secret, role, _groups(request), author=request.viewer.name)
    except RecordError as problem:
        new = request.POST.get("new_group", "")
        typed = {"name": name, "role": role, "groups": request.POST.getlist("group"), "new_group": new}
        return render(request, "desk/accounts.html", _shown(request.viewer, typed, problem_words(problem)), status=422)
    messages.success(request, gettext("Account %(name)s made.") % {"name": name})
    return redirect("accounts")


def change(request: DeskRequest, name: str) -> HttpResponse:
    """Change what an account may do, give it a new password, take its second factor away, or close it."""
    user = user_of(name)
    if user is None:
        raise RecordError(gettext("There is no account %(name)s.") % {"name": name})
    what, author = request.POST.get("what", ""), request.viewer.name
    if what == "role":
        accounts.set_role(name, request.POST.get("role", ""), author=author)
    elif what == "groups":
        if not accounts.set_groups(name, _groups(request), author=author):
            messages.info(request, gettext("You asked to work with lists of persons: another account lets you in."))
    elif what == "password":
        accounts.set_password(name, _checked(request.POST.get("password", ""), user), author=author)
    elif what == "second-factor":
        accounts.remove_factors(name, author=author)
    elif what == "activate":
        accounts.activate(name, author=author)
    elif what == "deactivate" and name != author:
        accounts.deactivate(name, author=author)
    else:
        raise RecordError(gettext("An account cannot close itself."))
    messages.success(request, gettext("Account %(name)s changed.") % {"name": name})
    return redirect("accounts")


def let(request: DeskRequest, name: str) -> HttpResponse:
    """Let an account in that asked to work with lists of persons."""
    let_in(request.viewer, name)
    messages.success(request, gettext("Account %(name)s changed.") % {"name": name})
    return redirect(back(request, "/"))


def _groups(request: DeskRequest) -> tuple[str, ...]:
    typed = request.POST.get("new_group", "").split(",")
    return tuple(sorted({one.strip() for one in (*request.POST.getlist("group"), *typed) if one.strip()}))


def _checked(secret: str, user: User) -> str:
    try:
        validate_password(secret, user)
    except ValidationError as problem:
        raise RecordError(" ".join(problem.messages)) from problem
    return secret
