"""`sulh release commit` and `sulh release draw`: the draw among equals, which all sides can work out again."""

from __future__ import annotations

import os
from pathlib import Path

import click

from sulh.cli.person_rows import held_people, ignoring, usage

__all__ = ["commit", "draw"]

_NEW = click.Path(path_type=Path, dir_okay=False)
_YEAR = click.option("--year", type=click.IntRange(1900, 2100), help="The year that ages in the lists are of.")


@click.command("commit", epilog="Exit codes: 0 committed, 2 wrong usage, or a list that cannot be used.")
@click.argument("side")
@click.argument("lists", metavar="LIST...", nargs=-1, required=True)
@click.option("--seed-file", type=_NEW, required=True, help="Where the secret seed goes; show it to nobody before all have committed.")
@click.option("--own-seed", is_flag=True, help="Ask for a seed of your own, such as fifty throws of a die; else it is random.")
@click.option("--out", "-o", "output", type=_NEW, required=True, help="Where the commitment goes, which you give to all other sides.")
@_YEAR
@ignoring
def commit(
    side: str, lists: tuple[str, ...], seed_file: Path, own_seed: bool, output: Path, year: int | None, ignore: tuple[str, ...]
) -> None:
    """Commit SIDE (a holder of the terms) to a seed for the draw among the persons of all lists.

    The commitment is bound to these lists: when a row changes afterwards, the draw does not hold. All sides give their commitments away
    before any shows its seed.
    """
    from sulh.persons.releases import Seed, commitment_of, held_digest, new_seed
    from sulh.persons.releases.draw import draw_json

    for path in (seed_file, output):
        if path.exists():
            raise click.UsageError(f"{path} is there already; name a new file")
    with usage():
        digest = held_digest(held_people(lists, year, ignore))
        made = Seed(side, digest, click.prompt("Seed", hide_input=True)) if own_seed else new_seed(side, digest)
        given = commitment_of(made)
    with os.fdopen(os.open(seed_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(draw_json(made))
    output.write_text(draw_json(given), encoding="utf-8")
    click.echo(f"{given.commitment}")
    click.echo(f"{output}: give it to all other sides; {seed_file}: keep it secret until you have those of all", err=True)


@click.command("draw", epilog="Exit codes: 0 drawn, 2 wrong usage, or a seed that is not the one committed to.")
@click.argument("lists", metavar="LIST...", nargs=-1, required=True)
@click.option("--file", "given", type=click.Path(path_type=Path, exists=True, dir_okay=False), multiple=True, required=True,
              help="A commitment or a seed. Repeatable: both of each side.")  # fmt: skip
@click.option("--out", "-o", "output", type=_NEW, required=True, help="Where the draw goes, for `sulh release plan --draw`.")
@_YEAR
@ignoring
def draw(lists: tuple[str, ...], given: tuple[Path, ...], output: Path, year: int | None, ignore: tuple[str, ...]) -> None:
    """Hold the draw from the commitments and seeds of all sides; whoever has the same files gets the same number."""
    from sulh.persons.releases import DrawError, Seed, SeedCommitment, drawn, held_digest, load_draw_file
    from sulh.persons.releases.draw import draw_json

    if output.exists():
        raise click.UsageError(f"{output} is there already; name a new file")
    with usage():
        held = [load_draw_file(path) for path in given]
        commitments = [one for one in held if isinstance(one, SeedCommitment)]
        people = held_people(lists, year, ignore)
        if lacking := sorted({one.holder for one in people} - {one.side for one in commitments}):
            raise DrawError("{sides} did not commit to a seed, and a draw is held by all who hold persons", sides=tuple(lacking))
        made = drawn(commitments, [one for one in held if isinstance(one, Seed)], held_digest(people))
    output.write_text(draw_json(made), encoding="utf-8")
    click.echo(made.combined)
