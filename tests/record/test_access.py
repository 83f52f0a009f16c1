"""Who may do and see what."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.contrib.auth.models import Group
from reports import report

from sulh.model import AccessError, RecordError
from sulh.record.access import ACTIONS, audience_id, may, require, stricter, visible
from sulh.record.adding import add
from sulh.record.models import User
from sulh.record.projection.models import Claim, Source
from sulh.record.shapes import Viewer
from sulh.record.viewers import local_viewer, viewer_of


@pytest.fixture
def three() -> dict[str, str]:
    """One document for everybody, one for the team, one for a group: level -> identifier."""
    for number, level in enumerate(("public", "team", "restricted"), 1):
        list(add([report(number)], author="a", level=level, groups=["talks"] if level == "restricted" else []))
    return dict(Source.objects.values_list("audience__level", "pk"))


def account(name: str, role: str = "reader", groups: tuple[str, ...] = ()) -> User:
    user = User.objects.create(username=name, role=role)
    user.groups.set([Group.objects.get_or_create(name=group)[0] for group in groups])
    return user


def seen(viewer: Viewer) -> set[str]:
    return set(visible(Source.objects.all(), viewer).values_list("audience__level", flat=True))


@pytest.mark.usefixtures("three")
def test_audience_decides_what_is_seen_and_not_the_role() -> None:
    assert seen(viewer_of(None)) == {"public"}
    for role in User.Role.values:
        assert seen(viewer_of(account(f"{role}-out", role))) == {"public", "team"}
        assert seen(viewer_of(account(f"{role}-in", role, ("talks",)))) == {"public", "team", "restricted"}
        assert seen(viewer_of(account(f"{role}-other", role, ("press",)))) == {"public", "team"}
    assert seen(local_viewer("anna")) == {"public", "team", "restricted"}


@pytest.mark.usefixtures("three")
def test_closed_account_is_the_public() -> None:
    user = account("boris", "admin", ("talks",))
    user.is_active = False
    viewer = viewer_of(user)
    assert (viewer.role, seen(viewer)) == ("public", {"public"})


@pytest.mark.usefixtures("three")
def test_group_whose_name_is_a_part_of_another_sees_nothing_of_it() -> None:
    assert seen(viewer_of(account("carla", groups=("talk",)))) == {"public", "team"}


@pytest.mark.usefixtures("three")
def test_rows_are_cut_along_a_path() -> None:
    claims = visible(Claim.objects.all(), viewer_of(None), "source__audience")
    assert {claim.source.audience.level for claim in claims} == {"public"}


def test_each_role_includes_the_one_below() -> None:
    roles = ("public", "reader", "reviewer", "editor", "admin")
    for lower, higher in pairwise(roles):
        assert ACTIONS[lower] < ACTIONS[higher]
    assert not may(Viewer("x", "nobody", "public", frozenset()), "read")
    with pytest.raises(AccessError, match="may not edit"):
        require(Viewer("x", "reviewer", "public", frozenset()), "edit")
    with pytest.raises(RecordError, match="no action"):
        may(Viewer("x", "admin", "public", frozenset()), "fly")


def test_groups_read_with_an_account_are_good_for_one_look() -> None:
    key = account("dalia", groups=("talks", "envoys")).pk
    held = User.objects.get(pk=key)  # as a request reads it
    assert viewer_of(held).scope == "team|envoys|talks"
    User.objects.get(pk=key).groups.remove(Group.objects.get(name="talks"))
    assert viewer_of(held).scope == "team|envoys"  # the same object, asked again
    User.objects.get(pk=key).groups.clear()
    assert viewer_of(User.objects.get(pk=key)).scope == "team"


def test_audience_has_the_same_key_every_time_and_order_of_groups_does_not_matter() -> None:
    assert audience_id("restricted", ["b", "a"]) == audience_id("restricted", ("a", "b", "a"))
    assert audience_id("team") != audience_id("public")


@pytest.mark.parametrize(
    ("one", "other", "narrower"),
    [
        (("public", ()), ("team", ()), ("team", ())),
        (("team", ()), ("team", ()), ("team", ())),
        (("restricted", ("a",)), ("team", ()), ("restricted", ("a",))),
        (("restricted", ("a", "b")), ("restricted", ("b", "c")), ("restricted", ("b",))),
        (("restricted", ("a",)), ("restricted", ("b",)), ("restricted", ("(nobody)",))),
    ],
)
def test_stricter_of_two_audiences(
    one: tuple[str, tuple[str, ...]], other: tuple[str, tuple[str, ...]], narrower: tuple[str, tuple[str, ...]]
) -> None:
    assert stricter(one, other) == narrower
