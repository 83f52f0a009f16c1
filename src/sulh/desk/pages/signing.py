"""Signing in, by link at this machine or by password and code; signing out."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django_otp import login as otp_login
from django_otp import match_token

from sulh.desk.accounts import has_passwords, has_second_factor, user_of
from sulh.desk.middleware import DeskRequest
from sulh.desk.serving import is_loopback
from sulh.desk.signin import LINKS

__all__ = ["code", "enter", "locked_out", "sign_in", "sign_out"]

_BACKEND = "django.contrib.auth.backends.ModelBackend"
_PENDING = "sign_in_pending"


def enter(request: DeskRequest, token: str) -> HttpResponse:
    """A sign-in link: works once, and only from this machine."""
    here = settings.LOCAL and is_loopback(request.META.get("REMOTE_ADDR", ""))
    name = LINKS.take(token) if here else None
    user = user_of(name) if name else None
    if user is None or not user.is_active:
        problem = gettext(
            "This sign-in link was used already or is too old. The terminal in which the desk runs gives a new one: press Enter there."
        )
        return render(request, "desk/sign_in.html", {"problem": problem, "form": None, "passwords": has_passwords()}, status=403)
    login(request, user, backend=_BACKEND)
    return redirect("process")


def sign_in(request: DeskRequest) -> HttpResponse:
    """Name and password, then a code where the account has a second factor."""
    if request.user.is_authenticated:
        return redirect("process")
    form = AuthenticationForm(request, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        user = form.get_user()
        if not has_second_factor(user):
            login(request, user)
            return redirect(_next(request))
        request.session.cycle_key()
        request.session[_PENDING] = user.get_username()
        request.session["sign_in_next"] = _next(request)
        request.session.set_expiry(5 * 60)
        return redirect("sign-in-code")
    shown = {"form": form, "passwords": has_passwords(), "next": request.GET.get("next", "") or request.POST.get("next", "")}
    return render(request, "desk/sign_in.html", shown)


def code(request: DeskRequest) -> HttpResponse:
    """The code of the second factor. Wrong codes are slowed down by the device itself."""
    user = user_of(request.session.get(_PENDING, ""))
    if user is None or not user.is_active:
        return redirect("sign-in")
    problem = ""
    if request.method == "POST":
        device = match_token(user, request.POST.get("code", "").replace(" ", ""))
        if device is not None:
            wanted = request.session.pop("sign_in_next", reverse("process"))
            request.session.pop(_PENDING, None)
            request.session.set_expiry(None)
            login(request, user, backend=_BACKEND)
            otp_login(request, device)
            return redirect(wanted)
        problem = gettext("This code is wrong or was used already; after several wrong codes the account waits a while.")
    return render(request, "desk/code.html", {"problem": problem})


def sign_out(request: DeskRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("sign-in")


def locked_out(request: HttpRequest, response: HttpResponse | None = None, credentials: dict[str, Any] | None = None) -> HttpResponse:
    """Too many wrong passwords for one account from one address."""
    problem = gettext("Too many wrong passwords. Wait a quarter of an hour, or ask an administrator.")
    return render(request, "desk/sign_in.html", {"problem": problem, "form": None, "passwords": True}, status=429)


def _next(request: DeskRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else reverse("process")
