"""Lists of persons in the record: rounds in which sides exchange them, behind a role of their own.

What happens in a round is kept as entries of the ledger, each with the events of one deed; nothing of them is derived into tables, so
that no page, search or export that knows nothing of persons can show any of it. What somebody sees is worked out from the events.
"""
