"""Where the API stands when it is tested without the pages of the desk."""

from __future__ import annotations

from django.urls import path

from sulh.desk.api import api

urlpatterns = [path("api/", api.urls)]
