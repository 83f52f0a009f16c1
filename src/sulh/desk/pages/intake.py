"""Lists taken in: a file uploaded, what was found out about it, what its columns mean, a try, and what became of each row."""

from __future__ import annotations

import csv
import io
from itertools import islice
from pathlib import Path, PurePath
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext, ngettext

from sulh import words
from sulh.desk.list_intake import ENCODINGS, ListSeen, asked_of, chosen_of, seen, start_of
from sulh.desk.middleware import DeskRequest
from sulh.desk.sharing_choice import unfit_sharing
from sulh.desk.shown import language
from sulh.intake import IntakeError, ListTable
from sulh.intake.day_order import DayOrder
from sulh.intake.mapping import mapping_json, mapping_of
from sulh.intake.opening import SUFFIXES
from sulh.model import RecordError
from sulh.model.kinds import kinds
from sulh.record.access import sees
from sulh.record.jobs import store
from sulh.record.jobs.intake import opened_list, what_became
from sulh.record.jobs.mappings import keep_mapping, kept_mapping, kept_mappings
from sulh.record.jobs.models import Job, JobState, Upload
from sulh.record.queries.groups import known_groups
from sulh.record.taking_in import take_in
from sulh.text.spreadsheets import safe

__all__ = ["faults", "listed", "show"]

_SHOWN, _LISTED = 20, 50
# A try is answered at once, so that it looks at no more rows than this.
_TRIED = 5000


def listed(request: DeskRequest) -> HttpResponse:
    """Choose a list, and the lists that one chose before."""
    status, file = 200, None
    if request.method == "POST":
        file = request.FILES.get("file")
        name = PurePath(file.name or "list").name if file else ""
        if file is None:
            messages.error(request, gettext("Choose a file."))
        elif not file.size:
            messages.error(request, gettext("The file is empty."))
        elif (file.size or 0) > settings.UPLOAD_BYTES:
            most = settings.UPLOAD_BYTES // 1024**2
            messages.error(request, gettext("It is larger than %(most)s MB: take it in with the command `sulh intake`.") % {"most": most})
        else:
            data = file.read()
            made = store.draft(request.viewer.name, "intake", name, {"name": name, "form": start_of(name, data), "groups": []}, data)
            return redirect("intake-list", job=made.pk)
        status = 422
    jobs = _own(request)[:_LISTED]
    shown = {"jobs": jobs, "suffixes": ",".join(SUFFIXES), "most": settings.UPLOAD_BYTES // 1024**2}
    return render(request, "desk/intake.html", shown, status=status)


def show(request: DeskRequest, job: int) -> HttpResponse:
    """One list: its form while it is a draft or was refused, how far it is, or what became of it."""
    found = _own(request).filter(pk=job).first()
    if found is None:
        raise Http404
    data = bytes(Upload.objects.filter(pk=job).values_list("data", flat=True).first() or b"")
    is_draft = found.state in (JobState.DRAFT, JobState.REFUSED) and bool(data)
    if not is_draft:
        name = "desk/parts/intake_state.html" if "part" in request.GET else "desk/intake_state.html"
        return render(request, name, _state(request, found), status=200 if request.method == "GET" else 409)
    status = 200
    if request.method == "POST":
        answer, status = _told(request, found, data)
        if answer is not None:
            return answer
        found.refresh_from_db()
    return render(request, "desk/intake_list.html", _draft(request, found, data), status=status)


def faults(request: DeskRequest, job: int) -> HttpResponse:
    """Every fault of a list as CSV, in which no cell is run as a formula."""
    found = _own(request).filter(pk=job).first()
    if found is None or "faults" not in found.result:
        raise Http404
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(("row", "line", "column", "written", "reason"))
    writer.writerows([safe(cell) for cell in one] for one in found.result["faults"])
    name = f"{PurePath(found.title).stem[:80]}-faults.csv"
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse("\ufeff" + made.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _own(request: DeskRequest) -> Any:
    """The lists of this account: what others uploaded may hold what not all may see."""
    return Job.objects.filter(kind="intake", author=request.viewer.name).exclude(state=JobState.CANCELLED).order_by("-pk")


# --- a draft ---------------------------------------------------------------------------------------------------------------------------


def _told(request: DeskRequest, job: Job, data: bytes) -> tuple[HttpResponse | None, int]:
    """Do what was asked; whatever comes of it, all that was typed is kept with the draft first."""
    sent, what = request.POST, request.POST.get("do", "")
    chosen = {name: _kept(value) for name, value in sent.items() if name not in ("csrfmiddlewaretoken", "do", "group")}
    groups = [_kept(one) for one in sent.getlist("group")]
    asked = {"name": job.title, "form": chosen, "groups": groups}
    store.keep_draft(request.viewer, job.pk, asked, {})
    if what == "drop":
        store.throw_away(request.viewer, job.pk)
        messages.success(request, gettext("Thrown away: nothing of it was taken in."))
        return redirect("intake"), 302
    if what == "use":
        return _used(request, job, asked)
    if what not in ("try", "save", "load"):
        return redirect("intake-list", job=job.pk), 302
    found = seen(job.title, data, chosen)
    if found.problem or found.mapping is None:
        return None, 422
    if what == "save":
        return _saved(request, job, found)
    if (wrong := _wrong(request, chosen, groups)) is not None:
        messages.error(request, wrong)
        return None, 422
    whole = asked | asked_of(job.title, chosen, found.mapping, groups if chosen.get("level") == "restricted" else [])
    try:
        if what == "load":
            store.keep_draft(request.viewer, job.pk, whole, {})
            store.start(request.viewer, job.pk)
        else:
            store.keep_draft(request.viewer, job.pk, asked, _tried(request, whole, data))
    except (IntakeError, RecordError) as problem:
        messages.error(request, str(problem))
        return None, 422
    return redirect("intake-list", job=job.pk), 302


def _kept(value: object) -> str:
    """What was typed as a database keeps it."""
    return str(value).replace("\0", "")


def _used(request: DeskRequest, job: Job, asked: dict[str, Any]) -> tuple[HttpResponse | None, int]:
    """Put a mapping that was kept in the place of what was chosen."""
    try:
        held = kept_mapping(request.viewer, asked["form"].get("kept", ""))
        mapping = mapping_of(held, job.title, Path())
    except (IntakeError, RecordError) as problem:
        messages.error(request, str(problem))
        return None, 422
    stays = {name: value for name, value in asked["form"].items() if not name.startswith(("col-", "same-", "code-"))}
    store.keep_draft(request.viewer, job.pk, asked | {"form": stays | chosen_of(mapping)}, {})
    return redirect("intake-list", job=job.pk), 302


def _saved(request: DeskRequest, job: Job, found: ListSeen) -> tuple[HttpResponse | None, int]:
    assert found.mapping is not None
    name = request.POST.get("keep-as", "")
    try:
        keep_mapping(request.viewer, name, mapping_json(found.mapping))
    except RecordError as problem:
        messages.error(request, str(problem))
        return None, 422
    messages.success(request, gettext("Kept as %(name)s: it can be used for the next version of the list.") % {"name": name})
    return redirect("intake-list", job=job.pk), 302


def _wrong(request: DeskRequest, chosen: dict[str, str], groups: list[str]) -> str | None:
    """What is wrong with the date of the list, or with who may see it."""
    if chosen.get("published", "").strip() and words.date_typed(chosen["published"]) is None:
        return gettext("Write the date of the list year first: 2021-07-08, 2021-07 or 2021.")
    level = chosen.get("level", "team")
    if unfit := unfit_sharing(level, groups):
        return unfit[1]
    if not sees(request.viewer.scope, level, groups if level == "restricted" else []):
        return gettext("You are in none of these groups: you would not see what you add.")
    return None


def _tried(request: DeskRequest, asked: dict[str, Any], data: bytes) -> dict[str, Any]:
    """What would become of the rows, or of the first of them where there are many; nothing is written."""
    with opened_list(asked, data) as (table, mapping, orders):
        first = ListTable(table.name, table.columns, table.digest, table.remarks, lambda: islice(table.rows(), _TRIED))
        total = sum(1 for _ in table.rows())
        taken = take_in(
            request.viewer, first, mapping, orders,
            origin=str(asked["name"]), published=asked.get("published") or None, level=str(asked["level"]),
            groups=tuple(asked["groups"]), dry_run=True,
        )  # fmt: skip
    return what_became(taken) | {"tried": True, "rows": total, "looked_at": min(total, _TRIED)}


def _draft(request: DeskRequest, job: Job, data: bytes) -> dict[str, Any]:
    form = {str(name): str(value) for name, value in job.asked.get("form", {}).items()}
    found = seen(job.title, data, form)
    spoken = language()
    groups = list(job.asked.get("groups", []))
    return {
        "job": job, "form": form, "seen": found, "encodings": ENCODINGS, "orders": [one.value for one in DayOrder],
        "kinds": [(one.name, words.kind(one.name, language=spoken)) for one in kinds()],
        "kept": kept_mappings(request.viewer), "levels": words.choices("Sharing", language=spoken),
        "level": form.get("level", "team"), "groups": known_groups(request.viewer, *groups), "document": {"groups": groups},
        "chosen_id": found.mapping.id if found.mapping else form.get("id", ""),
        "chosen_newest": found.mapping.newest if found.mapping else form.get("newest", ""),
        "day_order": form.get("day-order", ""), "keep_as": form.get("keep-as", ""),
        "refused": job.problem if job.state == JobState.REFUSED else "", **_result(job),
    }  # fmt: skip


# --- what became of it -----------------------------------------------------------------------------------------------------------------


def _state(request: DeskRequest, job: Job) -> dict[str, Any]:
    is_open = job.state in (JobState.WAITING, JobState.RUNNING)
    kind = str(job.asked.get("mapping", {}).get("kind", ""))
    listed_kind = kind if kind in {one.name for one in kinds() if one.whole and not one.merged} else ""
    return {"job": job, "is_open": is_open, "stalled": is_open and store.is_stalled(), "kind": listed_kind, **_result(job)}


def _result(job: Job) -> dict[str, Any]:
    """What became, or would become, of the rows, in words."""
    held = job.result
    if "entered" not in held:
        return {"result": None}
    would = bool(held.get("tried"))
    entered, known, faulty = int(held["entered"]), int(held["known"]), len({one[0] for one in held["faults"]})
    lines = [
        ngettext("%(count)s row would come in.", "%(count)s rows would come in.", entered) % {"count": entered}
        if would
        else ngettext("%(count)s row came in.", "%(count)s rows came in.", entered) % {"count": entered}
    ]
    if held["revised"]:
        revised = int(held["revised"])
        said = ngettext("%(count)s of them is a newer version of a row.", "%(count)s of them are newer versions of rows.", revised)
        lines.append(said % {"count": revised})
    if known:
        lines.append(ngettext("%(count)s is in the record already.", "%(count)s are in the record already.", known) % {"count": known})
    if held["replaced"]:
        left = int(held["replaced"])
        said = ngettext(
            "%(count)s was left out for a newer row of the same identifier.",
            "%(count)s were left out for newer rows of the same identifier.",
            left,
        )
        lines.append(said % {"count": left})
    if faulty:
        lines.append(ngettext("%(count)s row has a fault.", "%(count)s rows have faults.", faulty) % {"count": faulty})
    new = [str(one) for one in held.get("new_actors", ())]
    shown = {"lines": lines, "faults": held["faults"][:_SHOWN], "fault_count": int(held["fault_count"]), "would": would, "new_actors": new}
    return {"result": shown | {"part": held if would and held["rows"] > held["looked_at"] else None}}
