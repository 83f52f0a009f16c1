from __future__ import annotations

import json
import time
from http.server import BaseHTTPRequestHandler

import pytest
from model_server import EMPTY, answer, model_server, reply, status

from sulh.model import ModelError
from sulh.record.second_reader.server import Server, connected


def ask(url: str, *, key: str = "", timeout: float = 5.0) -> str:
    server = Server(url, "tiny:1b", key, timeout, sleep=lambda seconds: None)
    return server.ask("system", "question", {"type": "object"})


def test_question_is_asked_in_the_chat_protocol_with_the_shape_of_the_reply() -> None:
    with model_server(reply()) as there:
        assert json.loads(ask(there.url, key="secret")) == EMPTY
    (sent,) = there.sent
    assert sent.path == "/v1/chat/completions"
    assert sent.headers["Authorization"] == "Bearer secret"
    assert [one["role"] for one in sent.body["messages"]] == ["system", "user"]
    assert sent.body["model"] == "tiny:1b" and sent.body["temperature"] == 0
    assert sent.body["response_format"]["json_schema"] == {"name": "reading", "strict": True, "schema": {"type": "object"}}


def test_no_key_is_sent_where_there_is_none() -> None:
    with model_server(reply()) as there:
        ask(there.url)
    assert "Authorization" not in there.sent[0].headers


def test_address_with_the_whole_path_is_taken_as_it_is() -> None:
    with model_server(reply()) as there:
        ask(there.url + "/chat/completions")
        ask(there.url + "/")
    assert [one.path for one in there.sent] == ["/v1/chat/completions"] * 2


@pytest.mark.parametrize("code", [429, 500, 503])
def test_busy_server_is_asked_again(code: int) -> None:
    with model_server(status(code), status(code), reply()) as there:
        assert json.loads(ask(there.url)) == EMPTY
    assert len(there.sent) == 3


def test_server_that_stays_busy_is_given_up_with_its_own_words() -> None:
    busy = status(503, json.dumps({"error": {"message": "loading\nmodel"}}).encode())
    with model_server(busy) as there, pytest.raises(ModelError, match=r"^model tiny:1b at 127\.0\.0\.1:\d+: answers 503: loading model$"):
        ask(there.url)
    assert len(there.sent) == 3


def test_refused_key_is_not_tried_again_and_is_never_shown() -> None:
    refused = status(401, json.dumps({"error": {"message": "wrong key s3cr3t"}}).encode())
    with model_server(refused) as there, pytest.raises(ModelError, match="SULH_MODEL_KEY") as problem:
        ask(there.url, key="s3cr3t")
    assert len(there.sent) == 1
    assert "s3cr3t" not in str(problem.value) and "[key]" in str(problem.value)
    assert "s3cr3t" not in repr(Server(there.url, "tiny:1b", "s3cr3t"))


def test_redirection_is_not_followed() -> None:
    with model_server(reply()) as elsewhere:
        moved = status(307, Location=elsewhere.url + "/chat/completions")
        with model_server(moved) as there, pytest.raises(ModelError, match=r"307 .*not followed"):
            ask(there.url)
        assert elsewhere.sent == []


def test_proxy_of_the_environment_gets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with model_server(reply()) as proxy, model_server(reply()) as there:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url.removesuffix("/v1"))
        ask(there.url)
    assert proxy.sent == [] and len(there.sent) == 1


def test_server_that_is_not_there_is_named() -> None:
    with model_server(reply()) as there:
        pass
    with pytest.raises(ModelError, match=r"at 127\.0\.0\.1:\d+: cannot be reached"):
        ask(there.url)


def test_slow_server_is_not_waited_for_longer_than_asked() -> None:
    def slow(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(1.5)

    began = time.monotonic()
    with model_server(slow) as there, pytest.raises(ModelError, match="no answer within 1 seconds"):
        ask(there.url, timeout=0.4)
    assert time.monotonic() - began < 5


def test_server_that_drips_is_not_waited_for_longer_than_asked() -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        for _ in range(40):
            try:
                handler.wfile.write(b" ")
                handler.wfile.flush()
            except OSError:
                return
            time.sleep(0.05)

    began = time.monotonic()
    with model_server(drip) as there, pytest.raises(ModelError, match="no answer within"):
        ask(there.url, timeout=0.5)
    assert time.monotonic() - began < 1.9


def test_connection_that_breaks_off_is_tried_again() -> None:
    def breaks(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b'{"choices"')

    with model_server(breaks, reply()) as there:
        assert json.loads(ask(there.url)) == EMPTY


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<html>404</html>", "is no JSON"),
        (b"[" * 100_000, "is no JSON"),
        (b"[]", "has no reply in it"),
        (b'{"choices": []}', "has no reply in it"),
        (b'{"choices": [{"message": "x"}]}', "has no reply in it"),
        (answer(None), "the reply is empty"),
        (answer("  "), "the reply is empty"),
        (answer('{"meetings": [', finish_reason="length"), "is cut off"),
        (answer(None, message={"content": None, "refusal": "no"}), "refuses"),
    ],
)
def test_answer_of_another_kind_is_refused(body: bytes, said: str) -> None:
    with model_server(status(200, body)) as there, pytest.raises(ModelError, match=said):
        ask(there.url)


def test_endless_answer_is_not_kept() -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            for _ in range(40):
                handler.wfile.write(b" " * 1024 * 1024)
        except OSError:
            pass

    with model_server(endless) as there, pytest.raises(ModelError, match="more than 16 MB"):
        ask(there.url, timeout=20)


@pytest.mark.parametrize(
    "url",
    [
        "localhost:11434",
        "ftp://models.example.org/v1",
        "http://",
        "http://a b/v1",
        "https://user:word@models.example.org/v1",
        "https://models.example.org/v1?key=1",
        "http://models.example.org:99999/v1",
    ],
)
def test_address_that_is_none_or_holds_a_secret_is_refused(url: str) -> None:
    with pytest.raises(ModelError, match="address of a model's server"):
        Server(url, "tiny:1b")


def test_only_model_of_a_server_needs_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SULH_MODEL_KEY", "of the environment")
    with model_server(reply()) as there:
        server = connected(there.url)
        assert (server.name, server.key) == ("tiny:1b", "of the environment")
        assert server.called == f"model tiny:1b at {server.host}"
        there.models = ["b", "a"]
        with pytest.raises(ModelError, match=r"it has a, b.*--model-name"):
            connected(there.url)
        assert connected(there.url, "b").name == "b"


def test_plain_http_counts_as_read_by_others_unless_it_stays_on_this_machine() -> None:
    assert Server("https://models.example.org/v1", "m").is_encrypted
    assert Server("http://localhost:11434/v1", "m").is_encrypted
    assert Server("http://[::1]:11434/v1", "m").is_encrypted
    assert not Server("http://models.example.org/v1", "m").is_encrypted
    assert Server("http://[::1]:11434/v1", "m").host == "[::1]:11434"
