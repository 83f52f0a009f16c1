"""MapLibre GL from its wheel: its script and style sheet as static files, and its worker as a script of its own.

The library starts its worker from a blob, which would need `worker-src blob:`. The same code served from an address needs only `'self'`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

from sulh.model import MissingExtraError, SulhError

__all__ = ["FILES", "MaplibreFinder", "directory", "worker_script"]

FILES = ("maplibre-gl.js", "maplibre-gl.css")
PREFIX = "maplibre"
_CHUNK = re.compile(r'^define\("(shared|worker)",.*?(?=^define\(|\Z)', re.MULTILINE | re.DOTALL)


def directory() -> Path:
    """Where the files are: the setting `MAPLIBRE_DIR`, else inside the installed wheel. Raises MissingExtraError without it."""
    chosen = getattr(settings, "MAPLIBRE_DIR", None)
    if chosen:
        return Path(chosen)
    spec = find_spec("maplibre")
    if spec is None or not spec.submodule_search_locations:
        raise MissingExtraError("the zoomable map", "desk")
    return Path(next(iter(spec.submodule_search_locations))) / "srcjs"


@lru_cache(maxsize=1)
def worker_script() -> str:
    """The worker's part of the library as a script: its chunks `shared` and `worker`, run one after the other."""
    library = (directory() / FILES[0]).read_text("utf-8")
    chunks = {found[1]: found[0] for found in _CHUNK.finditer(library)}
    if set(chunks) != {"shared", "worker"}:
        raise SulhError("this edition of maplibre has another build; the map needs one with the chunks shared and worker")
    start = "var modules = {}, sharedModule = {};\nfunction define(name, needed, make) { modules[name] = make; }\n"
    return start + chunks["shared"] + chunks["worker"] + "modules.shared(sharedModule);\nmodules.worker(sharedModule);\n"


class MaplibreFinder(BaseFinder):
    """Finds `maplibre/maplibre-gl.js` and `.css` in the wheel and nothing else of it; for `STATICFILES_FINDERS`."""

    def find(self, path: str, find_all: bool = False, **rest: Any) -> Any:
        """The file of this address; [] when it is not one of ours. Django 5.2 says `find_all`, earlier ones `all`."""
        name = path.removeprefix(f"{PREFIX}/")
        found = [str(directory() / name)] if path != name and name in FILES else []
        return found if find_all or rest.get("all") else (found[0] if found else [])

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        """Both files, for `collectstatic` and for WhiteNoise."""
        storage = FileSystemStorage(location=directory())
        storage.prefix = PREFIX  # type: ignore[attr-defined]
        for name in FILES:
            yield name, storage
