"""The house keeps its order: imports run one way, modules say what they are for, nothing leads outside."""

from __future__ import annotations

import ast
import re
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest
from source_code import loaders, modules

from sulh.model.kinds import kinds
from sulh.model.vocabulary import (
    ClaimStatus,
    ClauseState,
    CommitmentStatus,
    MeetingStatus,
    PromiseState,
    RecordStatus,
    Sharing,
    VerificationState,
)

ROOT = Path(__file__).resolve().parent.parent

# What each area may import of the others. The door (`sulh/__init__.py`) opens onto everything below the command line.
BELOW: dict[str, frozenset[str]] = {"model": frozenset()}
BELOW["text"] = frozenset({"model"})
# Heads, keys, proofs and witnesses work on files alone: whoever checks a proof needs no record.
BELOW["signing"] = frozenset({"model"})
BELOW["documents"] = BELOW["actors"] = BELOW["identity"] = frozenset({"model", "text"})
ENGINES = frozenset({"reading", "wording", "ceasefire", "persons"})
for _engine in ENGINES:
    BELOW[_engine] = frozenset({"model", "text", "documents", "actors", "identity"})
# Following compares words by the wording engine.
BELOW["following"] = frozenset({"model", "text", "wording"})
# Agreement of coders is arithmetic: values in, values out.
BELOW["coding"] = frozenset({"model"})
BELOW["words"] = frozenset({"model", "text", "documents", "actors"})
# Lists are mapped by the words that people know kinds and codes by.
BELOW["intake"] = frozenset({"model", "text", "documents", "words"})
# Threads, periods of a ceasefire and plans of releases are shown as they are; readings are types of the model.
BELOW["render"] = frozenset({"model", "text", "wording", "words", "ceasefire", "persons"})
BELOW["record"] = BELOW["reading"] | ENGINES | {"following", "words", "signing", "coding", "intake"}
BELOW["desk"] = BELOW["record"] | {"record", "render"}
BELOW["cli"] = BELOW["desk"] | {"desk", "sulh"}
BELOW["sulh"] = BELOW["desk"]
BELOW["__main__"] = frozenset({"cli"})

MAY_PRINT = frozenset({"cli", "__main__"})


def area(module: str) -> str:
    """The room of the house a module stands in; the package itself is its own."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else parts[0]


def imports(name: str, nodes: Iterable[ast.AST], known: Mapping[str, object]) -> Iterator[tuple[int, str]]:
    """Line and module of every import of Sulh in a module, wherever it stands: in functions and under TYPE_CHECKING too."""
    for node in nodes:
        if isinstance(node, ast.Import):
            targets = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            # A name may be a module of the package or something the package holds.
            targets = [f"{base}.{alias.name}" if f"{base}.{alias.name}" in known else base for alias in node.names]
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module") and node.args:
            first = node.args[0]
            targets = [first.value] if isinstance(first, ast.Constant) and isinstance(first.value, str) else []
        else:
            continue
        for target in targets:
            if target.split(".")[0] == "sulh" and target != name:
                yield node.lineno, target


def direction_faults(source: Path) -> list[str]:
    """Imports that run against the direction of the house, and areas the house does not know."""
    found, faults = loaders(source), []
    for name, nodes in found.items():
        home = area(name)
        if home not in BELOW:
            faults.append(f"{name}: the house has no area {home!r}; give it a place in BELOW and in the manual")
            continue
        for line, target in imports(name, nodes, found):
            if area(target) != home and area(target) not in BELOW[home]:
                faults.append(f"{name}:{line}: {home} must not import {target}")
    return faults


# The one module that names the languages that are read.
KNOWS_LANGUAGES = frozenset({"sulh.reading.reader"})
LANGUAGES = ("sulh.reading.english",)


def language_faults(source: Path) -> list[str]:
    """Imports of a language by what reads any language: a second language is a package beside the first."""
    found = loaders(source)
    return [
        f"{name}:{line}: reads any language and must not import {target}"
        for name, nodes in found.items()
        if area(name) == "reading" and not name.startswith(LANGUAGES) and name not in KNOWS_LANGUAGES
        for line, target in imports(name, nodes, found)
        if target.startswith(LANGUAGES)
    ]


def relative_imports(source: Path) -> list[str]:
    """Imports written with leading dots."""
    return [
        f"{name}:{node.lineno}: relative import"
        for name, nodes in loaders(source).items()
        for node in nodes
        if isinstance(node, ast.ImportFrom) and node.level
    ]


def cycles(source: Path) -> list[str]:
    """One line for each chain of imports that comes back to where it began."""
    code = loaders(source)
    graph = {name: sorted({target for _, target in imports(name, nodes, code) if target in code}) for name, nodes in code.items()}
    found: set[tuple[str, ...]] = set()
    done: set[str] = set()

    def follow(name: str, trail: tuple[str, ...]) -> None:
        if name in trail:
            ring = trail[trail.index(name) :]
            first = ring.index(min(ring))
            found.add(ring[first:] + ring[:first])
            return
        if name in done:
            return
        for target in graph[name]:
            follow(target, (*trail, name))
        done.add(name)

    for name in graph:
        follow(name, ())
    return [" -> ".join((*ring, ring[0])) for ring in sorted(found)]


def missing_docstrings(source: Path) -> list[str]:
    """Modules that do not say in a first sentence what they are for."""
    return [name for name, tree in modules(source).items() if not (ast.get_docstring(tree) or "").strip()]


def prints(source: Path) -> list[str]:
    """Calls of print outside the command line."""
    return [
        f"{name}:{node.lineno}: print"
        for name, nodes in loaders(source).items()
        if area(name) not in MAY_PRINT
        for node in nodes
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]


def plant(source: Path, files: Mapping[str, str]) -> Path:
    """A small tree of modules; `text/dates` is `sulh/text/dates.py`."""
    for name, content in files.items():
        path = source / "sulh" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return source


def test_imports_run_one_way() -> None:
    assert direction_faults(ROOT / "src") == []


def test_what_reads_any_language_imports_none() -> None:
    assert language_faults(ROOT / "src") == []


def test_no_relative_imports() -> None:
    assert relative_imports(ROOT / "src") == []


def test_no_module_imports_itself_in_a_circle() -> None:
    assert cycles(ROOT / "src") == []


def test_every_module_says_what_it_is_for() -> None:
    assert missing_docstrings(ROOT / "src") == []


def test_only_the_command_line_prints() -> None:
    assert prints(ROOT / "src") == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("text/dates", "from sulh.reading import engine"),
        ("text/dates", "def late():\n    import sulh.actors.places"),
        ("text/dates", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from sulh.documents import load"),
        ("text/dates", "import importlib\nimportlib.import_module('sulh.cli.main')"),
        ("documents/pdf", "from sulh.actors.authority import load"),
        ("actors/find", "from sulh import documents"),
        ("reading/engine", "from sulh.wording import align"),
        ("reading/engine", "from sulh import read"),
        ("reading/engine", "from sulh.render import html"),
        ("render/html", "from sulh.documents import load"),
        ("record/ledger", "from sulh.cli.main import main"),
        ("model/actor", "from sulh.text import folding"),
        ("__init__", "def read():\n    from sulh.cli.main import main"),
        ("cellar/things", "import json"),
    ],
)
def test_import_against_the_direction_is_caught(tmp_path: Path, name: str, code: str) -> None:
    packages = ("documents", "actors", "reading", "text", "cli", "render", "wording")
    plant(tmp_path, {f"{package}/__init__": "" for package in packages} | {name: code})
    assert len(direction_faults(tmp_path)) == 1


def test_import_with_the_direction_is_let_through(tmp_path: Path) -> None:
    files = {
        "__init__": "def read():\n    from sulh.reading import engine",
        "cli/main": "from sulh import read\nfrom sulh.render import html\nfrom sulh.reading import engine",
        "reading/engine": "from sulh.documents import load\nfrom sulh.actors import find\nfrom sulh.model import Actor\nimport re",
        "render/html": "from sulh.text import folding",
    }
    assert direction_faults(plant(tmp_path, files)) == []


def test_language_imported_by_what_reads_any_is_caught(tmp_path: Path) -> None:
    files = {
        "reading/english/words": "",
        "reading/passages": "def late():\n    from sulh.reading.english import words",
        "reading/reader": "from sulh.reading.english import words",
        "reading/english/acts": "from sulh.reading.english import words",
    }
    faults = language_faults(plant(tmp_path, files))
    assert [fault.split(":")[0] for fault in faults] == ["sulh.reading.passages"]


def test_circle_is_caught(tmp_path: Path) -> None:
    files = {
        "text/__init__": "",
        "text/a": "import sulh.text.b",
        "text/b": "def late():\n    from sulh.text import c",
        "text/c": "from sulh.text.a import x",
        "text/d": "import sulh.text.a",
    }
    assert cycles(plant(tmp_path, files)) == ["sulh.text.a -> sulh.text.b -> sulh.text.c -> sulh.text.a"]


def test_relative_import_print_and_silent_module_are_caught(tmp_path: Path) -> None:
    files = {"text/a": '"""Says."""\nfrom . import b', "text/b": "print('x')", "cli/c": '"""Says."""\nprint(1)'}
    plant(tmp_path, files)
    assert relative_imports(tmp_path) == ["sulh.text.a:2: relative import"]
    assert prints(tmp_path) == ["sulh.text.b:1: print"]
    assert missing_docstrings(tmp_path) == ["sulh.text.b"]


# Written in pieces, so that this file does not hold what it looks for.
ADDRESSES = re.compile(
    "|".join(
        re.escape("".join(pieces))
        for pieces in (
            ("pypi", ".org"),
            ("pypi", ".python.org"),
            ("python", "hosted.org"),
            ("registry.", "npmjs"),
            ("conda.", "anaconda.org"),
            ("index.", "crates.io"),
            ("proxy.", "golang.org"),
            ("file", ":///"),
            ("/opt/", "wheels"),
            ("/opt/", "pypi"),
            ("/work", "/main"),
            ("/work", "/shared"),
            ("/root", "/"),
        )
    )
)


def addresses(text: str) -> list[str]:
    """Addresses of package registries and paths of one machine in `text`."""
    return ADDRESSES.findall(text)


def committed(root: Path) -> list[Path]:
    """The files git holds or would take in; the test is skipped where there is no repository."""
    try:
        told = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=root, capture_output=True, check=True, text=True
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("needs git and the repository")
    return [path for name in told.stdout.split("\0") if name and (path := root / name).is_file() and not path.is_symlink()]


def test_no_file_holds_a_registry_address_or_a_path_of_one_machine() -> None:
    files = committed(ROOT)
    assert ROOT / "pyproject.toml" in files
    found = {str(path.relative_to(ROOT)): hits for path in files if (hits := addresses(path.read_bytes().decode("utf-8", "replace")))}
    assert found == {}


def test_registry_address_is_caught() -> None:
    assert addresses("--index-url https://" + "pypi" + ".org/simple") == ["pypi" + ".org"]
    assert addresses("read file" + ":///opt/x and sulh @ file" + ":///y") == ["file" + ":///"] * 2
    assert addresses("pip install sulh") == []


def test_no_two_classes_have_one_name() -> None:
    """Told apart by name alone; a source as a fact of the model and as its projected row is the one pair that shares it."""
    where: dict[str, list[str]] = {}
    for module, tree in modules(ROOT / "src").items():
        for node in tree.body if ".migrations." not in module else ():
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                where.setdefault(node.name, []).append(module)
    assert {name: places for name, places in where.items() if len(places) > 1 and name != "Source"} == {}
    assert len(where["Source"]) == 2


def repeated_declarations(source: Path) -> list[str]:
    """Lists that name all single values of a declared kind once more, instead of asking its declaration."""
    declared = [(kind.name, {one.name for one in kind.values}) for kind in kinds() if len(kind.values) > 3]
    return [
        f"{name}:{node.lineno}: names all values of a {kind}; ask kind_named({kind!r})"
        for name, tree in modules(source).items()
        if area(name) != "model"
        for node in ast.walk(tree)
        if isinstance(node, (ast.Tuple, ast.List)) and len(node.elts) > 3
        for kind, values in declared
        if values <= {one.value for one in node.elts if isinstance(one, ast.Constant)}
    ]


def test_no_list_repeats_what_a_kind_declares() -> None:
    assert repeated_declarations(ROOT / "src") == []


def test_list_that_repeats_a_declaration_is_caught(tmp_path: Path) -> None:
    repeated = 'X = ("kind", "status", "track", "ordinal", "start", "end", "city", "country", "core", "more")'
    plant(tmp_path, {"desk/sheet": repeated, "record/some": 'X = ("kind", "status", "track")', "model/facts": repeated})
    assert [fault.split(":")[0] for fault in repeated_declarations(tmp_path)] == ["sulh.desk.sheet"]


# Words for states of one sort, each an enum of the vocabulary.
STATES = frozenset(
    str(code.value)
    for states in (ClaimStatus, ClauseState, CommitmentStatus, MeetingStatus, PromiseState, RecordStatus, Sharing, VerificationState)
    for code in states
)
_HOLD_STATES = ("level", "review", "state", "status")


def written_states(source: Path) -> list[str]:
    """Comparisons and arguments that write a state as text instead of naming the member of its vocabulary."""

    def texts(node: ast.expr) -> Iterator[str]:
        for one in getattr(node, "elts", [node]):
            if isinstance(one, ast.Constant) and one.value in STATES:
                yield str(one.value)

    def held(node: ast.AST) -> Iterator[ast.expr]:
        if isinstance(node, ast.Compare) and isinstance(node.left, ast.Attribute) and node.left.attr in _HOLD_STATES:
            yield from node.comparators
        if isinstance(node, ast.keyword) and (node.arg or "").removesuffix("__in").rpartition("__")[2] in _HOLD_STATES:
            yield node.value

    return [
        f"{name}: {text!r} is a state of the vocabulary"
        for name, tree in modules(source).items()
        if area(name) != "model" and ".migrations." not in name
        for node in ast.walk(tree)
        for value in held(node)
        for text in texts(value)
    ]


def test_states_are_those_of_the_vocabulary() -> None:
    assert written_states(ROOT / "src") == []


def test_state_that_is_written_out_is_caught(tmp_path: Path) -> None:
    compared = 'x = one.status in ("rejected", "withdrawn")\ny = one.level == "restricted"'
    asked = 'Claim.objects.filter(status="proposed", audience__level="public", kind="status", status__in=("accepted",))'
    plant(tmp_path, {"desk/some": compared, "record/some": asked, "record/other": 'one.name == "public"\nf(status=Some.HELD)'})
    assert Counter(fault.split(":")[0] for fault in written_states(tmp_path)) == {"sulh.desk.some": 3, "sulh.record.some": 3}
