"""Lists of acts: the head gives the kind and the actors, the items what was agreed or demanded."""

from __future__ import annotations

from readings import acts, read

SETTLED = """\
Meeting of the foreign ministers of Armenia and Azerbaijan

The ministers of Armenia and Azerbaijan agreed to:

- Set up a joint commission on the delimitation of the border;
- Exchange all prisoners by the end of June.
"""

DEMANDED = """\
Statement of the African Union on Sudan

The African Union calls on the Sudanese Armed Forces and the Rapid Support Forces to:

1. Observe the ceasefire.
2. Let humanitarian aid reach Khartoum.
"""


def test_items_take_the_kind_of_their_head() -> None:
    found = acts(read(SETTLED))
    assert ("agree", ("borders",)) in found
    assert ("agree", ("prisoners",)) in found


def test_head_with_items_is_no_act_of_its_own() -> None:
    assert [kind for kind, _ in acts(read(SETTLED))] == ["agree", "agree"]


def test_demands_are_calls() -> None:
    found = acts(read(DEMANDED))
    assert ("call", ("ceasefire",)) in found
    assert ("call", ("humanitarian",)) in found


def test_every_item_is_cited_by_its_own_words() -> None:
    reading = read(SETTLED)
    assert all(a.cite.quote in reading.document.text for a in reading.acts)
    assert "border" in reading.acts[0].cite.quote
