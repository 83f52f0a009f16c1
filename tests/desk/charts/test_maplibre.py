"""MapLibre GL is served from its wheel, two files and a worker, nothing else."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

pytest.importorskip("maplibre")

from sulh.desk.charts.maplibre import FILES, MaplibreFinder, worker_script


def test_finder_finds_script_and_style_sheet_only() -> None:
    finder = MaplibreFinder()
    for name in FILES:
        assert Path(finder.find(f"maplibre/{name}")).is_file()
    for other in ("maplibre/ipywidget.js", "maplibre/../../settings.py", "maplibre-gl.js", "desk/desk.css"):
        assert finder.find(other) == []
    assert [name for name, _ in finder.list(None)] == list(FILES)


def test_worker_is_a_script(tmp_path: Path) -> None:
    script = worker_script()
    assert "modules.worker(sharedModule)" in script
    assert 'define("index"' not in script
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs node to read the script")
    path = tmp_path / "worker.js"
    path.write_text(script, encoding="utf-8")
    subprocess.run([node, "--check", str(path)], check=True)
