"""What every form of "since last time" says: the finding in one sentence, each change of substance, the history of a formula as text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sulh import words
from sulh.model import ClauseState
from sulh.render.quotes import one_line
from sulh.render.threads import short_label, statement_label
from sulh.wording import FormulaHistory, FormulaStep, SinceItem, SinceKind, SinceView, Statement, SubstanceChange
from sulh.wording.gathering import GatheringRemark
from sulh.wording.gathering.copies import CopyDifference

__all__ = [
    "SHOWN",
    "caution",
    "compared",
    "explained",
    "finding",
    "formula_text",
    "heading",
    "item_remarks",
    "moved",
    "remark",
    "step_remarks",
    "substance_text",
]

# The kinds in the order of the page; what only stayed is counted.
SHOWN = (
    SinceKind.SUBSTANCE,
    SinceKind.STRONGER,
    SinceKind.WEAKER,
    SinceKind.CHANGED,
    SinceKind.PERHAPS,
    SinceKind.RETURNED,
    SinceKind.NEW,
    SinceKind.DROPPED,
    SinceKind.ABSENT,
)
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")
_LEFT_TO_RIGHT = "\u200e"
_ADDRESS = re.compile(r"\s*https?://\S+")


def finding(view: SinceView) -> str:
    """The answer in one sentence: how many formulae changed in substance, grew stronger, are new or gone since the statement before."""
    if view.previous is None:
        return f"{len(view.items)} formulae in the first statement, {short_label(view.statement)}"
    counted = [f"{count} {heading(kind)}" for kind in SHOWN if (count := view.count(kind))]
    since = f"Since {short_label(view.previous)}"
    return f"{since}: {', '.join(counted)}" if counted else f"{since}: nothing changed"


def compared(view: SinceView) -> str:
    """What is compared with what: the names and days of the statement and of the one before it."""
    named = _named(view.statement)
    if view.previous is None:
        return named
    day = words.date(view.previous.date)
    same = view.previous.title == view.statement.title and day and day not in (view.previous.title or "")
    return f"{named}, since that of {day}" if same else f"{named}, since {_named(view.previous)}"


def _named(statement: Statement) -> str:
    """The name of a statement and its day, which its name may be already."""
    title = one_line(statement.title or statement.name or statement.id)
    if _RIGHT_TO_LEFT.search(title):
        # The words around it run from left to right.
        title = f"\u2068{title}\u2069"
    day = words.date(statement.date)
    return f"{title} of {day}" if day and day not in title else title


def heading(kind: SinceKind) -> str:
    """What a kind is called."""
    return words.code("SinceKind", kind)


def explained(kind: SinceKind) -> str | None:
    """What has to be said of all formulae of a kind; None where its name says enough."""
    return words.code("SinceKind", kind, "long") if kind is SinceKind.PERHAPS else None


def caution(view: SinceView) -> str | None:
    """What has to be said of a text that is retold or an excerpt; None of one held whole."""
    if view.statement.retold:
        source = _ADDRESS.sub("", view.statement.source or "").partition(";")[0].strip()
        told = f" (facts from {source})" if source else ""
        return f"This text is retold{told}. A formula that is not in it may stand in the original, so nothing is said to be dropped."
    if not view.statement.complete:
        return "Only an excerpt is held. A formula that is not in it may stand in the rest, so nothing is said to be dropped."
    if view.previous is not None and view.previous.retold:
        return "The statement before is retold, so what is called new may have stood in its original."
    return None


def substance_text(change: SubstanceChange) -> str:
    """One change of substance: its kind, and the words before and after."""
    kind = words.code("SubstanceKind", change.kind)
    before, after = (one_line(one) or "nothing" for one in (change.earlier, change.later))
    return f"{kind}: {_became(before, after)}"


def _became(before: str, after: str) -> str:
    """The words before and after with an arrow between, which runs from left to right between words of any script.

    An arrow is not mirrored: between two Arabic words alone it would point from the new one to the old.
    """
    beside = _LEFT_TO_RIGHT if _RIGHT_TO_LEFT.search(before + after) else ""
    return f"{before} {beside}\u2192{beside} {after}"


def item_remarks(item: SinceItem) -> tuple[str, ...]:
    """What is said beside a formula: changes of substance, verbs, where it moved, how long it had stood."""
    cell = item.cell
    found = [substance_text(one) for one in cell.substance]
    if cell.verbs is not None and cell.strength:
        grown = "stronger" if cell.strength > 0 else "weaker"
        found.append(f"{grown}: {_became(*cell.verbs)}" if cell.verbs[0] != cell.verbs[1] else grown)
    if cell.move is not None:
        found.append(words.code("ClauseMove", cell.move))
    if item.kind is SinceKind.PERHAPS and item.compared_with is not None:
        found.append(f"compared with {short_label(item.compared_with)}")
    if item.kind in (SinceKind.DROPPED, SinceKind.ABSENT, SinceKind.RETURNED) and item.stood:
        when = short_label(item.compared_with) if item.compared_with is not None else ""
        many = item.stood > 1
        stood = f"stood in {item.stood} statements" if many else "stood in 1 statement"
        found.append(f"{stood}, {'last ' if many else ''}{when}" if when else stood)
    return tuple(found)


def moved(item: SinceItem) -> str | None:
    """Where a formula in the same words stands now; None where it stands as before."""
    return words.code("ClauseMove", item.cell.move) if item.cell.move is not None else None


def step_remarks(step: FormulaStep) -> str:
    """What one statement did with a formula, in few words."""
    cell = step.cell
    parts = [words.code("ClauseState", cell.state)]
    parts += [substance_text(one) for one in cell.substance]
    if cell.strength:
        parts.append("stronger" if cell.strength > 0 else "weaker")
    return "; ".join(parts)


def formula_text(history: FormulaHistory) -> str:
    """The agreed language of a formula as plain text that can be copied into a draft: every wording with its source, first and last use."""
    lines = [history.label, ""]
    first, last = history.first, history.last
    lines.append(f"First used: {_where(first.statement)}{_by(first)}")
    lines.append(f"Last used: {_where(last.statement)}{_by(last)}")
    gone = [step for step in history.steps if step.cell.state is ClauseState.DROPPED]
    if gone and gone[-1] is history.steps[-1]:
        lines.append(f"Dropped: {_where(gone[-1].statement)}")
    for number, one in enumerate(reversed(history.wordings), 1):
        uses = "1 statement" if len(one.statements) == 1 else f"{len(one.statements)} statements"
        told = "; retold, not the wording of those who issued it" if one.retold else ""
        lines += ["", f"{number}. \u201c{one_line(one.text)}\u201d", f"   {uses}: {_span(one.statements)}{told}"]
    return "\n".join(lines)


def _where(statement: Statement) -> str:
    return statement_label(statement)


def _by(step: FormulaStep) -> str:
    named = [words.actor(one) for clause in step.clauses for one in clause.issuers]
    return f", by {', '.join(dict.fromkeys(named))}" if named else ""


def _span(statements: Sequence[Statement]) -> str:
    if len(statements) < 4:
        return ", ".join(short_label(one) for one in statements)
    return f"{short_label(statements[0])} to {short_label(statements[-1])}"


def remark(one: GatheringRemark) -> str:
    """What was noticed before tracing, as a sentence."""
    if one.kind == "languages":
        languages = _listed([words.code("Language", code) for code in one.about[1:]])
        return f"{one.about[0]} has {languages}: each language is a series of its own."
    if one.kind == "series":
        return f"{len(one.about)} series are kept apart: {'; '.join(one.about)}."
    if one.kind == "differing_copies":
        said = f"{_listed(one.about)} are one statement whose copies differ in a few words; {one.about[0]} is used."
        differing = "; ".join(_difference(one, each) for each in one.differing)
        return f"{said} They differ in substance: {differing}." if differing else said
    return f"{_listed(one.about)} are copies of one statement."


def _difference(remark: GatheringRemark, one: CopyDifference) -> str:
    """What two copies of a statement say differently."""
    kept, copy = (f"\u201c{one_line(text)}\u201d" if text else "nothing" for text in (one.kept_words, one.copy_words))
    return f"{words.code('SubstanceKind', one.kind)}, {kept} in {remark.about[0]} and {copy} in {one.copy}"


def _listed(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
