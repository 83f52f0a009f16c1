"""The part of a form that says what a fact rests on: words of a document, a cell of a list or a form, or one's own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from sulh import words
from sulh.desk.fields import DateField, PickField, labelled
from sulh.desk.sharing_choice import unfit_sharing
from sulh.desk.shown import language
from sulh.model import Cell, Entered, RecordError, Source, SourceSort, Span
from sulh.model.vocabulary import Sharing
from sulh.record.entering import Cite
from sulh.record.marked_words import MarkedWords, find_words
from sulh.record.queries.documents import document
from sulh.record.queries.groups import known_groups
from sulh.record.shapes import Viewer

__all__ = ["SourceForm"]

_LONGEST = 2000


class SourceForm(forms.Form):
    """What a fact rests on. `marked` are words marked in a document; without them the person names the document and its words."""

    def __init__(self, viewer: Viewer, data: Mapping[str, Any] | None = None, marked: MarkedWords | None = None, title: str = "") -> None:
        start: dict[str, Any] = {"source": SourceSort.DOCUMENT.value if marked or title else "", "level": "team"}
        if marked:
            start |= {"document": labelled(marked.document.title or _("Untitled"), marked.document.key), "quote": marked.words}
            start |= {"start": marked.start, "end": marked.end}
        elif title:
            start["document"] = title
        super().__init__(data, prefix="source", initial=start, label_suffix="")
        self.viewer, self.marked = viewer, marked
        self._add_fields()

    def _add_fields(self) -> None:
        sorts = [
            (SourceSort.DOCUMENT.value, _("words of a document")),
            (SourceSort.ENTRY.value, _("what I saw, heard or know")),
            (SourceSort.LIST.value, _("a list: one of its cells")),
            (SourceSort.FORM.value, _("a form, such as a field report")),
        ]
        area = forms.Textarea(attrs={"rows": 3, "dir": "auto"})
        plain: dict[str, Any] = {"required": False, "max_length": 500}
        hidden: dict[str, Any] = {"required": False, "widget": forms.HiddenInput()}
        self.fields |= {
            "source": forms.ChoiceField(choices=sorts, label=_("It rests on"), widget=forms.RadioSelect()),
            "document": PickField(self.viewer, "document", label=words.prop("", "document", language=language()), required=False),
            "quote": forms.CharField(label=_("The words in it that say so"), required=False, max_length=_LONGEST, widget=area),
            "start": forms.IntegerField(min_value=0, **hidden),
            "end": forms.IntegerField(min_value=0, **hidden),
            "title": forms.CharField(label=_("Name of the list or form"), **plain),
            "origin": forms.CharField(label=_("Whose it is"), **plain),
            "row": forms.IntegerField(
                label=_("Row, counted without the heads of columns"), required=False, min_value=1, max_value=2**31 - 1
            ),
            "column": forms.CharField(label=_("Column"), **plain),
            "cell": forms.CharField(label=_("What stands there"), **plain),
            "words": forms.CharField(
                label=_("What you saw, heard or know, in your own words"), required=False, max_length=_LONGEST, widget=area
            ),
            "when": DateField(label=_("When that was, or when the list is from"), required=False),
            "level": forms.ChoiceField(label=_("A new source is shared with"), choices=words.choices("Sharing", language=language())),
            "group": forms.MultipleChoiceField(
                label=_("Groups, when restricted"),
                choices=[(one, one) for one in known_groups(self.viewer)],
                required=False,
                widget=forms.CheckboxSelectMultiple(),
            ),
        }

    @property
    def cite(self) -> Cite:
        """What is cited; for a form that is valid."""
        found: Cite = self.cleaned_data["cite"]
        return found

    @property
    def sharing(self) -> dict[str, Any]:
        """Who may see a source that is new."""
        level = self.cleaned_data["level"]
        return {"level": level, "groups": self.cleaned_data["group"] if level == "restricted" else ()}

    def clean(self) -> dict[str, Any]:
        """Each sort of source asks for its own fields; those of the others are kept and not looked at."""
        cleaned = super().clean() or self.cleaned_data
        sort = cleaned.get("source")
        if sort == SourceSort.DOCUMENT:
            cleaned["cite"] = self._span(cleaned)
        elif sort == SourceSort.ENTRY:
            if not cleaned.get("words"):
                self.add_error("words", _("Say in words what you saw, heard or know: they are the source."))
            cleaned["cite"] = Entered(self.viewer.name, cleaned.get("words", "").strip(), cleaned.get("when") or None)
        elif sort in (SourceSort.LIST, SourceSort.FORM):
            cleaned["cite"] = self._cell(cleaned, SourceSort(sort))
        restricted = cleaned.get("level") == Sharing.RESTRICTED and sort != SourceSort.DOCUMENT
        if restricted and (unfit := unfit_sharing(cleaned["level"], cleaned.get("group") or ())):
            self.add_error(*unfit)
        return cleaned

    def _span(self, cleaned: Mapping[str, Any]) -> Span | None:
        named = cleaned.get("document")
        if not named:
            if "document" not in self.errors:
                self.add_error("document", _("Name the document: a few words of its title are enough."))
            return None
        try:
            found = document(self.viewer, str(named))
        except RecordError:
            self.add_error("document", _("There is no such document here: a few words of its title are enough."))
            return None
        quoted, start, end = cleaned.get("quote", "").strip(), cleaned.get("start"), cleaned.get("end")
        if start is not None and end is not None and found.text[start:end].split() == quoted.split() != []:
            return Span(found.ref.id, start, end)
        place = find_words(found.text, quoted)
        if place is None:
            said = _("Give the words of the document that say so.") if not quoted else _not_there(found.text, quoted)
            self.add_error("quote", said)
            return None
        return Span(found.ref.id, *place)

    def _cell(self, cleaned: Mapping[str, Any], sort: SourceSort) -> Cell | None:
        for name, said in (("title", _("Give its name.")), ("row", _("Give the row.")), ("column", _("Give the column."))):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, said)
        if any(name in self.errors for name in ("title", "row", "column", "when")):
            return None
        origin = cleaned.get("origin", "").strip()
        source = Source(sort, cleaned["title"].strip(), origin, cleaned.get("when") or None, origin or None)
        return Cell(source, cleaned["row"], cleaned["column"].strip(), cleaned.get("cell", "").strip())


def _not_there(text: str, quoted: str) -> str:
    """What is said of words that do not stand in a document: how far they do, so that one sees where to look."""
    parts = quoted.split()
    for count in range(len(parts) - 1, 1, -1):
        for first in (0, len(parts) - count):
            run = " ".join(parts[first : first + count])
            if find_words(text, run):
                said = _("These words do not stand there as they are; “%(run)s” does. Mark them on the document's page, or copy them.")
                return said % {"run": run}
    return _("These words do not stand in that document. Mark them on its page, or copy them from there.")
