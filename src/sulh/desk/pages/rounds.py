"""Rounds of an exchange of lists: opened, the sheet of each, lists and answers taken in, shown to the other side, the clock moved."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from sulh import words
from sulh.desk.asking import offset_of, state_of
from sulh.desk.fields import DateField
from sulh.desk.list_intake import without_options
from sulh.desk.middleware import DeskRequest
from sulh.desk.rounds import clock, finding, pairs_of_sides, time_words
from sulh.desk.shown import language, problem_words
from sulh.intake.day_order import DayOrder
from sulh.intake.person_lists import Calendar
from sulh.model import AccessError, InvalidError, SulhError
from sulh.persons.exchange import (
    ExchangeEvent,
    ExchangeEventKind,
    ExchangeRound,
    answered,
    likely_duplicates,
    listed,
    moment,
    requested,
    round_sheet,
    shown,
)
from sulh.persons.exchange.clock import zone_of
from sulh.record.access import may
from sulh.record.passing_files import passing_file
from sulh.record.persons.letting_in import waiting_for_role
from sulh.record.persons.list_files import ListRead, list_rows
from sulh.record.persons.looking import looks_at
from sulh.record.persons.parties import groups_of
from sulh.record.persons.plans import plans
from sulh.record.persons.rounds import RoundSeen, add_to_round, new_round, round_seen, rounds
from sulh.record.persons.taking_away import NAMES, ask_for_names, can_be_taken, names_taken
from sulh.record.seals import seals
from sulh.text.spreadsheets import safe

__all__ = ["add", "ask", "index", "move", "names", "new", "now_in", "reveal", "sheet", "show"]

_NEEDED = {"requests": ("id", "name"), "held": ("id", "name"), "answers": ("id", "answer")}
_LARGEST = 64  # MB of a list
_COLUMNS = ("request", "asked by", "of", "name", "state", "answer", "on", "due", "late", "question", "evidence")


class RoundForm(forms.Form):
    """What a round needs to be opened."""

    def __init__(self, data: Any = None, mediators: Sequence[str] = ()) -> None:
        super().__init__(data, label_suffix="", initial={"zone": "+00:00", "mediator": mediators[0] if len(mediators) == 1 else ""})
        line = forms.TextInput(attrs={"dir": "auto"})
        time = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        self.fields["name"] = forms.CharField(label=_("Name"), max_length=120, widget=line)
        self.fields["mediator"] = forms.ChoiceField(label=_("Mediator"), choices=[(one, one) for one in mediators])
        several = forms.Textarea(attrs={"rows": 2, "dir": "auto"})
        self.fields["sides"] = forms.CharField(label=_("Sides"), widget=several, help_text=_("Two groups of accounts or more, one a line."))
        self.fields["zone"] = forms.CharField(label=_("Time zone"), max_length=40, help_text=_("Such as Asia/Amman or +03:00."))
        self.fields["lists_due"] = forms.CharField(label=_("Lists due"), widget=time)
        self.fields["answers_due"] = forms.CharField(label=_("Answers due"), widget=time)
        why = _("On which persons may be listed.")
        self.fields["basis"] = forms.CharField(label=_("Legal basis"), max_length=300, widget=line, help_text=why)
        self.fields["purpose"] = forms.CharField(label=_("Purpose"), max_length=300, widget=line)
        self.fields["until"] = DateField(label=_("Kept until"), help_text=_("After this day nobody sees anything of it."))
        self.fields["invented"] = forms.BooleanField(label=_("All names are made up"), required=False)

    def made(self) -> dict[str, Any]:
        """The values as the record wants them. Raises ExchangeError for a time or zone that is none."""
        given = self.cleaned_data
        due = {name: moment(given[name].replace("T", " "), given["zone"]) for name in ("lists_due", "answers_due")}
        sides = tuple(line.strip() for line in given["sides"].replace(",", "\n").splitlines() if line.strip())
        return {**given, **due, "sides": sides}


def index(request: DeskRequest) -> HttpResponse:
    """The rounds that the viewer is a party of."""
    lines = [(one, time_words(one.answers_due, one.zone)) for one in rounds(request.viewer)]
    groups = sorted(groups_of(request.viewer))
    return render(request, "desk/rounds.html", {
        "lines": lines, "may_open": _may_open(request), "groups": groups,
        "waiting": [name for name in waiting_for_role() if name != request.viewer.name],
    })  # fmt: skip


def new(request: DeskRequest) -> HttpResponse:
    """Open a round, as its mediator."""
    if not _may_open(request):
        raise AccessError(gettext("A round is opened by an editor who is in the group of its mediator."))
    form = RoundForm(request.POST if request.method == "POST" else None, sorted(groups_of(request.viewer)))
    if request.method == "POST" and form.is_valid():
        try:
            key = new_round(request.viewer, **form.made())
        except SulhError as problem:
            form.add_error(None, problem_words(problem))
        else:
            messages.success(request, gettext("The round is open."))
            return redirect("round", key=key)
    status = 422 if request.method == "POST" else 200
    return render(request, "desk/round_open.html", {"form": form, "seals": seals()}, status=status)


def show(request: DeskRequest, key: str) -> HttpResponse:
    """The sheet of a round as the viewer's party sees it."""
    seen = round_seen(request.viewer, key)
    at = now_in(seen.round)
    utc = dt.datetime.now(dt.UTC)
    state, by = request.GET.get("state", ""), request.GET.get("by", "")
    made = seen.round
    own = [one for one in made.requests.values() if one.by == seen.party]
    more = {
        "seen": seen,
        "made": made,
        "finding": finding(made, at),
        "clock": clock(made, at),
        "sides": pairs_of_sides(seen, at, state=state, by=by, offset=offset_of(request)),
        "state": state,
        "may_add": may(request.viewer, "edit"),
        "not_given": sum(one.given is None and one.withdrawn is None for one in own),
        "prepared": sum(one.prepared is not None for one in made.requests.values() if one.of == seen.party),
        "kept_back": sum(1 for one in made.held.values() if one.by == seen.party and len(one.to) < len(made.sides) - 1),
        "held": [(side, sum(one.by == side for one in made.held.values())) for side in made.sides],
        "doubles": likely_duplicates(own)[:20] if not seen.is_mediator else [],
        "others": [side for side in made.sides if side != seen.party],
        "looks": looks_at(key) if seen.is_mediator else None,
        "plans": plans(seen),
        "asked": [(one, can_be_taken(one, utc), one.made_by == request.viewer.name) for one in NAMES.of_round(seen)[:10]],
    }
    return render(request, "desk/round.html", more)


def add(request: DeskRequest, key: str) -> HttpResponse:
    """Take in a list: names that are asked about, persons that are held, or answers."""
    seen = round_seen(request.viewer, key)
    what = request.POST.get("what") or request.GET.get("what") or "requests"
    of = request.POST.get("of", "")
    others = [one for one in seen.round.sides if one != seen.party]
    page: dict[str, Any] = {
        "seen": seen, "made": seen.round, "what": what, "of": of, "others": others, "day_order": request.POST.get("day-order", ""),
        "calendar": request.POST.get("calendar", ""),
    }  # fmt: skip
    if request.method != "POST":
        return render(request, "desk/round_add.html", page)
    try:
        if seen.is_mediator:
            raise InvalidError(gettext("Lists and answers are the sides' own; the mediator gives none."))
        if what not in _NEEDED or (what == "requests" and of not in others):
            raise InvalidError(gettext("Choose what the file holds, and which side is asked."))
        file = request.FILES.get("file")
        if file is None:
            raise InvalidError(gettext("Choose a file."))
        new, remarks = _taken(request, seen, file, what, of, show_now="show" in request.POST)
    except SulhError as problem:
        return render(request, "desk/round_add.html", {**page, "problem": without_options(problem_words(problem))}, status=422)
    for remark in remarks:
        messages.info(request, remark)
    messages.success(request, ngettext("%(count)s row taken in.", "%(count)s rows taken in.", len(new)) % {"count": len(new)})
    return redirect("round", key=key)


def reveal(request: DeskRequest, key: str) -> HttpResponse:
    """Show the other side what was kept back so far: requests, answers, or whom the viewer's side holds."""
    what = request.POST.get("what", "")
    if what not in _NEEDED:
        raise InvalidError(gettext("Choose what is shown."))
    seen = round_seen(request.viewer, key)
    new = add_to_round(request.viewer, key, lambda made, at: shown(made, seen.party, what, at), against=state_of(request))
    count = sum(len(event.values["requests"]) for event in new)
    messages.success(request, ngettext("%(count)s name shown.", "%(count)s names shown.", count) % {"count": count})
    return redirect("round", key=key)


def move(request: DeskRequest, key: str) -> HttpResponse:
    """Move the clock, when the sides agreed; for the mediator."""
    given = {name: request.POST.get(name, "").replace("T", " ") for name in ("lists_due", "answers_due")}
    reason = request.POST.get("words", "").strip()
    if not reason:
        raise InvalidError(gettext("Say why the clock is moved, and who agreed."))

    def make(made: ExchangeRound, at: dt.datetime) -> list[ExchangeEvent]:
        due = {name: moment(text, made.zone).isoformat() for name, text in given.items() if text}
        return [ExchangeEvent(ExchangeEventKind.MOVED, at, made.mediator, values={**due, "words": reason})]

    add_to_round(request.viewer, key, make, against=state_of(request))
    messages.success(request, gettext("The clock is moved, and everybody sees it."))
    return redirect("round", key=key)


def sheet(request: DeskRequest, key: str) -> HttpResponse:
    """The sheet of the round as a CSV file, with numbers in the place of names."""
    return _sheet_file(round_seen(request.viewer, key), with_names=False)


def ask(request: DeskRequest, key: str) -> HttpResponse:
    """Ask for all names as a file, or approve what another account of the party asked for."""
    try:
        if made := request.POST.get("approve", ""):
            NAMES.approve(request.viewer, key, made)
            messages.success(request, gettext("Approved: for a day, whoever asked can take the names as a file."))
        else:
            ask_for_names(request.viewer, key, request.POST.get("reason", ""))
            messages.success(request, gettext("Asked: a second account of your party approves it."))
    except InvalidError as problem:
        messages.error(request, problem_words(problem))
    return redirect("round", key=key)


def names(request: DeskRequest, key: str, made: str) -> HttpResponse:
    """All names that the party sees as a file, once a second person approved it."""
    return _sheet_file(names_taken(request.viewer, key, made), with_names=True)


def _sheet_file(seen: RoundSeen, *, with_names: bool) -> HttpResponse:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for row in round_sheet(seen.round, now_in(seen.round)).rows:
        one, last = row.request, row.request.answer
        answer = words.code("HolderAnswer", last.answer, language=language()) if last else ""
        state = words.code("RequestState", row.state, language=language())
        cells = (
            one.key, one.by, one.of, one.person.get("name", "") if with_names else "", state, answer, last.on if last else "",
            row.due.isoformat(),
            "yes" if row.late else "", *((last.question, last.evidence) if last and with_names else ("", "")),
        )  # fmt: skip
        writer.writerow([safe(cell) for cell in cells])
    answer_file = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer_file["Content-Disposition"] = f'attachment; filename="round-{seen.id}.csv"'
    return answer_file


def now_in(made: ExchangeRound) -> dt.datetime:
    """The time now, and never before what happened last in the round."""
    now = dt.datetime.now(zone_of(made.zone)).replace(microsecond=0)
    return max(now, made.last or now)


def _may_open(request: DeskRequest) -> bool:
    return may(request.viewer, "edit") and bool(groups_of(request.viewer))


def _taken(
    request: DeskRequest, seen: RoundSeen, file: UploadedFile[Any], what: str, of: str, *, show_now: bool
) -> tuple[Sequence[ExchangeEvent], Sequence[str]]:
    """Add the rows of an uploaded list, all or none; the file is not kept."""
    if (file.size or 0) > _LARGEST * 1024**2:
        raise InvalidError(gettext("The file has more than %(limit)s MB.") % {"limit": _LARGEST})
    party, others = seen.party, tuple(one for one in seen.round.sides if one != seen.party)
    made: dict[str, Callable[[Mapping[str, str], ExchangeRound, dt.datetime], ExchangeEvent]] = {
        "requests": lambda cells, before, at: requested(cells, party, of, at, show=show_now),
        "held": lambda cells, before, at: listed(cells, party, at, to=others if show_now else ()),
        "answers": lambda cells, before, at: answered(cells, before, party, at, show=show_now),
    }
    read: list[ListRead[ExchangeEvent]] = []
    with passing_file(file.name or "", file.read()) as path:

        def make(before: ExchangeRound, at: dt.datetime) -> list[ExchangeEvent]:
            order = request.POST.get("day-order", "")
            day_order = DayOrder(order) if order in set(DayOrder) else None
            once = "" if what == "answers" else "id"
            said = request.POST.get("calendar", "")
            read.append(list_rows(
                path, lambda cells, _: made[what](cells, before, at), needed=_NEEDED[what], day_order=day_order, unique=once,
                calendar=Calendar(said) if said in set(Calendar) else Calendar.GREGORIAN,
            ))  # fmt: skip
            return read[-1].rows

        new = add_to_round(request.viewer, seen.id, make, against=state_of(request))
    return new, read[-1].remarks

