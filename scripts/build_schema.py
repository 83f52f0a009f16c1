"""Write src/sulh/data/reading.schema.json anew from the declared kinds of fact: python scripts/build_schema.py."""

from __future__ import annotations

import json
from pathlib import Path

from sulh.model.serial import schema

TARGET = Path(__file__).resolve().parents[1] / "src" / "sulh" / "data" / "reading.schema.json"

if __name__ == "__main__":
    TARGET.write_text(json.dumps(schema(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(TARGET.name, "written")
