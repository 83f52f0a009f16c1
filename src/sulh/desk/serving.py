"""Serving the desk: to the person at this machine with a sign-in link, or to a network of accounts behind TLS."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from sulh.model import RecordError

__all__ = ["Desk", "is_loopback", "open_desk"]

_THREADS = 8
_CONNECTIONS = 2000  # a browser keeps several open while its page is read, and one that finds no place waits without a word
_NEEDS_ACCOUNTS = """\
{host} can be reached by other machines, or a web server before it can, so the desk needs accounts with passwords, and this record has none.
  1. make one:      sulh user add NAME --role admin
  2. put a web server with TLS before it (nginx, Caddy, ...) that passes X-Forwarded-Proto and X-Forwarded-For,
     and name it:   SULH_DESK_PROXY=ADDRESS-OF-THAT-SERVER
  3. name the site: SULH_DESK_HOSTS=desk.example.org
Without --host the desk serves this machine only and needs none of this."""
_NEEDS_SITE = """\
{host} can be reached by other machines; passwords and names must not cross a network in the clear.
Put a web server with TLS before the desk (nginx, Caddy, ...) that passes X-Forwarded-Proto and X-Forwarded-For, and say
  SULH_DESK_PROXY=ADDRESS-OF-THAT-SERVER   from which address it speaks to the desk
  SULH_DESK_HOSTS=desk.example.org         under which name people reach it
Without --host the desk serves this machine only and needs none of this."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk that listens. `run` serves until `close`; `link` gives a fresh sign-in link, or None on a network."""

    address: str
    run: Callable[[], None]
    close: Callable[[], None]
    link: Callable[[], str | None]


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches `host`."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def open_desk(file: Path | None = None, *, host: str = "127.0.0.1", port: int = 0, create: bool = False, workers: int = 1) -> Desk:
    """Open the record and listen on `host` and `port` (0: any free one); `workers` processes beside it read what is uploaded.

    Raises RecordError when there is no record, when the address is taken, or when other machines reach the desk (through `host`, or
    through the web server that `SULH_DESK_PROXY` names) and the record has no account with a password or no TLS stands before the desk.
    """
    from sulh.record import open_record

    # A web server before the desk brings in other machines, wherever the desk itself listens.
    local = is_loopback(host) and not os.environ.get("SULH_DESK_PROXY")
    if local:
        os.environ["SULH_DESK_LOCAL"] = "1"
    else:
        os.environ.pop("SULH_DESK_LOCAL", None)
    open_record(file, create=create, settings="sulh.desk.settings", use="read")
    if not local:
        _check_network(host)
    from sulh.record.jobs.worker import Workers

    server = _listen(host, port, "" if local else os.environ["SULH_DESK_PROXY"])
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{server.effective_port}/"
    crew = Workers(workers)

    def run() -> None:
        crew.start()
        server.run()

    def close() -> None:
        server.close()
        crew.stop()

    return Desk(address, run, close, (lambda: _link(address)) if local else (lambda: None))


def _check_network(host: str) -> None:
    from sulh.desk.accounts import has_passwords

    if not has_passwords():
        raise RecordError(_NEEDS_ACCOUNTS.format(host=host))
    if not os.environ.get("SULH_DESK_PROXY") or not os.environ.get("SULH_DESK_HOSTS"):
        raise RecordError(_NEEDS_SITE.format(host=host))


def _listen(host: str, port: int, proxy: str) -> Any:
    from waitress import create_server

    from sulh.desk.wsgi import application

    trusted: dict[str, Any] = {"trusted_proxy": proxy, "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"}} if proxy else {}
    # Without a proxy that is named, its headers are how one shows that nobody named: see `LocalMiddleware`.
    trusted["clear_untrusted_proxy_headers"] = bool(proxy)
    try:
        return create_server(
            application,
            host=host,
            port=port,
            threads=_THREADS,
            connection_limit=_CONNECTIONS,
            ident=None,
            max_request_body_size=2 * 1024**3,  # a folder of documents; single files are limited by the page
            **trusted,
        )
    except OSError as problem:
        raise RecordError(f"{host}:{port} cannot be listened on ({problem.strerror}); --port names another") from problem


def _link(address: str) -> str:
    from sulh.desk.accounts import local_account
    from sulh.desk.signin import LINKS
    from sulh.record.authors import running

    return f"{address}enter/{LINKS.give(local_account(running()))}/"
