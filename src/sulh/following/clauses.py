"""Follow clauses of agreements through the segments of later reports."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from sulh.following.clause_matters import binds_nobody, direction_told, matters_of_clause, matters_told, tasks_of, tells_outcome, topics
from sulh.following.clause_types import AgreedClause, ReportSegment, SegmentLink
from sulh.following.clause_words import (
    cited_articles,
    expansions,
    is_heading,
    is_listed,
    joined,
    lower_stems,
    names_of,
    phrases_of,
    places_of,
    plain,
    plain_stems,
    stems_of,
    untitled,
)
from sulh.following.types import PROPOSED, LinkReason
from sulh.model.vocabulary import Direction

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["SegmentIndex", "follow_clauses"]

_PRIOR = ("prior", "")
# Levels of features that are measured, each from a least value on: the likeness of words, the share of the words of the clause that the
# segment has, how rare the rarest word and name in common are (1: in a single segment).
_MEASURED: Mapping[str, tuple[tuple[float, str], ...]] = {
    "likeness": ((0.4, "same"), (0.26, "much"), (0.16, "some"), (0.08, "few"), (0.0, "none")),
    "covered": ((0.6, "most"), (0.4, "much"), (0.2, "some"), (0.0, "little")),
    "rare": ((0.65, "rare"), (0.45, "uncommon"), (0.0, "common")),
    "name": ((0.5, "rare"), (0.25, "common"), (0.0, "none")),
    "deed": ((0.3, "much"), (0.05, "some"), (0.0, "little")),
    "phrase": ((2.0, "several"), (1.0, "one"), (0.0, "none")),
}
# Sorts of clauses: one that binds; a heading; hardly more than names, as of who signs or sits in a body; one that binds nobody yet.
_SORTS = ("sentence", "heading", "names", "open")
_UNTOLD = (_SORTS.index("heading"), _SORTS.index("names"))
# Words of what is to be done that a clause of more than names has at least; words that one has at least that is followed by words.
_DEEDS = 3
# Pairs with less in common than this are not looked at, unless they share a matter or an article; pairs that are scored together.
_LEAST, _BLOCK = 0.08, 200_000
# Names of places that are commoner than this say nothing of where a clause holds: that of the country, of its capital. Words that are
# commoner than this are in no phrase.
_SELDOM, _COMMON = 0.35, 0.2


@dataclass(frozen=True, slots=True)
class ClauseFeatures:
    """Pairs of a clause and a segment by index, the level of each feature (by its place in `names`), and the measures behind them."""

    clause: NDArray[Any]
    segment: NDArray[Any]
    levels: Mapping[str, NDArray[Any]]
    names: Mapping[str, tuple[str, ...]]


def follow_clauses(clauses: Sequence[AgreedClause], segments: Sequence[ReportSegment], *, least: float = PROPOSED) -> list[SegmentLink]:
    """Find the segments that may speak of each clause, those of one clause together, the likeliest first.

    How rare words are is counted in the segments given. Pairs are compared by words, rare words and names in common, the article cited,
    the matter that both are about (`data/following_matters.csv`), and time; `data/following_clauses.csv` has what each weighs. Needs
    numpy and scipy.
    """
    return SegmentIndex(segments).follow(clauses, least=least) if clauses and segments else []


class SegmentIndex:
    """Segments of reports, read once, to follow clauses through."""

    def __init__(self, segments: Sequence[ReportSegment]) -> None:
        import numpy as np

        self.segments = tuple(segments)
        self._expanded = expansions(one.text for one in self.segments)
        texts = [untitled(one.text, one.language) for one in self.segments]
        stems = [stems_of(text, self._expanded) for text in texts]
        self._words = _Terms(stems)
        self._phrases = _Terms([phrases_of(own, self._is_common) for own in stems])
        self._names = _Terms([sorted(names_of(text)) for text in texts])
        told = [matters_told(text, one.language) for text, one in zip(texts, self.segments, strict=True)]
        self._matters = _Terms([sorted(own) for own in told])
        self._narrow = _Terms([sorted(own - topics(one.language)) for own, one in zip(told, self.segments, strict=True)])
        self._small = lower_stems(texts)
        self._tasks = [tasks_of(plain(text), one.language) for text, one in zip(texts, self.segments, strict=True)]
        self._cited = [cited_articles(one.text) for one in self.segments]
        self._heading = np.array([2 if is_listed(one.text) else int(is_heading(one.text)) for one in self.segments])
        self._outcome = np.array([int(tells_outcome(joined(one.text), one.language)) for one in self.segments])

    def follow(self, clauses: Sequence[AgreedClause], *, least: float = PROPOSED) -> list[SegmentLink]:
        """The links of these clauses with a score of at least `least`, as `follow_clauses` gives them."""
        import numpy as np

        if not clauses or not self.segments:
            return []
        found = self.features(clauses)
        weights = _weights()
        total = np.full(len(found.clause), weights[_PRIOR])
        for feature, levels in found.levels.items():
            total += np.array([weights[feature, level] for level in found.names[feature]])[levels]
        score = 1.0 / (1.0 + np.exp2(-total))
        kept = np.flatnonzero(score >= least)
        kept = kept[np.lexsort((found.segment[kept], -score[kept], found.clause[kept]))]
        return [_link(clauses, self.segments, found, int(at), float(score[at])) for at in kept]

    def features(self, clauses: Sequence[AgreedClause]) -> ClauseFeatures:
        """The pairs that have anything in common, with the level of each of their features."""
        import numpy as np
        from scipy import sparse

        expanded = self._expanded | expansions(one.text for one in clauses)
        texts = [untitled(one.text, one.language) for one in clauses]
        stems = [stems_of(text, expanded) for text in texts]
        words = self._words.shared(stems)
        deeds = [[stem for stem in plain_stems(text, expanded) if not self._is_common(stem)] for text in texts]
        deed, phrases = self._words.shared(deeds), self._phrases.shared([phrases_of(own, self._is_common) for own in deeds])
        names = self._names.shared([sorted(names_of(text)) for text in texts])
        matters = [matters_of_clause(one.text, one.language, one.lead) for one in clauses]
        tasks = [tasks_of(plain(text), one.language) for text, one in zip(texts, clauses, strict=True)]
        common = self._matters.shared([sorted(one) for one in matters])
        narrow = self._narrow.shared([sorted(one) for one in matters])
        articles = _Articles(clauses, self._cited)
        sorts = np.array([_sort(*one) for one in zip(clauses, deeds, strict=True)])
        worded = sparse.diags([float(len(set(own)) >= _DEEDS) for own in stems])  # "Note." says nothing that could be told again
        pairs = (worded @ words.cosines() >= _LEAST) + (common.counts() > 0) + articles.related
        clause, segment = (places.astype(np.intp) for places in pairs.nonzero())
        measures = {
            "likeness": words.cosine(clause, segment),
            "covered": words.covered(clause, segment),
            "rare": words.rarest(clause, segment),
            "name": names.rarest(clause, segment),
            "deed": deed.covered(clause, segment),
            "phrase": phrases.count(clause, segment),
        }
        levels, called = {}, {}
        for feature, steps in _MEASURED.items():
            called[feature] = tuple(level for _, level in steps)
            levels[feature] = np.select([measures[feature] >= low for low, _ in steps], range(len(steps)), len(steps) - 1)
        # What is to be done counts where no matter tells it; much of it no clause has that hardly says what that is.
        called["deed"] = (*called["deed"], "ruled")
        both, ruled = narrow.count(clause, segment) > 0, np.array([bool(one) for one in matters])[clause]
        wide = common.count(clause, segment) > 0
        levels["deed"] = np.where(both, len(called["deed"]) - 1, np.maximum(levels["deed"], np.isin(sorts, _UNTOLD)[clause]))
        for feature, names_of_levels, level in (
            ("matter", ("none", "same", "topic", "differs"), np.select([both, wide, ruled], [1, 2, 3], 0)),
            ("article", ("none", "same", "within", "another"), articles.levels(clause, segment)),
            ("form", ("sentence", "heading", "listed"), self._heading[segment]),
            ("clause", _SORTS, sorts[clause]),
            ("outcome", ("none", "told"), self._outcome[segment]),
            ("task", ("none", "same", "differs"), _alike(tasks, self._tasks, clause, segment)),
            ("place", ("none", "same", "elsewhere"), self._placed(clauses, clause, segment)),
            ("time", ("unknown", "in_force", "before"), _time(clauses, self.segments, clause, segment)),
        ):
            called[feature], levels[feature] = names_of_levels, level
        return ClauseFeatures(clause, segment, levels, called)


    def _is_common(self, stem: str) -> bool:
        return self._words.rarity_of(stem) < _COMMON

    def _placed(self, clauses: Sequence[AgreedClause], clause: Any, segment: Any) -> Any:
        """0: the clause holds everywhere, or where most segments are about; 1: the segment names where it holds; 2: it does not."""
        import numpy as np

        found = [sorted(places_of(clause.text) - self._small) for clause in clauses]
        named = [[one for one in places if self._words.rarity_of(one) >= _SELDOM] for places in found]
        common = self._words.shared(named).count(clause, segment) > 0
        return np.where(common, 1, np.where(np.array([bool(one) for one in named])[clause], 2, 0))


def _link(clauses: Sequence[AgreedClause], segments: Sequence[ReportSegment], found: ClauseFeatures, at: int, score: float) -> SegmentLink:
    clause, segment = clauses[int(found.clause[at])], segments[int(found.segment[at])]
    told = matters_told(untitled(segment.text, segment.language), segment.language)
    matters = tuple(sorted(matters_of_clause(clause.text, clause.language, clause.lead) & told))
    reasons = []
    for feature, levels in found.levels.items():
        level = found.names[feature][int(levels[at])]
        if weight := _weights()[feature, level]:
            reasons.append(LinkReason(feature, level, weight, _values(feature, clause, segment, matters)))
    direction = direction_told(joined(segment.text), segment.lead, matters, segment.language)
    if direction is Direction.MENTIONS and _restates({(one.feature, one.level) for one in reasons}):
        direction = Direction.REPEATS
    return SegmentLink(clause.id, segment, direction, round(score, 4), tuple(reasons))


def _restates(levels: Collection[tuple[str, str]]) -> bool:
    """Whether a segment has so many of the words of a clause that it states it again. A heading is only named."""
    most = ("covered", "most") in levels or {("likeness", "same"), ("covered", "much")} <= set(levels)
    return most and ("clause", "heading") not in levels


def _values(feature: str, clause: AgreedClause, segment: ReportSegment, matters: tuple[str, ...]) -> tuple[str, ...]:
    if feature == "matter":
        return matters
    if feature == "article":
        return tuple(sorted(cited_articles(segment.text)))[:2]
    if feature == "name":
        return tuple(sorted(one for one in names_of(clause.text) & names_of(segment.text) if one.isupper()))[:2]
    return ()


def _sort(clause: AgreedClause, deeds: Sequence[str]) -> int:
    """The place among `_SORTS` of a clause with these words of what is to be done."""
    if is_heading(clause.text):
        return _SORTS.index("heading")
    if len(set(deeds)) < _DEEDS:
        return _SORTS.index("names")
    return _SORTS.index("open" if binds_nobody(clause.text, clause.language) else "sentence")


def _alike(one: Sequence[Collection[str]], other: Sequence[Collection[str]], clause: Any, segment: Any) -> Any:
    """0: one of them has none; 1: they have one in common; 2: they have others."""
    import numpy as np

    known = sorted({name for own in (*one, *other) for name in own})
    bit = {name: 1 << at for at, name in enumerate(known)}
    mine, theirs = (np.array([sum(bit[name] for name in own) for own in some], dtype=np.int64) for some in (one, other))
    ours, its = mine[clause], theirs[segment]
    return np.where((ours == 0) | (its == 0), 0, np.where(ours & its, 1, 2))


def _time(clauses: Sequence[AgreedClause], segments: Sequence[ReportSegment], clause: Any, segment: Any) -> Any:
    """Whether a report was made when the clause was in force: days as numbers, 0 where not known."""
    import numpy as np

    def days(said: Iterator[str | None]) -> Any:
        return np.array([int(one.replace("-", "")) if one and len(one) == len("2017-05-03") else 0 for one in said])

    made, later = days(one.made for one in clauses)[clause], days(one.said for one in segments)[segment]
    return np.where((made == 0) | (later == 0), 0, np.where(later < made, 2, 1))


class _Terms:
    """Terms of segments, weighted by how rare they are among them: 1 for a term of one segment, 0 for one of all."""

    def __init__(self, segments: Sequence[Sequence[str]]) -> None:
        import numpy as np

        often = Counter(term for one in segments for term in set(one))
        size = max(2, len(segments))
        self._columns = {term: at for at, term in enumerate(sorted(often))}
        self._rarity = np.array([1.0 - np.log(often[term]) / np.log(size) for term in self._columns] or [0.0])
        self._segments, _ = self._present(segments)
        self._lengths = np.sqrt(self._segments @ self._rarity**2).clip(min=1e-9)
        self._columnwise = self._segments.T.tocsr()

    def rarity_of(self, term: str) -> float:
        """How rare a term is, 1 where no segment has it."""
        return float(self._rarity[self._columns[term]]) if term in self._columns else 1.0

    def shared(self, clauses: Sequence[Sequence[str]]) -> _Shared:
        """The terms of these clauses beside those of the segments."""
        present, unknown = self._present(clauses)
        return _Shared(present, unknown, self._segments, self._columnwise, self._rarity, self._lengths)

    def _present(self, rows: Sequence[Sequence[str]]) -> tuple[Any, Any]:
        """Which terms each row has, and how many that no segment has."""
        import numpy as np
        from scipy import sparse

        sets = [set(row) for row in rows]
        known = [sorted(self._columns[term] for term in own if term in self._columns) for own in sets]
        ends = np.cumsum([0, *(len(row) for row in known)])
        places = np.array([at for row in known for at in row], dtype=np.intp)
        present = sparse.csr_matrix((np.ones(len(places)), places, ends), shape=(len(rows), max(1, len(self._columns))))
        return present, np.array([len(own) - len(row) for own, row in zip(sets, known, strict=True)], dtype=float)


@dataclass(frozen=True, slots=True)
class _Shared:
    """Which terms clauses and segments have: `unknown` counts those of a clause that no segment has, which are as rare as can be."""

    clauses: Any
    unknown: Any
    segments: Any
    columnwise: Any
    rarity: Any
    lengths: Any

    def cosines(self) -> Any:
        """The likeness of all pairs with a term in common, sparse."""
        from scipy import sparse

        weighted = sparse.diags(1.0 / self._own_lengths()) @ self.clauses @ sparse.diags(self.rarity**2)
        return (weighted @ self.columnwise @ sparse.diags(1.0 / self.lengths)).tocsr()

    def counts(self) -> Any:
        """How many terms each pair has in common, sparse."""
        return (self.clauses @ self.columnwise).tocsr()

    def cosine(self, clause: Any, segment: Any) -> Any:
        """The likeness of these pairs."""
        return self._sum(clause, segment, self.rarity**2) / (self._own_lengths()[clause] * self.lengths[segment])

    def covered(self, clause: Any, segment: Any) -> Any:
        """The share of the weight of the clause that the segment has too."""
        whole = (self.clauses @ self.rarity + self.unknown).clip(min=1e-9)
        return self._sum(clause, segment, self.rarity) / whole[clause]

    def count(self, clause: Any, segment: Any) -> Any:
        """How many terms these pairs have in common."""
        return self._sum(clause, segment, None)

    def rarest(self, clause: Any, segment: Any) -> Any:
        """How rare the rarest term in common is."""
        return self._reduced(clause, segment, self.rarity, lambda both: both.max(axis=1).toarray())

    def _sum(self, clause: Any, segment: Any, weights: Any) -> Any:
        return self._reduced(clause, segment, weights, lambda both: both.sum(axis=1))

    def _reduced(self, clause: Any, segment: Any, weights: Any, reduce: Callable[[Any], Any]) -> Any:
        import numpy as np
        from scipy import sparse

        rows = self.clauses if weights is None else (self.clauses @ sparse.diags(weights)).tocsr()
        found = np.zeros(len(clause))
        for low in range(0, len(clause), _BLOCK):
            block = slice(low, low + _BLOCK)
            found[block] = np.asarray(reduce(rows[clause[block]].multiply(self.segments[segment[block]]))).ravel()
        return found

    def _own_lengths(self) -> Any:
        import numpy as np

        return np.sqrt(self.clauses @ self.rarity**2 + self.unknown).clip(min=1e-9)


class _Articles:
    """The articles that segments cite beside the numbers of the clauses."""

    def __init__(self, clauses: Sequence[AgreedClause], cited: Sequence[Collection[str]]) -> None:
        from scipy import sparse

        by_number: dict[str, list[int]] = {}
        for at, numbers in enumerate(cited):
            for number in numbers:
                by_number.setdefault(number, []).append(at)
        rows, columns, values = [], [], []
        for at, clause in enumerate(clauses):
            for number, rank in _related(clause.number):
                for segment in by_number.get(number, ()):
                    rows.append(at)
                    columns.append(segment)
                    values.append(rank)
        self._ranks = sparse.coo_matrix((values, (rows, columns)), shape=(len(clauses), len(cited)), dtype=float).tocsr()
        self.related = self._ranks > 0
        self._cites = [bool({one for one in numbers if one.count(".") > 1}) for numbers in cited]
        self._numbered = [one.number is not None for one in clauses]

    def levels(self, clause: Any, segment: Any) -> Any:
        """0: none is cited; 1: the article of the clause; 2: an article that holds it; 3: others alone."""
        import numpy as np

        rank = np.asarray(self._ranks[clause, segment]).ravel() if len(clause) else np.zeros(0)
        others = np.array(self._cites)[segment] & np.array(self._numbered)[clause]
        return np.select([rank >= 2, rank >= 1, others], [1, 2, 3], 0)


def _related(number: str | None) -> Iterator[tuple[str, float]]:
    """The numbers that cite a clause: its own, and that of the article it stands under, but no bare chapter."""
    if number:
        yield number, 2.0 if "." in number else 1.0  # the third article of what, is not said
        holding = number.rpartition(".")[0]
        if "." in holding:
            yield holding, 1.0


@lru_cache(maxsize=1)
def _weights() -> Mapping[tuple[str, str], float]:
    with files("sulh.data").joinpath("following_clauses.csv").open(encoding="utf-8") as lines:
        return {(row["feature"], row["level"]): float(row["weight"]) for row in csv.DictReader(lines)}
