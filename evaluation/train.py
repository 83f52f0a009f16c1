"""Train the models of acts and agendas on the documents of `development`: python -m evaluation.train [--check]

Which verb states an act, and of which kind, is a multinomial logistic model; which issues are on the agenda of a meeting is a logistic
model with weights that all issues share and weights of each. `--check` trains on some processes and scores the others, in five parts, and
prints what that comes to; without it the tables of `src/sulh/data/learned` are written. Weights are rounded, and small ones left out, so
that a table can be read. The same documents give the same tables.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from evaluation.agreement import pair_up
from evaluation.annotations import HERE, Annotated, documents
from evaluation.measure import Counts, count_acts, count_clauses, spans_of
from numpy.typing import NDArray

from sulh.actors import Authority
from sulh.actors.places import Gazetteer
from sulh.documents import load
from sulh.model import Meeting
from sulh.model.kinds import kinds
from sulh.model.serial import plain
from sulh.reading.english.act_choice import OUTPUTS
from sulh.reading.english.acts import read_acts, stated_in
from sulh.reading.english.clause_features import ParsedSentence, features_of
from sulh.reading.english.context import Context
from sulh.reading.english.kind import document_kind
from sulh.reading.english.meetings.agenda_choice import CODES, meeting_issues, with_agendas
from sulh.reading.english.meetings.reader import read_meetings
from sulh.reading.learned import ANY, Model
from sulh.reading.parsing import ParsedToken

TABLES = HERE.parent / "src/sulh/data/learned"
PARTS = 5
# A feature seen in fewer examples has no weight; a weight that is smaller is not written.
SEEN, SMALLEST = 3, 0.05
# How strongly weights are drawn to zero.
CLAUSE_PENALTY, AGENDA_PENALTY = 6.0, 4.0
OPTIONAL = 0.3

Array = NDArray[np.float64]
Record = dict[str, Any]


@dataclass
class Example:
    """Features with what is right: an output of several, or whether one holds; `weight` is less for what may be left out."""

    features: tuple[str, ...]
    output: int
    weight: float = 1.0


@dataclass
class Prepared:
    """An annotated document, read as far as its sentences, with its examples."""

    document: Annotated
    context: Context
    meetings: tuple[Meeting, ...] = ()
    clauses: list[Example] = field(default_factory=list)
    agendas: list[Example] = field(default_factory=list)


def prepare(document: Annotated) -> Prepared:
    """Parse a document and turn its annotation into examples."""
    context = Context(load(document.path), Authority.default(), Gazetteer.default())
    context.parse(range(len(context.passages)))
    made = Prepared(document, context)
    made.clauses = list(clause_examples(document.gold, context))
    # without acts, which are learned from the same documents
    made.meetings = read_meetings(context, kind=document_kind(context))
    made.agendas = list(agenda_examples(document.gold, context, made.meetings))
    return made


def clause_examples(gold: Record, context: Context) -> Iterable[Example]:
    """Every verb of the sentences, with the kind of act that it is annotated to state."""
    verbs = [(stated.sentence, word) for stated in stated_in(context) for word in stated.sentence.verbs()]
    right = predicates(gold, context, verbs)
    for number, (sentence, word) in enumerate(verbs):
        act = right.get(number)
        weight = OPTIONAL if act is not None and act.get("optional") else 1.0
        yield Example(tuple(sorted(features_of(sentence, word))), OUTPUTS.index(act["act"]) if act else 0, weight)


def predicates(gold: Record, context: Context, verbs: Sequence[tuple[ParsedSentence, ParsedToken]]) -> dict[int, Record]:
    """For each annotated act the verb that states it: in its predicate, else the highest in its clause, else the head of its sentence."""
    found: dict[int, Record] = {}
    for act in gold["acts"]:
        for start, end in spans_of(act["cites"][:1], context.text):
            free = [(n, s, w) for n, (s, w) in enumerate(verbs) if n not in found and s.passage.start < end and start < s.passage.end]
            inside = [(n, s, w) for n, s, w in free if start <= w.start and w.end <= end]
            low = context.text.find(predicate := str(act.get("predicate") or "\0").split("#")[0], start, end)
            named = [(n, s, w) for n, s, w in inside if low >= 0 and w.start < low + len(predicate) and low < w.end]
            rest = sorted(inside, key=lambda item: depth(item[1], item[2])) or [item for item in free if item[2].dep == "ROOT"]
            if named or rest:
                found[(named or rest)[0][0]] = act
    return found


def depth(sentence: ParsedSentence, word: ParsedToken) -> int:
    """How far a word stands below the head of its sentence."""
    steps = 0
    while word.head != word.i and steps < len(sentence.passage.tokens):
        word, steps = sentence.passage.tokens[word.head], steps + 1
    return steps


def agenda_examples(gold: Record, context: Context, found: Sequence[Meeting]) -> Iterable[Example]:
    """Every meeting that is found and annotated, with every issue, and whether it is on its agenda."""
    seen = meeting_issues(context, found)
    for number, annotated in numbered(gold, found):
        for code in CODES:
            common, own = seen[number].features(code)
            yield Example((*common, *(f"{code}>{name}" for name in own)), int(code in annotated["agenda"]))


def numbered(gold: Record, found: Sequence[Meeting]) -> list[tuple[int, Record]]:
    """The numbers of the meetings read with the annotated ones they are."""
    kind = next(kind for kind in kinds() if kind.plural == "meetings")
    records = [plain(kind, meeting) | {"number": number} for number, meeting in enumerate(found)]
    return [(record["number"], annotated) for annotated, record in pair_up(gold["meetings"], records)]


def fit(
    examples: Sequence[Example], outputs: int, penalty: float, seen: Callable[[Sequence[Example]], list[str]]
) -> tuple[list[str], Array]:
    """The features in use and their weights, one column for each output (one alone where an output holds or does not)."""
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    names = seen(examples)
    place = {name: number for number, name in enumerate(names)}
    rows = [sorted({place[name] for name in one.features if name in place}) for one in examples]
    starts = np.cumsum([0, *(len(row) for row in rows)])
    flat = np.array([number for row in rows for number in row], dtype=np.int64)
    there = csr_matrix((np.ones(len(flat)), flat, starts), shape=(len(rows), len(names)))
    right = np.array([one.output for one in examples])
    weights = np.array([one.weight for one in examples])
    target = np.eye(outputs)[right] if outputs > 1 else right[:, None].astype(float)

    def loss(flat_weights: Array) -> tuple[float, Array]:
        held = flat_weights.reshape(len(names), outputs)
        scores = np.asarray(there @ held)
        if outputs > 1:
            scores -= scores.max(1, keepdims=True)
            share = np.exp(scores) / np.exp(scores).sum(1, keepdims=True)
            likely = np.log(np.maximum((share * target).sum(1), 1e-300))
        else:
            share = 1 / (1 + np.exp(-np.clip(scores, -30, 30)))
            likely = np.log(np.maximum(np.where(target > 0, share, 1 - share)[:, 0], 1e-300))
        slope = np.asarray(there.T @ ((share - target) * weights[:, None])) + penalty * held
        return float(-(weights * likely).sum() + penalty * (held**2).sum() / 2), slope.ravel()

    done = minimize(loss, np.zeros(len(names) * outputs), jac=True, method="L-BFGS-B", options={"maxiter": 120})
    return names, np.asarray(done.x).reshape(len(names), outputs)


def often(examples: Sequence[Example]) -> list[str]:
    """The features of several examples."""
    counts = Counter(name for one in examples for name in one.features)
    return sorted(name for name, count in counts.items() if count >= SEEN)


Rows = list[tuple[str, str, float]]


def clause_rows(examples: Sequence[Example]) -> Rows:
    """The table of the clause model."""
    names, weights = fit(examples, len(OUTPUTS), CLAUSE_PENALTY, often)
    return [(name, output, float(weights[n, m])) for n, name in enumerate(names) for m, output in enumerate(OUTPUTS)]


def agenda_rows(examples: Sequence[Example]) -> Rows:
    """The table of the agenda model."""
    names, weights = fit(examples, 1, AGENDA_PENALTY, often)
    split = [(name.partition(">"), float(weights[n, 0])) for n, name in enumerate(names)]
    return [(feature, code, weight) if sign else (code, ANY, weight) for (code, sign, feature), weight in split]


def as_model(rows: Rows) -> Model:
    """A model as it is used, with the weights that a table would have."""
    found: dict[str, list[tuple[str, float]]] = {}
    for feature, output, weight in written(rows):
        found.setdefault(feature, []).append((output, weight))
    return Model({feature: tuple(weights) for feature, weights in found.items()})


def written(rows: Rows) -> Rows:
    """The rows of a table: rounded, without the small ones."""
    return [(feature, output, round(weight, 2)) for feature, output, weight in rows if abs(weight) >= SMALLEST]


def write(name: str, rows: Rows) -> None:
    """Write a table of the package."""
    TABLES.mkdir(exist_ok=True)
    with (TABLES / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("feature", "output", "weight"))
        table.writerows(sorted(written(rows)))


def parts(prepared: Sequence[Prepared]) -> list[list[Prepared]]:
    """The documents in five parts, those on one process, invented or not, in one of them; those on none by hand."""
    groups: dict[str, list[Prepared]] = {}
    for number, one in enumerate(prepared):
        process = one.document.process
        if process == "none":
            process = f"none-{one.document.gold['hand']}-{number % 7}"
        elif process == "invented":
            process = one.document.gold["process"].split(":")[0]
        groups.setdefault(process, []).append(one)
    made: list[list[Prepared]] = [[] for _ in range(PARTS)]
    for _, group in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])):
        min(made, key=len).extend(group)
    return made


def examples_of(some: Iterable[Prepared], name: str) -> list[Example]:
    """The examples of some documents."""
    return [example for one in some for example in getattr(one, name)]


def check(prepared: Sequence[Prepared]) -> None:
    """Print what the models come to on processes they were not trained on."""
    counts = {"all": Counts()}
    for held in parts(prepared):
        rest = [one for one in prepared if one not in held]
        clauses = as_model(clause_rows(examples_of(rest, "clauses")))
        agendas = as_model(agenda_rows(examples_of(rest, "agendas")))
        for one in held:
            found = [act_record(act) for act in read_acts(one.context, clauses=clauses)]
            for name in ("all", f"hand {one.document.gold['hand']}"):
                count_acts(counts.setdefault(name, Counts()), one.document.gold["acts"], found, one.context.text)
                count_clauses(counts[name], one.document.gold["acts"], found, one.context.text)
                count_agendas(counts[name], one, agendas)
    for name, some in sorted(counts.items()):
        figures = some.figures()
        print(name, *(f"{part} {figures[part] or 0:.3f}" for part in ("acts", "clauses", "clause act", "clause holder")))
        for part in ("agenda", "agenda by rules"):
            right, gold, read = some.counts[part]
            print(f"    {part} {2 * right / (gold + read):.3f}")


def count_agendas(counts: Counts, one: Prepared, agendas: Model) -> None:
    """Count the agendas that a model chooses, and beside them those of the rules."""
    gold, found = one.document.gold, one.meetings
    for part, chosen in (("agenda", with_agendas(one.context, found, agendas)), ("agenda by rules", found)):
        pairs = [(annotated, {item.issue.value for item in chosen[n].agenda}) for n, annotated in numbered(gold, found)]
        for annotated in gold["meetings"]:
            if not annotated.get("optional"):
                read = next((issues for other, issues in pairs if other is annotated), set())
                counts.add(part, len(read & set(annotated["agenda"])), len(annotated["agenda"]), len(read))


def act_record(act: Any) -> Record:
    """An act as it stands in a reading."""
    return {
        "act": act.act.value,
        "issues": [issue.value for issue in act.issues],
        "actors": [{"id": a.id, "name": a.name, "aliases": []} for a in act.actors],
        "cite": (act.cite.start, act.cite.end),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the models or write their tables."""
    given = argparse.ArgumentParser(prog="python -m evaluation.train", description=__doc__)
    given.add_argument("--check", action="store_true", help="score models on processes they were not trained on, and write nothing")
    options = given.parse_args(arguments)
    prepared = [prepare(one) for one in documents(("development",))]
    if options.check:
        check(prepared)
        return 0
    write("clauses", clause_rows(examples_of(prepared, "clauses")))
    write("agendas", agenda_rows(examples_of(prepared, "agendas")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
