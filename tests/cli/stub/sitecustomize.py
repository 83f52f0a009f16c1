"""Puts a small engine in the place of the real one, in this process and in those it starts: words in the text say what it does."""

from __future__ import annotations

import os
import sys
import time
from types import ModuleType


def read_document(document, *, authority=None):  # type: ignore[no-untyped-def]
    from sulh.model import Act, ActKind, Citation, DocumentKind, Reading

    if "DIE" in document.text:
        os._exit(9)
    if "STUMBLE" in document.text:
        raise TypeError("one\nsurprise")
    if "INTERRUPT" in document.text:
        raise KeyboardInterrupt
    if "WAIT" in document.text:
        os.write(2, b"waiting\n")  # in one piece, since two processes may write at once
        time.sleep(60)
    if "NAP" in document.text:
        time.sleep(0.5)
    act = Act(ActKind.NOTE, (), (), Citation.of(document.text, 0, 4))
    return Reading(document, DocumentKind.NEWS, acts=(act,))


engine = ModuleType("sulh.reading")
engine.read_document = read_document  # type: ignore[attr-defined]
sys.modules["sulh.reading"] = engine
