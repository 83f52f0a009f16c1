"""One line of a table of figures, printed the same way by every benchmark."""

from __future__ import annotations

__all__ = ["line"]


def line(name: str, value: float, unit: str, target: str, reached: bool) -> None:
    """Print a figure with its unit, its target and whether that is reached; whoever reads the output looks for NOT REACHED."""
    print(f"{name:44s} {value:9.2f} {unit:14s} {target:>12s} {'reached' if reached else 'NOT REACHED'}")
