"""Who would lose sight of what is shared with fewer, in a sentence for the form that is about to do it."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext

from sulh import words
from sulh.desk.shown import language
from sulh.record.queries.sight import LostSight

__all__ = ["lost_sight_words"]


def lost_sight_words(lost: LostSight) -> str:
    """Who beside oneself would not see it any more; empty where nobody who is told of would."""
    spoken = language()
    who = [gettext("%(name)s, who added it") % {"name": words.isolated(one, language=spoken)} for one in lost.uploaders]
    who += [gettext("%(name)s, an administrator") % {"name": words.isolated(one, language=spoken)} for one in lost.administrators]
    if lost.is_hidden:
        who.append(gettext("an uploader or administrator in a group that you are not in"))
    who += lost.named
    if lost.others:
        who.append(ngettext("%(count)s more", "%(count)s more", lost.others) % {"count": lost.others})
    if not who:
        return ""
    return gettext("Would not see it any more: %(who)s.") % {"who": words.listing(who, apart=True, language=spoken)}
