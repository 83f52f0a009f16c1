"""Whether everything that follows from the declaration of a kind does: run on a copy of the package to which a kind was added.

`python tests/kind_check.py KIND RECORD NAME=VALUE...` enters one fact and asks for it everywhere; it prints what is missing as JSON.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

WORDS = "I counted them"
SECRET = "a long sentence nobody guesses"


def worded(kind: Any) -> Iterator[str]:
    """Words that the kind lacks: what it is called, its properties, its codes, in every language."""
    from sulh import words
    from sulh.model.tables import TABLES
    from sulh.record.exports.codebook import meaning_of
    from sulh.record.exports.columns import TABLES as EXPORTED
    from sulh.words.tables import rows

    table = {(row["vocabulary"], row["code"], row["form"]): row for row in rows("codes")}
    wanted = [("kind", kind.name, ""), ("kind", kind.name, "many")]
    wanted += [(one.vocabulary, code.value, "") for one in kind.properties if one.codes for code in one.codes]
    for key in wanted:
        if not all(table.get(key, {}).get(language) for language in words.LANGUAGES):
            yield f"codes.csv: no words for {'/'.join(key)}"
        if key[0] != "kind" and not words.definition(*key[:2]).endswith("."):
            yield f"codes.csv: {'/'.join(key)} has no meaning, one sentence with a full stop"
    named = {(row["kind"], row["property"]) for row in rows("properties") if all(row[language] for language in words.LANGUAGES)}
    for one in kind.properties:
        if not {(kind.name, one.name), ("", one.name)} & named:
            yield f"properties.csv: no words for {one.name}"
    for tables in (TABLES, EXPORTED):
        for column in tables[kind.plural]:
            if meaning_of(kind.plural, column) in ("", column.name.replace("_", " ")):
                yield f"properties.csv: {column.name} has no meaning"


def described(kind: Any) -> Iterator[str]:
    """What the schema and the values of a reading lack."""
    from dataclasses import fields

    from sulh.model.facts import Facts
    from sulh.model.serial import schema

    if json.loads((files("sulh.data") / "reading.schema.json").read_text(encoding="utf-8")) != schema():
        yield "reading.schema.json: not of these kinds; run scripts/build_schema.py"
    if kind.plural not in {one.name for one in fields(Facts)}:
        yield f"facts.py: Facts has no list {kind.plural}"


def read(kind: Any, fact: Any) -> Iterator[str]:
    """What a reading with one such fact does not do: JSON and back, tables, the outline, claims."""
    from sulh.model import Document, DocumentKind, Reading
    from sulh.record.claims import claims_of
    from sulh.render.outline import outline

    text = WORDS
    document = Document("sha256:" + "0" * 64, "notes.txt", text)
    reading = Reading(document, DocumentKind.NEWS, **{kind.plural: (fact,)})
    if Reading.from_json(reading.to_json(), document=document) != reading:
        yield "JSON: does not come back as it was"
    if reading.tables()[kind.plural].height != 1:
        yield "tables: no row"
    if [claim.name for claim in claims_of(reading)] != [kind.name]:
        yield "claims: none"
    if not any(group.entries for group in outline(reading).groups):
        yield "outline: not shown"


def entered(kind: Any, values: list[str]) -> Iterator[str]:
    """What the record does not do with a fact that is entered on the command line."""
    from click.testing import CliRunner

    from sulh.cli.enter import enter
    from sulh.record import decisions
    from sulh.record.projection.apply import rebuild
    from sulh.record.projection.models import FACTS, Claim, rows
    from sulh.record.queries.facts import facts_of
    from sulh.record.verifying import verify
    from sulh.record.viewers import local_viewer

    said = CliRunner().invoke(enter, [kind.name, *values, "--own", WORDS, "--sharing", "public", "--author", "mona"])
    if said.exit_code:
        yield f"sulh enter: {said.output.strip()}"
        return
    viewer = local_viewer("mona")
    if rows(FACTS[kind.name]).count() != 1:
        yield "projection: no row"
    (view,) = facts_of(viewer, kind.name).rows or (None,)
    if view is None:
        yield "facts_of: nothing"
        return
    decisions.correct(viewer, view.claim.id, view.claim.value)
    rebuild()
    if not verify().holds:
        yield "rebuild: other rows than before"
    if Claim.objects.filter(property=kind.name, status="corrected").count() != 1:
        yield "correction: not in force"


def shown(kind: Any, folder: Path) -> Iterator[str]:
    """What exports, codebook and forms lack."""
    from sulh.desk.correcting import CorrectionForm, FactForm
    from sulh.record.exports.codebook import codebook
    from sulh.record.exports.export import export
    from sulh.record.queries.facts import facts_of
    from sulh.record.viewers import local_viewer

    viewer = local_viewer("mona")
    for name, lines in (("csv", 2), ("jsonl", 1)):
        export(viewer, name, folder / name)
        found = folder / name / f"{kind.plural}.{name}"
        if not found.is_file() or len(found.read_text(encoding="utf-8").splitlines()) != lines:
            yield f"export: no row in {found.name}"
    explained = {(row["table"], row["column"]): row["definition"] for row in codebook()}
    for one in kind.properties:
        if not explained.get((kind.plural, one.name)):
            yield f"codebook: no {one.name}"
        for code in one.codes or ():
            if not explained.get((one.vocabulary, code.value)):
                yield f"codebook: no {one.vocabulary} {code.value}"
    names = [one.name for one in kind.properties]
    if list(FactForm(viewer, kind.name, kind.by_name, {}).fields) != [*names, "reason"]:
        yield "form: other fields than properties"
    (view,) = facts_of(viewer, kind.name).rows
    if list(CorrectionForm(viewer, view.claim).fields) != [*names, "reason"]:
        yield "form of correction: other fields than properties"


def asked(kind: Any) -> Iterator[str]:
    """What the API does not answer."""
    from django.test import Client

    from sulh.record.accounts import create_user
    from sulh.record.tokens import create_token

    client = Client()
    found = client.get(f"/api/facts/{kind.name}", secure=True)
    if found.status_code != 200 or found.json()["total"] != 1:
        yield f"API: /facts/{kind.name} answers {found.status_code}"
        return
    create_user("mona", SECRET, "editor", (), author="tests")
    value = found.json()["rows"][0]["claim"]["value"]
    body = json.dumps({"values": value, "cite": {"words": "So did I", "when": "2021"}})
    token = {"Authorization": f"Bearer {create_token('mona', 'tests', author='tests')}"}
    made = client.post(f"/api/decisions/enter/{kind.name}", body, content_type="application/json", headers=token, secure=True)
    if made.status_code != 201:
        yield f"API: /decisions/enter/{kind.name} answers {made.status_code}: {made.content.decode()}"
    paths = client.get("/api/openapi.json", secure=True).json()["paths"]
    if not any(path.endswith(f"/decisions/enter/{kind.name}") for path in paths):
        yield "API: not described"


def paged(kind: Any) -> Iterator[str]:
    """What the page of the kind does not show, in either language."""
    from django.test import Client

    from sulh import words
    from sulh.record.queries.facts import facts_of
    from sulh.record.viewers import local_viewer

    (view, *_) = facts_of(local_viewer("mona"), kind.name).rows
    for language in words.LANGUAGES:
        found = Client(headers={"Accept-Language": language}).get(f"/{kind.plural}/", secure=True)
        shown = found.content.decode()
        if found.status_code != 200 or words.kind(kind.name, language=language) not in shown:
            yield f"page: answers {found.status_code} in {language}"
        elif not all(said in shown for said in _said(view, kind.properties[0], language)):
            yield f"page: other words than those of the tables in {language}"
        if f"/{kind.plural}/" not in Client().get("/timeline/", secure=True).content.decode():
            yield "page: nothing leads to it"


def _said(view: Any, first: Any, language: str) -> tuple[str, str]:
    """The day and the code of a fact in words."""
    from sulh import words

    return words.date(view.value["date"], language=language), words.code(first.vocabulary, view.value[first.name], language=language)


def main(name: str, record: str, values: list[str]) -> list[str]:
    """Every fault; those of words, schema and values first, and only them where there are some."""
    os.environ |= {
        "SULH_DESK_LOCAL": "1",
        "SULH_DESK_PUBLIC": "1",
        "SULH_DESK_HOSTS": "testserver",
        "SULH_SECRET_KEY": re.sub(r"\W", "", SECRET) * 3,
    }
    from sulh.record.opening import open_record

    # The tables are made when they are needed: most missing steps are found without.
    open_record(Path(record), create=True, settings="sulh.desk.settings", use="check")
    from sulh.model import Citation
    from sulh.model.kinds import kinds

    kind = next((one for one in kinds() if one.name == name), None)
    if kind is None:
        return [f"facts.py: {name} is not declared"]
    faults = [*worded(kind), *described(kind)]
    if faults:
        return faults
    open_record(Path(record))
    required = {one.name: next(iter(one.codes)) for one in kind.properties if one.required and one.codes}
    fact = kind.of(**required, cite=Citation.of(WORDS, 0, len(WORDS)))
    return [*read(kind, fact), *entered(kind, values), *shown(kind, Path(record).parent), *asked(kind), *paged(kind)]


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], sys.argv[2], sys.argv[3:])))
