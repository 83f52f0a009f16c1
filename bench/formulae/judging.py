"""What a trace says of real series against labels made by reading: links, grades, ancestors, states, changes, what is new or gone."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from bench.formulae.baselines import baseline, tfidf
from bench.formulae.real import LISTED, LISTED_KINDS, READ, TEXTS, Label, changes_of, judged, real_series
from bench.formulae.scoring import Mapping, ancestors_and_states, score
from bench.formulae.series import Series
from bench.report import line

from sulh.model import ClauseState, LinkGrade
from sulh.wording import ThreadCell, Threads, trace
from sulh.wording.substance import compared

__all__ = ["real"]

Tally = Counter[str]


def real(*, show: bool = False) -> None:
    """Print the figures of the real series: those whose errors were read, and the others. `show` prints the errors of the first."""
    tallies = {True: Tally(), False: Tally()}
    for name, series in real_series():
        threads = trace(series.statements)
        tally = tallies[name in READ]
        found, stray = Mapping(series).links(threads)
        ours, plain = score(found, series, stray), baseline(series, tfidf(series))
        ancestor, state = ancestors_and_states(series, threads)
        tally.update({"series": 1, "state": state, "state series": 1})
        if not math.isnan(ancestor):
            tally.update({"ancestor": ancestor, "ancestor series": 1})
        _grades(series, threads, tally)
        _gone(series, threads, tally)
        _news(series, threads, tally)
        said = show and name in READ
        _changes(name, series, threads, "substance.csv", tally, said)
        _changes(name, series, threads, "strength.csv", tally, said)
        read = "read" if name in READ else "unread"
        print(f"\n{name} ({read}): {len(series.statements)} statements, {len(series.truth)} sentences, {len(series.pairs())} links")
        print(f"  {'links of trace':34} {ours}\n  {'plain TF-IDF, best threshold':34} {plain}")
        print(f"  {'best ancestor, state':34} {ancestor:.3f} {state:.3f}")
        if said:
            _show_links(series, found)
        wanted = 0.85 if name.startswith("ar") else 0.93
        line(f"{name} ({read}), links", ours.f1, "F1", f">= {wanted}", ours.f1 >= wanted)
        line(f"{name} ({read}), links against TF-IDF", ours.f1 - plain.f1, "F1 more", ">= 0", ours.f1 >= plain.f1)
    if not any(tally["series"] for tally in tallies.values()):
        print(f"\nno texts of the real series in {TEXTS}; see bench/README.md")
    for was_read, tally in tallies.items():
        if tally["series"]:
            _lines("read" if was_read else "unread", tally)
    _again()


def _again() -> None:
    """Compare the sentences whose changes were judged once: a claim that was right must still be made, one that was wrong must not."""
    tally = Tally()
    open_: dict[tuple[str, str], Counter[str]] = {}
    for one in judged():
        pair = (one.earlier, one.later)
        found = [(str(kind), _quoted(one.earlier, before), _quoted(one.later, after)) for kind, before, after in compared(*pair)]
        if one.claim:
            made = (one.kind, *one.words) in found
        else:
            # A date that is a deadline is a date; each claim meets one label.
            left = open_.setdefault(pair, Counter({"deadline": "date"}.get(kind, kind) for kind, _, _ in found))
            made = left[one.kind] > 0
            left[one.kind] -= 1
        name = "label" if not one.claim else "right" if one.right else "wrong"
        tally.update({name: 1, f"{name} made": made})
    for name, title, wanted in (("right", "claims judged right", 0.9), ("label", "changes labelled first", 0.8)):
        share = tally[f"{name} made"] / tally[name]
        line(f"pairs judged, {title} ({tally[name]})", share, "of them said", f">= {wanted}", share >= wanted)
    share = tally["wrong made"] / tally["wrong"]
    line(f"pairs judged, claims judged wrong ({tally['wrong']})", share, "of them said", "<= 0.2", share <= 0.2)


def _quoted(text: str, span: tuple[int, int] | None) -> str:
    return text[slice(*span)] if span else ""


def _lines(title: str, tally: Tally) -> None:
    """Print the figures of several series together."""
    for grade in LinkGrade:
        share = tally[f"{grade} right"] / max(tally[f"{grade}"], 1)
        wanted = {LinkGrade.FIRM: 0.98}.get(grade, 0.0)
        line(f"{title}, links that are {grade} ({tally[str(grade)]})", share, "precision", f">= {wanted}", share >= wanted)
    for what in ("ancestor", "state"):
        share = tally[what] / max(tally[f"{what} series"], 1)
        line(f"{title}, {what} right", share, "of series", ">= 0.95", share >= 0.95)
    for what, wanted in (("strength.csv", 0.9), ("substance.csv", 0.9), ("drops", 0.95), ("new", 0.95)):
        share = tally[f"{what} right"] / max(tally[what], 1)
        reached = share >= wanted or not tally[what]
        line(f"{title}, {what.removesuffix('.csv')} ({tally[what]})", share, "precision", f">= {wanted}", reached)
    wanted_changes = tally["substance.csv needed"]
    recall = tally["substance.csv found"] / max(wanted_changes, 1)
    line(f"{title}, substance ({wanted_changes})", recall, "recall", ">= 0.9", recall >= 0.9)
    for what in ("drops", "new"):
        alone = tally[f"{what} alone"]
        print(f"  {title}, {what}: {tally[f'{what} right']} of the {alone} sentences that indeed have no counterpart are said to be so")
    told, one = tally["perhaps told"], tally["perhaps right"]
    print(f"  {title}, perhaps in other words: {tally['perhaps']} sentences, {told} of them told again, {one} in the sentence shown")


def _grades(series: Series, threads: Threads, tally: Tally) -> None:
    """Count the links of each grade that are right."""
    mapping, truth, open_ = Mapping(series), series.pairs(), series.open_pairs()
    for link in threads.links:
        left = mapping.covered(threads.clause(link.earlier).statement, *link.earlier_span)
        right = mapping.covered(threads.clause(link.later).statement, *link.later_span)
        pairs = {(a, b) for a in left for b in right}
        if pairs & open_ and not pairs & truth:
            continue
        tally[str(link.grade)] += 1
        tally[f"{link.grade} right"] += bool(pairs & truth)


def _gone(series: Series, threads: Threads, tally: Tally) -> None:
    """Count the sentences said to be dropped, or perhaps to stand in other words, whose formula the statement indeed lacks."""
    number = {statement.id: at for at, statement in enumerate(series.statements)}
    for cell in _own_cells(threads):
        if cell.clauses or cell.state not in (ClauseState.DROPPED, ClauseState.PERHAPS):
            continue
        later = {at for at, one in enumerate(series.truth) if one.statement == number[cell.statement]}
        _alone("drops", series, threads, cell, later, tally)


def _news(series: Series, threads: Threads, tally: Tally) -> None:
    """Count the sentences said to be new, or perhaps to have stood in other words, whose formula no earlier statement has."""
    number = {statement.id: at for at, statement in enumerate(series.statements)}
    for cell in _own_cells(threads):
        if not cell.clauses or not number[cell.statement] or cell.state not in (ClauseState.FIRST_SEEN, ClauseState.PERHAPS):
            continue
        before = {at for at, one in enumerate(series.truth) if one.statement < number[cell.statement]}
        _alone("new", series, threads, cell, before, tally)


def _own_cells(threads: Threads) -> list[ThreadCell]:
    return [cell for thread in threads.threads for cell in thread.cells if not cell.merged_into]


def _alone(name: str, series: Series, threads: Threads, cell: ThreadCell, others: set[int], tally: Tally) -> None:
    """Count a sentence that is said to have no counterpart among some others, or one that is only perhaps the same."""
    mapping, truth, open_ = Mapping(series), series.pairs(), series.open_pairs()
    own = _sentences(mapping, threads, cell.clauses or cell.earlier)
    pairs = {(min(a, b), max(a, b)) for a in own for b in others}
    if pairs & open_ and not pairs & truth:
        return
    right = not pairs & truth
    if cell.state is not ClauseState.PERHAPS:
        tally.update({name: 1, f"{name} right": right, f"{name} alone": right})
        return
    tally[f"{name} alone"] += right
    there = _sentences(mapping, threads, cell.perhaps)
    shown = {(min(a, b), max(a, b)) for a in own for b in there}
    tally.update({"perhaps": 1, "perhaps right": bool(shown & truth), "perhaps told": not right})


def _sentences(mapping: Mapping, threads: Threads, clauses: Sequence[str]) -> set[int]:
    """The written sentences that some clauses stand for."""
    held = [threads.clause(id) for id in clauses]
    return {at for one in held for at in mapping.covered(one.statement, one.start, one.end)}


def _changes(name: str, series: Series, threads: Threads, file: str, tally: Tally, show: bool) -> None:
    """Count the claims that are labelled, and the labels that are found."""
    labels = [label for label in changes_of(file) if label.series == name]
    open_ = set(labels)
    mapping = Mapping(series)
    for cell in (cell for thread in threads.threads for cell in thread.cells if cell.clauses and not cell.merged_into):
        clause = threads.clause(cell.clauses[0])
        own = mapping.covered(clause.statement, clause.start, clause.end)
        formulae = {part.name for at in own for part in series.truth[at].parts}
        date = threads.statement(clause.statement).date
        here = [label for label in labels if label.date == date and label.formula in formulae]
        claims = _strength(cell.strength) if file == "strength.csv" else [(str(c.kind), c.earlier, c.later) for c in cell.substance]
        for kind, earlier, later in claims:
            if kind in LISTED_KINDS and name not in LISTED:
                continue
            # A town and its country are one label and may be two claims.
            fitting = [one for one in here if kind in one.kinds and _fits(one, earlier, later)]
            hit = next((one for one in fitting if one in open_), None)
            tally[file] += 1
            tally[f"{file} right"] += bool(fitting)
            if hit is not None:
                open_.discard(hit)
                tally[f"{file} found"] += hit.needed
            elif show and not fitting:
                print("    not labelled:", date, sorted(formulae), kind, repr(earlier), ">", repr(later), cell.verbs or "")
    tally[f"{file} needed"] += sum(label.needed for label in labels)
    if show:
        for label in labels:
            if label in open_ and label.needed:
                print("    missed:", label)


def _strength(strength: int) -> list[tuple[str, str, str]]:
    return [("stronger" if strength > 0 else "weaker", "", "")] if strength else []


def _fits(label: Label, earlier: str, later: str) -> bool:
    """Return whether a claim is about the words of a label: a word of either is in the other, on a side that both have."""
    sides = [(a, b) for a, b in ((label.earlier, earlier), (label.later, later)) if a and b]
    return not sides or any(set(a.casefold().split()) & set(b.casefold().split()) or a in b or b in a for a, b in sides)


def _show_links(series: Series, found: set[tuple[int, int]]) -> None:
    """Print the links that are wrong or missing."""
    truth, open_ = series.pairs(), series.open_pairs()
    for title, pairs in (("wrong", found - truth - open_), ("missing", truth - found)):
        for a, b in sorted(pairs):
            texts = [series.statements[one.statement].text[one.start : one.end][:110] for one in (series.truth[a], series.truth[b])]
            print(f"    {title}: {texts[0]} || {texts[1]}")
