"""Who signs what a command does: the account of the operating system that runs it, and nobody else in its place."""

from __future__ import annotations

import os

from sulh.model import AccessError

__all__ = ["author_of", "is_admin", "running"]


def running() -> str:
    """The name of the account of the operating system that this process runs as; environment variables do not change it."""
    if os.name == "nt":
        return os.getlogin()
    import pwd

    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:  # an account without a name, as in some containers
        return f"uid-{os.geteuid()}"


def author_of(other: str | None) -> str:
    """Whoever runs this, or "NAME for OTHER" where they act for somebody else. The record must be open.

    Where the record has accounts, only an administrator of it acts for others; where it has none, whoever holds the file does.
    Raises AccessError otherwise.
    """
    name = running()
    wanted = (other or "").strip()
    if wanted in ("", name):
        return name
    if not is_admin(name):
        raise AccessError(
            f"{name} may not sign for {wanted}: in a record with accounts only an administrator acts for others "
            f"(`sulh user add {name} --role admin` makes one of {name}); without --author {name} signs"
        )
    return f"{name} for {wanted}"


def is_admin(author: str) -> bool:
    """Whether who signs so is an administrator. In a record without accounts whoever holds the file is; of "NAME for OTHER" NAME counts."""
    from sulh.record.models import User

    accounts = User.objects.filter(username=author.partition(" for ")[0], role=User.Role.ADMIN, is_active=True)
    return accounts.exists() or not User.objects.exists()
