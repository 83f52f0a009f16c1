"""Pictures are drawn from made-up views; only what Django serves needs its settings."""

from __future__ import annotations

import os

import pytest

django = pytest.importorskip("django")
os.environ.setdefault("SULH_DESK_LOCAL", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sulh.desk.settings")
django.setup()
