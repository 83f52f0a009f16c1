"""Lists and forms as facts: any file opened as rows, its columns mapped, dates decided from evidence, every fault said with its row.

    table = open_table(Path("releases.xlsx"))
    mapping = proposed(table.columns, "release", name="Working group, releases").checked(table.columns, table.name)
    orders = orders_of(table, mapping)  # IntakeError where nobody can say whether day or month comes first
    for one in facts(table, mapping, orders):
        print(one)  # Taken, or RowError with row, column and reason

`sulh.record.taking_in` puts them into a record, each citing its row.
"""

from sulh.intake.day_order import DayOrder, DayOrders
from sulh.intake.event_facts import brought, mapping_for
from sulh.intake.mapping import ColumnMapping, load_mapping, proposed, save_mapping
from sulh.intake.opening import open_table
from sulh.intake.table import IntakeError, ListRow, ListTable, RowError
from sulh.intake.taking import Taken, facts, orders_of

__all__ = [
    "ColumnMapping",
    "DayOrder",
    "DayOrders",
    "IntakeError",
    "ListRow",
    "ListTable",
    "RowError",
    "Taken",
    "brought",
    "facts",
    "load_mapping",
    "mapping_for",
    "open_table",
    "orders_of",
    "proposed",
    "save_mapping",
]
