"""The authority file of actors and the gazetteer of places, and the finders of their mentions."""

from sulh.actors.authority import ActorMention, Authority, MentionForm

__all__ = ["ActorMention", "Authority", "MentionForm"]
