"""Persons: lists of the held and the missing, their names across scripts, answers about them, and balanced releases."""
