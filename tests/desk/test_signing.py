"""Signing in: the link of this machine, passwords, second factor, lock-out, and what a form may send one on to."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from desk.conftest import SECRET
from django.test import Client
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from sulh.desk.accounts import has_passwords, local_account
from sulh.desk.signin import LINKS, SignInLinks
from sulh.model import RecordError
from sulh.record.accounts import set_password
from sulh.record.ledger import verify
from sulh.record.models import ApiToken, Entry, User
from sulh.record.tokens import create_token, owner_of


def sign_in(client: Client, name: str = "reader", password: str = SECRET, **more: str) -> object:
    return client.post(reverse("sign-in"), {"username": name, "password": password, **more})


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def code_of(device: TOTPDevice, *, shift: int = 0) -> str:
    made = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    made.time = time.time() + shift
    return f"{made.token():06d}"


def test_link_signs_in_once() -> None:
    token = LINKS.give(local_account("ana"))
    client = Client()
    assert client.get(reverse("enter", args=[token])).headers["Location"] == reverse("process")
    assert is_signed_in(client)
    again = Client()
    assert again.get(reverse("enter", args=[token])).status_code == 403
    assert not is_signed_in(again)


def test_link_grows_old() -> None:
    links = SignInLinks(lifetime=0)
    assert links.take(links.give("ana")) is None
    assert SignInLinks().take("nothing that was given") is None


def test_link_is_for_this_machine_only() -> None:
    client = Client(REMOTE_ADDR="192.0.2.7")
    assert client.get(reverse("enter", args=[LINKS.give(local_account("ana"))])).status_code == 403
    assert not is_signed_in(client)


def test_account_of_this_machine_is_an_administrator_without_a_password() -> None:
    assert local_account("ana") == local_account("ana") == "ana"
    user = User.objects.get(username="ana")
    assert user.role == "admin" and not user.has_usable_password() and not has_passwords()
    assert Entry.objects.filter(kind="account").count() == 1


def test_closed_account_stays_out(accounts: None) -> None:
    from sulh.record.accounts import deactivate

    deactivate("reader", author="admin")
    client = Client()
    sign_in(client)
    assert not is_signed_in(client)
    assert client.get(reverse("enter", args=[LINKS.give("reader")])).status_code == 403


def test_password_signs_in_and_the_wrong_one_does_not(accounts: None) -> None:
    client = Client()
    sign_in(client, password="wrong")
    assert not is_signed_in(client)
    sign_in(client)
    assert is_signed_in(client)
    client.post(reverse("sign-out"))
    assert not is_signed_in(client)


@pytest.mark.parametrize("wanted", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_form_sends_nobody_elsewhere(accounts: None, wanted: str) -> None:
    client = Client()
    assert sign_in(client, next=wanted).headers["Location"] == reverse("process")  # type: ignore[attr-defined]
    assert client.post(reverse("language"), {"language": "ar", "next": wanted}).headers["Location"] == "/"


def test_form_sends_on_to_the_page_that_was_asked_for(accounts: None) -> None:
    wanted = reverse("meetings")
    assert Client().get(wanted).headers["Location"] == f"{reverse('sign-in')}?next={wanted}"
    assert sign_in(Client(), next=wanted).headers["Location"] == wanted  # type: ignore[attr-defined]


def test_account_is_locked_after_five_wrong_passwords(accounts: None) -> None:
    client = Client()
    answers = [sign_in(client, password=f"wrong {number}").status_code for number in range(5)]  # type: ignore[attr-defined]
    assert answers[-1] == 429
    assert sign_in(client).status_code == 429  # type: ignore[attr-defined]
    assert not is_signed_in(client)
    other = Client()
    sign_in(other, "editor")
    assert is_signed_in(other)


def test_second_factor_is_set_up_with_a_code_and_asked_for_from_then_on(accounts: None, as_: Callable[[str], Client]) -> None:
    client = as_("reader")
    page = client.get(reverse("second-factor")).content.decode()
    device = TOTPDevice.objects.get(user__username="reader")
    assert "<svg" in page and not device.confirmed
    client.post(reverse("second-factor"), {"code": "000000" if code_of(device) != "000000" else "111111"})
    device.refresh_from_db()
    assert not device.confirmed
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    client.post(reverse("second-factor"), {"code": code_of(device)})
    device.refresh_from_db()
    assert device.confirmed
    other = Client()
    assert sign_in(other).headers["Location"] == reverse("sign-in-code")  # type: ignore[attr-defined]
    assert not is_signed_in(other)
    assert other.get(reverse("meetings")).status_code == 302
    # A code that was used does for nobody else.
    assert "alert" in other.post(reverse("sign-in-code"), {"code": code_of(device)}).content.decode()
    assert not is_signed_in(other)
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    other.post(reverse("sign-in-code"), {"code": code_of(device, shift=30)})
    assert is_signed_in(other)


def test_code_alone_lets_nobody_in() -> None:
    client = Client()
    assert client.get(reverse("sign-in-code")).headers["Location"] == reverse("sign-in")
    client.post(reverse("sign-in-code"), {"code": "123456"})
    assert not is_signed_in(client)


def test_second_factor_goes_with_the_password_only(accounts: None, as_: Callable[[str], Client]) -> None:
    user = User.objects.get(username="reader")
    TOTPDevice.objects.create(user=user, name="desk", confirmed=True)
    client = as_("reader")
    client.post(reverse("second-factor-remove"), {"password": "wrong"})
    assert TOTPDevice.objects.filter(user=user).exists()
    client.post(reverse("second-factor-remove"), {"password": SECRET})
    assert not TOTPDevice.objects.filter(user=user).exists()


@pytest.mark.parametrize("page", ["second-factor-remove", "account-password"])
def test_who_tries_passwords_within_a_session_has_to_wait_too(accounts: None, as_: Callable[[str], Client], page: str) -> None:
    user = User.objects.get(username="reader")
    device = TOTPDevice.objects.create(user=user, name="desk", confirmed=True)
    client = as_("reader")
    form = {"new_password1": "another sentence for the door", "new_password2": "another sentence for the door"}
    answers = [client.post(reverse(page), {**form, "password": f"wrong {n}", "old_password": f"wrong {n}"}).status_code for n in range(6)]
    assert answers[-1] == 429
    assert client.post(reverse(page), {**form, "password": SECRET, "old_password": SECRET}).status_code == 429
    assert TOTPDevice.objects.filter(pk=device.pk).exists() and User.objects.get(username="reader").check_password(SECRET)


def test_changes_of_the_second_factor_are_entries(accounts: None, as_: Callable[[str], Client]) -> None:
    client = as_("reader")
    client.get(reverse("second-factor"))
    device = TOTPDevice.objects.get(user__username="reader")
    client.post(reverse("second-factor"), {"code": code_of(device)})
    client.post(reverse("second-factor-remove"), {"password": SECRET})
    told = [(one.author, json.loads(one.body or "")["what"]) for one in Entry.objects.filter(kind="account").order_by("-seq")[:2]]
    assert told == [("reader", "no_factor"), ("reader", "factor")]
    assert device.key not in " ".join(one.body or "" for one in Entry.objects.all()) and verify().holds


def test_tokens_die_with_the_password_and_at_their_time(accounts: None) -> None:
    first = create_token("reader", author="reader", days=1)
    assert owner_of(first) is not None
    ApiToken.objects.update(expires="2020-01-01T00:00:00Z")
    assert owner_of(first) is None
    second = create_token("reader", author="reader")
    set_password("reader", "another sentence for the door", author="reader")
    assert owner_of(second) is None and verify().holds
    for days in (0, -1, 100_000):
        with pytest.raises(RecordError, match="lasts from 1"):
            create_token("reader", author="reader", days=days)


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Forwarded-Proto", "Forwarded", "Via", "X-Real-IP"])
def test_desk_of_this_machine_answers_nothing_that_a_web_server_passed_on(header: str) -> None:
    token = LINKS.give(local_account("ana"))
    client = Client(headers={header: "192.0.2.7"})
    assert client.get(reverse("enter", args=[token])).status_code == 403 and not is_signed_in(client)
    assert client.get(reverse("sign-in")).status_code == 403


SERVE = """
import sys, threading
from sulh.desk.serving import open_desk
desk = open_desk(create=True)
print(desk.address, desk.link(), flush=True)
desk.run()
"""


@pytest.mark.slow
def test_desk_behind_a_web_server_on_the_same_machine_is_a_desk_for_others(tmp_path: Path) -> None:
    drop = ("SULH_DATABASE_URL", "DJANGO_SETTINGS_MODULE", "SULH_DESK_LOCAL")
    environment = {name: value for name, value in os.environ.items() if name not in drop}
    environment |= {"SULH_RECORD": str(tmp_path / "record.db"), "SULH_DESK_PROXY": "127.0.0.1", "SULH_DESK_HOSTS": "desk.example.org"}
    refused = subprocess.run([sys.executable, "-c", SERVE], env=environment, capture_output=True, text=True, check=False)
    assert "needs accounts with passwords" in refused.stderr
    words = [sys.executable, "-m", "sulh", "user", "add", "ana", "--role", "admin", "--password", SECRET]
    subprocess.run(words, env=environment, check=True, capture_output=True)
    with subprocess.Popen([sys.executable, "-c", SERVE], env=environment, stdout=subprocess.PIPE, text=True) as served:
        try:
            assert served.stdout is not None
            address, link = served.stdout.readline().split()
            assert link == "None"
            passed = {"Host": "desk.example.org", "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}
            with urllib.request.urlopen(urllib.request.Request(f"{address}sign-in/", headers=passed)) as answer:
                assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
                assert all("Secure" in cookie for cookie in answer.headers.get_all("Set-Cookie"))
        finally:
            served.terminate()


def test_own_password_is_changed_with_the_old_one(accounts: None, as_: Callable[[str], Client]) -> None:
    client = as_("reader")
    fresh = "another sentence for the door"
    form = {"old_password": "wrong", "new_password1": fresh, "new_password2": fresh}
    assert client.post(reverse("account-password"), form).status_code == 400
    assert client.post(reverse("account-password"), {**form, "old_password": SECRET}).status_code == 302
    assert is_signed_in(client)
    assert User.objects.get(username="reader").check_password(fresh)
    assert fresh not in "".join(str(body) for body in Entry.objects.values_list("body", flat=True))


def test_language_is_kept_with_the_account(accounts: None, as_: Callable[[str], Client]) -> None:
    as_("reader").post(reverse("language"), {"language": "ar"})
    page = as_("reader").get(reverse("account")).content.decode()
    assert '<html lang="ar" dir="rtl">' in page
    as_("reader").post(reverse("language"), {"language": "xx"})
    assert User.objects.get(username="reader").language == "ar"


def test_visitor_keeps_the_language_in_a_cookie() -> None:
    client = Client()
    client.post(reverse("language"), {"language": "ar"})
    assert '<html lang="ar" dir="rtl">' in client.get(reverse("sign-in")).content.decode()


def test_form_of_another_site_is_refused(accounts: None) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get(username="admin"), backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(reverse("account-add"), {"name": "intruder"}).status_code == 403


def test_administrator_makes_and_changes_accounts(accounts: None, as_: Callable[[str], Client]) -> None:
    client = as_("admin")
    client.post(reverse("account-add"), {"name": "new", "password": SECRET, "role": "reviewer", "new_group": "envoys, press"})
    made = User.objects.get(username="new")
    assert made.role == "reviewer" and sorted(made.groups.values_list("name", flat=True)) == ["envoys", "press"]
    change = reverse("account-change", args=["new"])
    client.post(change, {"what": "role", "role": "editor"})
    client.post(change, {"what": "groups", "group": ["press"]})
    client.post(change, {"what": "password", "password": "short"})
    made.refresh_from_db()
    assert made.role == "editor" and list(made.groups.values_list("name", flat=True)) == ["press"] and made.check_password(SECRET)
    client.post(change, {"what": "deactivate"})
    made.refresh_from_db()
    assert not made.is_active
    client.post(change, {"what": "activate"})
    made.refresh_from_db()
    assert made.is_active
    client.post(reverse("account-change", args=["admin"]), {"what": "deactivate"})
    assert User.objects.get(username="admin").is_active
