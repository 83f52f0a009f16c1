"""The addresses of the desk; each names the page, the action it needs and the methods it answers to."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from sulh.desk.api import api
from sulh.desk.pages import (
    account,
    accounts,
    actors,
    commitments,
    documents,
    export,
    globe,
    ledger,
    meetings,
    places,
    process,
    review,
    search,
    signing,
    tracks,
    uploads,
    wording,
)
from sulh.desk.routes import route

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]

handler403 = "sulh.desk.pages.errors.refused"
handler404 = "sulh.desk.pages.errors.missing"
handler500 = "sulh.desk.pages.errors.broken"

_BOTH = ("GET", "POST")
_POST = ("POST",)

urlpatterns: list[URLPattern | URLResolver] = [
    route("", process.show, "read", name="process"),
    route("process/name/", process.rename, "edit", name="process-name", methods=_POST),
    # Signing in and out, the language.
    route("sign-in/", signing.sign_in, "open", name="sign-in", methods=_BOTH),
    route("sign-in/code/", signing.code, "open", name="sign-in-code", methods=_BOTH),
    route("enter/<str:token>/", signing.enter, "open", name="enter"),
    route("sign-out/", signing.sign_out, "open", name="sign-out", methods=_POST),
    route("language/", account.language, "open", name="language", methods=_POST),
    # Meetings, and whether two are one.
    route("meetings/", meetings.listed, "read", name="meetings"),
    route("meetings/<str:key>/", meetings.show, "read", name="meeting"),
    route("meetings/<str:key>/merge/", meetings.merge, "merge", name="meeting-merge", methods=_BOTH),
    route("meetings/<str:key>/split/", meetings.split, "merge", name="meeting-split", methods=_POST),
    route("meetings/<str:key>/tracks/", meetings.put_in_track, "edit", name="meeting-tracks", methods=_POST),
    # Documents and the claims they make.
    route("documents/", documents.listed, "read", name="documents"),
    route("documents/add/", documents.add, "edit", name="documents-add", methods=_BOTH),
    route("uploads/", uploads.listed, "edit", name="uploads"),
    route("uploads/<int:job>/cancel/", uploads.cancel, "edit", name="upload-cancel", methods=_POST),
    route("uploads/<int:job>/again/", uploads.again, "edit", name="upload-again", methods=_POST),
    route("documents/<str:key>/", documents.show, "read", name="document"),
    route("documents/<str:key>/share/", documents.share, "edit", name="document-share", methods=_POST),
    route("documents/<str:key>/accept/", documents.accept_all, "review", name="document-accept", methods=_POST),
    route("claims/<str:key>/accept/", review.accept, "review", name="claim-accept", methods=_POST),
    route("claims/<str:key>/reject/", review.reject, "review", name="claim-reject", methods=_POST),
    route("claims/<str:key>/correct/", review.correct, "review", name="claim-correct", methods=_BOTH),
    route("review/", review.queue, "review", name="review"),
    route("review/meetings/", review.proposals, "merge", name="proposals"),
    route("review/meetings/<str:key>/", review.decide, "merge", name="proposal", methods=_POST),
    route("decisions/<int:seq>/undo/", review.undo, "review", name="undo", methods=_POST),
    # What was promised.
    route("commitments/", commitments.board, "read", name="commitments"),
    route("commitments/<str:key>/", commitments.show, "read", name="commitment"),
    route("commitments/<str:key>/status/", commitments.set_status, "edit", name="commitment-status", methods=_POST),
    route("commitments/<str:key>/evidence/", commitments.add_evidence, "edit", name="commitment-evidence", methods=_POST),
    # Who, where, on which track.
    route("actors/", actors.listed, "read", name="actors"),
    route("actors/<str:key>/", actors.show, "read", name="actor"),
    route("network/", actors.network, "read", name="network"),
    route("places/", places.show, "read", name="places"),
    route("places.geojson", places.geojson, "read", name="places-geojson"),
    route("places/outlines.geojson", globe.outlines, "read", name="map-outlines"),
    route("places/worker.js", globe.worker, "read", name="map-worker"),
    route("tracks/", tracks.listed, "read", name="tracks"),
    route("tracks/<str:key>/", tracks.show, "read", name="track"),
    route("search/", search.show, "read", name="search"),
    # How it is put.
    route("wording/", wording.threads, "read", name="threads"),
    route("wording/thread/", wording.cell, "read", name="thread-cell"),
    route("wording/compare/", wording.compare, "read", name="compare"),
    route("wording/phrase/", wording.phrase, "read", name="phrase"),
    # The record itself.
    route("ledger/", ledger.show, "read", name="ledger"),
    route("ledger/verify/", ledger.verify, "own", name="ledger-verify", methods=_POST),
    route("ledger/head/", ledger.head, "export", name="ledger-head"),
    route("ledger/heads/", ledger.keep, "admin", name="ledger-keep", methods=_POST),
    route("ledger/heads/<int:seq>/", ledger.kept, "export", name="ledger-kept"),
    route("ledger/addition/", ledger.addition, "export", name="ledger-addition"),
    route("ledger/entries/<int:seq>/", ledger.entry, "admin", name="ledger-entry"),
    route("ledger/entries/<int:seq>/proof/", ledger.proof, "admin", name="ledger-proof"),
    route("export/", export.show, "export", name="export", methods=_BOTH),
    route("accounts/", accounts.listed, "admin", name="accounts"),
    route("accounts/add/", accounts.add, "admin", name="account-add", methods=_POST),
    route("accounts/<str:name>/", accounts.change, "admin", name="account-change", methods=_POST),
    route("account/", account.show, "own", name="account"),
    route("account/password/", account.password, "own", name="account-password", methods=_POST),
    route("account/second-factor/", account.second_factor, "own", name="second-factor", methods=_BOTH),
    route("account/second-factor/remove/", account.remove_second_factor, "own", name="second-factor-remove", methods=_POST),
    # For programs; tokens say who asks.
    path("api/", api.urls),
]
