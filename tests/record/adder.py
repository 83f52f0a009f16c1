"""A process that adds reports FIRST to LAST to the record that its environment names, and says of each when it is safely stored."""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from reports import report

    from sulh.record import open_record

    first, last = int(sys.argv[1]), int(sys.argv[2])
    open_record(create=True)
    from sulh.record.adding import add  # after Django is set up

    made = (report(n, start=f"2021-{n % 12 + 1:02d}-{n % 28 + 1:02d}", ordinal=n % 7 + 1) for n in range(first, last + 1))
    print("ready", flush=True)
    sys.stdin.readline()
    for added in add(made, author="adder", batch=3):
        print("added" if added.is_new else "known", added.document_id, flush=True)


if __name__ == "__main__":
    main()
