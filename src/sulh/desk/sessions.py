"""Sessions in the database, each found by a statement that is put together once: every request looks for one."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from sulh.record.prepared import prepared

__all__ = ["SessionStore"]


class SessionStore(db.SessionStore):
    """Django's sessions in the database."""

    def _get_session_from_db(self) -> Session | None:
        for key, data, expires in _sessions(self.session_key or ""):
            if expires > timezone.now():
                return Session(key, data, expires)
        self._session_key = None
        return None


@prepared
def _sessions(key: str) -> QuerySet[Any, Any]:
    return Session.objects.filter(pk=key).values_list("session_key", "session_data", "expire_date")
