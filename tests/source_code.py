"""The modules of the package as they are written, parsed and gone through once for all tests that look at them."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from functools import cache
from pathlib import Path

__all__ = ["loaders", "module_name", "modules"]


def module_name(path: Path, source: Path) -> str:
    """`sulh.text.dates` for `<source>/sulh/text/dates.py`, `sulh.text` for the package's `__init__.py`."""
    parts = list(path.relative_to(source).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules(source: Path) -> dict[str, ast.Module]:
    """Every module under `<source>/sulh`, parsed."""
    paths = sorted(source.glob("sulh/**/*.py"))
    return {module_name(path, source): ast.parse(path.read_text(encoding="utf-8"), str(path)) for path in paths}


@cache
def loaders(source: Path) -> dict[str, Sequence[ast.Import | ast.ImportFrom | ast.Call]]:
    """For every module its imports and calls, wherever they stand."""
    wanted = (ast.Import, ast.ImportFrom, ast.Call)
    return {name: [node for node in ast.walk(tree) if isinstance(node, wanted)] for name, tree in modules(source).items()}
