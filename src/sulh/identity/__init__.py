"""Whether two tellings are of one meeting: one table of features, used inside a document and across the documents of a record."""
