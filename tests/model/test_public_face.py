from __future__ import annotations

import doctest
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from factory import make_document, make_reading

import sulh
import sulh.model
from sulh.model import Document, DocumentError, Reading

HEAVY = ("click", "jinja2", "numpy", "polars", "rich", "scipy", "spacy", "trafilatura")


def loaded_after(statement: str) -> set[str]:
    """The heavy packages in memory after a statement, in a process of its own."""
    code = f"import json, sys\n{statement}\nprint(json.dumps([name for name in {HEAVY!r} if name in sys.modules]))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=_environment())
    return set(json.loads(told.stdout.splitlines()[-1]))


def _environment() -> dict[str, str]:
    return {"PYTHONPATH": str(Path(sulh.__file__).parent.parent)}


def test_import_loads_nothing_heavy() -> None:
    assert loaded_after("import sulh; sulh.Reading; dir(sulh)") == set()


def test_name_of_the_model_loads_its_own_module_and_kinds_load_all_facts() -> None:
    code = "import sys; from sulh.model import SulhError; print('sulh.model.facts' in sys.modules)"
    kinds = "from sulh.model.kinds import kinds; print(len(kinds()) > 5)"
    for one, said in ((code, "False"), (kinds, "True")):
        told = subprocess.run([sys.executable, "-c", one], capture_output=True, text=True, check=True, env=_environment())
        assert told.stdout.strip() == said
    with pytest.raises(AttributeError, match="no attribute 'Raeding'"):
        _ = sulh.model.Raeding


def test_help_loads_nothing_but_click() -> None:
    shown = "import sulh.cli.main\ntry: sulh.cli.main.program.main(['--help'])\nexcept SystemExit: pass"
    assert loaded_after(shown) == {"click"}
    assert loaded_after(shown.replace("'--help'", "'read', '--help'")) == {"click"}


def test_opening_a_record_loads_nothing_that_only_counting_and_tracing_need() -> None:
    pytest.importorskip("django")
    opened = """import os, tempfile
from sulh.record.opening import open_record
with tempfile.TemporaryDirectory() as folder:
    os.environ["SULH_RECORD"] = folder + "/record.db"
    open_record(create=True)"""
    assert loaded_after(opened) & set(HEAVY) == set()


def test_public_names_are_sorted_and_all_there() -> None:
    assert sulh.__all__ == sorted(sulh.__all__)
    assert dir(sulh) == sulh.__all__
    assert all(getattr(sulh, name) is not None for name in sulh.__all__)


def test_every_type_of_the_model_is_public() -> None:
    assert set(sulh.model.__all__) <= set(sulh.__all__)


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Raeding'"):
        _ = sulh.Raeding


def test_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(sulh).failed == 0
    assert doctest.testmod(sulh).attempted > 0


def test_read_takes_path_text_path_and_bytes_alike(tmp_path: Path) -> None:
    file = tmp_path / "talks.txt"
    file.write_text("Talks were held in Geneva on 7 July 2021.", encoding="utf-8")
    by_path, by_name, by_bytes = sulh.read(file), sulh.read(str(file)), sulh.read(file.read_bytes())
    assert isinstance(by_path, Reading)
    assert by_path == by_name
    assert by_bytes.document.id == by_path.document.id
    assert by_bytes.meetings == by_path.meetings


def test_read_takes_a_loaded_document_and_a_date_for_it() -> None:
    document = make_document()
    assert sulh.read(document).document == document
    assert sulh.read(document, published="2021-07-10").document.published == document.published == "2021-07-09"
    undated = replace(document, published=None)
    assert sulh.read(undated, published="2021-07-10").document.published == "2021-07-10"


def test_read_refuses_a_date_that_is_not_edtf() -> None:
    with pytest.raises(sulh.DateError):
        sulh.read(make_document(), published="10 July")
    with pytest.raises(sulh.DateError):
        sulh.read(b"Talks were held.", published="10 July")


def test_read_names_the_file_that_is_not_there() -> None:
    with pytest.raises(DocumentError, match=r"nowhere\.txt: "):
        sulh.read("nowhere.txt")


def test_read_refuses_a_folder(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="folder"):
        sulh.read(tmp_path)


def test_reading_is_a_value() -> None:
    assert make_reading() == make_reading()
    assert isinstance(hash(make_reading()), int)
    assert isinstance(make_reading().document, Document)
