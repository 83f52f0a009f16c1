"""Triggers by which the database itself refuses to change or remove an entry; there is no way around them but to take them away.

Nothing needs one: a body that is withheld from a copy is left out when the copy is written.
"""

from __future__ import annotations

__all__ = ["GUARDS", "MAKE", "REFUSED", "REMOVE"]

REFUSED = "an entry of the ledger is never changed or removed"

_SQLITE = {
    f"record_entry_no_{event.lower()}": (
        f"CREATE TRIGGER record_entry_no_{event.lower()} BEFORE {event} ON record_entry BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    )
    for event in ("UPDATE", "DELETE")
}
_POSTGRESQL = {
    "record_entry_no_change": (
        "CREATE TRIGGER record_entry_no_change BEFORE UPDATE OR DELETE ON record_entry FOR EACH ROW EXECUTE FUNCTION record_entry_refused()"
    ),
    "record_entry_no_truncate": (
        "CREATE TRIGGER record_entry_no_truncate BEFORE TRUNCATE ON record_entry FOR EACH STATEMENT EXECUTE FUNCTION record_entry_refused()"
    ),
}
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION record_entry_refused() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
# By vendor: the triggers by name, the statements that make them, and those that take them away.
GUARDS = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}
MAKE = {"sqlite": tuple(_SQLITE.values()), "postgresql": (_FUNCTION, *_POSTGRESQL.values())}
REMOVE = {
    "sqlite": tuple(f"DROP TRIGGER IF EXISTS {name}" for name in _SQLITE),
    "postgresql": tuple(f"DROP TRIGGER IF EXISTS {name} ON record_entry" for name in _POSTGRESQL),
}
