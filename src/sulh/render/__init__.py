"""Readings for people: a table for the terminal, a page for the browser, a folder of CSV files."""
