"""The record: claims, decisions and the ledger they stand in, and everything derived from them; all SQL lives here."""

from __future__ import annotations

from sulh.record.opening import open_record

__all__ = ["open_record"]
