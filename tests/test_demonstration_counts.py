"""A number that stands on two pages is the same on both: every count of the demonstration record, taken from pages, API and exports."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

django = pytest.importorskip("django")
django.setup()

from demonstrated import kept_for_a_module, readings  # noqa: E402
from django.test import Client  # noqa: E402

from sulh import words  # noqa: E402
from sulh.cli.demo import review as review_of_the_demonstration  # noqa: E402
from sulh.desk.charts.findings import of_roles  # noqa: E402
from sulh.desk.meeting_sheet import sheet  # noqa: E402
from sulh.model import Role  # noqa: E402
from sulh.model.kinds import listed_kinds  # noqa: E402
from sulh.record.adding import add  # noqa: E402
from sulh.record.models import User  # noqa: E402
from sulh.record.projection.models import Claim  # noqa: E402
from sulh.record.queries import actors as who  # noqa: E402
from sulh.record.queries import (  # noqa: E402
    commitments,
    documents,
    likely,
    lists,
    meetings,
    person,
    person_list,
    places,
    process,
    review,
    roles,
    timeline,
    tracks,
)
from sulh.record.queries.facets import MEETING_FACETS  # noqa: E402
from sulh.record.queries.waiting import Asked  # noqa: E402
from sulh.record.shapes import Filters, Viewer  # noqa: E402
from sulh.record.tokens import create_token  # noqa: E402
from sulh.record.viewers import local_viewer, viewer_of  # noqa: E402

FOLDER = Path(str(resources.files("sulh"))) / "data" / "demonstration"
ALL = Filters()


@dataclass
class Record:
    """The demonstration record, a client of the desk, and what its lists say."""

    viewer: Viewer
    client: Client
    token: str
    wrong: list[str] = field(default_factory=list)

    def page(self, address: str) -> Any:
        answer = self.client.get(address)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        return answer

    def api(self, path: str) -> Any:
        answer = Client().get(f"/api/{path}", headers={"Authorization": f"Bearer {self.token}"})
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        return answer.json()

    def every(self, path: str) -> list[Any]:
        """All rows of a list of the API."""
        rows: list[Any] = []
        while (part := self.api(f"{path}?limit=100&offset={len(rows)}"))["rows"]:
            rows += part["rows"]
        return rows

    def same(self, what: str, **said: object) -> None:
        """Note what is said differently at two places."""
        if len({repr(one) for one in said.values()}) > 1:
            self.wrong.append(f"{what}: " + ", ".join(f"{where} says {one}" for where, one in said.items()))

    def all_same(self) -> None:
        wrong, self.wrong = self.wrong, []
        assert not wrong, "\n".join(wrong)


def _read() -> None:
    list(add(readings(FOLDER), author="tests", level="team"))


def _reviewed() -> None:
    _read()
    assert not review_of_the_demonstration(local_viewer("sulh demo, review"), sorted(FOLDER.glob("*.md")))


@pytest.fixture(scope="module", params=[_read, _reviewed], ids=["as read", "as reviewed"])
def built(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The documents of the demonstration as they are read, and as people left them who reviewed what was read."""
    with kept_for_a_module(django_db_blocker, request.param):
        yield


@pytest.fixture
def record(built: None, db: None) -> Record:
    """The demonstration record, and the desk as an administrator uses it."""
    user = User.objects.create(username="counter", role="admin", is_active=True)
    token = create_token("counter", "counts", author="tests")
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return Record(viewer_of(user), client, token)


def total(record: Record, **filters: str | None) -> int:
    return meetings.meetings(record.viewer, Filters(**filters), limit=1).total


def test_meetings_documents_and_claims_are_counted_once(record: Record) -> None:
    at_a_glance = process.process(record.viewer)
    front, listed = record.page("/").context["process"], record.page("/meetings/").context["page"]
    record.same(
        "meetings", glance=at_a_glance.meetings, front=front.meetings, list=listed.total, query=total(record),
        api=record.api("meetings")["total"],
        glance_of_api=record.api("process")["meetings"],
        placed=len(lists.placed(record.viewer)),
    )  # fmt: skip
    everything = meetings.meetings(record.viewer, facets=("kind", "status"))
    for facet in everything.facets:
        record.same(f"meetings by {facet.name}", facet=sum(number for _, number in facet.values), list=listed.total)
    drawn, _ = timeline.timeline(record.viewer)
    front_shown = record.page("/").context
    record.same("meetings of the timeline", list=listed.total, query=len(drawn), front=front_shown["meetings_shown"])
    dated = sum(one.first_day is not None for one in everything.rows)
    record.same("dated meetings", list=dated, drawn=front_shown["chart"].meetings)
    papers = documents.documents(record.viewer)
    record.same(
        "documents", glance=at_a_glance.documents, front=front.documents, list=record.page("/documents/").context["page"].total,
        query=papers.total, api=record.api("documents")["total"], files=len(list(FOLDER.glob("*.md"))),
    )  # fmt: skip
    record.same(
        "claims", glance=at_a_glance.claims, front=front.claims, documents=sum(one.claims for one in papers.rows),
        api=record.api("claims")["total"],
        rows=Claim.objects.count(),
    )  # fmt: skip
    record.same(
        "claims that wait", glance=at_a_glance.waiting, front=front.waiting, documents=sum(one.proposed for one in papers.rows),
        review=review.waiting(record.viewer),
        queue=review.queue(record.viewer).total, api=record.api("claims?status=proposed")["total"],
    )  # fmt: skip
    for new in at_a_glance.new:
        own = documents.document(record.viewer, new.id)
        record.same(f"claims of {new.title}", front=new.claims, page=len(own.claims))
        record.same(f"waiting of {new.title}", front=new.proposed, page=sum(one.status == "proposed" for one in own.claims))
    record.all_same()


def test_an_actor_has_one_number_of_meetings(record: Record) -> None:
    lines = who.actor_lines(record.viewer)
    shown = {one["actor"]["id"]: one["meetings"] for one in record.every("actors")}
    facet = next(one for one in meetings.meetings(record.viewer, facets=("actor",)).facets if one.name == "actor")
    by_facet = dict(facet.values)
    nodes = {ref.id: number for ref, number in who.network(record.viewer).nodes}
    assert len(lines.rows) > 20
    for line in lines.rows:
        key = line.ref.id
        listed = total(record, actor=key)
        page = who.actor(record.viewer, key)
        record.same(
            f"meetings of {line.ref.name}", list=line.meetings, meetings=listed, page=len(page.meetings), facet=by_facet.get(key, 0),
            api=shown[key], network=nodes.get(key, line.meetings),
        )  # fmt: skip
        roles = {role: number for role, number, *_ in page.roles}
        for role, number in line.roles.items():
            record.same(f"{line.ref.name} as {role}", list=number, page=roles[role], meetings=total(record, actor=key, role=role))
    record.all_same()


def test_a_track_has_one_number_of_meetings(record: Record) -> None:
    facet = dict(next(one for one in meetings.meetings(record.viewer, facets=("track",)).facets if one.name == "track").values)
    shown = {one["track"]["id"]: one["meetings"] for one in record.api("tracks")}
    # On the timeline a meeting of two tracks stands once, on its main one.
    on_lanes = Counter(one.track.id for one in meetings.meetings(record.viewer).rows if one.track)
    lanes: Counter[str] = Counter()
    for row in record.page("/").context["chart"].strips.rows:
        if row.track:
            lanes[row.track.id] += row.count
    for ref, number in tracks.tracks(record.viewer):
        page = tracks.track(record.viewer, ref.id)
        record.same(
            f"meetings of {ref.name}", list=number, page=len(page.meetings), meetings=total(record, track=ref.id),
            facet=facet.get(ref.id, 0),
            api=shown[ref.id],
        )  # fmt: skip
        if ref.id in lanes:
            record.same(f"meetings on the lane of {ref.name}", list=on_lanes[ref.id], timeline=lanes[ref.id])
    record.all_same()


def test_a_person_a_place_an_issue_a_kind_a_year_have_one_number_of_meetings(record: Record) -> None:
    found = meetings.meetings(record.viewer, facets=MEETING_FACETS)
    facets = {one.name: dict(one.values) for one in found.facets}
    for line in person_list.people(record.viewer).rows:
        page = person.person(record.viewer, line.name)
        record.same(f"meetings of {line.name}", list=line.meetings, page=len(page.meetings), meetings=total(record, person=line.name))
    for name in ("kind", "status", "issue", "year", "place", "role", "track", "actor"):
        for value, number in facets[name].items():
            record.same(f"meetings with {name} {value}", facet=number, list=total(record, **{name: value}))
    on_map = places.places(record.viewer)
    for place in on_map:
        record.same(
            f"meetings in {place.name}",
            map=len(place.meetings),
            list=total(record, place=place.name),
            facet=facets["place"].get(place.name),
        )
    named = sum(one.country is not None or one.city is not None for one in found.rows)
    record.same("meetings with a place", facet=sum(facets["place"].values()), rows=named)
    lost = set(facets["place"]) - {place.name for place in on_map}
    table = record.page("/places/").context["places_found"]
    record.same("places", facet=len(facets["place"]) - len(lost), map=len(on_map), page=len(table))
    record.all_same()


def test_the_matrix_of_roles_counts_the_meetings_of_a_year_that_lists_call_held(record: Record) -> None:
    for filters in (ALL, Filters(track="astana-process")):
        held = meetings.meetings(record.viewer, replace(filters, status="held")).rows
        years = Counter(int(one.first_day[:4]) for one in held if one.first_day)
        assert dict(roles.roles_by_year(record.viewer, filters).years) == years and years.total() > 20


FACTS = tuple(f"/facts/{kind.name}/" for kind in listed_kinds())
LISTS = ("/meetings/", "/documents/", "/actors/", "/people/", "/commitments/", "/ground/incidents/", "/review/", *FACTS)
EACH = 9  # of the filters that can be chosen first, every so many has those checked that can be chosen beside them


@pytest.mark.parametrize("address", FACTS)
def test_the_numbers_of_facts_by_status_come_to_those_of_the_list(record: Record, address: str) -> None:
    page = record.page(address)
    for facet in page.context["facets"]:
        if facet.name == "status":
            record.same(address, statuses=sum(one.count for one in facet.links), list=page.context["page"].total)
    record.all_same()


def facets_of(page: Any) -> Iterator[tuple[str, str, int, str]]:
    """Every filter that a page offers and nobody chose: of which sort, its words, its number and its address."""
    for facet in page.context["facets"]:
        if isinstance(facet, tuple):  # of the review queue
            title, *choices = facet
            yield from ((title, one.words, one.number, one.address) for some in choices for one in some if not one.is_chosen)
        else:
            yield from ((facet.name, one.words, one.count, one.address) for one in facet.links if not one.is_chosen)


@pytest.mark.parametrize("address", LISTS)
def test_the_number_beside_a_filter_is_that_of_the_list_to_which_it_leads(record: Record, address: str) -> None:
    asked: set[str] = set()
    first = [(address, *one) for one in facets_of(record.page(address))]
    second = [(address + choice, *one) for *_, choice in first[::EACH] for one in facets_of(record.page(address + choice))]
    for before, name, said, number, choice in (*first, *second[:: len(second) // 100 + 1]):
        if choice not in asked:
            record.same(f"{name} {said} beside {before}", filter=number, list=record.page(address + choice).context["page"].total)
        asked.add(choice)
    assert asked or not record.page(address).context["page"].total
    record.all_same()


def test_promises_have_one_number_by_state(record: Record) -> None:
    page, tally = commitments.followed(record.viewer, limit=10_000)
    listed = commitments.commitments(record.viewer)
    board = record.page("/commitments/").context
    record.same(
        "promises", list=listed.total, board=page.total, tally=sum(tally.states.values()),
        page=sum(board["tally"].states.values()), all=board["all"], api=record.api("commitments")["total"],
    )  # fmt: skip
    for state, number in tally.states.items():
        board_of_state, _ = commitments.followed(record.viewer, Filters(state=state), limit=10_000)
        record.same(f"promises {state}", tally=number, board=board_of_state.total)
    if not (again := next((group for group in board["groups"] if group.words == "To meet again"), None)):
        record.wrong.append("no promise to meet again")
    elif not again.elsewhere:
        kept = {state: number for state, number in tally.dated_meetings.items() if state.startswith("kept")}
        record.same("promises to meet again that were kept", title=sum(kept.values()) + tally.kept_undated, heading=again.kept)
        assert not tally.kept_undated or words.phrase("promises.kept_undated", count=tally.kept_undated) in board["finding"]
    issues = {one.words: one.count for facet in board["facets"] if facet.name == "issue" for one in facet.links}
    issues |= {"To meet again": issues["Next meeting"]}
    for group in board["groups"]:
        if group.words in issues:
            record.same(f"promises under {group.words}", heading=len(group.rows) + group.elsewhere, filter=issues[group.words])
    record.all_same()


def test_exports_hold_what_lists_count(record: Record) -> None:
    answer: Any = record.client.post("/export/", {"to": "csv"})
    assert answer.status_code == 200, answer.status_code
    streamed: Any = getattr(answer, "streaming_content", None)
    content = b"".join(streamed) if streamed is not None else answer.content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        rows = {
            name.rpartition("/")[2].removesuffix(".csv"): list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"))))
            for name in archive.namelist()
            if name.endswith(".csv")
        }
    record.same("meetings", export=len(rows["meetings"]), list=total(record))
    record.same("promises", export=len(rows["commitments"]), list=commitments.commitments(record.viewer).total)
    record.same("documents", export=len(rows["documents"]), list=documents.documents(record.viewer).total)
    counted = Counter(row["actor"] for row in rows["participants"])
    for line in who.actor_lines(record.viewer).rows:
        record.same(f"meetings of {line.ref.name}", export=counted[line.ref.id], list=line.meetings)
    counted_page = {said: firm + left for said, firm, left in record.page("/export/").context["counts"]}
    facts = ((one.name, one.plural) for one in listed_kinds())
    for kind, table in (("meeting", "meetings"), ("commitment", "commitments"), ("track", "tracks"), *facts):
        record.same(f"rows of {table}", page=counted_page.get(words.kind(kind, "many"), 0), file=len(rows[table]))
    record.same("tracks", file=len(rows["tracks"]), list=len(tracks.tracks(record.viewer)))
    titles = {row["meeting"]: row["title"] for row in rows["meetings"]}
    for one in meetings.meetings(record.viewer).rows:
        record.same(f"title of {one.id}", export=titles[one.id], list=words.title_of(one))
    record.all_same()


def test_releases_have_one_number_on_the_timeline_and_in_the_heading_of_their_list(record: Record) -> None:
    lanes = {row.name: row.count for row in record.page("/").context["chart"].strips.rows}
    heading = dict(re.findall(r"([A-Z][a-z ]+): (\d+)", record.page("/facts/release/").context["finding"]))
    record.same("releases", timeline=lanes["Releases"], heading=int(heading["Releases"]))
    record.all_same()


def test_ceasefires_and_violations_have_the_numbers_of_their_lanes_in_the_heading_of_their_list(record: Record) -> None:
    lanes = {row.name: row.count for row in record.page("/").context["chart"].strips.rows}
    heading = record.page("/facts/ceasefire/").context["finding"]
    found = re.match(r"Ceasefires: (\d+)(?:, in \d+ accounts)?; reports of violations: (\d+)(?:, on (\d+|one) days?)?", heading)
    assert found is not None, heading
    record.same("ceasefires", timeline=lanes["Ceasefires"], heading=int(found[1]))
    record.same("violations", timeline=lanes["Violations"], heading=1 if found[3] == "one" else int(found[3] or found[2]))
    record.all_same()


def test_a_meeting_has_as_many_sources_as_documents_on_its_page_and_a_person_the_roles_of_the_list(record: Record) -> None:
    for one in meetings.meetings(record.viewer).rows:
        whole = meetings.meeting(record.viewer, one.id)
        lines = sheet(whole).sources
        record.same(f"sources of {one.id}", list=one.sources, page=len(whole.documents), lines=len(lines))
        assert {two for line in lines for two in line.mentions} == set(whole.mentions)
    for line in person_list.people(record.viewer).rows:
        page = person.person(record.viewer, line.name)
        stood: Counter[str] = Counter()
        for part in page.stood:
            stood[part.role] += part.meetings
        record.same(f"name of {line.key}", list=line.name, page=page.name)
        for role, number in line.roles.items():
            record.same(f"{line.name} as {role}", list=number, page=stood[role])
    record.all_same()


def test_who_is_said_to_have_a_role_since_a_year_had_it_each_year_since(record: Record) -> None:
    chosen = [ALL, *(Filters(track=ref.id) for ref, _ in tracks.tracks(record.viewer))]
    for filters in chosen:
        view = roles.roles_by_year(record.viewer, filters)
        said = re.search(r"; ([^;]+) since (\d{4}): (.+)$", of_roles(view, tuple(Role), "en"))
        for name in said[3].split(", ") if said else ():
            role = next(one for one in Role if words.code("Role", one, "many").lower() == said[1].lower()) if said else None
            had = {year for actor, part, year, _ in view.roles if part == role and words.actor(actor.id, actor.name) == name}
            lacking = {year for year, _ in view.years if said and year >= int(said[2])} - had
            assert not lacking, f"{name}, {role}: {lacking}"


def test_the_matrix_of_roles_leads_to_the_meetings_that_it_counts(record: Record) -> None:
    for filters in (ALL, Filters(track="astana-process")):
        held = replace(filters, status="held")
        for actor, role, year, number in roles.roles_by_year(record.viewer, filters).roles:
            of_year = replace(held, actor=actor.id, role=role, year=str(year))
            record.same(f"{actor.name} as {role} in {year}", matrix=number, list=meetings.meetings(record.viewer, of_year, limit=1).total)
    cells = re.findall(r'href="/meetings/\?([^"#]*actor=[^"#]*)"', record.page("/network/").content.decode())
    assert cells and all("status=held" in one for one in cells)
    record.all_same()


def test_claims_that_can_be_accepted_together_have_one_number_however_they_are_counted(record: Record) -> None:
    shares = likely.measured(record.viewer)
    record.same("likely claims", kept=likely.number_likely(record.viewer), counted=shares[-1].claims if shares else 0)
    for ref in documents.documents(record.viewer).rows[::20]:
        among = likely.number_likely_among(documents.document(record.viewer, ref.id).claims)
        record.same(f"likely claims of {ref.id}", among=among, asked=likely.number_likely(record.viewer, Asked(document=ref.id)))
    record.all_same()
