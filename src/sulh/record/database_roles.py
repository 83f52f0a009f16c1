"""Two roles on PostgreSQL: the owner, who makes the tables and updates them, and one for the desk, which changes no entry and no table."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import DatabaseError, connection, transaction

from sulh.model import InvalidError, RecordError

__all__ = ["let_use", "statements"]

# What is only ever added to, and what nobody but the owner writes.
_ADDED_TO = ("record_entry", "record_text")
_READ = ("django_migrations",)


def statements(role: str) -> Iterator[str]:
    """What lets `role` work on the open record, run as the owner of its tables; the role itself is there already.

    It may add entries and texts and change neither, do everything with what follows from the ledger and with accounts, and make, change
    and drop no table, function or trigger. Tables to come are covered. Raises RecordError where the record is on no PostgreSQL.
    """
    if connection.vendor != "postgresql":
        raise RecordError("roles are for a record on PostgreSQL (SULH_DATABASE_URL); who may change a file is for its permissions to say")
    if not role.strip() or "\x00" in role:
        raise InvalidError("a role needs a name")
    quote = connection.ops.quote_name
    name, database = quote(role), quote(str(connection.settings_dict["NAME"]))
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema(), current_user")
        schema, owner = map(quote, cursor.fetchone() or ("public", ""))
    yield f"GRANT CONNECT ON DATABASE {database} TO {name}"
    yield f"REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC, {name}"
    yield f"GRANT USAGE ON SCHEMA {schema} TO {name}"
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM PUBLIC, {name}"
    yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {name}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {name}"
    for table in _ADDED_TO:
        yield f"REVOKE UPDATE, DELETE ON {quote(table)} FROM {name}"
    for table in _READ:
        yield f"REVOKE INSERT, UPDATE, DELETE ON {quote(table)} FROM {name}"
    for what, rights in (("TABLES", "SELECT, INSERT, UPDATE, DELETE"), ("SEQUENCES", "USAGE, SELECT")):
        yield f"ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA {schema} GRANT {rights} ON {what} TO {name}"


def let_use(role: str) -> None:
    """Let `role` work on the open record, as `statements` says, all or nothing. Raises RecordError where there is no such role, or it
    could lift the guard of entries all the same: a superuser, the owner, or who may become one of them.
    """
    wanted = list(statements(role))
    with connection.cursor() as cursor:
        cursor.execute("SELECT oid FROM pg_roles WHERE rolname = %s", [role])
        if cursor.fetchone() is None:
            raise RecordError(f"there is no role {role}; make it first, as somebody who may: CREATE ROLE \"{role}\" LOGIN PASSWORD '...'")
        cursor.execute(
            "SELECT rolsuper OR rolcreaterole OR rolreplication OR pg_has_role(rolname, c.relowner, 'MEMBER') FROM pg_roles, pg_class c "
            "WHERE rolname = %s AND c.oid = 'record_entry'::regclass",
            [role],
        )
        if (cursor.fetchone() or (True,))[0]:
            raise RecordError(f"{role} is a superuser, may make roles, or owns the tables: nothing keeps it from changing entries")
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in wanted:
                cursor.execute(statement)
    except DatabaseError as problem:
        raise RecordError(f"{role} was not let in: {str(problem).strip()}; the owner of the tables runs this") from problem
