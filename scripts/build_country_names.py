"""Write src/sulh/data/country_names.csv: states, the United Nations and the European Union in the languages of the desk, from CLDR."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from babel import Locale

DATA = Path(__file__).resolve().parent.parent / "src" / "sulh" / "data"
LANGUAGES = ("ar",)
BODIES = {"united-nations": "UN", "european-union": "EU"}  # actor: territory of CLDR


def main() -> int:
    """Write the table; returns the exit status."""
    with (DATA / "actors.csv").open(encoding="utf-8", newline="") as stream:
        territories = {row["id"]: row["iso2"] for row in csv.DictReader(stream) if row["iso2"]} | BODIES
    with (DATA / "country_names.csv").open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(("language", "actor", "iso2", "name"))
        for language in LANGUAGES:
            names = Locale(language).territories
            table.writerows((language, actor, iso2, names[iso2]) for actor, iso2 in sorted(territories.items()) if iso2 in names)
    return 0


if __name__ == "__main__":
    sys.exit(main())
