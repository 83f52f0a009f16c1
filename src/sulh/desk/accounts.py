"""Accounts as the desk needs them: the one of the person at this machine, and what the pages of accounts show."""

from __future__ import annotations

from sulh.record.models import User

__all__ = ["has_passwords", "has_second_factor", "local_account", "user_of"]


def local_account(name: str) -> str:
    """The administrator's account of the person at this machine, made when it is not there; returns its name."""
    from sulh.record.accounts import create_user

    if not User.objects.filter(username=name).exists():
        create_user(name, None, User.Role.ADMIN, author=name)
    return name


def has_passwords() -> bool:
    """Whether some active account can sign in with a password."""
    return any(user.has_usable_password() for user in User.objects.filter(is_active=True))


def has_second_factor(user: User) -> bool:
    """Whether signing in asks for a code."""
    from django_otp import user_has_device

    return bool(user_has_device(user, confirmed=True))


def user_of(name: str) -> User | None:
    """The account by its name."""
    return User.objects.filter(username=name).first()
