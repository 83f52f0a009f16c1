"""The projected tables as a Django application without migrations: they are made, and made anew, by `apply.ensure`."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["ProjectionConfig"]


class ProjectionConfig(AppConfig):
    """Registers the projected tables under the label `projection`, and has them made after the tables of the ledger."""

    name = "sulh.record.projection"
    label = "projection"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the tables whenever Django has brought those of the ledger up to date."""
        from django.db.models.signals import post_migrate

        post_migrate.connect(_ensure, sender=self, dispatch_uid="sulh.projection")


def _ensure(**_: object) -> None:
    from sulh.record.projection.apply import ensure

    ensure()
