"""A small record for tests of the API: one document for everybody, two for the team, and an account of each role."""

from __future__ import annotations

from dataclasses import dataclass

from reports import report

from sulh.record.adding import add
from sulh.record.models import User
from sulh.record.projection.models import Source
from sulh.record.tokens import create_token

ROLES = ("reader", "reviewer", "editor", "admin")


@dataclass(frozen=True, slots=True)
class World:
    """Tokens by role, and the identifiers of the documents."""

    tokens: dict[str, str]
    public: str
    team: str


def make_world() -> World:
    public = report(1, people=[("Alexander Lavrentiev", "envoy", "RUS", True)], promise="They agreed to exchange prisoners.", due="2021-12")
    team = report(2, start="2021-07-08", roles={"RUS": "participant", "JOR": "observer"}, issues=["prisoners"])
    other = report(3, ordinal=9, start="2018-05-14", city="Astana", published="2018-05-16")
    list(add([public], author="clerk", level="public"))
    list(add([team, other], author="clerk", level="team"))
    assert Source.objects.count() == 3
    tokens = {}
    for role in ROLES:
        User.objects.create(username=f"{role}-1", role=role)
        tokens[role] = create_token(f"{role}-1", "tests", author="clerk")
    return World(tokens, public.document.id, team.document.id)
