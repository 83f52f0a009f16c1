"""The schema that the package carries: the shared one in meaning, and every field of it is in the manual."""

from __future__ import annotations

import json
import re
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from test_docs import hook

from sulh.model.kinds import kinds
from sulh.model.serial import schema

ROOT = Path(__file__).resolve().parent.parent
OURS: dict[str, Any] = json.loads((resources.files("sulh.data") / "reading.schema.json").read_text("utf-8"))
SHARED = next(
    (place for place in (ROOT.parent / "shared", ROOT.parent.parent / "shared") if (place / "eval" / "reading.schema.json").is_file()), None
)
WORDS_ONLY = {"description", "title", "$schema", "$id", "$comment"}


def meaning(node: Any, root: dict[str, Any]) -> Any:
    """The schema without words for people, references followed, and without regard to the order of what has none."""
    if isinstance(node, dict):
        if set(node) == {"$ref"}:
            return meaning(root["$defs"][node["$ref"].rpartition("/")[2]], root)
        kept = {key: value for key, value in node.items() if key != "$defs" and (key not in WORDS_ONLY or not isinstance(value, str))}
        return {key: meaning(value, root) for key, value in kept.items()}
    if isinstance(node, list):
        items = [meaning(value, root) for value in node]
        return sorted(items) if all(isinstance(item, str) for item in items) else items
    return node


def names(node: Any) -> set[str]:
    """Every property the schema names."""
    if isinstance(node, dict):
        own = set(node["properties"]) if isinstance(node.get("properties"), dict) else set()
        return own.union(*(names(value) for value in node.values()))
    return set().union(*(names(value) for value in node)) if isinstance(node, list) else set()


def test_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(OURS)


def test_schema_is_what_the_declarations_give() -> None:
    assert schema() == OURS, "write it anew: python scripts/build_schema.py"


@pytest.mark.skipif(SHARED is None, reason="../shared/eval/reading.schema.json is not here")
def test_schema_means_what_the_shared_one_means() -> None:
    assert SHARED is not None
    shared = json.loads((SHARED / "eval" / "reading.schema.json").read_text("utf-8"))
    # What came later is beside it, and may be left out.
    ours = meaning(OURS, OURS)
    for kind in kinds():
        if kind.later:
            assert kind.plural not in ours["required"]
            del ours["properties"][kind.plural]
        for one in (one for one in kind.properties if one.later):
            facts = ours["properties"].get(kind.plural, {}).get("items", {})
            assert one.name not in facts["required"]
            del facts["properties"][one.name]
    assert ours == meaning(shared, shared)


def test_every_field_of_the_schema_is_in_the_codebook() -> None:
    page = hook().on_page_markdown((ROOT / "docs" / "codebook.md").read_text(encoding="utf-8"))
    told = set(re.findall(r"`([a-z_]+)`", page))
    assert len(names(OURS)) > 30
    assert sorted(names(OURS) - told) == []
