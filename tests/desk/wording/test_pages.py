"""The pages on wording, with what a viewer may see and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from desk.wording.series import FISH, FISH_NOW, PRISON, TEXTS, UNITY, WATER, text
from django.conf import settings as active
from django.test import Client
from django.urls import reverse
from statements import AGAIN, THANKS

if getattr(active, "ROOT_URLCONF", "") != "sulh.desk.urls":
    pytest.skip("needs the settings of the desk", allow_module_level=True)

import sulh
from sulh.record.adding import add
from sulh.record.models import User
from sulh.record.queries.statements import issuer_names, left_out, statements, traced
from sulh.record.shapes import Filters
from sulh.record.viewers import local_viewer, viewer_of

pytestmark = pytest.mark.django_db

MATTER = "---\ntitle: Joint statement of Arden and Belmark, {date}\ndate: {date}\nkind: joint_statement\n{more}---\n\n"


@pytest.fixture
def hold(tmp_path: Path) -> Callable[..., None]:
    """Adds statements by date; `level` and `more` front matter as given."""

    def hold(*dates: str, level: str = "team", more: str = "") -> None:
        paths = []
        for date in dates:
            path = tmp_path / f"{date}.md"
            path.write_text(MATTER.format(date=date, more=more) + TEXTS[date], encoding="utf-8")
            paths.append(path)
        list(add([sulh.read(path) for path in paths], author="test", level=level))

    return hold


@pytest.fixture
def reader(client: Client, settings: Any) -> Client:
    """A signed-in reader."""
    settings.SECURE_SSL_REDIRECT = False
    client.force_login(User.objects.create(username="reader", role="reader"), "django.contrib.auth.backends.ModelBackend")
    return client


def test_statements_come_in_order_and_are_kept_for_the_state_of_the_record(hold: Callable[..., None]) -> None:
    hold("2022-03-01", "2021-03-01")
    viewer = local_viewer("test")
    assert [one.date for one in statements(viewer)] == ["2021-03-01", "2022-03-01"]
    assert traced(viewer) is traced(viewer)
    assert [one.date for one in traced(viewer, latest=1).statements] == ["2022-03-01"]
    before = traced(viewer)
    hold("2021-09-01")
    assert len(traced(viewer).statements) == len(before.statements) + 1


def test_retelling_says_so(hold: Callable[..., None]) -> None:
    hold("2021-03-01", more="retold_from: The Tessal Gazette\n")
    (one,) = statements(local_viewer("test"))
    assert one.retold
    assert one.source == "The Tessal Gazette"


def test_excerpt_is_known_as_one(hold: Callable[..., None]) -> None:
    hold("2021-03-01", more="excerpt: yes\n")
    hold("2022-03-01")
    assert [one.complete for one in statements(local_viewer("test"))] == [False, True]


def test_viewer_without_the_audience_sees_no_statement(hold: Callable[..., None]) -> None:
    hold("2021-03-01", level="team")
    hold("2022-03-01", level="public")
    assert [one.date for one in statements(viewer_of(None))] == ["2022-03-01"]
    assert len(traced(viewer_of(None)).statements) == 1
    assert len(traced(local_viewer("test")).statements) == 2


def test_filters_choose_statements(hold: Callable[..., None]) -> None:
    hold(*TEXTS)
    viewer = local_viewer("test")
    assert len(statements(viewer, Filters(since="2021-06-01"))) == 2
    assert statements(viewer, Filters(kind="news")) == ()


def test_unknown_issuer_is_called_as_given() -> None:
    assert issuer_names(["RUS", "the elders"]) == {"RUS": "Russia", "the elders": "the elders"}


def test_every_page_answers_with_and_without_statements(reader: Client, hold: Callable[..., None]) -> None:
    for address in ("/wording/", "/wording/compare/", "/wording/phrase/", "/wording/phrase/?q=unity"):
        assert reader.get(address).status_code == 200
    hold(*TEXTS)
    for address in (
        "/wording/?sort=order&once=no&column=2&state=changed",
        "/wording/compare/?earlier=",
        "/wording/phrase/?q=unity&offset=9",
    ):
        assert reader.get(address).status_code == 200
    # Never another pair than the one that was asked for.
    assert reader.get("/wording/compare/?earlier=nonsense").status_code == 404


def test_matrix_leads_to_the_change_with_both_sources(reader: Client, hold: Callable[..., None]) -> None:
    hold(*TEXTS, more="retold_from: The Tessal Gazette\n")
    page = reader.get("/wording/").content.decode()
    viewer = local_viewer("test")
    (clause,) = (one for one in traced(viewer).clauses if "any hour" in one.text)
    thread = traced(viewer).thread_of(clause.id)
    row = f"{reverse('thread-cell')}?thread={quote(thread.id)}"
    assert f'href="{row}"' in page
    address = f"{row}&statement={clause.statement}"
    shown = reader.get(address).content.decode()
    assert "<ins>" in shown
    assert "<del>" in shown
    assert shown.count("/documents/") >= 2
    assert "Retold" in shown
    assert 'id="agreed"' in shown and "First used: 1 March 2021" in shown
    part = reader.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part


def test_comparison_names_what_is_new_and_what_was_dropped(reader: Client, hold: Callable[..., None]) -> None:
    hold(*TEXTS)
    first, second, _ = statements(local_viewer("test"))
    shown = reader.get(f"/wording/compare/?earlier={first.id}&later={second.id}").content.decode()
    assert "r-new" in shown
    assert "r-dropped" in shown


def test_comparison_names_changes_of_substance_first_and_leads_to_them(reader: Client, tmp_path: Path) -> None:
    matter = "---\ntitle: Joint statement of Arden and Belmark\ndate: {}\nkind: joint_statement\n---\n\n{}"
    guns = "Agreed to withdraw all guns {} km from the river Isk by {};"
    told = {"2021-03-01": guns.format(15, "1 April"), "2021-06-01": "Thanked the host for its hospitality in the winter;"}
    told["2022-03-01"] = guns.format(5, "1 May")
    for date, said in told.items():
        (tmp_path / f"{date}.md").write_text(matter.format(date, text(UNITY, FISH, said)), encoding="utf-8")
    list(add([sulh.read(path) for path in sorted(tmp_path.glob("*.md"))], author="test", level="team"))
    first, _, last = statements(local_viewer("test"))
    for pair in ((first.id, last.id), (last.id, first.id)):
        page = reader.get("/wording/compare/?earlier={}&later={}".format(*pair)).content.decode()
        head, _, table = page.partition('<table class="beside">')
        assert re.search(r"Since 1 March 2021: 1 changed in substance, \d in the same words<", " ".join(head.split()))
        assert head.count("<bdi>15</bdi> became <bdi>5</bdi>") == 1 and table.count("<bdi>15</bdi> became <bdi>5</bdi>") == 1
        (anchor,) = re.findall(r'<h4><a href="#(i\d+)">', head)
        assert f'<tr id="{anchor}" class="r-differs">' in table


def test_phrase_is_shown_with_its_first_use_and_escaped(reader: Client, hold: Callable[..., None]) -> None:
    hold(*TEXTS)
    shown = reader.get("/wording/phrase/?q=fishing+boats").content.decode()
    assert "<mark>fishing boats</mark>" in shown
    assert "1 March 2021" in shown
    assert "<script>alert" not in reader.get("/wording/phrase/?q=<script>alert(1)</script>").content.decode()


def test_formula_that_is_not_there_is_a_page_that_says_so(reader: Client, hold: Callable[..., None]) -> None:
    hold("2021-03-01")
    assert reader.get(reverse("thread-cell") + "?thread=t-none").status_code == 404


def test_no_page_has_inline_style_or_script(reader: Client, hold: Callable[..., None]) -> None:
    hold(*TEXTS)
    for address in ("/wording/", "/wording/compare/", "/wording/phrase/?q=unity"):
        page = reader.get(address).content.decode()
        assert " style=" not in page
        assert "<script>" not in page


def test_first_view_says_what_changed_since_last_time(reader: Client, hold: Callable[..., None]) -> None:
    hold(*TEXTS)
    page = reader.get("/wording/").content.decode()
    assert re.search(r"<h1>Since [^<]*:.* \d+ [a-z]", page)
    assert page.count('class="formula"') >= 2 and "Both texts" in page


def test_retold_statement_never_shows_dropped(reader: Client, hold: Callable[..., None]) -> None:
    hold(*TEXTS, more="retold_from: The Tessal Gazette\ncomplete: yes\n")
    page = reader.get("/wording/").content.decode()
    assert "nothing is called dropped" in page
    assert "Dropped" not in page.partition('id="matrix"')[0] and "Not in this text" in page


def test_language_versions_are_compared_and_series_kept_apart(reader: Client, tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "wording/cases/biling/2031-02-01.txt").read_text("utf-8")
    path = tmp_path / "2031-02-01.md"
    path.write_text(f"---\ndate: 2031-02-01\nkind: joint_statement\n---\n\n{text}", encoding="utf-8")
    list(add([sulh.read(path)], author="test", level="team"))
    page = reader.get("/wording/").content.decode()
    assert "2 series, kept apart" in page and "of=fr" in page
    assert reader.get("/wording/?of=fr").status_code == 200
    shown = reader.get("/wording/compare/").content.decode()
    assert "Two language versions side by side" in shown and 'lang="fr"' in shown


def test_what_older_statements_had_is_not_counted_since_the_last_one(reader: Client, tmp_path: Path) -> None:
    # The second says nothing of the fishing boats, and may in its original; both are retold.
    matter = "---\ntitle: Joint statement of Arden and Belmark\ndate: {}\nkind: joint_statement\n{}---\n\n{}"
    held = {"2021-03-01": text(UNITY, FISH, PRISON), "2021-09-01": text(UNITY, WATER), "2022-03-01": text(UNITY, FISH_NOW, WATER)}
    paths = [tmp_path / f"{date}.md" for date in held]
    for path, (date, said) in zip(paths, held.items(), strict=True):
        path.write_text(matter.format(date, "retold_from: The Gazette\n" if date < "2022" else "", said), encoding="utf-8")
    list(add([sulh.read(path) for path in paths], author="test", level="team"))
    page = reader.get("/wording/").content.decode()
    head = page.split("<h1>")[1].split("</h1>")[0]
    assert "Since 1 September 2021:" in head and "stronger" not in head and "dropped" not in head
    assert "2 more changed since older statements" in page and "since 1 March 2021" in page


def test_what_may_be_said_in_other_words_is_called_neither_new_nor_dropped(reader: Client, tmp_path: Path) -> None:
    matter = "---\ntitle: Joint statement of Arden and Belmark\ndate: {}\nkind: joint_statement\n---\n\n{}"
    for date, said in (("2021-03-01", THANKS), ("2022-03-01", AGAIN)):
        (tmp_path / f"{date}.md").write_text(matter.format(date, text(UNITY, FISH, PRISON, said)), encoding="utf-8")
    list(add([sulh.read(path) for path in sorted(tmp_path.glob("*.md"))], author="test", level="team"))
    page = reader.get("/wording/").content.decode()
    assert "1 perhaps in other words" in page.split("<h1>")[1].split("</h1>")[0]
    assert "Nothing follows from it: neither is called new or dropped." in page and ">1 perhaps in other words</a>" in page
    assert "<ins>" not in page and "<del>" not in page and page.count(f"{THANKS};") >= 1 and page.count(f"{AGAIN};") >= 1
    assert "2 formulae" in reader.get("/wording/?state=perhaps").content.decode().partition('id="matrix"')[2]
    for link in re.findall(r'href="([^"]+)">Agreed language and history \((?:Before|Now)\)', page):
        assert reader.get(link.replace("&amp;", "&")).status_code == 200
    before, now = re.findall(r'href="[^"]*thread=([^"&]+)[^"]*">Agreed language and history \((?:Before|Now)\)', page)
    last = statements(local_viewer("test"))[-1].id
    for thread, other in ((before, AGAIN), (now, THANKS)):
        cell = reader.get(f"/wording/thread/?thread={thread}&statement={last}").content.decode()
        assert "Perhaps in other words" in cell and f"{other};" in cell and "no longer has the formula" not in cell
    assert reader.get("/wording/compare/").content.decode().count(">perhaps in other words</span>") == 2


REPORT = "---\ntitle: Report of the monitors\ndate: {date}\nkind: report\n---\n\n{text}\n"
TOLD = (
    "The lists of persons held since the winter campaign have not been handed over.",
    "The monitors bought a boat in the harbour of the second city.",
)


@pytest.fixture
def reported(tmp_path: Path) -> Callable[..., None]:
    """Adds a report of a day."""

    def reported(date: str, *said: str, level: str = "team", groups: tuple[str, ...] = ()) -> None:
        path = tmp_path / f"report-{date}.md"
        path.write_text(REPORT.format(date=date, text="\n\n".join(said)), encoding="utf-8")
        list(add([sulh.read(path)], author="test", level=level, groups=groups))

    return reported


def _prisoners() -> str:
    """The clause on prisoners of the first statement, by its identifier."""
    from sulh.wording.clauses import clauses_of

    first = statements(local_viewer("test"))[0]
    return next(one.id for one in clauses_of(first) if "persons held" in one.text)


def _life(reader: Client, name: str, **asked: Any) -> str:
    return str(reader.get(reverse("clause-life"), {"clause": name}, **asked).content.decode())


def test_clause_shows_what_later_sources_say_of_it_as_a_strip(
    reader: Client, hold: Callable[..., None], reported: Callable[..., None]
) -> None:
    hold("2021-03-01")
    reported("2021-06-01", *TOLD)
    shown = _life(reader, _prisoners())
    assert TOLD[0] in shown and TOLD[1] not in shown
    assert "1 March 2021 to the last day of the record, 1 June 2021" in shown
    # The mark is a link, named for who hears the page, and leads to the passage below.
    mark = re.search(r'<a href="#(life-[^"]+)" aria-label="([^"]+)">', shown)
    assert mark and "1 June 2021" in mark[2] and "delays it" in mark[2] and f'id="{mark[1]}"' in shown
    assert "nobody has decided" in shown and "style=" not in shown
    assert "<html" not in _life(reader, _prisoners(), headers={"HX-Request": "true"})


def test_clause_of_which_no_source_speaks_says_so_and_until_when(
    reader: Client, hold: Callable[..., None], reported: Callable[..., None]
) -> None:
    hold("2021-03-01")
    reported("2021-06-01", TOLD[1])
    shown = _life(reader, _prisoners())
    assert "No source in the record has been found to speak of what became of it since 1 March 2021." in shown
    assert "The record speaks up to 1 June 2021." in shown and "class=\"life\"" not in shown
    assert reader.get(reverse("clause-life"), {"clause": "none#1"}).status_code == 404


def test_life_of_a_clause_holds_nothing_that_the_viewer_may_not_see(
    reader: Client, hold: Callable[..., None], reported: Callable[..., None]
) -> None:
    hold("2021-03-01", level="public")
    reported("2021-06-01", TOLD[0], level="restricted", groups=("envoys",))
    name = _prisoners()
    assert TOLD[0] not in _life(reader, name) and "1 June 2021" not in _life(reader, name)


def test_a_copy_of_the_agreement_says_nothing_of_its_clauses(
    reader: Client, hold: Callable[..., None], tmp_path: Path
) -> None:
    hold("2021-03-01")
    copy = tmp_path / "copy.md"
    copy.write_text(REPORT.format(date="2021-05-01", text=TEXTS["2021-03-01"]), encoding="utf-8")
    list(add([sulh.read(copy)], author="test", level="team"))
    assert "No source in the record has been found" in _life(reader, _prisoners())


def test_formula_leads_to_the_life_of_its_clause(reader: Client, hold: Callable[..., None]) -> None:
    hold(*TEXTS)
    viewer = local_viewer("test")
    clause = next(one for one in traced(viewer).clauses if "persons held" in one.text)
    page = reader.get(f"{reverse('thread-cell')}?thread={quote(traced(viewer).thread_of(clause.id).id)}").content.decode()
    assert f'hx-get="{reverse("clause-life")}?clause={quote(clause.id)}"' in page


def test_communiques_are_said_to_be_left_out_and_compared_when_they_are_named(reader: Client, tmp_path: Path) -> None:
    hold_french(tmp_path)
    viewer = local_viewer("test")
    assert statements(viewer) == () and left_out(viewer) == 2
    assert "Trace communiques too" in reader.get("/wording/").content.decode()
    assert "2 communiques are not searched." in reader.get("/wording/phrase/?q=trêve").content.decode()
    page = reader.get("/wording/?kind=communique").content.decode()
    first, second = statements(viewer, Filters(kind="communique"))
    address = f"/wording/compare/?earlier={first.id}&amp;later={second.id}&amp;kind=communique"
    assert address in page
    # Without the kind too it is these two that are compared.
    assert "30 avril" in reader.get(f"/wording/compare/?earlier={first.id}&later={second.id}").content.decode()


def hold_french(folder: Path) -> None:
    """Add two communiques that are not read, since they are in French."""
    paths = []
    for day, end in (("2031-03-12", "30 avril"), ("2031-06-18", "31 juillet")):
        path = folder / f"{day}.txt"
        text = f"Les parties s'engagent à respecter la trêve dans la vallée. Elles retireront leurs armes avant le {end} 2031."
        path.write_text(f"Communiqué final de la réunion du Comité de suivi\n\n{text}\n", encoding="utf-8")
        paths.append(path)
    list(add([sulh.read(path) for path in paths], author="test", level="team"))
