"""The ledger: its head and who signed it, what was withheld, verification, proofs, and every entry with its own address."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from sulh.desk.asking import offset_of, paging
from sulh.desk.ledger import body_rows, head_now, head_rows, taken_away, verification
from sulh.desk.middleware import DeskRequest
from sulh.model import InvalidError, ProofError, RecordError
from sulh.record import keeping_heads
from sulh.record.access import may
from sulh.record.jobs import store
from sulh.record.queries import ledger as queries

__all__ = ["addition", "entry", "head", "keep", "kept", "proof", "show", "verify"]

_SIZE = 25
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def show(request: DeskRequest) -> HttpResponse:
    """What the ledger is and how it stands: everything for administrators, the decisions for everybody who may see them.

    With `part` in the address only the verification, for the script that looks again.
    """
    signed_in = request.user.is_authenticated
    now = head_now() if signed_in else None
    size = now.size if now else 0
    shown: dict[str, object] = {"verification": verification(request.viewer, size) if signed_in else None, "now": now}
    if "part" in request.GET:
        return render(request, "desk/parts/verification.html", shown)
    admin = may(request.viewer, "admin")
    shown |= {"admin": admin, "heads": head_rows(size) if signed_in else [], "taken": taken_away() if signed_in else []}
    shown |= _entries(request) if admin else {"decisions": queries.decisions(request.viewer, limit=_SIZE).rows}
    return render(request, "desk/ledger.html", shown)


def verify(request: DeskRequest) -> HttpResponse:
    """Put in a verification of everything, which runs beside the pages; one that is under way already is joined."""
    store.put_in(request.viewer.name, "verify", "", {})
    return redirect(reverse("ledger") + "#verification")


def head(request: DeskRequest) -> HttpResponse:
    """The head as it is now, as a file to be signed; every entry is replayed for it, since nobody is to sign what does not fit."""
    from sulh.record.tree import head_of_record
    from sulh.signing.heads import Head

    try:
        made = Head.of(head_of_record())
    except ProofError as problem:
        raise RecordError(str(problem)) from problem
    return _file(made.write(), f"{made.checkpoint.size}.head")


def keep(request: DeskRequest) -> HttpResponse:
    """Keep a head that somebody signed or witnessed; what contradicts the record is refused with what is wrong."""
    given = request.FILES.get("head")
    if given is None:
        raise InvalidError(gettext("Choose the file of a signed head."))
    data = given.read(1 << 20)
    seq = keeping_heads.keep_head(request.viewer, data, request.POST.get("keys", ""))
    messages.success(request, gettext("The head is kept, as entry %(seq)s.") % {"seq": seq})
    return redirect(reverse("ledger") + "#heads")


def kept(request: DeskRequest, seq: int) -> HttpResponse:
    """A kept head as the file that was signed."""
    found = keeping_heads.kept_head(seq)
    return _file(found.head.write(), f"{found.head.checkpoint.size}-{seq}.head")


def addition(request: DeskRequest) -> HttpResponse:
    """The file that shows that one kept head only adds to another."""
    earlier, later = (_number(request.GET.get(name, "")) for name in ("earlier", "later"))
    return _file(keeping_heads.addition(earlier, later), f"{earlier}-{later}.proof")


def entry(request: DeskRequest, seq: int) -> HttpResponse:
    """One entry in words, with the proofs that it is in the ledger."""
    found = queries.entries(request.viewer, queries.EntryFilters(seq=seq)).rows
    if not found:
        raise RecordError(gettext("The ledger has no entry %(seq)s.") % {"seq": seq})
    now = head_now()
    heads = [one for one in head_rows(now.size if now else seq) if one.size >= seq and not one.problem]
    body = found[0].body or {}
    document = next((str(body[name]) for name in ("document", "id", "target") if str(body.get(name, "")).startswith("sha256:")), "")
    shown = {"one": found[0], "document": document, "rows": body_rows(body), "heads": heads, "now": now, "previous": seq - 1}
    return render(request, "desk/entry.html", shown | {"following": seq + 1 if now and seq < now.size else 0})


def proof(request: DeskRequest, seq: int) -> HttpResponse:
    """The file that shows that an entry is in the ledger of a kept head; what it says goes along only where the viewer may see it."""
    found = queries.entries(request.viewer, queries.EntryFilters(seq=seq)).rows
    if not found:
        raise Http404
    is_open = found[0].body is not None and "no_body" not in request.GET
    return _file(keeping_heads.inclusion(seq, _number(request.GET.get("head", "")), body=is_open), f"{seq}.proof")


def _entries(request: DeskRequest) -> dict[str, object]:
    asked: dict[str, Any] = {name: request.GET.get(name, "").strip() or None for name in ("kind", "author", "since", "until")}
    asked |= {name: asked[name] if _DAY.fullmatch(asked[name] or "") else None for name in ("since", "until")}
    page = queries.entries(request.viewer, queries.EntryFilters(**asked), offset=offset_of(request), limit=_SIZE)
    kinds, authors = queries.kinds_and_authors(request.viewer)
    filtered = any(asked.values())
    return {"page": page, "paging": paging(page, _SIZE), "asked": asked, "kinds": kinds, "authors": authors, "filtered": filtered}


def _number(given: str) -> int:
    if not (given.isascii() and given.isdigit() and len(given) < 19):
        raise RecordError(gettext("Choose a signed head."))
    return int(given)


def _file(data: bytes, name: str) -> HttpResponse:
    return HttpResponse(data, content_type="text/plain; charset=utf-8", headers={"Content-Disposition": f'attachment; filename="{name}"'})
