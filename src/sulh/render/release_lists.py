"""A plan of releases as the list that hangs at one crossing, each line in two languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from sulh import words
from sulh.persons.releases import HeldPerson, ReleasePlan
from sulh.render.report_block import ReportBlock

__all__ = ["release_blocks"]

_COLUMNS = ("step", "holder", "number", "name", "category", "born", "family", "wish", "came")


def release_blocks(plan: ReleasePlan, crossing: str, language: str = "en") -> list[ReportBlock]:
    """The list of a crossing, tranche by tranche, the living and bodies apart: first in `language` (en or ar), then in the other.

    The column for who came is empty: it is filled at the crossing. Whoever was not asked yet whether he or she wishes to go is marked.
    """
    both = _Both(language)
    point = next(one for one in plan.terms.crossings if one.name == crossing)
    made = [
        ReportBlock("h1", both.said("title", crossing=(point.name, point.arabic))),
        ReportBlock("p", plan.terms.name),
        *both.paragraphs("caution"),
        *both.paragraphs("terms", margin=str(plan.terms.margin)),
        *(both.paragraphs("drawn", number=plan.draw.combined[:16]) if plan.draw is not None else both.paragraphs("not_drawn")),
    ]
    known = plan.by_key
    rows = [(step.tranche, step.number, known[key]) for step in plan.steps for key, at in step.people if at == crossing]
    for tranche, day in enumerate(plan.terms.tranches):
        here = [(number, one) for at, number, one in rows if at == tranche]
        if here:
            days = (words.date(str(day)), words.date(str(day), language="ar"))
            made.append(ReportBlock("h2", both.said("tranche", number=str(tranche + 1), day=days)))
            made += _tranche(here, plan, both)
    if not rows:
        made += both.paragraphs("nobody")
    return made


def _tranche(here: list[tuple[int, HeldPerson]], plan: ReleasePlan, both: _Both) -> Iterator[ReportBlock]:
    for heading, bodies in (("living", False), ("bodies", True)):
        rows = [(number, one) for number, one in here if one.is_body is bodies]
        if rows:
            yield ReportBlock("h3", both.said(heading))
            table = (tuple(both.said(column) for column in _COLUMNS), *(_row(number, one, plan, both) for number, one in rows))
            yield ReportBlock("table", rows=table, numbers=frozenset({0}))
    counts = Counter(one.holder for _, one in here)
    shown = tuple(
        words.listing((f"{_name(plan, holder, language)} {count}" for holder, count in sorted(counts.items())), language=language)
        for language in ("en", "ar")
    )
    yield from both.paragraphs("counts", counts=(shown[0], shown[1]))


def _row(number: int, one: HeldPerson, plan: ReleasePlan, both: _Both) -> tuple[str, ...]:
    names = both.joined(one.name, one.other_name)
    wish = "" if one.is_body else both.code("TransferWish", one.wish)
    holder = both.joined(*(_name(plan, one.holder, language) for language in both.languages))
    born = str(one.birth_year or "")
    return (str(number), holder, one.id, names, both.code("PersonCategory", one.category), born, one.family, wish, "")


def _name(plan: ReleasePlan, holder: str, language: str) -> str:
    found = next(one for one in plan.terms.holders if one.name == holder)
    return (found.arabic or found.name) if language == "ar" else found.name


class _Both:
    """Words in two languages, the main one first."""

    def __init__(self, language: str) -> None:
        self.languages = ("ar", "en") if language == "ar" else ("en", "ar")

    def said(self, key: str, **values: str | tuple[str, str]) -> str:
        """A phrase in both; a value may be a pair, in English and in Arabic ("" where it is the same)."""
        first, second = (self._in_one(key, language, values) for language in self.languages)
        return self.joined(first, second)

    def paragraphs(self, key: str, **values: str | tuple[str, str]) -> list[ReportBlock]:
        """A phrase as a paragraph in each of them; the page runs as the main one does, and the other keeps its own direction."""
        main = self.languages[0]
        return [ReportBlock("p", words.isolated(self._in_one(key, language, values), language=main)) for language in self.languages]

    def _in_one(self, key: str, language: str, values: Mapping[str, str | tuple[str, str]]) -> str:
        held: dict[str, str] = {}
        for name, value in values.items():
            one = value if isinstance(value, str) else (value[1] or value[0]) if language == "ar" else value[0]
            held[name] = words.isolated(one, language=language)
        return words.phrase(f"release.{key}", language=language, **held)

    def code(self, vocabulary: str, code: str) -> str:
        """The words of a code in both."""
        return self.joined(*(words.code(vocabulary, code, language=language) for language in self.languages))

    def joined(self, first: str, second: str) -> str:
        """Two texts with a mark between them; one where both are the same or the second is empty."""
        main = self.languages[0]
        if not first or second in ("", first):
            return first or second
        return f"{words.isolated(first, language=main)} · {words.isolated(second, language=main)}"
