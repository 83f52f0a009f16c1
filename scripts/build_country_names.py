"""Write src/sulh/data/words/country_names.csv: names of states, the United Nations and the European Union by language, from CLDR."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from babel import Locale

DATA = Path(__file__).resolve().parent.parent / "src" / "sulh" / "data"
LANGUAGES = ("ar",)
BODIES = {"united-nations": ("UN", "United Nations"), "european-union": ("EU", "European Union")}  # actor: territory of CLDR, English


def main() -> int:
    """Write the table, English names as the authority file has them; returns the exit status."""
    with (DATA / "actors.csv").open(encoding="utf-8", newline="") as stream:
        territories = {row["id"]: (row["iso2"], row["name"]) for row in csv.DictReader(stream) if row["iso2"]} | BODIES
    names = [Locale(language).territories for language in LANGUAGES]
    with (DATA / "words" / "country_names.csv").open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(("actor", "iso2", "en", *LANGUAGES))
        table.writerows((actor, iso2, name, *(one.get(iso2, "") for one in names)) for actor, (iso2, name) in sorted(territories.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
