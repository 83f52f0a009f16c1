"""Plans of releases between the sides of a round: terms, the draw, the plan as a balanced picture, its lists, and the crossing."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from sulh import words
from sulh.desk.middleware import DeskRequest
from sulh.desk.release_plan import plan_shown
from sulh.desk.shown import language, problem_words
from sulh.model import InvalidError, MissingExtraError, SulhError
from sulh.model.reasons import Reason
from sulh.model.vocabulary import PersonCategory
from sulh.persons.exchange import ExchangeRound
from sulh.persons.releases import ImpossiblePlanError, Seed, SeedCommitment, at_crossing, changed_terms, commitment_of, new_seed
from sulh.persons.releases import plan_changes as changes_between
from sulh.persons.releases.draw import draw_from, draw_json
from sulh.persons.releases.plan_file import plan_json
from sulh.persons.releases.terms_file import release_terms
from sulh.record.access import may
from sulh.record.passing_files import passing_file, passing_folder
from sulh.record.persons.list_files import list_rows
from sulh.record.persons.looking import must_look
from sulh.record.persons.pairs import PairSeen, in_doubt
from sulh.record.persons.plans import (
    PlanSeen,
    carry_out,
    commit_seed,
    draws,
    keep_plan,
    new_plan,
    no_longer_fit,
    plan_seen,
    plan_with,
    reveal_seed,
    show_plan,
)
from sulh.record.persons.rounds import round_seen

__all__ = ["crossing_list", "download", "new", "show"]

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class TermsForm(forms.Form):
    """The terms of a release, as two sides agree on them."""

    def __init__(self, data: Any = None, made: ExchangeRound | None = None) -> None:
        super().__init__(data, label_suffix="", initial={"margin": 2, "priorities": "\n".join(PersonCategory)})
        line = forms.TextInput(attrs={"dir": "auto"})
        lines = forms.Textarea(attrs={"rows": 3, "dir": "auto"})
        self.fields["name"] = forms.CharField(label=_("Name"), max_length=120, widget=line)
        for number, side in enumerate(made.sides if made else (), 1):
            label = _("How many %(side)s releases for each of the other") % {"side": side}
            self.fields[f"ratio{number}"] = forms.IntegerField(label=label, min_value=1, max_value=1000, initial=1)
        self.fields["margin"] = forms.IntegerField(
            label=_("Margin"), min_value=0, max_value=100_000, help_text=_("By how many persons a side may be ahead at any moment.")
        )
        days = _("A day of each tranche, one a line: 2027-03-01.")
        self.fields["tranches"] = forms.CharField(label=_("Days"), widget=lines, help_text=days)
        self.fields["crossings"] = forms.CharField(
            label=_("Crossings"), widget=lines, help_text=_("One a line: name; capacity a day; persons in a convoy. Cedar Bridge; 10; 6.")
        )
        order = _("Categories in their order, one a line.")
        self.fields["priorities"] = forms.CharField(label=_("Who goes first"), widget=lines, help_text=order)
        self.fields["asked_only"] = forms.BooleanField(label=_("Only who was asked in private and wishes to go"), required=False)

    def terms(self, made: ExchangeRound) -> dict[str, Any]:
        """The terms as JSON has them."""
        given = self.cleaned_data
        crossings = []
        for line in filter(None, map(str.strip, given["crossings"].splitlines())):
            name, *limits = (part.strip() for part in line.split(";"))
            given_limits = zip(("capacity", "convoy"), limits, strict=False)
            crossings.append({"name": name} | {limit: int(number) for limit, number in given_limits if number.isdigit()})
        return {
            "name": given["name"], "holders": [{"name": side, "ratio": given[f"ratio{at}"]} for at, side in enumerate(made.sides, 1)],
            "margin": given["margin"], "tranches": given["tranches"].split(), "crossings": crossings,
            "priorities": [line.strip() for line in given["priorities"].splitlines() if line.strip()], "asked_only": given["asked_only"],
        }  # fmt: skip


def new(request: DeskRequest, key: str) -> HttpResponse:
    """Set the terms of a release, from the form or from a file of terms; for the mediator."""
    seen = round_seen(request.viewer, key)
    form = TermsForm(request.POST if request.method == "POST" and "file" not in request.FILES else None, seen.round)
    problem = ""
    if request.method == "POST":
        try:
            if (file := request.FILES.get("file")) is not None:
                held = json.loads(file.read().decode("utf-8"))
                given = {name: value for name, value in held.items() if name != "sulh_release_terms"}
            elif form.is_valid():
                given = form.terms(seen.round)
            else:
                given = {}
            if given:
                made = new_plan(request.viewer, key, release_terms(given), request.POST.get("reason", ""))
                messages.success(request, gettext("The terms are set."))
                return redirect("plan", key=key, plan=made)
        except SulhError as refused:
            problem = problem_words(refused)
        except (ValueError, AttributeError, RecursionError) as refused:
            problem = gettext("The file is no file of terms: %(problem)s") % {"problem": refused}
    page = {
        "seen": seen, "made": seen.round, "form": form, "problem": problem, "draws": draws(seen), "reason": request.POST.get("reason", ""),
    }  # fmt: skip
    return render(request, "desk/plan_new.html", page, status=422 if request.method == "POST" else 200)


def show(request: DeskRequest, key: str, plan: str) -> HttpResponse:
    """A plan; a form sent to it commits or reveals a seed, makes the plan, shows it, asks what if, or takes in the crossing."""
    problem, what_if = "", None
    conflict: list[str] = []
    if request.method == "POST":
        try:
            answer = _DEEDS[request.POST.get("do", "")](request, key, plan)
            if isinstance(answer, HttpResponse):
                return answer
            what_if = answer
            if what_if is None:
                return redirect("plan", key=key, plan=plan)
        except KeyError:
            problem = gettext("Choose what is to be done.")
        except ImpossiblePlanError as refused:
            problem, conflict = gettext("No plan meets these terms together. Give one of them up:"), _said(refused.conflict)
        except SulhError as refused:
            problem = problem_words(refused)
    found = plan_seen(request.viewer, key, plan)
    sides = found.round.round.sides
    page = {
        "found": found, "seen": found.round, "made": found.round.round, "problem": problem, "conflict": conflict, "what_if": what_if,
        "asked": request.POST.get("change", ""), "may_write": may(request.viewer, "edit"),
        "draw": [(side, side in found.commitments, side in found.seeds) for side in sides],
        "all_committed": set(found.commitments) == set(sides), "has_committed": found.round.party in found.commitments,
        "has_revealed": found.round.party in found.seeds, "shown": plan_shown(found.plan) if found.plan else None,
        "crossed": (crossed := found.reconciled),
        "crossed_said": _said(crossed.sentences) if crossed else [], "draws": draws(found.round),
        "languages": (("en", "English"), ("ar", "العربية")), "doubts": _doubts(found), "unfit": _unfit(found),
    }  # fmt: skip
    return render(request, "desk/plan.html", page, status=422 if problem else 200)


def _doubts(found: PlanSeen) -> Sequence[PairSeen]:
    """For the mediator, who in the plan may be somebody of whom the holder answered that he or she is dead, or refuses."""
    if found.plan is None or not found.round.is_mediator:
        return ()
    try:
        return in_doubt(found.round, {key for step in found.plan.steps for key, _ in step.people})
    except MissingExtraError:  # a plan that was made elsewhere is shown without what links lists
        return ()


def _unfit(found: PlanSeen) -> Sequence[str]:
    """For the mediator, who in the plan refuses or is reported dead since it was made; nobody where the lists contradict the answers."""
    if not found.round.is_mediator or found.crossed:
        return ()
    try:
        return no_longer_fit(found)
    except SulhError:
        return ()


def _said(reasons: Sequence[Reason]) -> list[str]:
    return [words.reason(one, language=language()) for one in reasons]


def download(request: DeskRequest, key: str, plan: str) -> HttpResponse:
    """The plan as the file that each side checks for itself with `sulh release check`."""
    found = _with_plan(request, key, plan)
    assert found.plan is not None
    return _file(plan_json(found.plan).encode(), f"plan-{plan}.json", "application/json")


def crossing_list(request: DeskRequest, key: str, plan: str, number: int) -> HttpResponse:
    """The list of one crossing in two languages, as a Word document or PDF; the language asked for stands first."""
    from sulh.render.release_lists import release_blocks
    from sulh.render.report_file import write_report

    found = _with_plan(request, key, plan)
    assert found.plan is not None
    first = "ar" if request.GET.get("first") == "ar" else "en"
    ending = "pdf" if request.GET.get("as") == "pdf" else "docx"
    crossings = found.plan.terms.crossings
    if not 1 <= number <= len(crossings):
        raise InvalidError(gettext("There is no such crossing in this plan."))
    with passing_folder() as folder:
        path = folder / f"list.{ending}"
        write_report(release_blocks(found.plan, crossings[number - 1].name, first), path, first)
        return _file(path.read_bytes(), f"crossing-{number}-{plan}.{ending}", "application/pdf" if ending == "pdf" else _DOCX)


def _with_plan(request: DeskRequest, key: str, plan: str) -> PlanSeen:
    """A plan that is taken away as a file, which is recorded."""
    found = plan_seen(request.viewer, key, plan)
    if found.plan is None:
        raise InvalidError(gettext("There is no plan yet that you may see."))
    must_look(request.viewer, [f"plan:{plan}:file"])
    return found


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


# --- what a form does ------------------------------------------------------------------------------------------------------------------


def _make_seed(request: DeskRequest, key: str, plan: str) -> HttpResponse:
    """Commit the side to a fresh seed, which it gets as a file and which is kept nowhere else."""
    found = plan_seen(request.viewer, key, plan)
    seed = new_seed(found.round.party, found.lists)
    commit_seed(request.viewer, key, plan, commitment_of(seed))
    return _file(draw_json(seed).encode(), f"seed-{plan}.json", "application/json")


def _commit(request: DeskRequest, key: str, plan: str) -> None:
    given = _given(request)
    if not isinstance(given, SeedCommitment):
        raise InvalidError(gettext("The file is no commitment to a seed."))
    commit_seed(request.viewer, key, plan, given)
    messages.success(request, gettext("Committed: the seed stays with you until all have committed."))


def _reveal(request: DeskRequest, key: str, plan: str) -> None:
    given = _given(request)
    if not isinstance(given, Seed):
        raise InvalidError(gettext("The file is no seed."))
    reveal_seed(request.viewer, key, plan, given)
    messages.success(request, gettext("The seed is revealed."))


def _plan(request: DeskRequest, key: str, plan: str) -> None:
    keep_plan(request.viewer, key, plan)
    messages.success(request, gettext("The plan is made. Only you see it until you show it."))


def _reveal_plan(request: DeskRequest, key: str, plan: str) -> None:
    show_plan(request.viewer, key, plan)
    messages.success(request, gettext("All sides see the plan."))


def _what_if(request: DeskRequest, key: str, plan: str) -> list[tuple[str, str, str]]:
    """What would change in the plan if a term changed; nothing is kept."""
    found = plan_seen(request.viewer, key, plan)
    if found.plan is None or not found.round.is_mediator:
        raise InvalidError(gettext("There is no plan to compare with yet."))
    other = plan_with(found, changed_terms(found.terms, request.POST.get("change", "").strip()))
    changes = changes_between(found.plan, other)
    return [(words.reason(one.what, language=language()), str(one.before), str(one.after)) for one in changes]


def _crossing(request: DeskRequest, key: str, plan: str) -> None:
    file = request.FILES.get("file")
    if file is None:
        raise InvalidError(gettext("Choose a file."))
    with passing_file(file.name or "", file.read()) as path:
        read = list_rows(path, lambda cells, _: at_crossing(cells), needed=("outcome",))
    tranches = [int(one) for one in request.POST.getlist("tranche") if one.isascii() and one.isdigit() and len(one) < 5]
    told = carry_out(request.viewer, key, plan, read.rows, tranches)
    said = gettext("Everything went as planned.") if told.as_planned else gettext("Taken in: something differs from the plan.")
    messages.success(request, said)


def _given(request: DeskRequest) -> object:
    """The commitment or seed of an uploaded file."""
    file = request.FILES.get("file")
    if file is None:
        raise InvalidError(gettext("Choose a file."))
    try:
        held = json.loads(file.read(100_000).decode("utf-8"))
        return draw_from({name: value for name, value in held.items() if name != "sulh_draw"})
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as problem:
        raise InvalidError(gettext("The file is none of a draw: %(problem)s") % {"problem": problem}) from problem


_DEEDS: dict[str, Callable[[DeskRequest, str, str], Any]] = {
    "seed": _make_seed, "commit": _commit, "reveal": _reveal, "plan": _plan, "show": _reveal_plan, "what-if": _what_if,
    "crossing": _crossing,
}  # fmt: skip

