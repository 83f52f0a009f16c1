"""The peers of bench/record.py, pages.py and persons.py, in a process with packages of its own: those of requirements/bench.txt.

`ask` starts that process (`make bench` installs the packages into .venv/peers) and `main` is what runs in it. Three peers:

- nomenklatura's SQL statement store on a new SQLite file, written by its own writer in the batches it takes.
- Datasette on the SQLite file of a record, asked through its own client inside the process, without a socket.
- For names of persons, anyascii's transliteration, and nomenklatura's matcher logic-v2.

What each has to do is said where it is asked for. Times are of the process: all its threads, and nobody else on the machine.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

__all__ = ["PYTHON", "ask", "seconds"]

# Not resolved: the interpreter of an environment is a link, and the link says which environment is meant.
PYTHON = Path(os.environ.get("SULH_PEERS") or Path(sys.prefix) / "peers" / "bin" / "python")
DATASET = "sulh"
WARM = 1000  # statements written before the clock runs


def ask(what: str, **given: Any) -> dict[str, Any]:
    """The figures of a peer, by name. Ends the program when the peers are not installed."""
    if not PYTHON.exists():
        raise SystemExit(f"the peers are not installed ({PYTHON} is missing): `make peers`, or --alone to measure without them")
    settings = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    told = subprocess.run([PYTHON, __file__, what], input=json.dumps(given), stdout=subprocess.PIPE, text=True, check=True, env=settings)
    found: dict[str, Any] = json.loads(told.stdout.splitlines()[-1])
    return found


def seconds(work: Callable[[], object]) -> tuple[float, float]:
    """How long one run takes: by the time of this process, which others on the machine disturb less, and by the clock."""
    clock, used = time.perf_counter(), time.process_time()
    work()
    return time.process_time() - used, time.perf_counter() - clock


def statement_store(rows: str) -> dict[str, Any]:
    """Write statements and read them back as entities; `rows` is a file with one list a line: the arguments of a statement.

    Making the statements counts, since that is where their identifiers are hashed. One transaction holds them all, as its writer
    has it. They are read back as all entities in one go; one by one would take its view many times as long.
    """
    _without_icu()
    from followthemoney import Dataset, Statement
    from nomenklatura.db import insert_statements
    from nomenklatura.resolver import Linker
    from nomenklatura.store.sql import SQLStore
    from sqlalchemy import create_engine

    told = [json.loads(line) for line in Path(rows).read_text(encoding="utf-8").splitlines()]

    def made(some: list[list[Any]]) -> Iterator[Any]:
        for entity, schema, prop, value, original, origin, seen in some:
            yield Statement(entity, prop, schema, value, DATASET, "eng", original, seen, origin=origin)

    def write(some: list[list[Any]]) -> None:
        with store.writer() as writer:
            for one in made(some):
                writer.add_statement(one)

    dataset, linker = Dataset({"name": DATASET, "title": DATASET}), Linker[Any]({})
    with tempfile.TemporaryDirectory() as folder:
        store = SQLStore(dataset, linker, create_engine(f"sqlite:///{folder}/statements.db"))
        write(told[:WARM])
        adding = seconds(lambda: write(told[WARM:]))
        view = store.default_view()
        held: list[Any] = []
        reading = seconds(lambda: held.extend(view.entities()))
        # What an entity tells of itself in the end is one more statement.
        stored = sum(len(list(one.statements)) - 1 for one in held)
        bulk = SQLStore(dataset, linker, create_engine(f"sqlite:///{folder}/bulk.db"))
        loading = seconds(lambda: insert_statements(bulk.engine, bulk.table, DATASET, made(told)))
    if stored != len(told):
        raise SystemExit(f"{len(told)} statements went in and {stored} came out")
    return {
        "statements": len(told), "entities": len(held), "added": len(told) - WARM, "adding": adding, "reading": reading,
        "loading": loading,
    }  # fmt: skip


def _without_icu() -> None:
    """A stand-in for PyICU, of which there are no wheels: it is asked for when modules are loaded, and used to transliterate names only."""

    class Transliterator:
        @staticmethod
        def createInstance(name: str) -> Transliterator:  # the name that PyICU has
            return Transliterator()

        def transliterate(self, text: str) -> str:
            raise NotImplementedError("the statement store transliterates nothing")

    module = ModuleType("icu")
    module.__dict__["Transliterator"] = Transliterator
    sys.modules.setdefault("icu", module)


def tables(database: str, pages: dict[str, str], rounds: int) -> dict[str, Any]:
    """Median seconds of each page of a Datasette on the file, of the process and by the clock; `pages` has addresses by name."""
    from datasette.app import Datasette

    async def asked() -> dict[str, Any]:
        datasette = Datasette([database], settings={"suggest_facets": False, "sql_time_limit_ms": 20000, "facet_time_limit_ms": 20000})
        await datasette.invoke_startup()
        found = {}
        for name, address in pages.items():
            used, clock = [], []
            for _ in range(rounds + 1):
                began, started = time.perf_counter(), time.process_time()
                answer = await datasette.client.get(address, follow_redirects=True)
                size = len(answer.content)
                used.append(time.process_time() - started)
                clock.append(time.perf_counter() - began)
                if answer.status_code != 200 or not size:
                    raise SystemExit(f"{address}: {answer.status_code}")
            # The first one reads what the operating system has not read yet, and loads templates.
            found[name] = (statistics.median(used[1:]), statistics.median(clock[1:]))
        return found

    return asyncio.run(asked())


def transliterated(names: list[str]) -> dict[str, Any]:
    """Names in the letters of ASCII, by anyascii."""
    from anyascii import anyascii

    return {"names": [anyascii(name).lower() for name in names]}


def logic_v2(questions: list[list[str]]) -> dict[str, Any]:
    """How often the second name of a question is the best match of the first, among the second and all later ones; and pairs a second.

    A tie with another name counts as half, so that a matcher which finds all alike gains nothing.
    """
    _without_icu()
    from followthemoney import model
    from nomenklatura.matching import get_algorithm
    from nomenklatura.matching.types import ScoringConfig

    algorithm, config = get_algorithm("logic-v2"), ScoringConfig.defaults()

    def person(name: str, number: int) -> Any:
        entity = model.make_entity("Person")
        entity.id = f"p{number}"
        entity.add("name", name)
        return entity

    people = [[person(name, number) for number, name in enumerate(names)] for names in questions]
    found = 0.0

    def compare() -> None:
        nonlocal found
        for asked, *others in people:
            scores = [algorithm.compare(asked, one, config).score for one in others]
            best = max(scores)
            found += 0.0 if scores[0] < best else 1.0 if scores.count(best) == 1 else 0.5

    used, _ = seconds(compare)
    return {"recall": found / len(questions), "pairs": sum(len(one) - 1 for one in questions) / used}


def main() -> int:
    """Measure the peer that the command line names with what stands on the standard input, and print its figures as JSON."""
    peers: dict[str, Callable[..., dict[str, Any]]] = {
        "statement_store": statement_store, "tables": tables, "transliterated": transliterated, "logic_v2": logic_v2,
    }  # fmt: skip
    print(json.dumps(peers[sys.argv[1]](**json.load(sys.stdin))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
