"""The API: who gets what, in which shape, and what a decision over it does."""

from __future__ import annotations

import json
from typing import Any

import pytest

pytest.importorskip("ninja")
pytestmark = pytest.mark.django_db

from desk.api_world import ROLES, World, make_world  # noqa: E402
from django.test import Client  # noqa: E402

from sulh.record.accounts import deactivate  # noqa: E402
from sulh.record.models import ApiToken, Entry  # noqa: E402
from sulh.record.projection.models import Claim, Decision  # noqa: E402
from sulh.record.tokens import create_token, owner_of, revoke_token, tokens  # noqa: E402


class Program:
    """A program that asks with a token, or without one."""

    def __init__(self, token: str | None = None) -> None:
        self._client = Client(raise_request_exception=True)
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}

    def get(self, path: str, status: int = 200) -> Any:
        response = self._client.get(f"/api/{path}", headers=self._headers, secure=True)
        assert response.status_code == status, response.content
        return json.loads(response.content)

    def post(self, path: str, body: object, status: int = 201) -> Any:
        sent = json.dumps(body)
        response = self._client.post(f"/api/{path}", sent, content_type="application/json", headers=self._headers, secure=True)
        assert response.status_code == status, response.content
        return json.loads(response.content)


@pytest.fixture
def world(settings: Any) -> World:
    if not getattr(settings, "ROOT_URLCONF", None):
        settings.ROOT_URLCONF = "desk.api_urls"
    settings.PUBLIC_VIEW = True
    return make_world()


@pytest.fixture
def public(world: World) -> Program:
    return Program()


@pytest.fixture
def team(world: World) -> dict[str, Program]:
    return {role: Program(world.tokens[role]) for role in ROLES}


def test_public_sees_public_things_only(world: World, public: Program) -> None:
    documents = public.get("documents")
    assert [one["id"] for one in documents["rows"]] == [world.public] and documents["total"] == 1
    (meeting,) = public.get("meetings")["rows"]
    assert meeting["sources"] == 1 and meeting["disputed"] == []
    assert {one["actor"]["id"] for one in meeting["participants"]} == {"RUS", "IRN", "TUR"}
    assert public.get(f"documents/{world.team}", 404)["error"]["code"] == "not_found"
    assert public.get("actors/JOR", 404)["error"]["code"] == "not_found"
    assert public.get("search?q=report")["total"] == 1
    assert public.get("process")["documents"] == 1
    assert public.get("ledger", 401)["error"]["code"] == "unauthorized"


def test_token_opens_what_its_account_may_see(team: dict[str, Program]) -> None:
    reader = team["reader"]
    assert reader.get("documents")["total"] == 3
    merged = reader.get("meetings?actor=JOR")["rows"][0]
    trackless = {one["id"] for one in reader.get("meetings")["rows"] if not one["track"]}
    assert {one["id"] for one in reader.get("meetings?track=none")["rows"]} == trackless
    assert merged["sources"] == 2 and merged["disputed"] == ["start"]
    told = reader.get(f"meetings/{merged['id']}")
    assert [value["label"] for value in told["values"]["start"]] == ["7 July 2021", "8 July 2021"]
    assert len(told["documents"]) == 2 and len(told["merges"]) == 1


def test_public_is_not_let_in_where_the_desk_is_closed_to_it(world: World, settings: Any) -> None:
    settings.PUBLIC_VIEW = False
    assert Program().get("meetings", 401)["error"]["code"] == "unauthorized"
    assert Program(world.tokens["reader"]).get("meetings")["total"] == 2


@pytest.mark.parametrize("token", ["sulh_wrong", "", " ", "é", "a b"])
def test_wrong_token_is_not_the_public(world: World, token: str) -> None:
    response = Client().get("/api/meetings", headers={"Authorization": f"Bearer {token}"}, secure=True)
    assert response.status_code == 401 and response.headers["WWW-Authenticate"] == "Bearer"
    assert json.loads(response.content)["error"]["code"] == "unauthorized"


def test_session_of_the_desk_does_not_count(world: World, public: Program) -> None:
    claim = Claim.objects.order_by("seq").values_list("pk", flat=True)[0]
    assert public.post("decisions/accept", {"claims": [claim]}, 401)["error"]["code"] == "unauthorized"


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("meetings?limit=0", 422, "invalid"),
        ("meetings?since=2021-02-30", 422, "invalid"),
        ("meetings?issue=weather", 422, "invalid"),
        ("meetings?until=-8.025e-246", 422, "invalid"),
        ("meetings?since=1485216000", 422, "invalid"),
        ("meetings?track=astana-process&track=geneva-process", 422, "invalid"),
        ("search", 422, "invalid"),
        ("meetings/none", 404, "not_found"),
        ("claims?document=abc", 404, "not_found"),
        ("nowhere", 404, "not_found"),
        ("decisions/accept", 405, "method_not_allowed"),
    ],
)
def test_failures_have_one_shape(public: Program, path: str, status: int, code: str) -> None:
    failure = public.get(path, status)
    assert set(failure) == {"error"} and set(failure["error"]) == {"code", "message", "details"}
    assert failure["error"]["code"] == code and failure["error"]["message"]


def test_method_that_is_not_taken_names_those_that_are(world: World) -> None:
    response = Client().delete("/api/meetings", secure=True)
    assert response.status_code == 405 and response.headers["Allow"] == "GET"


def test_pages_of_a_list_come_to_the_whole(team: dict[str, Program]) -> None:
    whole = team["reader"].get("claims?limit=200")
    parts = [team["reader"].get(f"claims?limit=7&offset={offset}") for offset in range(0, whole["total"], 7)]
    assert [one["id"] for part in parts for one in part["rows"]] == [one["id"] for one in whole["rows"]]
    assert {part["total"] for part in parts} == {whole["total"]} and len(whole["rows"]) == whole["total"]


def test_filters_narrow(team: dict[str, Program]) -> None:
    reader = team["reader"]
    assert reader.get("meetings?since=2020-01-01")["total"] == 1
    assert reader.get("meetings?until=2020-01-01")["total"] == 1
    assert reader.get("meetings?issue=prisoners")["total"] == 1
    assert reader.get("meetings?track=astana-process")["total"] == 2
    assert reader.get("commitments?actor=RUS&status=0")["total"] == 1
    assert reader.get("commitments?actor=IRN")["total"] == 0
    assert [one["name"] for one in reader.get("places")] == ["Astana"]
    assert len(reader.get("timeline?since=2020-01-01")["meetings"]) == 1
    assert {one["actor"]["id"] for one in reader.get("network?actor=JOR")["nodes"]} == {"RUS", "IRN", "TUR", "JOR"}


def test_reviewer_decides_and_the_ledger_names_the_account(team: dict[str, Program]) -> None:
    claim = team["reviewer"].get("claims?property=city&status=proposed")["rows"][0]
    seq = team["reviewer"].post("decisions/accept", {"claims": [claim["id"]], "reason": "seen"})["seq"]
    told = team["reader"].get(f"claims/{claim['id']}")
    assert (told["status"], told["decided_by"], told["reason"]) == ("accepted", "reviewer-1", "seen")
    assert team["reader"].get(f"decisions?target={claim['id']}")["rows"][0]["seq"] == seq
    team["reviewer"].post("decisions/undo", {"decision": seq})
    assert team["reader"].get(f"claims/{claim['id']}")["status"] == "proposed"
    assert team["admin"].get("ledger?limit=1")["rows"][0]["kind"] == "undo"


def test_correction_is_shown_and_an_impossible_one_is_a_conflict(team: dict[str, Program]) -> None:
    claim = team["reviewer"].get("claims?property=city")["rows"][0]
    team["reviewer"].post("decisions/correct", {"claim": claim["id"], "value": "Almaty"})
    assert team["reader"].get(f"claims/{claim['id']}")["decided"] == "Almaty"
    assert team["reviewer"].post("decisions/correct", {"claim": claim["id"], "value": 7}, 422)["error"]["code"] == "invalid"


def test_decision_against_a_state_that_is_gone_is_a_conflict(team: dict[str, Program]) -> None:
    claim = team["reader"].get("claims?property=city&status=proposed")["rows"][0]
    team["reviewer"].post("decisions/reject", {"claim": claim["id"], "state": claim["state"]})
    late = {"claims": [claim["id"]], "states": {claim["id"]: claim["state"]}}
    assert "reviewer-1" in team["reviewer"].post("decisions/accept", late, 409)["error"]["message"]
    assert team["reader"].get(f"claims/{claim['id']}")["status"] == "rejected"


def test_split_and_merge(team: dict[str, Program]) -> None:
    merged = next(one for one in team["reader"].get("meetings")["rows"] if one["sources"] == 2)
    mention = team["reader"].get(f"meetings/{merged['id']}")["mentions"][1]["id"]
    team["reviewer"].post("decisions/split", {"mention": mention})
    assert team["reader"].get("meetings")["total"] == 3
    team["reviewer"].post("decisions/merge", {"left": merged["id"], "right": mention})
    assert team["reader"].get("meetings")["total"] == 2
    assert team["reviewer"].post("decisions/merge", {"left": merged["id"], "right": mention}, 409)["error"]["code"] == "conflict"


@pytest.mark.parametrize("what", ["accept", "reject", "withdraw", "correct", "merge", "split", "apart", "undo"])
def test_reader_decides_nothing(team: dict[str, Program], what: str) -> None:
    claim = team["reader"].get("claims")["rows"][0]["id"]
    bodies: dict[str, dict[str, object]] = {
        "accept": {"claims": [claim]},
        "correct": {"claim": claim, "value": "x"},
        "merge": {"left": "a", "right": "b"},
        "split": {"mention": "a"},
        "apart": {"proposal": "a"},
        "undo": {"decision": 1},
    }
    before = Entry.objects.count()
    assert team["reader"].post(f"decisions/{what}", bodies.get(what, {"claim": claim}), 403)["error"]["code"] == "forbidden"
    assert Entry.objects.count() == before


def test_decision_about_something_hidden_says_that_it_is_not_there(world: World, team: dict[str, Program]) -> None:
    from sulh.record import decisions
    from sulh.record.viewers import local_viewer

    decisions.share(local_viewer("clerk"), world.team, "restricted", ["envoys"])
    claim = Claim.objects.filter(source=world.team).values_list("pk", flat=True)[0]
    hidden, absent = (team["reviewer"].post("decisions/reject", {"claim": name}, 404)["error"] for name in (claim, "x"))
    assert hidden["message"] == absent["message"].replace(" x", f" {claim}")
    assert not Decision.objects.filter(kind="reject").exists()


def test_only_admins_read_the_ledger(team: dict[str, Program]) -> None:
    for role in ("reader", "reviewer", "editor"):
        assert team[role].get("ledger", 403)["error"]["code"] == "forbidden"
    assert team["admin"].get("ledger?limit=1")["total"] == Entry.objects.count()


def test_description_says_where_no_token_is_needed(public: Program) -> None:
    paths = public.get("openapi.json")["paths"]
    assert {} in paths["/api/meetings"]["get"]["security"]
    assert {} not in paths["/api/ledger"]["get"]["security"]
    assert {} not in paths["/api/decisions/accept"]["post"]["security"]
    assert {"401", "403", "404", "409", "422"} <= set(paths["/api/decisions/accept"]["post"]["responses"])


def test_codebook_says_what_codes_mean(public: Program) -> None:
    meanings = {(one["table"], one["column"]): one["definition"] for one in public.get("codebook")}
    assert meanings["Issue", "prisoners"]


def test_secret_of_a_token_is_not_kept(world: World) -> None:
    secret = world.tokens["reader"]
    kept = " ".join(str(value) for row in ApiToken.objects.values_list() for value in row)
    kept += " ".join(str(value) for row in Entry.objects.values_list() for value in row)
    assert secret not in kept and secret.removeprefix("sulh_") not in kept


def test_token_taken_back_or_of_a_closed_account_opens_nothing(world: World) -> None:
    first = world.tokens["reader"]
    second = create_token("reader-1", "second", author="clerk")
    assert [one.label for one in tokens("reader-1")] == ["second", "tests"]
    revoke_token("reader-1", tokens("reader-1")[1].pk, author="clerk")
    assert owner_of(first) is None and owner_of(second) is not None
    deactivate("reader-1", author="clerk")
    assert owner_of(second) is None
    assert Program(second).get("meetings", 401)["error"]["code"] == "unauthorized"


def uploaded(client: Any, token: str, status: int = 202, **shared: Any) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    sent = {"files": [SimpleUploadedFile("talks.txt", b"Envoys of Russia and Iran met in Geneva on 2 March 2023.")], **shared}
    answer = client.post("/api/uploads", sent, headers={"Authorization": f"Bearer {token}"}, secure=True)
    assert answer.status_code == status, answer.content
    return answer


@pytest.mark.parametrize("group", ["", "x\x00y", "a" * 121])
def test_upload_for_a_group_that_cannot_be_one_is_refused(world: World, group: str) -> None:
    uploaded(Client(), world.tokens["editor"], 422, level="restricted", groups=[group])
    uploaded(Client(), world.tokens["editor"], 422, groups=[group])


def test_upload_is_taken_with_202_and_the_address_of_its_job(world: World, team: dict[str, Program]) -> None:
    answer = uploaded(Client(), world.tokens["editor"], level="team")
    (job,) = json.loads(answer.content)["jobs"]
    assert answer.headers["Location"] == job["address"] == f"/api/jobs/{job['id']}"
    assert (job["state"], job["name"], job["document"]) == ("waiting", "talks.txt", None)
    assert team["editor"].get(f"jobs/{job['id']}") == job
    assert team["admin"].get(f"jobs/{job['id']}")["name"] == "talks.txt"
    for role, status in (("reader", 403), ("reviewer", 403)):
        team[role].get(f"jobs/{job['id']}", status)
        team[role].post(f"jobs/{job['id']}/cancel", {}, status)
    Program().get(f"jobs/{job['id']}", 401)
    assert team["editor"].post(f"jobs/{job['id']}/cancel", {}, 200)["state"] == "cancelled"
    team["editor"].post(f"jobs/{job['id']}/cancel", {}, 409)
    team["editor"].get("jobs/99999", 404)


def test_upload_of_those_who_may_not_and_with_a_sharing_that_means_nothing_is_refused(world: World) -> None:
    uploaded(Client(), world.tokens["reviewer"], 403)
    uploaded(Client(), "wrong", 401)
    uploaded(Client(), world.tokens["editor"], 422, level="restricted")
    uploaded(Client(), world.tokens["editor"], 422, level="clay")


def test_export_is_sent_as_a_file_and_noted(team: dict[str, Program]) -> None:
    reader = team["reader"]
    answer = reader._client.post("/api/exports", {"to": "csv"}, content_type="application/json", headers=reader._headers, secure=True)
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    answer.close()
    assert answer.status_code == 200 and content.startswith(b"PK") and "attachment" in answer["Content-Disposition"]
    last = Entry.objects.order_by("-seq").first()
    assert last is not None and last.kind == "export"
    nothing = {"to": "csv", "filters": {"text": "words that stand nowhere"}}
    assert reader.post("exports", nothing, 404)["error"]["code"] == "not_found"
    assert Entry.objects.order_by("-seq").values_list("pk", flat=True).first() == last.pk


def test_status_of_a_promise_counts_from_the_day_the_words_tell_of(world: World, team: dict[str, Program]) -> None:
    editor = team["editor"]
    (promise,) = editor.get("commitments")["rows"]
    cite = {"document": world.team, "start": 0, "end": 9}
    body = {"commitment": promise["id"], "status": "3", "cite": cite, "happened": "2022-01-05", "reason": "All are free."}
    for program, given, status in ((team["reviewer"], {}, 403), (editor, {"happened": "soon"}, 422), (editor, {"state": "77"}, 409)):
        program.post("decisions/status", body | given, status)
    editor.post("decisions/status", body)
    found = editor.get(f"commitments/{promise['id']}")
    assert (found["outcome"]["state"], found["outcome"]["days_late"]) == ("kept_late", 5)
    assert found["evidence"][0]["happened"] == "2022-01-05"
    editor.post("decisions/status", body | {"happened": ""})
    assert editor.get(f"commitments/{promise['id']}")["outcome"]["days_late"] is None
