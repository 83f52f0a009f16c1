"""Forms for the field, made from the declaration of a kind: a page that works on a phone without a network, and XLSForm."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sulh import words
from sulh.model import MissingExtraError
from sulh.model.kinds import Kind, Property, PropertyType, kind_named
from sulh.render.page import asset, digest, templates

__all__ = ["FormField", "field_page", "form_fields", "write_xlsform"]

# A shape on a map is drawn elsewhere; precision and cases are for lists; and who fills in a form in the field makes nothing up.
_NOT_ASKED = frozenset({"within", "precision", "cases", "synthetic"})
_SHAPES = {
    PropertyType.CODE: "choice",
    PropertyType.DATE: "date",
    PropertyType.COUNT: "count",
    PropertyType.ORDINAL: "count",
    PropertyType.FLAG: "flag",
}
_XLSFORM = {"choice": "select_one", "choices": "select_multiple", "date": "date", "count": "integer", "text": "text", "list": "text"}
_YES = (("true", "yes"), ("false", "no"))
_PHRASES = (
    "draft", "kept", "nothing_kept", "finish", "new", "entries", "hand_over", "handed", "erase", "erase_all", "sure", "open",
    "attach", "remove", "needed", "not_kept", "private", "each_line", "save_file", "no_hash", "drafts", "take_up", "throw_away",
    "draft_untitled",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FormField:
    """A question: the property that its answer is, its shape (text, list, date, count, flag, choice, choices), words by language."""

    name: str
    shape: str
    labels: Mapping[str, str]
    required: bool
    vocabulary: str = ""
    choices: tuple[tuple[str, Mapping[str, str]], ...] = ()


def form_fields(kind: Kind) -> tuple[FormField, ...]:
    """Return the questions of a kind that is entered whole, in the order of its declaration."""
    return tuple(_field(kind, one) for one in kind.values if one.holds is not PropertyType.GEOMETRY and one.name not in _NOT_ASKED)


def _field(kind: Kind, one: Property) -> FormField:
    labels = {language: words.prop(kind.name, one.name, language=language) for language in words.LANGUAGES}
    shape = _SHAPES.get(one.holds, "text")
    if one.many:
        shape = "choices" if shape == "choice" else "list"
    return FormField(one.name, shape, labels, one.required, one.vocabulary or ("yes_no" if shape == "flag" else ""), tuple(_choices(one)))


def _choices(one: Property) -> Iterator[tuple[str, Mapping[str, str]]]:
    if one.holds is PropertyType.FLAG:
        for code, key in _YES:
            yield code, {language: words.phrase(key, language=language) for language in words.LANGUAGES}
    for code in one.codes or ():
        yield str(code), {language: words.code(one.vocabulary, code, language=language) for language in words.LANGUAGES}


def field_page(kind: str) -> str:
    """Return the form of a kind as one page that loads nothing: drafts, entries and files stay on the phone until they are handed over.

    What it hands over is JSON Lines as `sulh intake` takes them, each entry with an identifier and the time it was finished; each file
    with its SHA-256 and the time it was attached. Raises KeyError for a kind that there is not.
    """
    declared = kind_named(kind)
    fields = form_fields(declared)
    said = {language: {one: words.phrase(f"form.{one}", language=language) for one in _PHRASES} for language in words.LANGUAGES}
    css, script = asset("field_form.css"), asset("field_form.js")
    names = {language: words.kind(kind, language=language) for language in words.LANGUAGES}
    page = templates().get_template("field_form.html")
    return page.render(
        kind=kind, names=names, fields=fields, said=said, said_json=json.dumps(said, ensure_ascii=False), languages=words.LANGUAGES,
        css=css, css_digest=digest(css), script=script, script_digest=digest(script),
    )  # fmt: skip


def write_xlsform(kind: str, path: Path) -> None:
    """Write the form of a kind as XLSForm, which KoboToolbox, ODK and SurveyCTO read, in every language of the pages.

    Needs xlsxwriter (extra `desk`). Method: https://xlsform.org, sheets survey, choices and settings.
    """
    try:
        import xlsxwriter
    except ImportError:
        raise MissingExtraError("Writing XLSForm", "desk") from None
    declared = kind_named(kind)
    fields = form_fields(declared)
    spoken = {language: words.phrase("form.language", language=language) + f" ({language})" for language in words.LANGUAGES}
    labels = [f"label::{name}" for name in spoken.values()]
    # The times of opening and sending are no answers; `start` and `end` may be names of questions.
    survey: list[list[str]] = [["type", "name", *labels, "required", "constraint"], *([one, f"form_{one}"] for one in ("start", "end"))]
    choices: list[list[str]] = [["list_name", "name", *labels]]
    for one in fields:
        sort = _XLSFORM.get(one.shape, "select_one")
        asked = f"{sort} {one.vocabulary}" if one.choices else sort
        checked = ". >= 0" if one.shape == "count" else ""
        survey.append([asked, one.name, *(one.labels[language] for language in spoken), "yes" if one.required else "", checked])
        if one.choices and one.vocabulary not in {row[0] for row in choices}:
            choices += [[one.vocabulary, code, *(said[language] for language in spoken)] for code, said in one.choices]
    survey.append(["file", "attachment", *(words.phrase("form.attach", language=language) for language in spoken)])
    title = words.kind(kind)
    default = next(iter(spoken.values()))
    settings = [["form_title", "form_id", "version", "default_language"], [title, f"sulh_{kind}", "1", default]]
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        for name, rows in (("survey", survey), ("choices", choices), ("settings", settings)):
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
