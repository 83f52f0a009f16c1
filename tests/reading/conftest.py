"""Lets the tests here import what stands beside them."""

from __future__ import annotations

import sys
from pathlib import Path

for _place in (Path(__file__).resolve().parent, Path(__file__).resolve().parent.parent):
    if str(_place) not in sys.path:
        sys.path.insert(0, str(_place))
