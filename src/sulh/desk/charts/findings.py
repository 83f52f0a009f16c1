"""What a picture finds, as a sentence by rule: the title above it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sulh import words
from sulh.desk.charts.lanes import Lane, span
from sulh.desk.charts.scale import Scale
from sulh.model.vocabulary import MeetingStatus
from sulh.record.shapes import ActorRef, PlaceView, RolesView

__all__ = ["of_meetings", "of_places", "of_roles"]

_HELD = frozenset({MeetingStatus.HELD.value})
_GAPS = 3  # so many years without a meeting are named
_NAMED = 4


def of_meetings(lanes: Sequence[Lane], scale: Scale, language: str) -> str:
    """How often the main track met, year by year: of the kind of meeting that it holds most, among those that were held.

    "Astana process: 8 rounds in 2017, 1 to 3 a year since, none in 2020"; where the first year is not the fullest,
    "..., most in 2019: 5".
    """
    for main in lanes:
        held = [one for one in main.meetings if one.status in _HELD and (known := span(one)) and scale.shows(*known)]
        if held:
            break
    else:
        return words.phrase("timeline.empty", language=language)
    kind = Counter(one.kind for one in held).most_common(1)[0][0]
    years = Counter(_year(*known) for one in held if one.kind == kind and (known := span(one)))
    counted = _sentence(years, "rounds" if kind == "round" else "meetings", language)
    if main.track is None:
        return counted
    track = words.track(main.track.id, main.track.name, language=language)
    return words.phrase("finding.of_track", language=language, track=track, counted=counted)


def _year(first: date, last: date) -> int:
    """The year of the middle of some days."""
    return date.fromordinal((first.toordinal() + last.toordinal()) // 2).year


def _sentence(years: Counter[int], what: str, language: str) -> str:
    def count(number: int) -> str:
        return words.phrase(f"count.{what}", count=number, language=language)

    first, last = min(years), max(years)
    if first == last:
        return words.phrase("finding.in_year", language=language, counted=count(years[first]), year=first)
    later = [years[year] for year in range(first + 1, last + 1)]
    gaps = [str(year) for year in range(first + 1, last + 1) if not years[year]]
    told = [one for one in later if one]
    if years[first] >= max(told) and len(later) > 1:
        said = words.phrase("finding.in_year", language=language, counted=count(years[first]), year=first)
        since = {"least": min(told), "most": max(told)}
        said += words.phrase("list.between", language=language) + (
            words.phrase("finding.since", language=language, **since)
            if since["least"] < since["most"]
            else words.phrase("finding.since_each", language=language, number=since["least"])
        )
    else:
        fullest = min(years, key=lambda year: (-years[year], year))
        said = words.phrase(
            "finding.most", language=language, counted=count(years.total()), first=first, last=last, year=fullest, number=years[fullest]
        )
    if 0 < len(gaps) <= _GAPS:
        said += words.phrase("list.between", language=language)
        said += words.phrase("finding.none_in", language=language, years=words.listing(gaps, language=language))
    return said


def of_roles(view: RolesView, order: Sequence[str], language: str) -> str:
    """Who had the leading role all the time, and who came later and stayed.

    "Guarantors throughout: Iran, Russia, Türkiye; observers since 2019: Iraq, Lebanon", or "Guarantors since 2016: ..." where meetings
    were held before. The leading role is the first of `order` that any
    actor had in two years or more, taking part not counted; who came later had a narrower role than that in each year since, two at least.
    """
    years: dict[tuple[ActorRef, str], set[int]] = {}
    for actor, role, year, _ in view.roles:
        years.setdefault((actor, role), set()).add(year)
    narrow = {pair: found for pair, found in years.items() if pair[1] != "participant"}
    leading = next((role for role in order if any(one == role and len(found) > 1 for (_, one), found in narrow.items())), None)
    if leading is None:
        return words.phrase("roles.by_year", language=language)
    all_years = set().union(*(found for (_, role), found in narrow.items() if role == leading))
    throughout = [actor for (actor, role), found in narrow.items() if role == leading and found == all_years]
    names = throughout or [actor for (actor, role), _ in narrow.items() if role == leading]
    roles = words.code("Role", leading, "many", language=language)
    key = "finding.throughout" if throughout and len(all_years) > 1 else "finding.role"
    if key == "finding.throughout" and min(all_years) > min(year for year, _ in view.years):
        key = "finding.joined"  # there was a time before
    said = words.phrase(key, language=language, roles=roles, year=min(all_years), names=_named(names, language))
    return words.listing((said, _joined(narrow, names, {year for year, _ in view.years}, language)), apart=True, language=language)


def _joined(narrow: Mapping[tuple[ActorRef, str], set[int]], known: Sequence[ActorRef], years: Collection[int], language: str) -> str:
    """Those of one role of whom most came in one later year and had it in every year since; nothing where nobody did."""
    begun = min(years)
    came = {
        (actor, role): min(found)
        for (actor, role), found in narrow.items()
        if actor not in known and len(found) > 1 and min(found) > begun and found >= {year for year in years if year >= min(found)}
    }
    if not came:
        return ""
    counts = Counter((role, first) for (_, role), first in came.items())
    role, year = min(counts, key=lambda one: (-counts[one], one[1], one[0]))
    names = _named([actor for (actor, had), first in came.items() if (had, first) == (role, year)], language)
    roles = words.code("Role", role, "many", language=language)
    return words.phrase("finding.joined", language=language, roles=roles[:1].lower() + roles[1:], year=year, names=names)


def _named(actors: Sequence[ActorRef], language: str) -> str:
    """The names, at most four of them."""
    names = sorted(words.actor(one.id, one.name, language=language) for one in actors)
    return words.listing(names[:_NAMED], language=language) + (f" +{len(names) - _NAMED}" if len(names) > _NAMED else "")


def of_places(places: Sequence[PlaceView], language: str) -> str:
    """Where most meetings were, and in how many countries all of them: "Astana: 29 of 58 meetings; 10 places in 8 countries"."""
    if not places:
        return words.phrase("map.empty", language=language)
    count = len({meeting.id for place in places for meeting in place.meetings})
    first = min(places, key=lambda place: (-len(place.meetings), place.name))
    counted = words.phrase("count.meetings", count=count, language=language)
    name = words.city(first.name, language=language)
    said = words.phrase("finding.place", language=language, place=name, number=len(first.meetings), counted=counted)
    if len(places) == 1:
        return said
    spread = {
        "places": words.phrase("count.places", count=len(places), language=language),
        "countries": words.phrase("count.countries", count=len({one.country for one in places if one.country}), language=language),
    }
    return words.listing((said, words.phrase("finding.places", language=language, **spread)), apart=True, language=language)
