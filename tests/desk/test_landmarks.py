"""Landmarks: who goes from part to part of a page by name finds no two parts of one name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser

from desk.conftest import Held
from desk.test_matrix import action_of, addresses, methods_of, routes
from django.test import Client

# The same places stand above on a wide screen and below on a narrow one; only one of them is there.
_EITHER = frozenset({"Workplaces"})


class Landmarks(HTMLParser):
    """The names of the regions of a page."""

    def __init__(self) -> None:
        super().__init__()
        self._open: list[tuple[str, str]] = []
        self._said: dict[str, str] = {}
        self._named: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self._open.append((tag, given["id"]))
        if tag in ("nav", "section", "aside", "form") or given.get("role") in ("region", "navigation"):
            self._named.append((given.get("aria-label", ""), given.get("aria-labelledby", "")))

    def handle_endtag(self, tag: str) -> None:
        at = next((at for at in reversed(range(len(self._open))) if self._open[at][0] == tag), None)
        if at is not None:
            del self._open[at]

    def handle_data(self, data: str) -> None:
        for _, name in self._open:
            self._said[name] = self._said.get(name, "") + data

    @property
    def twice(self) -> list[str]:
        """Names that two regions have."""
        found = Counter(said or " ".join(self._said.get(by, by).split()) for said, by in self._named if said or by)
        return [name for name, number in found.items() if number > 1 and name not in _EITHER]


def test_no_page_has_two_landmarks_of_one_name(held: Held, as_: Callable[[str], Client]) -> None:
    client, seen = as_("editor"), 0
    wrong: list[tuple[str, list[str]]] = []
    for route in routes():
        if "GET" in methods_of(route) and action_of(route) in ("read", "edit", "review"):
            for address in [*addresses(route, held)][:2]:
                answer = client.get(address)
                if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                    page = Landmarks()
                    page.feed(answer.content.decode())
                    wrong += [(address, page.twice)] if page.twice else []
                    seen += 1
    assert wrong == [] and seen > 30
