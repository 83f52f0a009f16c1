"""Where the marks of a picture lead: templates of addresses that the page gives."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from sulh.record.shapes import ActorRef, MeetingView, PeriodView

__all__ = ["Links"]


@dataclass(frozen=True, slots=True)
class Links:
    """Templates with {id}, {key}, {start}, {end}, {since}, {until}; None draws marks that lead nowhere (a report on paper)."""

    meeting: str | None = "/meetings/{id}"
    document: str | None = "/documents/{key}#c{start}"
    actor: str | None = "/actors/{id}"
    period: str | None = "?since={since}&until={until}"

    def to_meeting(self, meeting: MeetingView) -> str | None:
        """The page of a meeting."""
        return self.meeting and self.meeting.replace("{id}", _safe(meeting.id))

    def to_words(self, period: PeriodView) -> str | None:
        """The words of a document that a period or release rests on."""
        if self.document is None:
            return None
        filled = self.document.replace("{key}", _safe(period.document.key))
        return filled.replace("{start}", str(period.span[0])).replace("{end}", str(period.span[1]))

    def to_actor(self, actor: ActorRef) -> str | None:
        """The page of an actor."""
        return self.actor and self.actor.replace("{id}", _safe(actor.id))

    def to_period(self, since: str, until: str) -> str | None:
        """The same picture for some days only."""
        return self.period and self.period.replace("{since}", _safe(since)).replace("{until}", _safe(until))


def _safe(value: str) -> str:
    return quote(value.encode("utf-8", "replace"), safe="-._~")
