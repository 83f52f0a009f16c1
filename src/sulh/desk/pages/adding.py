"""Adding documents: files chosen or dropped, and text that was pasted; both are read in the queue."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from sulh import words
from sulh.desk.fields import DateField
from sulh.desk.middleware import DeskRequest
from sulh.desk.shown import language
from sulh.desk.uploads import put_files
from sulh.documents import SUFFIXES
from sulh.documents.titles import opening
from sulh.record.access import sees
from sulh.record.queries.documents import document
from sulh.record.queries.groups import known_groups
from sulh.record.second_reader.configured import configured

__all__ = ["add"]

_NAME = 80
_DIGITS = 10


class PastedForm(forms.Form):
    """A text that was pasted, with what is known of it."""

    text = forms.CharField(label=_("Text"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}))
    title = forms.CharField(label=_("Title"), required=False, max_length=300, widget=forms.TextInput(attrs={"dir": "auto"}))
    publisher = forms.CharField(label=_("Publisher"), required=False, max_length=200, widget=forms.TextInput(attrs={"dir": "auto"}))

    def __init__(self, data: Any = None, text: str = "") -> None:
        super().__init__(data, prefix="pasted", label_suffix="", initial={"text": text})
        for name, label in (("text", _("Text")), ("title", _("Title")), ("publisher", _("Publisher"))):
            self.fields[name].label = label
        self.fields["title"].help_text = _("Without one, the first line of the text is its title.")
        self.fields["published"] = DateField(label=_("Date"), required=False)

    @property
    def file(self) -> SimpleUploadedFile | None:
        """The text as a file, its title, publisher and date before it; None where nothing was pasted."""
        text = str(self.cleaned_data["text"])
        if not any(letter.isalnum() for letter in text):
            return None
        about = {"title": self.cleaned_data["title"], "publisher": self.cleaned_data["publisher"], "date": self.cleaned_data["published"]}
        head = "".join(f"{name}: {' '.join(value.split())}\n" for name, value in about.items() if value)
        name = "".join(one if one.isalnum() or one in " -" else " " for one in about["title"] or opening(text) or "")
        whole = f"---\n{head}---\n\n{text}" if head else text
        return SimpleUploadedFile(f"{' '.join(name.split())[:_NAME].strip() or 'text'}.txt", whole.encode())


def _words_of_another(request: DeskRequest) -> tuple[str, str, list[str]]:
    """The words of another document that the address names, with who may see that: only they may see its words."""
    name, start, end = (request.GET.get(one, "") for one in ("of", "start", "end"))
    if not (name and all(one.isascii() and one.isdigit() and len(one) < _DIGITS for one in (start, end))):
        return "", "team", []
    found = document(request.viewer, name)
    return found.text[int(start) : int(end)], found.ref.level, list(found.ref.groups)


def add(request: DeskRequest) -> HttpResponse:
    """Take files or a text to be read, and lead to the page that shows how far they are."""
    sent = request.POST if request.method == "POST" else None
    text, level, chosen = _words_of_another(request) if sent is None else ("", sent.get("level", "team"), sent.getlist("group"))
    pasted = PastedForm(sent, text)
    shown: dict[str, object] = {
        "levels": words.choices("Sharing", language=language()),
        "groups": known_groups(request.viewer, *chosen),
        "suffixes": ",".join(sorted(SUFFIXES)),
        "limit_files": settings.UPLOAD_FILES,
        "limit_megabytes": settings.UPLOAD_BYTES // 1024**2,
        "model": configured(),
        "pasted": pasted,
        "level": level,
        "document": {"groups": chosen},
    }
    if sent is not None and pasted.is_valid():
        files = [*request.FILES.getlist("files"), *([pasted.file] if pasted.file else [])]
        named = chosen if level == "restricted" else []
        if level == "restricted" and not named:
            messages.error(request, gettext("Choose the groups that it is restricted to."))
        elif chosen and not named:
            told = gettext("Groups are ticked, but the document is not restricted to them: choose “Restricted”, or untick them.")
            messages.error(request, told)
        elif not sees(request.viewer.scope, level, named) and not sent.get("sure"):
            shown["locks_out"] = True
        elif not files:
            messages.error(request, gettext("Choose at least one file, or paste a text."))
        else:
            asked = {name: sent.get(name) == "1" for name in ("model", "send_restricted")}
            jobs = put_files(request.viewer, files, level=level, groups=named, **asked)
            # A text that was pasted alone is opened as soon as it is read: whoever pastes one wants to see it.
            opened = f"?open={jobs[0].pk}" if pasted.file and len(jobs) == 1 else ""
            return redirect(f"{reverse('uploads')}{opened}")
    return render(request, "desk/add.html", shown, status=200 if sent is None else 422)
