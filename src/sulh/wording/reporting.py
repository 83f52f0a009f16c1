"""Find the words that say who reported a formula and how, as the press puts them around it; they are not part of the formula."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from sulh.text.folding import fold_lookalikes
from sulh.text.phrases import rows

__all__ = ["reported"]

# The closing words of a sentence are those of a reporter when they are no longer than this.
_LONGEST = 200
# What a quotation ends with, or a dash that stands for it, is enough; after a comma a body or a paper must be named.
_QUOTED = re.compile(r"(?:\"|'(?!\w))\s*,?\s*(?:-+\s*)?|,\s*-+\s*|\s-+\s+")
_COMMA = re.compile(r",\s+")
_CONTENT = re.compile(rf"\b(?:{fold_lookalikes('that|que|что|ان')})\b")
# Up to so many words may stand before the verb; what follows it then says where and when.
_SUBJECT = r"(?:[^\W\d_][\w.'-]*\s+){1,5}?"
_WHERE = re.compile(rf"\s*(?:$|,|(?:in|on|at|to|dans|a|en|sur|{fold_lookalikes('в|на')})\b)")
_END = re.compile(r"[.!?]+(?=\s|$)|,|$")


def reported(folded: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of a folded text that only say who said it: "he said in a statement", "according to the ministry".

    A sentence of nothing else is a span too. "The parties said that ..." is none: what is said follows.
    """
    said, after, source, means = _patterns()
    for opening, quoted in ((_QUOTED, True), (_COMMA, False)):
        for match in opening.finditer(folded):
            start = match.end()
            verb = said.match(folded, start) or after.match(folded, start)
            if verb is None:
                continue
            end = _END.search(folded, verb.end())
            assert end is not None
            inside = folded[start : end.start()]
            if len(inside) > _LONGEST or _CONTENT.search(inside):
                continue
            if verb.re is after and not _WHERE.match(folded[verb.end() : end.start()]):
                continue
            if source.search(inside) or (quoted and (verb.re is said or "-" not in match.group())):
                yield start, end.start()
    for match in means.finditer(folded):
        yield match.span()


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of words for saying, of these behind who says it, of who says it, and of whole phrases."""
    forms: dict[str, list[str]] = {"said": [], "source": [], "means": []}
    for row in rows("attributions.csv"):
        form = row["form"] if row["kind"] == "means" else row["form"].replace("*", r"\w*")
        forms[row["kind"]].append(fold_lookalikes(form) if row["kind"] != "means" else _folded(form))
    ordered = {kind: "|".join(sorted(found, key=lambda form: (-len(form), form))) for kind, found in forms.items()}
    said, source, means = (rf"(?<!\w)(?:{ordered[kind]})(?!\w)" for kind in ("said", "source", "means"))
    return re.compile(said), re.compile(_SUBJECT + said), re.compile(source), re.compile(means)


def _folded(form: str) -> str:
    """Fold the letters of a pattern, not its signs."""
    return re.sub(r"(?<!\\)[^\W\d_]+", lambda match: fold_lookalikes(match.group()), form)
