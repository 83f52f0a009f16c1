"""Changes of the tables of the record, in order."""
