"""An account that puts itself into the group for lists of persons waits until another lets it in."""

from __future__ import annotations

import json

import pytest

from sulh.model import AccessError, InvalidError
from sulh.record import accounts
from sulh.record.ledger import verify
from sulh.record.models import Entry, User
from sulh.record.persons.letting_in import let_in, waiting_for_role
from sulh.record.viewers import local_viewer, viewer

pytestmark = pytest.mark.django_db


def made(*names: str, role: str = "admin") -> None:
    for name in names:
        accounts.create_user(name, None, role, author="installer")


def groups(name: str) -> list[str]:
    return sorted(User.objects.get(username=name).groups.values_list("name", flat=True))


def test_administrator_who_joins_waits_for_another_account() -> None:
    made("ada", "bo")
    assert not accounts.set_groups("ada", ["Office", "persons"], author="ada")
    assert groups("ada") == ["Office"] and waiting_for_role() == ["ada"]
    for own in (viewer("ada", "admin", "team|Office"), viewer("x for ada", "admin", "team"), local_viewer("root")):
        with pytest.raises(InvalidError, match="second person"):
            let_in(own, "ada")
    with pytest.raises(AccessError, match="for administrators to say"):
        let_in(viewer("eve", "editor", "team|Office"), "ada")
    let_in(viewer("bo", "admin", "team"), "ada")
    assert groups("ada") == ["Office", "persons"] and waiting_for_role() == [] and verify().holds
    with pytest.raises(InvalidError, match="does not ask"):
        let_in(viewer("bo", "admin", "team"), "ada")


def test_somebody_who_works_with_lists_lets_in_too_and_who_left_is_not_let_in_by_an_old_wish() -> None:
    made("ada", "bo")
    accounts.set_groups("ada", ["persons"], author="ada")
    let_in(viewer("cem", "editor", "team|persons"), "ada")
    assert groups("ada") == ["persons"]
    accounts.set_groups("ada", [], author="bo")
    assert waiting_for_role() == []


def test_another_administrator_puts_an_account_in_at_once() -> None:
    made("ada", "bo")
    assert accounts.set_groups("ada", ["persons"], author="bo") and groups("ada") == ["persons"]


def test_only_account_needs_nobody_and_the_ledger_says_so() -> None:
    made("ada")
    assert accounts.set_groups("ada", ["persons"], author="ada") and groups("ada") == ["persons"]
    assert json.loads(Entry.objects.filter(kind="account").latest("seq").body or "")["alone"] is True and verify().holds


def test_account_that_somebody_makes_for_himself_waits_as_well() -> None:
    made("bo")
    accounts.create_user("ada", None, "admin", ["Office", "persons"], author="ada")
    assert groups("ada") == ["Office"] and waiting_for_role() == ["ada"]
