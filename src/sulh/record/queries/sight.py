"""Who loses sight of something when it is shared with fewer: nobody takes it from its uploader or an administrator unawares."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sulh.model import InvalidError
from sulh.record.access import ALL, scope_of, sees, visible
from sulh.record.models import User
from sulh.record.projection.models import Claim, Source
from sulh.record.queries.visible import batches
from sulh.record.shapes import Viewer

__all__ = ["LostSight", "SightError", "check_sight", "lost_sight"]

_NAMED = 12  # names that a message gives


@dataclass(frozen=True, slots=True)
class LostSight:
    """The open accounts that see a thing now and would not any more, of those whose names the viewer may know.

    `uploaders` added it, `administrators` are the others who keep the record, `colleagues` all else; `oneself` says whether the viewer is
    among them, and `is_hidden` whether an uploader or administrator is whom the viewer knows nothing of.
    """

    oneself: bool = False
    uploaders: tuple[str, ...] = ()
    administrators: tuple[str, ...] = ()
    colleagues: tuple[str, ...] = ()
    is_hidden: bool = False

    @property
    def to_confirm(self) -> bool:
        """Whether whoever shares it so has to say that it is meant."""
        return bool(self.oneself or self.uploaders or self.administrators or self.is_hidden)

    @property
    def others(self) -> int:
        """How many of the colleagues `named` leaves out."""
        return max(0, len(self.colleagues) - _NAMED)

    @property
    def named(self) -> tuple[str, ...]:
        """The first of the colleagues."""
        return self.colleagues[:_NAMED]


class SightError(InvalidError):
    """Sharing would take something away from its uploader, an administrator or whoever shares it, and nobody said that it is meant."""


def lost_sight(viewer: Viewer, things: Iterable[str], level: str, groups: Iterable[str] = ()) -> LostSight:
    """Who would lose sight of these sources and claims, of those the viewer may see, by sharing them with that level and those groups.

    An account is named to the viewer where what it sees now is open to every account, where a group of it and the thing is one that the
    viewer is in too, or where it is the viewer's own.
    """
    named = sorted(set(groups))
    now = _now(viewer, sorted(set(things)))
    mine = set(viewer.scope.split("|")[1:])
    oneself = any(sees(viewer.scope, *one) for one, _ in now) and not sees(viewer.scope, level, named)
    is_hidden = False
    uploaders: list[str] = []
    administrators: list[str] = []
    colleagues: list[str] = []
    for user in User.objects.filter(is_active=True).order_by("username").prefetch_related("groups"):
        name, own = user.get_username(), {group.name for group in user.groups.all()}
        scope = scope_of(own)
        lost = [(audience, author) for audience, author in now if sees(scope, *audience)]
        if name == viewer.name or not lost or sees(scope, level, named):
            continue
        is_uploader, is_admin = any(author == name for _, author in lost), user.role == User.Role.ADMIN
        if not any(viewer.scope == ALL or of != "restricted" or own & mine & set(those) for (of, those), _ in lost):
            is_hidden |= is_uploader or is_admin
        elif is_uploader:
            uploaders.append(name)
        else:
            (administrators if is_admin else colleagues).append(name)
    return LostSight(oneself, tuple(uploaders), tuple(administrators), tuple(colleagues), is_hidden)


def check_sight(viewer: Viewer, things: Iterable[str], level: str, groups: Iterable[str] = (), *, sure: bool = False) -> None:
    """Raise SightError, naming them, where somebody would lose sight who ought not to unawares, unless one is `sure`."""
    lost = LostSight() if sure else lost_sight(viewer, things, level, groups)
    if not lost.to_confirm:
        return
    who = ["you" if lost.oneself else "", *(f"{one}, who added it" for one in lost.uploaders)]
    who += [f"{one}, an administrator" for one in lost.administrators]
    who += ["an uploader or administrator whom you do not know of" if lost.is_hidden else "", *lost.named]
    more = f"; {lost.others} more" if lost.others else ""
    named = "; ".join(one for one in who if one)
    raise SightError(f"this would take it away from: {named}{more}. Nothing was changed: say that you are sure")


def _now(viewer: Viewer, things: list[str]) -> list[tuple[tuple[str, list[str]], str]]:
    """Who may see each of the things now, level and groups, and who added its source."""
    found: set[tuple[str, str, str]] = set()
    for some in batches([one for one in things if ":" in one]):
        rows = visible(Source.objects.filter(pk__in=some), viewer)
        found.update(rows.values_list("audience__level", "audience__groups", "author"))
    for some in batches([one for one in things if ":" not in one]):
        rows_of_claims = visible(Claim.objects.filter(pk__in=some), viewer)
        found.update(rows_of_claims.values_list("audience__level", "audience__groups", "source__author"))
    return [((level, [one for one in names.split("|") if one]), author) for level, names, author in sorted(found)]
