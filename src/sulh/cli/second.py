"""The options of a second reader, and what is said before text is sent to it and after it answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from sulh.model import Reading
    from sulh.second_reader.server import Server

__all__ = ["announce", "chosen_server", "dropped_by", "model_options"]

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
    from sulh.second_reader.server import connected

    try:
        return connected(url, name, timeout=timeout)
    except ModelError as problem:
        raise click.UsageError(f"--model: {problem}") from problem


def announce(server: Server | None, paths: Sequence[str]) -> None:
    """Say on standard error, before anything is sent, where the text of how many documents goes."""
    if server is None or not paths:
        return
    from sulh.second_reader.prompt import version

    amount = "1 document" if len(paths) == 1 else f"{len(paths)} documents"
    open_line = "" if server.is_encrypted else "; others on the way can read it, since the address is not https"
    click.echo(f"sulh: the text of {amount} is sent to {server.host} ({server.name}, prompt {version()}){open_line}", err=True)


def dropped_by(reading: Reading) -> str:
    """How many values of the second reader were not used, and why; empty where none were."""
    from sulh.model.two_readings import TwoReadings

    if not isinstance(reading, TwoReadings) or not reading.dropped:
        return ""
    total = sum(count for _, count in reading.dropped)
    why = "; ".join(f"{count}: {reason}" for reason, count in reading.dropped)
    return f"{total} value{'s' if total > 1 else ''} of the {reading.method.partition(' at ')[0]} not used ({why})"
