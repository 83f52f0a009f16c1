"""Every word shown to people: codes, properties, values, facts, dates and names, by kind and in each language of `data/words`.

    from sulh import words

    words.code("ReleaseKind", "prisoner_exchange", language="ar")
    words.date("2017-01")  # "January 2017": no day that the date does not give
    words.fact("ceasefire", {"event": "declared", "start": "2017-01", "area": "Idlib"})

Every function takes `language`; one that no table has is English, and an unknown code is shown without underscores.
"""

from sulh.words.by_state import WordingError, bound, stronger
from sulh.words.dates import coarsest, date, month, span
from sulh.words.facts import claim, fact, found, meeting_title, parts, place, status_of, title_of, value
from sulh.words.messages import said
from sulh.words.names import actor, city, country, person, process, track
from sulh.words.offices import office, office_before, without_titles
from sulh.words.reasons import reason
from sulh.words.tables import LANGUAGES, choices, code, definition, example, kind, known, meaning, ordinal, phrase, prop
from sulh.words.typed_dates import date_typed
from sulh.words.writing import composed, direction, isolated, listing

__all__ = [
    "LANGUAGES",
    "WordingError",
    "actor",
    "bound",
    "choices",
    "city",
    "claim",
    "coarsest",
    "code",
    "composed",
    "country",
    "date",
    "date_typed",
    "definition",
    "direction",
    "example",
    "fact",
    "found",
    "isolated",
    "kind",
    "known",
    "listing",
    "meaning",
    "meeting_title",
    "month",
    "office",
    "office_before",
    "ordinal",
    "parts",
    "person",
    "phrase",
    "place",
    "process",
    "prop",
    "reason",
    "said",
    "span",
    "status_of",
    "stronger",
    "title_of",
    "track",
    "value",
    "without_titles",
]
