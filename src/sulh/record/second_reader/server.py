"""Ask a server with the OpenAI chat protocol for one reply in a given shape; nothing is sent to any other place."""

from __future__ import annotations

import http.client
import ipaddress
import json
import math
import os
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, urlsplit

from sulh.model import ModelError

__all__ = ["KEY", "TIMEOUT", "Server", "connected"]

KEY = "SULH_MODEL_KEY"
TIMEOUT = 600.0  # seconds for one reply; a model on a laptop takes minutes for a long document
_TRIES = 3
_WAIT = 1.0  # seconds before the second try, doubled before each further one
_BUSY = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
_LARGEST = 16 * 1024 * 1024  # bytes of an answer
_PIECE = 64 * 1024
_LONGEST_NAME = 80  # characters of a model's name in a claim


class _TryAgain(Exception):
    """An answer that another try may better."""


@dataclass(frozen=True, slots=True)
class Server:
    """A model behind a server. `url` is the address that the chat protocol stands under, such as http://localhost:11434/v1.

    `key` is shown nowhere. `sleep` is what waits between tries.
    """

    url: str
    name: str
    key: str = field(default="", repr=False)
    timeout: float = TIMEOUT
    sleep: Callable[[float], None] = field(default=time.sleep, repr=False, compare=False)

    def __post_init__(self) -> None:
        _address(self.url)
        if not self.name.strip() or not self.name.isprintable():
            raise ModelError("the model has no name: give one with --model-name")
        if not (self.key.isascii() and self.key.isprintable()):
            raise ModelError(f"the key in {KEY} has letters that no key has")

    @property
    def host(self) -> str:
        """The host that text goes to, with its port where it has its own: all of the address that is shown or kept."""
        return _host(self.url)

    @property
    def called(self) -> str:
        """The model as claims name it: "model gemma3:27b at localhost:11434"."""
        return f"model {self.name[:_LONGEST_NAME]} at {self.host}"

    @property
    def is_encrypted(self) -> bool:
        """Whether others on the way cannot read what is sent: the address is https, or of this machine."""
        return _address(self.url).scheme == "https" or _is_here(self.url)

    def ask(self, system: str, question: str, schema: Mapping[str, Any]) -> str:
        """The model's reply to a question, asked for in the shape of a JSON Schema; a server that is busy is asked three times.

        Raises ModelError, which names host and reason, for a server that cannot be reached, refuses, is too slow, or answers in
        another protocol, and for a reply that was cut off or refused.
        """
        shape = {"type": "json_schema", "json_schema": {"name": "reading", "strict": True, "schema": schema}}
        said = [{"role": "system", "content": system}, {"role": "user", "content": question}]
        body = {"model": self.name, "messages": said, "temperature": 0, "seed": 0, "stream": False, "response_format": shape}
        return _content(self._json("POST", "/chat/completions", body), self.called)

    def _json(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """The JSON that the server answers with."""
        end = time.monotonic() + self.timeout
        for tried in range(1, _TRIES + 1):
            try:
                return self._once(method, path, body, end)
            except _TryAgain as problem:
                wait = _WAIT * 2 ** (tried - 1)
                if tried == _TRIES or time.monotonic() + wait >= end:
                    raise ModelError(f"{self.called}: {problem}") from problem.__cause__
                self.sleep(wait)
        raise AssertionError("the last try returns or raises")

    def _once(self, method: str, path: str, body: Mapping[str, Any] | None, end: float) -> Any:
        try:
            status, answer = _exchange(self.url, self.key, method, path, body, end)
        except TimeoutError as problem:
            raise ModelError(f"{self.called}: no answer within {math.ceil(self.timeout)} seconds") from problem
        except ssl.SSLCertVerificationError as problem:
            raise ModelError(f"{self.called}: its certificate is not valid ({problem.verify_message})") from problem
        except (OSError, http.client.HTTPException) as problem:
            raise _TryAgain(f"cannot be reached ({problem or type(problem).__name__})") from problem
        if status in _BUSY:
            raise _TryAgain(f"answers {status}{_reason(answer, self.key)}")
        if status != http.client.OK:
            raise ModelError(f"{self.called}: answers {status}{_hint(status)}{_reason(answer, self.key)}")
        try:
            return json.loads(answer)
        except (ValueError, RecursionError) as problem:
            raise ModelError(f"{self.called}: the answer is no JSON, so this is no server with the OpenAI chat protocol") from problem


def connected(url: str, name: str | None = None, *, key: str | None = None, timeout: float = TIMEOUT) -> Server:
    """The server at `url` with the model of that name or, without one, its only model, for which it is asked.

    The key is that of the environment variable SULH_MODEL_KEY unless given. Raises ModelError.
    """
    secret = os.environ.get(KEY, "") if key is None else key
    if name is not None:
        return Server(url, name, secret, timeout)
    answer = Server(url, "?", secret, timeout)._json("GET", "/models")
    listed = answer.get("data") if isinstance(answer, dict) else None
    names = [str(one["id"]) for one in listed or () if isinstance(one, dict) and "id" in one]
    if len(names) == 1:
        return Server(url, names[0], secret, timeout)
    several = f"it has {', '.join(sorted(names)[:12])}" if names else "it names none"
    raise ModelError(f"the server at {_host(url)} does not say which model to take ({several}): choose one with --model-name")


def _address(url: str) -> SplitResult:
    """The parts of an address. Raises ModelError for one that no request can be sent to, or that has a secret in it."""
    try:
        parts = urlsplit(url)
        is_one = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        is_one = False
    if not is_one or not url.isascii() or not url.isprintable() or " " in url:
        raise ModelError("the address of a model's server is not like http://localhost:11434/v1 or https://models.example.org/v1")
    if parts.username is not None or parts.query or parts.fragment:
        raise ModelError(f"the address of a model's server has no user, key or question in it; a key stands in {KEY}")
    return parts


def _host(url: str) -> str:
    parts = _address(url)
    name = f"[{parts.hostname}]" if ":" in str(parts.hostname) else str(parts.hostname)
    return f"{name}:{parts.port}" if parts.port else name


def _is_here(url: str) -> bool:
    name = str(_address(url).hostname)
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


def _exchange(url: str, key: str, method: str, path: str, body: Mapping[str, Any] | None, end: float) -> tuple[int, bytes]:
    """One request and its answer, straight to the host: no proxy, and no following to where a redirection points."""
    parts = _address(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(str(parts.hostname), parts.port, timeout=_left(end))
    headers = {"Accept": "application/json", "Connection": "close"}
    headers |= {"Content-Type": "application/json"} if body is not None else {}
    headers |= {"Authorization": f"Bearer {key}"} if key else {}
    under = parts.path.rstrip("/").removesuffix("/chat/completions")
    sent = None if body is None else json.dumps(body, ensure_ascii=True).encode("ascii")
    try:
        connection.request(method, under + path, sent, headers)
        # The response keeps the socket, which the connection lets go of when it is the last one.
        line = connection.sock
        response = connection.getresponse()
        return response.status, _received(line, response, end)
    finally:
        connection.close()


def _received(line: socket.socket, response: http.client.HTTPResponse, end: float) -> bytes:
    """The whole answer; a server that sends a little now and then is not given more time than one that sends nothing."""
    pieces, size = [], 0
    while True:
        line.settimeout(_left(end))
        piece = response.read1(_PIECE)
        if not piece:
            break
        pieces.append(piece)
        size += len(piece)
        if size > _LARGEST:
            raise ModelError(f"the model's server sends more than {_LARGEST // 1024**2} MB")
    if response.length:
        raise http.client.IncompleteRead(b"".join(pieces), response.length)
    return b"".join(pieces)


def _left(end: float) -> float:
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _content(answer: Any, called: str) -> str:
    """The text of the first choice of an answer."""
    try:
        choice = answer["choices"][0]
        message = choice["message"]
        content, refusal = message.get("content"), message.get("refusal")
    except (TypeError, KeyError, IndexError, AttributeError) as problem:
        raise ModelError(f"{called}: the answer has no reply in it, so this is no server with the OpenAI chat protocol") from problem
    if refusal:
        raise ModelError(f"{called}: it refuses to answer")
    if choice.get("finish_reason") == "length":
        raise ModelError(f"{called}: the reply is cut off; give the model more room for replies, or a smaller part of the text")
    if not isinstance(content, str) or not content.strip():
        raise ModelError(f"{called}: the reply is empty")
    return content


def _hint(status: int) -> str:
    if status in (401, 403):
        return f" (is {KEY} right?)"
    if status == 404:
        return " (is the address right, with /v1 at its end, and the name of the model?)"
    return " (it sends to another address, which is not followed)" if 300 <= status < 400 else ""


def _reason(answer: bytes, key: str) -> str:
    """What a server says about a failure, in one short line, without the key, which some servers repeat."""
    try:
        said = json.loads(answer)["error"]
        text = said if isinstance(said, str) else said["message"]
    except (ValueError, RecursionError, TypeError, KeyError):
        return ""
    said = str(text).replace(key, "[key]") if key else str(text)
    line = " ".join("".join(c if c.isprintable() else " " for c in said).split())[:200]
    return f": {line}" if line else ""
