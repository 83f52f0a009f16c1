"""Incidents in reports of those who watch a ceasefire: what was alleged, what was found, whom it harmed, and where nobody could look."""
