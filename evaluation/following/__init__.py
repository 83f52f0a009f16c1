"""Pairs of a promise and a later passage, annotated with what the passage does to the promise."""
