"""Mediation events in the columns of MEND: one row per meeting with an outside third party, typed M or MR with the reason."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

from sulh.actors import Authority
from sulh.model.vocabulary import TOOK_PLACE
from sulh.record.exports.conflicts import conflict_of, conflict_of_all
from sulh.record.exports.places import identifiers, iso3_of
from sulh.record.shapes import MeetingView, RoleView
from sulh.text.spreadsheets import safe

__all__ = ["MEND_COLUMNS", "mend_rows", "mend_type", "write_mend"]

# The columns that MEND's viewer reads (University of St Andrews, peacerep.org/mend), and ours behind them.
MEND_COLUMNS = (
    "med_event_ID", "conflict_country", "Year", "Month", "Day", "med_type", "third_party", "third_party_id_MEND",
    "groupings_mechanisms", "med_location", "med_loc_cty", "med_loc_x", "med_loc_y", "num_med", "agmt", "agmt_name", "agmt_id_PAX",
    "med_type_reason", "local_actors", "sources", "first_day", "last_day", "record_status",
)  # fmt: skip
# Title and PA-X AgtId of the agreement reached at a meeting.
Agreements = dict[str, tuple[str, int | None]]
_IMPLEMENTING = frozenset({"working_group"})
_BELLIGERENT = frozenset({"armed_group"})


def mend_type(meeting: MeetingView, conflict: frozenset[str]) -> tuple[str | None, str]:
    """M, MR, empty (not known) or None (no mediation event), with the reason; `conflict` holds the countries at issue, ISO alpha-3.

    By MEND's definition: M, where a third party brokers talks between a belligerent and other local actors; MR, where outsiders
    coordinate, where there is one local actor only, where no local actor is a belligerent, and for meetings on implementation.
    """
    if not conflict:
        return "", "the country the talks are about is not known"
    local, outside = _sides(meeting, conflict)
    if not outside:
        return None, "no outside third party took part"
    if not local:
        return "MR", "no local actor took part: coordination among outsiders"
    if len(local) == 1:
        return "MR", f"one local actor only: {local[0].actor.name}"
    if meeting.kind in _IMPLEMENTING:
        return "MR", "a working group: a meeting on implementation"
    if not any(_is_belligerent(one, conflict) for one in local):
        return "MR", "no local actor is a belligerent"
    names = ", ".join(one.actor.name for one in local)
    return "M", f"outsiders with a belligerent and other local actors: {names}"


def _sides(meeting: MeetingView, conflict: frozenset[str]) -> tuple[list[RoleView], list[RoleView]]:
    authority = Authority.default()
    local: list[RoleView] = []
    outside: list[RoleView] = []
    for one in meeting.participants:
        actor = authority.get(one.actor.id)
        country = one.actor.id if one.actor.id in conflict else authority.country_of(actor) if actor else None
        # An organisation's body for a country ("UN Special Envoy for Syria") stands outside, though the table ties it to the country.
        is_outside_body = bool(actor and actor.kind in {"igo", "body"} and authority.part_of(actor.id))
        is_local = one.role == "party" or (country in conflict and not is_outside_body)
        (local if is_local else outside).append(one)
    return local, outside


def _is_belligerent(one: RoleView, conflict: frozenset[str]) -> bool:
    return one.actor.id in conflict or one.actor.kind in _BELLIGERENT or one.role == "party"


def mend_rows(
    meetings: tuple[MeetingView, ...], agreements: Agreements, status_of: Callable[[MeetingView], str] = lambda _: ""
) -> Iterator[dict[str, str | int | float | None]]:
    """One row per mediation event; a meeting without an outside third party, or planned or cancelled, is none.

    `agreements` gives, by meeting, the title of the agreement reached there and its PA-X AgtId, `status_of` how settled it is.
    """
    process = conflict_of_all(meetings)
    for meeting in meetings:
        if meeting.status not in TOOK_PLACE:
            continue
        conflict = conflict_of(meeting, process)
        kind, reason = mend_type(meeting, conflict)
        if kind is None:
            continue
        local, outside = _sides(meeting, conflict)
        year, month, day = [*(meeting.start or "").split("/")[0].split("-"), "", "", ""][:3]
        name, pax = agreements.get(meeting.id, (None, None))
        country = _country_name(iso3_of(meeting.country))
        place = ", ".join(part for part in (meeting.city, country) if part)
        virtual = meeting.kind == "call"
        yield {
            "med_event_ID": meeting.id,
            "conflict_country": ";".join(sorted(filter(None, (_country_name(one) for one in conflict)))),
            "Year": _number(year), "Month": _number(month), "Day": _number(day),
            "med_type": kind,
            "third_party": ";".join(one.actor.name for one in outside),
            "third_party_id_MEND": ";".join(identifiers(one.actor.id).get("mend", "") for one in outside),
            "groupings_mechanisms": ";".join(track.name for track in meeting.tracks) or None,
            "med_location": "Virtual" if virtual else place or None,
            "med_loc_cty": None if virtual else country,
            # MEND's x is the longitude and y the latitude.
            "med_loc_x": None if virtual else meeting.longitude, "med_loc_y": None if virtual else meeting.latitude,
            "num_med": len(outside),
            "agmt": int(name is not None), "agmt_name": name, "agmt_id_PAX": pax,
            "med_type_reason": reason, "local_actors": ";".join(one.actor.name for one in local), "sources": meeting.sources,
            "first_day": meeting.first_day, "last_day": meeting.last_day, "record_status": str(status_of(meeting)),
        }  # fmt: skip


def _number(part: str) -> int | None:
    return int(part) if part.isdigit() else None


def _country_name(iso3: str | None) -> str | None:
    known = Authority.default().get(iso3) if iso3 else None
    return known.name if known else None


def write_mend(
    meetings: tuple[MeetingView, ...], agreements: Agreements, path: Path, status_of: Callable[[MeetingView], str] = lambda _: ""
) -> list[Path]:
    """The events as one CSV file, UTF-8 with a byte order mark."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(MEND_COLUMNS)
        writer.writerows([safe(row[column]) for column in MEND_COLUMNS] for row in mend_rows(meetings, agreements, status_of))
    return [path]
