"""Names in the page's language, for `desk.correcting` until it asks `sulh.words` itself."""

from sulh import words
from sulh.desk.shown import language

__all__ = ["actor_name"]


def actor_name(key: str, name: str) -> str:
    """The name of the actor `key`, which the record calls `name`."""
    return words.actor(key, name, language=language())
