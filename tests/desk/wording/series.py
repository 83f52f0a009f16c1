"""A made-up series of statements in our own words: one formula runs through all, one is changed, one dropped, one new, one returns."""

from __future__ import annotations

from sulh.wording import Statement

OPEN = "The delegations of Arden and Belmark, meeting under the good offices of Corvia,"
UNITY = "Reaffirmed that the island of Tessal is one country whose sovereignty, unity and borders nobody may put in question"
FISH = "Called upon the harbour masters to let fishing boats of both communities pass between dawn and dusk"
FISH_NOW = "Demanded that the harbour masters let all fishing boats of both communities pass at any hour"
PRISON = "Agreed to hand over the lists of persons held since the winter campaign within thirty days"
WATER = "Welcomed the repair of the northern aqueduct by engineers of the two municipalities"
SCHOOL = "Decided to reopen the three schools along the dividing line before the autumn term"


def text(*clauses: str) -> str:
    """A statement of numbered clauses."""
    return "\n\n".join([OPEN, *(f"{number}. {clause};" for number, clause in enumerate(clauses, 1))])


TEXTS = {
    "2021-03-01": text(UNITY, FISH, PRISON),
    "2021-09-01": text(UNITY, FISH, WATER),
    "2022-03-01": text(UNITY, FISH_NOW, PRISON, SCHOOL),
}


def series(*, excerpt: str | None = None, retold: str | None = None) -> tuple[Statement, ...]:
    """The statements; `excerpt` and `retold` name the date of one that is."""
    return tuple(
        Statement(
            f"s{number}", words, date=date, title=f"Statement of {date}", track="Tessal", complete=date != excerpt, retold=date == retold
        )
        for number, (date, words) in enumerate(TEXTS.items())
    )
