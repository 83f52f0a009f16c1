"""Pages on wording are asked of a desk with a small record."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

_TESTS = str(Path(__file__).resolve().parents[2])
if _TESTS not in sys.path:
    sys.path.insert(0, _TESTS)

django = pytest.importorskip("django")
pytest.importorskip("rapidfuzz")
pytest.importorskip("scipy")
os.environ.setdefault("SULH_DESK_LOCAL", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sulh.desk.settings")
django.setup()
