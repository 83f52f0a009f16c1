"""Releases of persons and handovers of remains, as English texts tell of them."""
