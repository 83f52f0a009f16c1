"""Signed heads and proofs: a Merkle tree over the ledger, signed notes, keys, witnesses. Needs no record, only files."""
