"""The record as JSON for programs: every answer is cut to what the account behind the token may see."""

from sulh.desk.api.routes import api

__all__ = ["api"]
