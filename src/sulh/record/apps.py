"""The record as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """Registers the tables of the record under the label `record`."""

    name = "sulh.record"
    label = "record"
    default_auto_field = "django.db.models.BigAutoField"
