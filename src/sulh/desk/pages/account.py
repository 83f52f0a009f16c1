"""One's own account: password, second factor, language."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django_otp import login as otp_login
from django_otp.plugins.otp_totp.models import TOTPDevice

from sulh.desk.accounts import has_second_factor
from sulh.desk.middleware import DeskRequest
from sulh.desk.routes import back
from sulh.record.accounts import add_factor, remove_factors, set_password
from sulh.record.models import User
from sulh.record.tokens import calendar_key, create_calendar_key, revoke_token

__all__ = ["calendar", "language", "password", "remove_second_factor", "second_factor", "show"]


def show(request: DeskRequest) -> HttpResponse:
    """What the account may do, and what its owner may change."""
    user = cast(User, request.user)
    return render(request, "desk/account.html", _shown(user, _password_form(user, None)))


def password(request: DeskRequest) -> HttpResponse:
    """Change the password, or give the account its first one."""
    user = cast(User, request.user)
    form = _password_form(user, request)
    proved = not user.has_usable_password() or _proved(request, request.POST.get("old_password", ""))
    if proved and form.is_valid():
        set_password(user.get_username(), form.cleaned_data["new_password1"], author=user.get_username())
        user.refresh_from_db()
        update_session_auth_hash(request, user)
        messages.success(request, gettext("Password changed."))
        return redirect("account")
    return render(request, "desk/account.html", _shown(user, form), status=400)


def second_factor(request: DeskRequest) -> HttpResponse:
    """Set up a code generator: scan, then prove it with a code."""
    user = cast(User, request.user)
    if has_second_factor(user):
        return redirect("account")
    device, _ = TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": "desk"})
    problem = ""
    if request.method == "POST":
        if device.verify_token(request.POST.get("code", "").replace(" ", "")):
            add_factor(device, author=user.get_username())
            otp_login(request, device)
            messages.success(request, gettext("From now on signing in asks for a code."))
            return redirect("account")
        problem = gettext("The code does not fit. Check the clock of the phone and try the next code.")
    secret = device.config_url.split("secret=")[1].split("&")[0]
    return render(request, "desk/second_factor.html", {"picture": _picture(device.config_url), "secret": secret, "problem": problem})


def remove_second_factor(request: DeskRequest) -> HttpResponse:
    """Do without a code again; the password is asked once more."""
    user = cast(User, request.user)
    if user.has_usable_password() and not _proved(request, request.POST.get("password", "")):
        messages.error(request, gettext("The password is wrong."))
    else:
        remove_factors(user.get_username(), author=user.get_username())
        messages.success(request, gettext("Signing in asks for no code any more."))
    return redirect("account")


def calendar(request: DeskRequest) -> HttpResponse:
    """Make the address at which a calendar program reads the account's calendar, in the place of the last one, or take it back."""
    user = cast(User, request.user)
    name = user.get_username()
    if "revoke" in request.POST:
        if (key := calendar_key(name)) is not None:
            revoke_token(name, key.pk, author=name)
        messages.success(request, gettext("The address of the calendar opens nothing any more."))
        return redirect("account")
    address = request.build_absolute_uri(reverse("calendar-subscribed", args=[create_calendar_key(name, author=name)]))
    # Shown here and nowhere else: it is kept as a digest.
    answer = render(request, "desk/account.html", {**_shown(user, _password_form(user, None)), "calendar_address": address})
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def language(request: DeskRequest) -> HttpResponse:
    """Change the language of the pages, for this browser and for the account."""
    chosen = request.POST.get("language", "")
    response = redirect(back(request, "/"))
    if chosen in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            user = request.user
            user.language = chosen
            user.save(update_fields=["language"])
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=365 * 24 * 60 * 60,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            samesite="Lax",
            httponly=True,
        )
    return response


def _proved(request: DeskRequest, secret: str) -> bool:
    """Whether this is the password of who asks. It counts like signing in: whoever tries too often has to wait (429)."""
    return authenticate(request, username=request.user.get_username(), password=secret) is not None


def _shown(user: User, form: SetPasswordForm[User]) -> dict[str, object]:
    return {
        "user": user,
        "groups": user.groups.order_by("name"),
        "form": form,
        "second_factor": has_second_factor(user),
        "calendar": calendar_key(user.get_username()),
    }


def _password_form(user: User, request: DeskRequest | None) -> SetPasswordForm[User]:
    kind = PasswordChangeForm if user.has_usable_password() else SetPasswordForm
    return kind(user, request.POST if request else None)


def _picture(address: str) -> SafeString:
    """The QR code of an otpauth address as SVG; without inline style, so that the page's policy lets it through."""
    import segno

    return mark_safe(segno.make(address, error="m").svg_inline(scale=5, border=2, omitsize=True))
