"""An actor's roles over time: a bar for each role from its first to its last meeting, with the number of meetings (Altair)."""

from __future__ import annotations

import json

from sulh import words
from sulh.desk import shown
from sulh.desk.charts.convert import converted
from sulh.desk.charts.scale import Scale, day
from sulh.desk.charts.theme import hex_of, text_width
from sulh.record.shapes import ActorView

__all__ = ["figure"]


def figure(actor: ActorView, *, language: str = "en", dark: bool = False, rtl: bool = False, width: float = 480) -> str:
    """The roles as SVG; '' when no role has a day. A role held at one meeting only is as wide as its mark."""
    spans = [(words.code("Role", role, language=language), count, day(first), day(last)) for role, count, first, last in actor.roles]
    held = [(role, count, first, last) for role, count, first, last in spans if first and last]
    dates = {words.code("Role", role, language=language): (first, last) for role, _, first, last in shown.roles(actor)}
    if not held:
        return ""
    import altair

    # The page's letters may be wider than those the engine measures with: room is left by our own measure.
    aside = max(text_width(role, 12) for role, *_ in held) + 10
    inner = max(width - aside - 44, 120.0)
    scale = Scale.of([one for row in held for one in row[2:]], None, None, 0.0, inner)
    rows: list[dict[str, str | float]] = [
        {
            "role": role,
            "from": scale.x(first),
            "to": max(scale.middle(last, last), scale.x(first) + 4),
            "count": str(count),
            "told": f"{words.phrase('count.meetings', count=count, language=language)}, {words.span(*dates[role], language=language)}",
        }
        for role, count, first, last in held
    ]
    order = [str(row["role"]) for row in rows]
    ticks = {scale.x(tick.at): tick.words for tick in scale.ticks(language) if tick.major or len(scale.ticks(language)) < 9}
    told = json.dumps({f"{at:.0f}": label for at, label in ticks.items()}, ensure_ascii=False)
    axis = altair.Axis(
        values=[round(at) for at in ticks],
        labelExpr=f"({told})[format(datum.value,'.0f')]",
        title=None,
        orient="top",
        grid=True,
        aria=False,
    )
    base = altair.Chart({"values": rows}, width=inner, height=26 * len(rows))
    x = altair.X("from:Q", scale=altair.Scale(domain=[0, inner], nice=False, reverse=rtl), axis=axis)
    y = altair.Y("role:N", sort=order, title=None, axis=altair.Axis(domain=False, ticks=False, minExtent=aside, aria=False))
    bars = base.mark_bar(height=11, cornerRadius=2, color=hex_of("meeting")).encode(x=x, x2="to:Q", y=y, description="told:N")
    counts = base.mark_text(aria=False, align="right" if rtl else "left", dx=-6 if rtl else 6, color=hex_of("quiet")).encode(
        x=altair.X("to:Q"), y=y, text="count:N"
    )
    return converted(
        altair.layer(bars, counts),
        kind="roles",
        title=f"{words.phrase('roles.title', language=language)}: {words.actor(actor.ref.id, actor.ref.name, language=language)}",
        description=words.phrase("roles.about", language=language),
        dark=dark,
        rtl=rtl,
    )
