"""The options of a second reader, and what is said before text is sent to it and after it answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from sulh.model import Reading
    from sulh.record.second_reader.server import Server

__all__ = ["announce", "chosen_server", "dropped_by", "model_options", "not_to_send"]

_SECONDS = 600


def model_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--model`, `--model-name` and `--model-timeout`."""
    for option in (
        click.option(
            "--model-timeout",
            type=click.IntRange(1),
            default=_SECONDS,
            show_default=True,
            metavar="SECONDS",
            help="How long to wait for one reply of the model.",
        ),
        click.option("--model-name", metavar="NAME", help="Which of the server's models reads; needed where it has several."),
        click.option(
            "--model",
            metavar="URL",
            help="Let a language model read too: the address of a server with the OpenAI chat protocol, such as "
            "http://localhost:11434/v1. The text of every document is sent there.",
        ),
    ):
        command = option(command)
    return command


def chosen_server(url: str | None, name: str | None, timeout: int) -> Server | None:
    """The server that the options name, asked for its model where they do not; None without `--model`."""
    if url is None:
        if name is not None:
            raise click.UsageError("--model-name needs --model URL: without it no text is sent to any model.")
        return None
    from sulh.model import ModelError
    from sulh.record.second_reader.server import connected

    try:
        return connected(url, name, timeout=timeout)
    except ModelError as problem:
        raise click.UsageError(f"--model: {problem}") from problem


def announce(server: Server | None, paths: Sequence[str]) -> None:
    """Say on standard error, before anything is sent, where the text of how many documents goes."""
    if server is None or not paths:
        return
    from sulh.record.second_reader.prompt import version

    amount = "1 document" if len(paths) == 1 else f"{len(paths)} documents"
    open_line = "" if server.is_encrypted else "; others on the way can read it, since the address is not https"
    click.echo(f"sulh: the text of {amount} is sent to {server.host} ({server.name}, prompt {version()}){open_line}", err=True)


def not_to_send(paths: Sequence[str], sendable: Sequence[str] | None) -> frozenset[str]:
    """Paths of documents that are to be added and whose text is not sent: those that the record has already, whoever may see them
    there, and restricted ones that `sendable` does not name (None where the new documents are not restricted). Says how many and why.
    """
    if "-" in paths:
        raise click.UsageError("--model reads files: what comes from standard input may be a restricted document of the record.")
    known = {path for path in paths if _is_known(path)}
    allowed = {_resolved(path) for path in sendable or ()}
    restricted = set() if sendable is None else {path for path in paths if _resolved(path) not in allowed} - known
    if restricted:
        amount = "1 restricted document is" if len(restricted) == 1 else f"{len(restricted)} restricted documents are"
        click.echo(f"sulh: {amount} not sent to the model, but read without it; --send-restricted PATH allows one", err=True)
    return frozenset(known | restricted)


def _is_known(path: str) -> bool:
    import hashlib

    from sulh.record.projection.models import Source

    try:
        data = Path(path).read_bytes()
    except OSError:
        return True  # it cannot be read, which the reader says; nothing of it is sent
    return Source.objects.filter(pk=f"sha256:{hashlib.sha256(data).hexdigest()}").exists()


def _resolved(path: str) -> Path:
    return Path(path).resolve()


def dropped_by(reading: Reading) -> str:
    """How many values of the second reader were not used, and why; empty where none were."""
    from sulh.model.two_readings import TwoReadings

    if not isinstance(reading, TwoReadings) or not reading.dropped:
        return ""
    total = sum(count for _, count in reading.dropped)
    why = "; ".join(f"{count}: {reason}" for reason, count in reading.dropped)
    return f"{total} value{'s' if total > 1 else ''} of the {reading.method.partition(' at ')[0]} not used ({why})"
