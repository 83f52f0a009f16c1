"""Two language versions of one statement as one self-contained page without script: clause by clause, with what only one of them says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO

from markupsafe import Markup

from sulh.render.page import asset, digest, templates
from sulh.render.threads import statement_label
from sulh.render.versions import version_names, version_remarks, versions_finding
from sulh.wording import Statement
from sulh.wording.versions import VersionPair

__all__ = ["write_versions_page"]


def write_versions_page(one: Statement, other: Statement, pairs: Sequence[VersionPair], stream: IO[str]) -> None:
    """Write the page; clauses in which the versions differ stand out and are linked from above."""
    names = version_names(one, other)
    css = asset("since.css")
    chunks = templates().get_template("versions.html").generate(
        title="Two language versions of one statement",
        finding=versions_finding(pairs),
        versions=[(name, statement_label(each)) for name, each in zip(names, (one, other), strict=True)],
        pairs=[(number, pair, version_remarks(pair, names)) for number, pair in enumerate(pairs, 1)],
        css=Markup(css), css_digest=digest(css),
    )  # fmt: skip
    stream.writelines(chunks)
