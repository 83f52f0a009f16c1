"""Statements aligned across rounds: what was first said where, what changed, what was dropped, what was agreed before."""
