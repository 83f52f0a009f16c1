"""What is wrong with a level of sharing and the groups ticked beside it: said once, for all forms that ask for both."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext

from sulh.model.vocabulary import Sharing

__all__ = ["unfit_sharing"]


def unfit_sharing(level: str, ticked: Collection[str]) -> tuple[str, str] | None:
    """The field, `level` or `group`, that is filled in wrong, and what is wrong with it; None where level and groups fit together."""
    if level not in set(Sharing):
        return "level", gettext("Choose who may see the document.")
    if level == Sharing.RESTRICTED and not ticked:
        return "group", gettext("Choose the groups that it is restricted to.")
    if level != Sharing.RESTRICTED and ticked:
        return "level", gettext("Groups are ticked, but the document is not restricted to them: choose “Restricted”, or untick them.")
    return None
