"""Lists taken in by the desk: what is found out, refused or chosen; nothing that was uploaded or typed is lost; what became of each row."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sulh.record.jobs.intake import run
from sulh.record.jobs.kinds import KINDS
from sulh.record.jobs.models import Job, SavedMapping, Upload
from sulh.record.models import Entry
from sulh.record.projection.models import Claim

LIST = "No;What;By;Count;Day\n1;exchange;Syria;12;24/11/2018\n2;release;Turkey;20;12/02/2019\n3;release;Syria;=many;13/02/2019\n"
COLUMNS = {"col-What": "what", "col-By": "by", "col-Count": "count", "col-Day": "date", "kind-of-columns": "release", "kind": "release"}
CHOSEN = {**COLUMNS, "code-what|exchange": "prisoner_exchange", "id": "No", "name": "Working group", "level": "team", "split": ";"}


@pytest.fixture
def editor(as_: Callable[[str], Client]) -> Client:
    return as_("editor")


def uploaded(client: Client, text: str | bytes, name: str = "list.csv") -> str:
    """The address of the draft that a file becomes."""
    data = text if isinstance(text, bytes) else text.encode()
    answer = client.post("/intake/", {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def told(client: Client, address: str, do: str, **chosen: str) -> tuple[int, str]:
    """The status and the page after pressing a button."""
    answer: Any = client.post(address, {**CHOSEN, **chosen, "do": do})
    if answer.status_code == 302:
        return 302, client.get(answer["Location"]).content.decode()
    return answer.status_code, answer.content.decode()


def done(address: str) -> Job:
    """The job, done as a worker does it."""
    job = Job.objects.get(pk=int(address.strip("/").split("/")[-1]))
    assert job.state == "waiting" and KINDS["intake"].run is run
    job.result = run(job.asked, job.author, bytes(Upload.objects.get(pk=job.pk).data), lambda *_: None)()
    job.state = "done"
    job.save()
    Upload.objects.filter(pk=job.pk).delete()
    return job


def test_list_is_looked_at_tried_kept_and_taken_in(editor: Client) -> None:
    address = uploaded(editor, LIST)
    first = editor.get(address).content.decode()
    assert "cells parted by semicolons" in first and "24/11/2018" in first and "What the columns mean" in first
    entries = Entry.objects.count()
    status, page = told(editor, address, "try")
    assert status == 302 and "2 rows would come in." in page and "1 row has a fault." in page and "day first" in page
    assert "is no whole number" in page and "(line 4)" in page and Entry.objects.count() == entries
    status, page = told(editor, address, "save", **{"keep-as": "Releases"})
    assert "Kept as Releases" in page and SavedMapping.objects.get().mapping["columns"]["count"] == "Count"
    told(editor, address, "load")
    job = done(address)
    assert (job.result["entered"], job.result["fault_count"]) == (2, 1)
    page = editor.get(address).content.decode()
    assert "2 rows came in." in page and "/facts/release/" in page
    assert [one.written for one in Claim.objects.filter(property="release").order_by("row")] == ["1", "2"]
    faults = editor.get(f"{address}faults/")
    assert "attachment" in faults["Content-Disposition"] and ",'=many," in faults.content.decode()


def test_next_version_uses_what_was_kept_and_says_what_is_new(editor: Client) -> None:
    address = uploaded(editor, LIST)
    told(editor, address, "save", **{"keep-as": "Releases"})
    told(editor, address, "load")
    done(address)
    newer = uploaded(editor, LIST.replace("20;12/02", "21;12/02"), "newer.csv")
    page = editor.post(newer, {"do": "use", "kept": "Releases"}, follow=True).content.decode()
    assert '<option value="count" selected>' in page and '<option value="prisoner_exchange" selected>' in page
    page = told(editor, newer, "try")[1]
    assert "1 of them is a newer version of a row." in page and "1 is in the record already." in page


def test_order_that_nobody_can_say_is_refused_until_somebody_says_it(editor: Client) -> None:
    address = uploaded(editor, LIST.replace("24/11", "4/11").replace("13/02", "3/02"))
    status, page = told(editor, address, "try", name="My words")
    assert status == 422 and "Say below which number comes first" in page and "My words" in page and "--day-order" not in page
    assert told(editor, address, "load")[0] == 422 and Job.objects.get().state == "draft"
    status, page = told(editor, address, "try", **{"day-order": "day_first"})
    assert status == 302 and "day first, as you said" in page


def test_nothing_typed_is_lost_whatever_is_wrong(editor: Client) -> None:
    address = uploaded(editor, LIST)
    for wrong in ({"col-By": "what"}, {"col-What": ""}, {"level": "restricted"}, {"level": "nonsense"}, {"published": "some day"}):
        status, page = told(editor, address, "try", **{"name": "My words", "keep-as": "My name", **wrong})
        assert status == 422 and "My words" in page and "My name" in page, wrong
        assert 'role="alert"' in page or "message error" in page, wrong
        assert "My words" in editor.get(address).content.decode()
    assert told(editor, address, "save", **{"keep-as": " "})[0] == 422
    assert Upload.objects.count() == 1


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 nothing", b"\x00\x01\x02", b'{"a": 1}'])
def test_file_that_is_no_list_stays_and_says_why(editor: Client, data: bytes) -> None:
    answer = editor.post("/intake/", {"file": SimpleUploadedFile("a.csv" if data[:1] != b"{" else "a.json", data)}, follow=True)
    page = answer.content.decode()
    assert answer.status_code in (200, 422) and ('role="alert"' in page or "message error" in page) and "/tmp" not in page


def test_data_set_is_known_by_its_columns(editor: Client) -> None:
    heads = "id,type_of_violence,side_a,side_b,adm_1,country,latitude,longitude,where_prec,date_prec,date_start,date_end,best\n"
    address = uploaded(editor, f"{heads}7,1,Government of Syria,Front of Nobody,Hama,Syria,35.1,36.7,2,1,2017-05-06,2017-05-06,3\n")
    page = editor.get(address).content.decode()
    assert "Known by its columns: UCDP GED." in page and "further columns" in page
    form = {str(name): str(value) for name, value in Job.objects.get().asked["form"].items()}
    answer = editor.post(address, {**form, "do": "try"}, follow=True).content.decode()
    assert "1 row would come in." in answer and "Front of Nobody" in answer


def test_encoding_and_sheet_can_be_chosen(editor: Client, tmp_path: Path) -> None:
    address = uploaded(editor, LIST.replace("Turkey", "Türkiye").encode("cp1252"))
    assert "encoding cp1252, as you said" in told(editor, address, "show", encoding="cp1252")[1]
    assert "Ã" in told(editor, uploaded(editor, LIST.replace("Turkey", "Türkiye")), "show", encoding="cp1252")[1]
    xlsxwriter = pytest.importorskip("xlsxwriter")
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        for name in ("First", "Second"):
            book.add_worksheet(name).write_row(0, 0, ["No", "What"])
            book.get_worksheet_by_name(name).write_row(1, 0, [1, "release"])
    address = uploaded(editor, (tmp_path / "a.xlsx").read_bytes(), "a.xlsx")
    assert ">Second</option>" in editor.get(address).content.decode()
    page = told(editor, address, "show", sheet="Second")[1]
    assert "sheet Second" in page and 'name="col-What"' in page


def test_lists_of_others_are_not_there(editor: Client, as_: Callable[[str], Client]) -> None:
    address = uploaded(editor, LIST)
    assert as_("admin").get(address).status_code == 404 and as_("admin").get(f"{address}faults/").status_code == 404
    assert as_("reader").get("/intake/").status_code == 403


def test_draft_thrown_away_is_forgotten(editor: Client) -> None:
    address = uploaded(editor, LIST)
    assert told(editor, address, "drop")[0] == 302 and not Upload.objects.exists() and editor.get(address).status_code == 404


def test_pages_are_arabic_too(editor: Client) -> None:
    page = editor.get(uploaded(editor, LIST), headers={"accept-language": "ar"}).content.decode()
    assert 'dir="rtl"' in page and "معاني الأعمدة" in page


def test_position_in_two_columns_is_proposed_and_taken(editor: Client) -> None:
    address = uploaded(editor, "No;Kind;Lat;Lon;Start\n1;shelling;35.1;36.2;2018-11-24\n2;shelling;35.1;236.2;2018-11-24\n")
    chosen = {"kind": "report", "kind-of-columns": "", "col-Kind": "", "name": "Positions"}
    _, page = told(editor, address, "show", **chosen)
    assert page.count('<option value="position:latitude" selected>') == 1 == page.count('<option value="position:longitude" selected>')
    columns = {"col-Kind": "what", "col-Lat": "position:latitude", "col-Lon": "position:longitude", "col-Start": "start"}
    _, page = told(editor, address, "try", kind="report", **{"kind-of-columns": "report", "name": "Positions", **columns})
    assert "is no longitude" in page, page[:300]
    told(editor, address, "show", **{"kind": "report", "kind-of-columns": "report", **columns, "col-Lon": ""})
    assert "both position:latitude and position:longitude" in editor.get(address).content.decode()
