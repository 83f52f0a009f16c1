"""An export as one file to send: as it is, or several files in one archive."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path
from typing import IO

from sulh.record.shapes import Filters, Viewer

__all__ = ["export_file"]


def export_file(viewer: Viewer, wanted: str, filters: Filters, *, accepted: bool = False) -> tuple[IO[bytes], str]:
    """The export in a format, open at its beginning, and its name; the file vanishes when it is closed. Raises what `export` raises."""
    from sulh.record.exports import FORMATS, export

    with tempfile.TemporaryDirectory(prefix="sulh-") as folder:
        path = Path(folder) / f"sulh-{wanted}{FORMATS[wanted]}"
        files = sorted(export(viewer, wanted, path, filters, accepted=accepted).paths)
        # The file outlives this function: it is sent while the response runs.
        sent = tempfile.TemporaryFile()  # noqa: SIM115
        if len(files) == 1:
            name = files[0].name
            sent.write(files[0].read_bytes())
        else:
            name = f"sulh-{wanted}.zip"
            with zipfile.ZipFile(sent, "w", zipfile.ZIP_DEFLATED) as archive:
                for file in files:
                    archive.write(file, file.relative_to(folder))
    sent.seek(0)
    return sent, name
