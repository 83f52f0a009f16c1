"""Words of codes in the page's language, for `desk.correcting` until it asks `sulh.words` itself."""

from sulh import words
from sulh.desk.shown import language

__all__ = ["choices", "label"]

_VOCABULARIES = {
    "role": "Role", "issue": "Issue", "act": "ActKind", "ceasefire": "CeasefireKind", "release": "ReleaseKind", "meeting": "MeetingKind",
    "state": "MeetingStatus",
}  # fmt: skip


def label(_table: str, name: str) -> str:
    """What a property is called."""
    return words.prop("", name, language=language())


def choices(table: str) -> list[tuple[str, str]]:
    """Codes with their words, for a form."""
    return words.choices(_VOCABULARIES[table], language=language())
