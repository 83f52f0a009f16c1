"""`sulh user`: the accounts of a record."""

from __future__ import annotations

from pathlib import Path

import click

from sulh.cli.records import author_option, opened, record_option, signing

__all__ = ["user"]

_ROLES = ("admin", "editor", "reviewer", "reader")


@click.group()
def user() -> None:
    """The accounts of a record: who may sign in at its desk, and what they may do."""


@user.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice(_ROLES), default="reader", show_default=True, help="What the account may do.")
@click.option("--group", "groups", multiple=True, metavar="NAME", help="A group it belongs to; may be repeated.")
@click.password_option(help="Its password; asked for when not given, which keeps it out of the shell's history.")
@record_option
@author_option
def add_user(name: str, role: str, groups: tuple[str, ...], password: str, record: Path | None, author: str | None) -> None:
    """Make an account."""
    opened(record, create=True)
    from sulh.record.accounts import create_user

    create_user(name, password, role, groups, author=signing(author))
    click.echo(f"{name} may sign in as {role}")


@user.command("list")
@record_option
def list_users(record: Path | None) -> None:
    """List the accounts with their roles and groups."""
    opened(record, use="read")
    from sulh.record.accounts import users

    for one in users():
        groups = ", ".join(sorted(group.name for group in one.groups.all()))
        click.echo(f"{one.get_username():24s} {one.role:9s} {'' if one.is_active else 'disabled':9s} {groups}".rstrip())


@user.command("role")
@click.argument("name")
@click.argument("role", type=click.Choice(_ROLES))
@click.option("--group", "groups", multiple=True, metavar="NAME", help="The groups it belongs to from now on; may be repeated.")
@record_option
@author_option
def set_role(name: str, role: str, groups: tuple[str, ...], record: Path | None, author: str | None) -> None:
    """Give an account another role, and with --group other groups."""
    opened(record)
    from sulh.record import accounts

    accounts.set_role(name, role, author=signing(author))
    if groups and not accounts.set_groups(name, groups, author=signing(author)):
        click.echo(f"{name} asks for the group {accounts.PERSONS}: another account lets it in, on the page Accounts", err=True)
    click.echo(f"{name} is {role} now")


@user.command("password")
@click.argument("name")
@click.password_option(help="The new password; asked for when not given.")
@record_option
@author_option
def set_password(name: str, password: str, record: Path | None, author: str | None) -> None:
    """Give an account a new password."""
    opened(record)
    from sulh.record import accounts

    accounts.set_password(name, password, author=signing(author))
    click.echo(f"{name} has a new password")


@user.command("disable")
@click.argument("name")
@click.option("--undo", is_flag=True, help="Open the account again.")
@record_option
@author_option
def disable(name: str, undo: bool, record: Path | None, author: str | None) -> None:
    """Close an account; what it decided stays, under its name."""
    opened(record)
    from sulh.record import accounts

    (accounts.activate if undo else accounts.deactivate)(name, author=signing(author))
    click.echo(f"{name} {'may sign in again' if undo else 'cannot sign in any more'}")


@user.command("token")
@click.argument("name")
@click.option("--label", default="", metavar="TEXT", help="What it is for, to tell it from others.")
@click.option("--days", type=click.IntRange(1), default=90, show_default=True, metavar="N", help="How long it lasts.")
@click.option("--list", "listing", is_flag=True, help="List the account's tokens by number instead; what they open is not shown.")
@click.option("--revoke", type=int, metavar="NUMBER", help="Take the token of that number back instead.")
@record_option
@author_option
def token(name: str, label: str, days: int, listing: bool, revoke: int | None, record: Path | None, author: str | None) -> None:
    """Make a token, with which a program asks the API in the account's place. It is shown this once, and dies with the password."""
    opened(record, use="read" if listing else "write")
    from sulh.record import tokens

    if listing:
        for one in tokens.tokens(name):
            click.echo(f"{one.pk:6d}  {one.made:%Y-%m-%d} to {one.expires:%Y-%m-%d}  {one.label}".rstrip())
    elif revoke is not None:
        tokens.revoke_token(name, revoke, author=signing(author))
        click.echo(f"token {revoke} of {name} opens nothing any more")
    else:
        click.echo(tokens.create_token(name, label, author=signing(author), days=days))
