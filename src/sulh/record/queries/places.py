"""Places where meetings were held, with their coordinates and how precise they are."""

from __future__ import annotations

from collections import Counter, defaultdict

from sulh.actors import Authority
from sulh.model import Role
from sulh.record.access import require
from sulh.record.authority import place, track_process
from sulh.record.projection.models import ParticipationRow
from sulh.record.queries.lists import keys_of, listed
from sulh.record.queries.tracks import tracks
from sulh.record.queries.visible import batches
from sulh.record.shapes import Filters, MeetingView, PlaceView, Viewer
from sulh.text.countries import country_name

__all__ = ["conflict_countries", "places"]

_ALL = Filters()


def places(viewer: Viewer, filters: Filters = _ALL) -> tuple[PlaceView, ...]:
    """The places of the meetings (without participants) that `filters` mean, the most frequent first.

    Meetings at places without coordinates are left out.
    Several names of one place (Astana, Nur-Sultan) are one place under its present name.
    """
    require(viewer, "read")
    found: dict[tuple[float, float, str], list[MeetingView]] = defaultdict(list)
    for view in listed(viewer, filters, participants=False).rows:
        if view.latitude is not None and view.longitude is not None:
            found[(view.latitude, view.longitude, view.place_precision)].append(view)
    named = [PlaceView(_name(ones), ones[0].country, *point, tuple(ones)) for point, ones in found.items()]
    return tuple(sorted(named, key=lambda one: (-len(one.meetings), one.name)))


def conflict_countries(viewer: Viewer) -> tuple[str, ...]:
    """The countries (ISO 3166-1 alpha-2) that the talks are about, worked out from the record.

    The conflict of its known tracks, by their number of meetings; where no track is known, the country of most parties at its meetings.
    Several are given where they come first together, none where nothing says it.
    """
    require(viewer, "read")
    known = Counter[str]()
    for ref, count in tracks(viewer):
        known[track_process(ref.name)] += count
    del known[""]
    return _first(known) or _first(_countries_of_parties(viewer))


def _countries_of_parties(viewer: Viewer) -> Counter[str]:
    authority, found = Authority.default(), Counter[str]()
    for batch in batches(keys_of(viewer, _ALL)):
        named = ParticipationRow.objects.filter(row__in=batch, role=Role.PARTY).values_list("actor_id", flat=True)
        for key, count in Counter(named).items():
            actor = authority.get(key)
            if country := actor and authority.country_of(actor):
                found[country] += count
    return found


def _first(counts: Counter[str]) -> tuple[str, ...]:
    """The alpha-2 codes of the alpha-3 codes counted most."""
    most = max(counts.values(), default=0)
    codes = (Authority.default().iso2(country) for country, count in counts.items() if count == most > 0)
    return tuple(sorted(code for code in codes if code))


def _name(ones: list[MeetingView]) -> str:
    """The present name of the place, else the name in the latest meeting; the country where the city is not on the map."""
    city = next((view.city for view in reversed(ones) if view.city), None)
    if city is None or ones[0].place_precision == "country":
        return country_name(ones[0].country) or ""
    known = place(city)
    return known.current_name if known else city
