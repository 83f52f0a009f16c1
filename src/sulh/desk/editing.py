"""Forms that change what is said of a document, and who may see it: one save, all or nothing, in the state that was looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from sulh import words
from sulh.desk.fields import DateField
from sulh.desk.lost_sight import lost_sight_words
from sulh.desk.sharing_choice import unfit_sharing
from sulh.desk.shown import language
from sulh.model.vocabulary import Sharing
from sulh.record import decisions
from sulh.record.ledger import writing
from sulh.record.queries.groups import known_groups
from sulh.record.queries.sight import LostSight, lost_sight
from sulh.record.shapes import DocumentRef, Viewer
from sulh.record.states import check

__all__ = ["DocumentForm"]

_LONGEST = 500


class DocumentForm(forms.Form):
    """Title, date, publisher, kind and language of a document, and who may see it."""

    def __init__(self, viewer: Viewer, ref: DocumentRef, data: QueryDict | None = None) -> None:
        self.viewer, self.ref = viewer, ref
        own = {name: getattr(ref, name) or "" for name in ("title", "publisher", "published", "kind", "language", "level")}
        super().__init__(data, initial=own | {"group": list(ref.groups)}, label_suffix="")
        text: dict[str, Any] = {"required": False, "max_length": _LONGEST}
        self.fields |= {
            "title": forms.CharField(label=_("Title"), widget=forms.TextInput(attrs={"dir": "auto"}), **text),
            "published": DateField(label=_("Date"), required=False),
            "publisher": forms.CharField(label=_("Publisher"), widget=forms.TextInput(attrs={"dir": "auto"}), **text),
        }
        if ref.sort == "document":
            kinds = words.choices("DocumentKind", language=language())
            self.fields["kind"] = forms.ChoiceField(label=_("Kind"), choices=kinds)
            self.fields["language"] = forms.CharField(label=_("Language of the text, as en or ar"), required=False, max_length=16)
        self.fields |= sharing_fields(known_groups(viewer, *ref.groups, *(data.getlist("group") if data else ())))
        self.fields["reason"] = forms.CharField(label=_("Reason"), **text)

    @cached_property
    def lost(self) -> LostSight:
        """Who would lose sight of the document by the sharing typed."""
        given = self.cleaned_data
        named = given.get("group") or () if given.get("level") == "restricted" else ()
        is_given = given.get("level") and (given["level"] != "restricted" or named)
        return lost_sight(self.viewer, [self.ref.id], str(given["level"]), named) if is_given else LostSight()

    def clean(self) -> dict[str, Any]:
        """Restricted means to groups, and not unasked to groups that leave oneself, the uploader or an administrator out."""
        cleaned = super().clean() or self.cleaned_data
        check_sharing(self, cleaned, self.lost)
        return cleaned

    def save(self, against: str | None) -> list[int]:
        """The decisions that were needed, one for each thing that changed. Raises ConflictError where somebody decided meanwhile."""
        given, made, reason = self.cleaned_data, [], self.cleaned_data["reason"].strip()
        with writing():
            check(decisions.source_names(self.ref.id), against, self.viewer)
            for name in ("title", "published", "publisher", "kind", "language"):
                if name in given and (given[name] or "").strip() != (getattr(self.ref, name) or ""):
                    made.append(decisions.describe(self.viewer, self.ref.id, name, given[name] or None, reason=reason))
            named = sorted(given["group"]) if given["level"] == "restricted" else []
            if (given["level"], tuple(named)) != (self.ref.level, tuple(sorted(self.ref.groups))):
                made.append(decisions.share(self.viewer, self.ref.id, given["level"], named, reason=reason))
        return made


def sharing_fields(groups: Sequence[str]) -> dict[str, forms.Field]:
    """The fields that say who may see a document, of these groups; `sure` where it would take it from those who keep it."""
    return {
        "level": forms.ChoiceField(
            label=_("Shared with"), choices=words.choices("Sharing", language=language()), widget=forms.RadioSelect()
        ),
        "group": forms.MultipleChoiceField(
            label=_("Groups, when restricted"),
            choices=[(one, one) for one in groups],
            required=False,
            widget=forms.CheckboxSelectMultiple(),
        ),
        "sure": forms.BooleanField(label=_("I am sure"), required=False),
    }


def check_sharing(form: forms.Form, cleaned: Mapping[str, Any], lost: LostSight) -> None:
    """Add what is wrong with who may see a document."""
    ticked = set(cleaned.get("group") or ())
    if cleaned.get("level") != Sharing.RESTRICTED:
        ticked -= set(form.initial.get("group") or ())  # those of before stay ticked beside a wider level
    unfit = unfit_sharing(cleaned["level"], ticked) if cleaned.get("level") else None
    if unfit:
        form.add_error(*unfit)
    if unfit and unfit[0] == "group":
        return
    if lost.to_confirm and not cleaned.get("sure"):
        own = _("You are in none of these groups: you would not see the document any more.") if lost.oneself else ""
        form.add_error("sure", " ".join(filter(None, (own, lost_sight_words(lost), _("Tick this if you mean it.")))))
