"""Accounts: every change is in the ledger, a password never is."""

from __future__ import annotations

import json

import pytest

from sulh.model import RecordError
from sulh.record import accounts
from sulh.record.ledger import head, verify
from sulh.record.models import Entry, User

PASSWORD = "seven green bicycles"


def create(name: str = "boris", role: str = "reader", groups: tuple[str, ...] = ()) -> User:
    return accounts.create_user(name, PASSWORD, role, groups, author="anna")


def test_every_change_is_in_the_ledger_with_its_author_and_without_the_password() -> None:
    create(groups=("talks",))
    accounts.set_role("boris", "editor", author="anna")
    accounts.set_groups("boris", ["press"], author="anna")
    accounts.set_password("boris", "nine purple umbrellas", author="boris")
    accounts.deactivate("boris", author="anna")
    accounts.activate("boris", author="anna")
    told = [json.loads(body or "") for body in Entry.objects.order_by("seq").values_list("body", flat=True)]
    assert [one["what"] for one in told] == ["create", "role", "groups", "password", "deactivate", "activate"]
    assert {one["target"] for one in told} == {"boris"}
    everything = " ".join(" ".join(map(str, row)) for row in Entry.objects.values_list())
    assert "bicycles" not in everything and "umbrellas" not in everything and "argon2" not in everything
    user = User.objects.get()
    assert user.check_password("nine purple umbrellas") and user.password.startswith("argon2")
    assert (user.role, [group.name for group in user.groups.all()], user.is_active) == ("editor", ["press"], True)
    assert verify().holds


@pytest.mark.parametrize("password", ["short", "password1234", "123456789012345", "boris-boris1"])
def test_password_that_is_easily_guessed_is_refused(password: str) -> None:
    with pytest.raises(RecordError):
        accounts.create_user("boris-boris", password, "reader", author="anna")
    assert not User.objects.exists() and head()[0] == 0


@pytest.mark.parametrize("name", ["boris", "BORIS"])
def test_name_is_taken_whatever_its_case(name: str) -> None:
    create()
    with pytest.raises(RecordError, match="already"):
        create(name)


@pytest.mark.parametrize("name", ["", "two words", "a/b"])
def test_name_that_cannot_stand_in_an_address_is_refused(name: str) -> None:
    with pytest.raises(RecordError):
        create(name)


def test_role_and_account_that_are_not_there_are_named() -> None:
    with pytest.raises(RecordError, match="no role 'king'"):
        create(role="king")
    create()
    with pytest.raises(RecordError, match="no role"):
        accounts.set_role("boris", "king", author="anna")
    with pytest.raises(RecordError, match="no account carla"):
        accounts.deactivate("carla", author="anna")
    with pytest.raises(RecordError):
        accounts.set_groups("boris", ["a|b"], author="anna")
    assert [user.username for user in accounts.users()] == ["boris"]
