"""Letters that an entry of a lexicon needs save compiling it, and never hide what it would find."""

from __future__ import annotations

import re

import pytest

from sulh.text import phrases
from sulh.text.phrase_letters import needed_letters
from sulh.text.phrases import PhraseIndex, rows


@pytest.mark.parametrize(
    ("source", "needed"),
    [
        ("peace (talks|process*)", (("talks", "process"),)),
        ("hand* over (of )?(their |all )?(weapons|arms)", (("over",), ("weapons", "arms"))),
        ("exchanges?", (("exchange",),)),
        ("the missing(?! (link|out))", (("missing",),)),
        (r"resolv* (\S+ )?(conflict*|crisis)", (("conflict", "crisis"),)),
        ("defen[cs]e ties", (("e",), ("ties",))),
        (r"\d+ (\w+ )?", ()),
        ("over (border|)", ()),
    ],
)
def test_letters_behind_the_first_word_are_needed(source: str, needed: tuple[tuple[str, ...], ...]) -> None:
    assert needed_letters(source) == needed


def test_text_of_an_entry_has_what_it_needs() -> None:
    for row in rows("issues.csv"):
        plain = re.sub(r"\(\?[!=<].*", "", row["pattern"]).replace("*", "").replace("?", "")
        for choice in needed_letters(row["pattern"]):
            assert any(letters in plain for letters in choice), row["pattern"]


def test_entries_are_found_as_without_looking_for_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    table = [(row["pattern"], row["issue"]) for row in rows("issues.csv") if row["language"] == "en"]
    texts = [re.sub(r"[()|*?\\]", " ", source) for source, _ in table[::7]]
    texts += ["they discussed the missing and the exchange of detainees", "peace talks and a peace of mind", "no shots. hand over all arms"]
    quick = [list(PhraseIndex(table).find(text)) for text in texts]
    monkeypatch.setattr(phrases, "needed_letters", lambda source: ())
    index = PhraseIndex(table)
    assert quick == [list(index.find(text)) for text in texts]
    assert sum(map(len, quick)) > len(texts) / 4
