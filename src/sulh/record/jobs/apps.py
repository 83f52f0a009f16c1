"""Jobs as a Django application of their own: no part of the truth of a record, so in no backup and in no copy."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["JobsConfig"]


class JobsConfig(AppConfig):
    """Registers the tables of jobs under the label `jobs`."""

    name = "sulh.record.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"
