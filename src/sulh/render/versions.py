"""What every form of two language versions says: how many clauses differ, and what only one version has."""

from __future__ import annotations

from collections.abc import Sequence

from sulh.wording import Clause, Statement
from sulh.wording.versions import VersionPair

__all__ = ["version_names", "version_remarks", "versions_finding"]


def version_names(one: Statement, other: Statement) -> tuple[str, str]:
    """What the two versions are called: the codes of their languages."""
    return one.language or "first", other.language or "second"


def versions_finding(pairs: Sequence[VersionPair]) -> str:
    """The answer in one sentence, with what was compared."""
    differing = sum(pair.differs for pair in pairs)
    counted = "1 clause differs" if differing == 1 else f"{differing} clauses differ"
    return f"{len(pairs)} clauses in two languages; in days, numbers, verbs or as a whole {counted}. The sense has to be read."


def version_remarks(pair: VersionPair, names: tuple[str, str]) -> list[str]:
    """Return what only one version says: the clause, figures, or a clearly stronger verb."""
    found = [f"only in {name}" for name, other in zip(names, (pair.other, pair.one), strict=True) if other is None]
    if not found:
        found += [f"only in {name}: {', '.join(figures)}" for name, figures in zip(names, pair.figures, strict=True) if figures]
    if pair.strength and pair.one and pair.other and pair.one.verb and pair.other.verb:
        stronger = names[pair.strength > 0]
        found.append(f"stronger in {stronger}: {_with_force(pair.one)} \u2013 {_with_force(pair.other)}")
    return found


def _with_force(clause: Clause) -> str:
    """The verb of a clause as it is compared: its plain form, and its words where they have force."""
    assert clause.verb is not None
    return clause.verb.lemma if not clause.verb.force else f"{clause.verb.lemma} (with force)"
