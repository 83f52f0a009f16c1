"""The authority file of actors and places, and the finders of their mentions."""

from sulh.actors.authority import Authority, Form, Mention

__all__ = ["Authority", "Form", "Mention"]
