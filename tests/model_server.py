"""A server with the OpenAI chat protocol for tests: real HTTP on this machine, answering as each test says."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

EMPTY: dict[str, Any] = {"document_kind": "news", "meetings": [], "tracks": [], "acts": [], "ceasefires": [], "releases": []}


def said(value: Any, quote: str) -> dict[str, Any]:
    """A value with its quote, as a reply has it."""
    return {"value": value, "quote": quote}


def meeting(kind: str, mention: str, **values: Any) -> dict[str, Any]:
    """A meeting of a reply; what is not given is null, empty or false."""
    silent = dict.fromkeys(("track", "ordinal", "start", "end", "city", "country"))
    lists: dict[str, list[Any]] = {"participants": [], "people": [], "agenda": []}
    return {"kind": said(kind, mention), "status": said("held", mention), **silent, "core": False, **lists, **values}


def participant(actor: str, quote: str, role: str = "participant", role_quote: str = "") -> dict[str, Any]:
    """A participant of a meeting of a reply."""
    return {"actor": said(actor, quote), "role": said(role, role_quote or quote)}


def act(kind: str, clause: str, *issues: str, actors: tuple[tuple[str, str], ...] = ()) -> dict[str, Any]:
    """An act of a reply."""
    held = [said(name, quote) for name, quote in actors]
    return {"act": kind, "actors": held, "issues": list(issues), "date": None, "due": None, "quote": clause}


def reply(**lists: Any) -> str:
    """A whole reply; lists that are not given are empty."""
    return json.dumps(EMPTY | lists)


def answer(content: str | None, **more: Any) -> bytes:
    """What a server sends around a reply."""
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": content}} | more
    return json.dumps({"object": "chat.completion", "choices": [choice]}).encode()


@dataclass
class Sent:
    """One request as it arrived."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def question(self) -> str:
        """The message with the document."""
        return str(self.body["messages"][-1]["content"])


@dataclass
class ModelServer:
    """What a test sees of the server: its address, what arrived, and what it answers, one after another, the last for ever.

    An answer is a reply, or a function that writes to the handler itself.
    """

    url: str = ""
    sent: list[Sent] = field(default_factory=list)
    answers: list[str | Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=list)
    models: list[str] = field(default_factory=lambda: ["tiny:1b"])


def status(code: int, body: bytes = b"", **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    """An answer with another status."""

    def write(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return write


@contextmanager
def model_server(*answers: str | Callable[[BaseHTTPRequestHandler], None]) -> Iterator[ModelServer]:
    """A server on a free port of this machine."""
    state = ModelServer(answers=list(answers))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.sent.append(Sent(self.path, dict(self.headers), {}))
            body = json.dumps({"object": "list", "data": [{"id": name} for name in state.models]}).encode()
            status(200, body)(self)

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            state.sent.append(Sent(self.path, dict(self.headers), body))
            given = state.answers.pop(0) if len(state.answers) > 1 else state.answers[0]
            if isinstance(given, str):
                status(200, answer(given))(self)
            else:
                given(self)

        def log_message(self, format: str, *arguments: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    state.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
