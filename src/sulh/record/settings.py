"""Django settings of a record without its pages: the database, accounts and the record's own tables."""

from __future__ import annotations

import os

from sulh.record.location import database

SECRET_KEY = os.environ.get("SULH_SECRET_KEY", "a record without pages signs nothing")
DATABASES = {"default": database(os.environ)}
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "sulh.record",
    "sulh.record.projection",
    "sulh.record.jobs",
]
AUTH_USER_MODEL = "record.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
