"""The truth of a record: the ledger, the texts and the accounts. Everything else is derived, see `sulh.record.projection.models`."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import Group
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models

from sulh.record.chain import Link
from sulh.record.prepared import prepared
from sulh.record.sealed_fields import SealedField

__all__ = ["ApiToken", "DataKey", "Entry", "Text", "User", "Written"]


class AccountsByKey(BaseUserManager["User"]):
    """The accounts; the one that a request names by its key, as every request does, by a statement that is put together once."""

    def get(self, *args: Any, **meant: Any) -> User:
        """The account that is meant. Raises User.DoesNotExist or MultipleObjectsReturned as Django does."""
        key = meant.get("pk")
        if not args and len(meant) == 1 and type(key) is int and (found := _account(key)):
            names = [field.attname for field in self.model._meta.concrete_fields]
            account: User = self.model.from_db(self.db, names, found[0][:-1])
            account.groups_read = tuple(row[-1] for row in found if row[-1] is not None)
            return account
        return super().get(*args, **meant)


@prepared
def _account(key: int) -> models.QuerySet[Any, Any]:
    return User._default_manager.filter(pk=key).values_list(*(field.attname for field in User._meta.concrete_fields), "groups__name")


class User(AbstractBaseUser):
    """An account: its name, what it may do, and in `groups` the groups that restricted documents are shared with.

    Nothing is kept of it that the ledger does not say, but for the language of its pages: no permissions of Django's own, no address,
    no time of signing in.
    """

    class Role(models.TextChoices):
        """What an account may do, each including the one below it: see `sulh.record.access`."""

        ADMIN = "admin"
        EDITOR = "editor"
        REVIEWER = "reviewer"
        READER = "reader"

    last_login = None  # where and when colleagues sign in is nobody's data
    username = models.CharField(max_length=150, unique=True, validators=[UnicodeUsernameValidator()])
    is_active = models.BooleanField(default=True)
    groups = models.ManyToManyField(Group, blank=True, related_name="user_set", related_query_name="user")
    role = models.CharField(max_length=8, choices=Role, default=Role.READER)
    language = models.CharField(max_length=8, blank=True, default="")
    # The names of its groups where they were read together with it: good for one look, for they may change after it.
    groups_read: tuple[str, ...] | None = None

    USERNAME_FIELD = "username"
    objects: ClassVar[AccountsByKey] = AccountsByKey()

    def check_password(self, raw_password: str | None) -> bool:
        """Whether this is the password. The hash stays as it is: a fresh one, as Django makes in passing, would need an entry."""
        return check_password(raw_password, self.password)


class ApiToken(models.Model):
    """A key to the API that an account gave out: only the SHA-256 of the secret is kept, which is long and random, so it needs no salt.

    It opens nothing any more from `expires` on, and dies with the password of its account.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    label = models.CharField(max_length=100, default="", blank=True)
    digest = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField()
    expires = models.DateTimeField(null=True)


class Entry(models.Model):
    """One entry of the ledger. `hash` covers `previous`, `seq`, `at`, `author`, `kind` and `digest`; `digest` covers `salt` and `body`.

    A body may be withheld from a copy (null) without breaking the chain, since the chain runs over the digest; the salt keeps
    a withheld body from being guessed.
    """

    seq = models.BigIntegerField(primary_key=True)
    at = models.CharField(max_length=32)
    author = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, db_index=True)
    body = SealedField(null=True)  # null says "withheld", which the empty text does not
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)


# An entry as an instance of the model, or by its columns.
Written = Entry | Link


class Text(models.Model):
    """The normalised text of a document; the ledger holds its digest."""

    document = models.CharField(max_length=71, primary_key=True)
    text = SealedField(locked="")


class DataKey(models.Model):
    """The key that the values of one subject are sealed with, itself sealed with the record key; `key_id` says nothing of the subject.

    `wrapped` is null where the key was destroyed, which entry `destroyed` says: then nothing opens what it sealed.
    """

    key_id = models.CharField(max_length=32, primary_key=True)
    wrapped = models.TextField(null=True)
    made = models.CharField(max_length=32)
    destroyed = models.BigIntegerField(null=True)
