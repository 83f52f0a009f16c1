"""The desk's tests: a small record with documents at every sharing level, and a client for every kind of visitor."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

_TESTS = str(Path(__file__).resolve().parent.parent)
if _TESTS not in sys.path:
    sys.path.insert(0, _TESTS)

django = pytest.importorskip("django")
django.setup()

from django.test import Client  # noqa: E402
from made_once import made_once  # noqa: E402
from reports import report  # noqa: E402

from sulh.model import Reading  # noqa: E402

SECRET = "a long sentence nobody guesses"
ROLES = ("admin", "editor", "reviewer", "reader")
# Words that stand in the documents of one sharing level only.
MARKS = {"public": "Publicville", "team": "Teamville", "restricted": "Secretville"}


@dataclass(frozen=True)
class Held:
    """What the record of a test holds: identifiers by sharing level."""

    documents: dict[str, str]
    meetings: dict[str, str]
    claims: dict[str, str]
    commitments: dict[str, str]
    rivals: str  # a meeting of two documents that give it two days
    proposal: str
    merge: int  # a decision that merged
    actor: str
    track: str
    incidents: dict[str, str]


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """Every test here has a record of its own."""


def _marked(number: int, city: str, start: str) -> Reading:
    made = report(
        number, city=city, ordinal=None, track=f"{city} talks", start=start, country="CH", issues=("prisoners",),
        promise=f"They agreed in {city} to release everybody by 1 March 2022.", due="2022-03-01",
        people=(("Ann Envoy", "Envoy", "RUS", True),),
    )  # fmt: skip
    return replace(made, document=replace(made.document, title=f"News of {city}"))


def _incident(document: str, city: str) -> str:
    """A report, an assessment and a response that cite a document, joined to one incident; each is seen as widely as the document."""
    from sulh.model import Span
    from sulh.record.entering import enter_many
    from sulh.record.incidents import join_incidents
    from sulh.record.viewers import local_viewer

    viewer, cite = local_viewer("tests"), Span(f"sha256:{document}", 0, 9)
    told = (
        ("report", {"what": "shelling", "start": "2022-01-05", "place": city, "by": "RUS"}),
        ("assessment", {"state": "verified", "by": "united-nations", "place": city, "finding": f"Seen in {city}."}),
        ("response", {"what": "denied", "by": "RUS", "answer": f"Nothing in {city}."}),
    )
    first, *others = [enter_many(viewer, [(None, values, cite, "")], kind=kind)[0] for kind, values in told]
    for other in others:
        join_incidents(viewer, first, other, reason=f"both of {city}")
    return first


@pytest.fixture
def accounts() -> None:
    """An account for each role; the reviewer is of the group that the restricted document is for."""
    made_once("accounts", _accounts)


def _accounts() -> None:
    from sulh.record.accounts import create_user

    for role in ROLES:
        create_user(role, SECRET, role, ("envoys",) if role == "reviewer" else (), author="tests")


@pytest.fixture
def held(accounts: None) -> Held:
    """The record: one document at each level, two that disagree, and a pair that may be one meeting."""
    return made_once("documents at every level", _held)


def _held() -> Held:
    from sulh.record.adding import add
    from sulh.record.projection.models import Claim, Commitment, Decision, Mention, Proposal, Source

    documents, meetings, claims, commitments = {}, {}, {}, {}
    for number, (level, city) in enumerate(MARKS.items(), 1):
        reading = _marked(number, city, f"2022-0{number}-10")
        list(add([reading], author="tests", level=level, groups=("envoys",) if level == "restricted" else ()))
        key = reading.document.id
        documents[level] = key.removeprefix("sha256:")
        meetings[level] = str(Mention.objects.get(source=key, kind="meeting").meeting)
        claims[level] = Claim.objects.get(source=key, property="city").pk
        commitments[level] = str(Commitment.objects.get(source=key).pk)
    three = [report(11, start="2021-07-07"), report(12, start="2021-07-07", end="2021-07-08"), report(13, start="2021-07-07")]
    list(add(three, author="tests"))
    # Days that overlap in one city, and nobody named by either: for a person to decide.
    list(add([report(21, kind="consultation", ordinal=None, track=None, start="2020-05-05", roles={})], author="tests"))
    list(
        add(
            [report(22, kind="visit", city=None, country=None, ordinal=None, start="2020-05-05", end="2020-05-06", roles={})],
            author="tests",
        )
    )
    rivals = Mention.objects.filter(source__title="Report 11", kind="meeting").values_list("meeting", flat=True)[0]
    assert Source.objects.count() == 8
    return Held(
        documents, meetings, claims, commitments, str(rivals),
        proposal=Proposal.objects.filter(status="open").values_list("pk", flat=True)[0],
        merge=Decision.objects.filter(kind="merge").values_list("pk", flat=True)[0],
        actor="RUS", track="astana-format", incidents={},
    )  # fmt: skip


@pytest.fixture
def held_with_incidents(held: Held) -> Held:
    """The record, with an incident told by each of the documents at a level."""
    return made_once(
        "incidents at every level",
        lambda: replace(held, incidents={level: _incident(held.documents[level], city) for level, city in MARKS.items()}),
    )


@pytest.fixture
def as_(accounts: None) -> Callable[[str], Client]:
    """A client signed in as the account of that name; `anonymous` is nobody."""

    def signed_in(name: str) -> Client:
        from sulh.record.models import User

        client = Client()
        if name != "anonymous":
            client.force_login(User.objects.get(username=name), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


@pytest.fixture
def public_view(settings: object) -> Iterator[None]:
    """Visitors without an account see what is shared with everybody."""
    settings.PUBLIC_VIEW = True  # type: ignore[attr-defined]
    yield
