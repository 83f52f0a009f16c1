"""Who asks: the account of the token, or the public where there is none."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from ninja.security import HttpBearer

from sulh.record.shapes import Viewer
from sulh.record.tokens import owner_of
from sulh.record.viewers import viewer_of

__all__ = ["OPTIONAL", "REQUIRED", "Token", "looker"]


class Token(HttpBearer):
    """`Authorization: Bearer TOKEN`; a token is made with `sulh user token NAME`."""

    def authenticate(self, request: HttpRequest, token: str) -> Viewer | None:
        """Who the token stands for, None when it stands for nobody."""
        user = owner_of(token)
        return None if user is None else viewer_of(user)


def anonymous(request: HttpRequest) -> Viewer | None:
    """The public, where the desk shows itself to it; a request with a token that does not fit is not let in as the public."""
    if "Authorization" in request.headers or not getattr(settings, "PUBLIC_VIEW", True):
        return None
    return viewer_of(None)


def looker(request: HttpRequest) -> Viewer:
    """Who looks, after authentication."""
    found = getattr(request, "auth", None)
    return found if isinstance(found, Viewer) else viewer_of(None)


# Sessions of the desk do not count here, so that no page of another site can act in the name of somebody who is signed in.
REQUIRED = [Token()]
OPTIONAL = [Token(), anonymous]
