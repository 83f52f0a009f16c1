"""Who signs: the account of the operating system that runs a command, whatever it is told."""

from __future__ import annotations

import pytest

from sulh.model import AccessError
from sulh.record.accounts import create_user, deactivate, set_role
from sulh.record.authors import author_of, running


@pytest.mark.parametrize("name", ["LOGNAME", "USER", "LNAME", "USERNAME", "SUDO_USER"])
def test_environment_does_not_say_who_runs_a_command(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    before = running()
    monkeypatch.setenv(name, "minister")
    assert running() == author_of(None) == before


def test_whoever_holds_a_record_without_accounts_may_act_for_others_and_is_named() -> None:
    assert author_of("anna") == f"{running()} for anna"
    assert author_of(running()) == author_of("") == author_of(" ") == running()


def test_in_a_record_with_accounts_only_an_administrator_acts_for_others() -> None:
    create_user("anna", "seven green bicycles", "admin", author="tests")
    with pytest.raises(AccessError, match="may not sign for anna"):
        author_of("anna")
    create_user(running(), "seven green bicycles", "editor", author="tests")
    with pytest.raises(AccessError, match="may not sign for anna"):
        author_of("anna")
    set_role(running(), "admin", author="tests")
    assert author_of("anna") == f"{running()} for anna"
    deactivate(running(), author="tests")
    with pytest.raises(AccessError):
        author_of("anna")
    assert author_of(None) == running()
