"""What entries about persons are called, and with whose key they are sealed; asks no database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["KIND", "persons_subject"]

KIND = "persons"


def persons_subject(body: Mapping[str, Any]) -> str:
    """The subject under whose key an entry about persons is sealed: each round, case and plan has its own."""
    return f"persons:{body['matter']}:{body['id']}"
