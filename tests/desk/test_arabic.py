"""Arabic is complete: every string of the pages has its translation, and what Django reads is what translators wrote."""

from __future__ import annotations

import ast
import gettext
import io
import re
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext as translated
from django.utils.translation import ngettext
from django.utils.translation.template import templatize

import sulh.desk

DESK = Path(sulh.desk.__file__).parent
FOLDER = DESK / "locale" / "ar" / "LC_MESSAGES"
# Name of the call: places of context, singular and plural among its arguments.
CALLS = {
    "_": (None, 0, None), "gettext": (None, 0, None), "gettext_noop": (None, 0, None), "gettext_lazy": (None, 0, None),
    "ngettext": (None, 0, 1), "pgettext": (0, 1, None), "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
}  # fmt: skip
Key = tuple[str | None, str, str | None]


def constant(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def in_python(source: str) -> set[Key]:
    """The strings that a module marks for translation: context, singular, plural."""
    found: set[Key] = set()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name | ast.Attribute):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
        if name in CALLS:
            values = [None if at is None else constant(node.args[at]) for at in CALLS[name] if at is None or at < len(node.args)]
            if len(values) == 3 and values[1] is not None:
                found.add((values[0], values[1], values[2]))
    return found


def in_template(source: str) -> set[Key]:
    """The strings of a template; Django turns its tags into calls, and everything else into X."""
    code = templatize(source, origin="template")
    strings = r"""u?'(?:\\.|[^'\\])*'|u?"(?:\\.|[^"\\])*"|\"\"\".*?\"\"\""""
    calls = re.findall(rf"""\b(?:_|gettext|ngettext|pgettext|npgettext)\((?:[^()"']|{strings})*\)""", code, re.DOTALL)
    found: set[Key] = set()
    for call in calls:
        found |= in_python(call.replace("\n", " ").strip())
    return found


def marked() -> set[Key]:
    """Every string of the desk."""
    found: set[Key] = set()
    for path in DESK.rglob("*.py"):
        found |= in_python(path.read_text("utf-8"))
    for path in DESK.rglob("templates/**/*.html"):
        found |= in_template(path.read_text("utf-8"))
    return found


def compiled() -> gettext.GNUTranslations:
    with (FOLDER / "django.mo").open("rb") as stream:
        return gettext.GNUTranslations(stream)


def test_strings_are_found_in_modules_and_templates() -> None:
    found = marked()
    assert len(found) > 300
    assert (None, "Choose at least one claim.", None) in found  # a module
    assert (None, "Skip to the content", None) in found  # a template
    assert (None, "%(count)s source", "%(count)s sources") in found  # a plural of a template
    assert in_template('{% translate "a" context "b" %}{{ x|default:_("c") }}') == {("b", "a", None), (None, "c", None)}


def test_every_string_has_its_arabic() -> None:
    held = compiled()._catalog  # type: ignore[attr-defined]
    missing = []
    for context, singular, plural in sorted(marked(), key=str):
        key = singular if context is None else f"{context}\x04{singular}"
        forms = [held.get((key, form)) for form in range(6)] if plural else [held.get(key)]
        if not all(forms):
            missing.append((context, singular))
    assert missing == []


def test_no_string_is_translated_that_no_page_says() -> None:
    pofile = pytest.importorskip("babel.messages.pofile")
    with (FOLDER / "django.po").open("rb") as stream:
        written = {(one.context, one.id) if one.context else one.id for one in pofile.read_po(stream, locale="ar") if one.id}
    said = set()
    for context, singular, plural in marked():
        one = (singular, plural) if plural else singular
        said.add((context, one) if context else one)
    assert written - said == set()


def test_arabic_is_arabic() -> None:
    latin_only = {"%(track)s: %(kind)s", "%(kind)s: %(names)s"}
    held = compiled()._catalog  # type: ignore[attr-defined]
    plain = [
        key for key, words in held.items()
        if key and not re.search("[\u0600-\u06ff\u200f]", str(words)) and str(key).rpartition("\x04")[2] not in latin_only
    ]  # fmt: skip
    assert plain == []


def test_translations_keep_the_gaps_of_their_strings() -> None:
    faults = []
    for key, words in compiled()._catalog.items():  # type: ignore[attr-defined]
        singular, form = key if isinstance(key, tuple) else (key, None)
        gaps, kept = (set(re.findall(r"%\(\w+\)s|(?<!%)\{\w+\}", text)) for text in (singular, words))
        # A plural may say the number in words, and its singular may do without where the others cannot.
        differ = (gaps ^ kept) - ({"%(count)s"} if form is not None else set())
        if singular and differ:
            faults.append(key)
    assert faults == []


def test_what_is_compiled_is_what_is_written() -> None:
    pofile = pytest.importorskip("babel.messages.pofile")
    mofile = pytest.importorskip("babel.messages.mofile")
    with (FOLDER / "django.po").open("rb") as stream:
        written = pofile.read_po(stream, locale="ar")
    assert [one.id for one in written if one.id and one.fuzzy] == []
    fresh = io.BytesIO()
    mofile.write_mo(fresh, written)
    fresh.seek(0)
    anew, kept = gettext.GNUTranslations(fresh)._catalog, compiled()._catalog  # type: ignore[attr-defined]
    assert {key: words for key, words in anew.items() if key} == {key: words for key, words in kept.items() if key}


@pytest.mark.parametrize(("count", "words"), [(1, "مصدر واحد"), (2, "مصدران"), (3, "3 مصادر"), (11, "11 مصدرًا"), (100, "100 مصدر")])
def test_arabic_counts_in_six_forms(count: int, words: str) -> None:
    with translation.override("ar"):
        assert ngettext("%(count)s source", "%(count)s sources", count) % {"count": count} == words
        assert translated("Sign out") == "خروج"


def test_no_page_puts_a_latin_comma_between_its_parts() -> None:
    """What stands between the members of a list is another sign in Arabic; `{% comma %}` has it."""
    templates = [one for one in (DESK / "templates").rglob("*.html") if one.parent.name != "rows"]
    assert [one.name for one in templates if re.search(r"[%}]\}, |%\}, \{", one.read_text(encoding="utf-8"))] == []
