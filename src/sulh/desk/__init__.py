"""The desk: the record in a browser; pages, charts, access rules on routes, and no SQL of its own."""
