"""The projections: every table that pages read, derived from the ledger, step by step or anew, with the same result."""
