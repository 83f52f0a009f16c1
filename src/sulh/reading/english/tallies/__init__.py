"""Tallies in the sentences and tables of a text: what a side or mission counted, where and when, and what the other side says of it."""
