"""The addresses of the desk; each names the page, the action it needs and the methods it answers to."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, register_converter

from sulh.desk.api import api
from sulh.desk.entering import ENTERED
from sulh.desk.pages import (
    account,
    accounts,
    actors,
    adding,
    before_after,
    cases,
    charts,
    coding,
    commitments,
    counts,
    document,
    document_editing,
    documents,
    downloads,
    entering,
    export,
    facts,
    field_forms,
    fixing,
    ground,
    groups,
    history,
    incidents,
    intake,
    ledger,
    likely,
    meeting_tracks,
    meetings,
    moving,
    naming,
    palette,
    people,
    places,
    plans,
    process,
    queue,
    review,
    round_names,
    rounds,
    search,
    signing,
    talking,
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


class _FactKind:
    """The name of something that can be entered by hand, as a part of an address."""

    regex = "|".join(ENTERED)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(_FactKind, "fact")
_POST = ("POST",)

urlpatterns: list[URLPattern | URLResolver] = [
    route("", process.show, "read", name="process"),
    route("differing/", process.differing, "read", name="today-differing"),
    route("since/", process.since, "read", name="today-since"),
    route("more/", process.more, "read", name="today-more"),
    route("timeline/", process.timeline, "read", name="timeline"),
    route("process/name/", process.rename, "edit", name="process-name", methods=_POST),
    # Facts entered by hand; before the sign-in link, whose tokens are no names of kinds.
    route("enter/", entering.listed, "edit", name="enter-facts"),
    route("enter/<fact:kind>/", entering.fact, "edit", name="enter-fact", methods=_BOTH),
    route("enter/<fact:kind>/form/", field_forms.download, "edit", name="field-form"),
    # Signing in and out, the language.
    route("sign-in/", signing.sign_in, "open", name="sign-in", methods=_BOTH),
    route("sign-in/code/", signing.code, "open", name="sign-in-code", methods=_BOTH),
    route("enter/<str:token>/", signing.enter, "open", name="enter"),
    route("sign-out/", signing.sign_out, "open", name="sign-out", methods=_POST),
    route("language/", account.language, "open", name="language", methods=_POST),
    # Meetings, and whether two are one.
    route("meetings/", meetings.listed, "read", name="meetings"),
    route("meetings/in-track/", meeting_tracks.put_in_several, "edit", name="meetings-track", methods=_BOTH),
    route("meetings/<str:key>/", meetings.show, "read", name="meeting"),
    route("meetings/<str:key>/history/", history.of_meeting, "read", name="meeting-history"),
    route("meetings/<str:key>/card/", meetings.card, "read", name="meeting-card"),
    route("meetings/<str:key>/merge/", meetings.merge, "merge", name="meeting-merge", methods=_BOTH),
    route("meetings/<str:key>/split/", meetings.split, "merge", name="meeting-split", methods=_POST),
    route("meetings/<str:key>/tracks/", meeting_tracks.put_in, "edit", name="meeting-tracks", methods=_POST),
    route("meetings/<str:key>/correct/", fixing.meeting_fields, "review", name="meeting-correct", methods=_BOTH),
    route("claims/<str:key>/move/", moving.to_meeting, "edit", name="claim-move", methods=_BOTH),
    route("claims/<str:key>/fields/", fixing.fact_fields, "review", name="claim-fields", methods=_BOTH),
    # Names offered while one types, and words marked in a document.
    route("pick/<str:what>/", entering.names, "edit", name="pick"),
    route("documents/<str:key>/marked/", entering.marked, "edit", name="document-marked"),
    # Documents and the claims they make.
    route("documents/", documents.listed, "read", name="documents"),
    route("documents/add/", adding.add, "edit", name="documents-add", methods=_BOTH),
    route("intake/", intake.listed, "edit", name="intake", methods=_BOTH),
    route("intake/<int:job>/", intake.show, "edit", name="intake-list", methods=_BOTH),
    route("intake/<int:job>/faults/", intake.faults, "edit", name="intake-faults"),
    route("uploads/", uploads.listed, "edit", name="uploads"),
    route("uploads/<int:job>/cancel/", uploads.cancel, "edit", name="upload-cancel", methods=_POST),
    route("uploads/<int:job>/again/", uploads.again, "edit", name="upload-again", methods=_POST),
    route("documents/<str:key>/", document.show, "read", name="document"),
    route("documents/<str:key>/follows/", document.follows, "read", name="document-follows"),
    route("documents/<str:key>/share/", documents.share, "edit", name="document-share", methods=_POST),
    route("documents/<str:key>/edit/", document_editing.edit, "edit", name="document-edit", methods=_BOTH),
    route("documents/<str:key>/withdraw/", document_editing.withdraw, "edit", name="document-withdraw", methods=_POST),
    route("documents/<str:key>/history/", history.of_document, "read", name="document-history"),
    route("documents/<str:key>/coding/", coding.of_document, "review", name="document-coding", methods=_BOTH),
    route("claims/decide/", review.together, "review", name="claims-decide", methods=_POST),
    route("claims/rows/", review.rows, "read", name="claims-rows"),
    route("claims/<str:key>/", history.claim, "read", name="claim"),
    route("claims/<str:key>/accept/", review.accept, "review", name="claim-accept", methods=_POST),
    route("claims/<str:key>/reject/", review.reject, "review", name="claim-reject", methods=_POST),
    route("claims/<str:key>/correct/", review.correct, "review", name="claim-correct", methods=_BOTH),
    route("review/", queue.queue, "review", name="review"),
    route("review/next/", queue.following, "review", name="review-next"),
    route("review/alike/", queue.accept_alike, "review", name="review-alike", methods=_BOTH),
    route("review/likely/", likely.accept_likely, "review", name="review-likely", methods=_BOTH),
    route("review/colleagues/", queue.colleagues, "review", name="review-colleagues"),
    route("review/coding/", coding.overview, "review", name="coding"),
    route("review/meetings/", review.proposals, "merge", name="proposals"),
    route("review/meetings/<str:key>/", review.proposal, "merge", name="proposal", methods=_POST),
    route("decisions/undo/", review.undo_several, "review", name="undo-several", methods=_BOTH),
    route("decisions/<int:seq>/undo/", review.undo, "review", name="undo", methods=_POST),
    # Lists of persons, exchanged in rounds; who may reach them is a role of its own.
    route("persons/rounds/", rounds.index, "persons", name="rounds"),
    route("persons/rounds/open/", rounds.new, "persons", name="round-open", methods=_BOTH),
    route("persons/rounds/<str:key>/", rounds.show, "persons", name="round"),
    route("persons/rounds/<str:key>/add/", rounds.add, "persons", name="round-add", methods=_BOTH),
    route("persons/rounds/<str:key>/show/", rounds.reveal, "persons", name="round-show", methods=_POST),
    route("persons/rounds/<str:key>/clock/", rounds.move, "persons", name="round-clock", methods=_POST),
    route("persons/rounds/<str:key>/sheet.csv", rounds.sheet, "persons", name="round-sheet"),
    route("persons/let-in/<str:name>/", accounts.let, "persons", name="persons-let-in", methods=_POST),
    route("persons/rounds/<str:key>/file/", rounds.ask, "persons", name="round-ask", methods=_POST),
    route("persons/rounds/<str:key>/file/<str:made>/names.csv", rounds.names, "persons", name="round-names-file"),
    route("persons/rounds/<str:key>/counts/", counts.show, "persons", name="round-counts", methods=_BOTH),
    route("persons/rounds/<str:key>/counts/report/", counts.report, "persons", name="round-counts-report"),
    route("persons/rounds/<str:key>/counts/<str:made>/file/", counts.download, "persons", name="round-counts-file"),
    route("persons/rounds/<str:key>/matches/", round_names.matches, "persons", name="round-matches", methods=_BOTH),
    route("persons/rounds/<str:key>/names/<path:name>/", round_names.show, "persons", name="round-name", methods=_BOTH),
    route("persons/rounds/<str:key>/plans/new/", plans.new, "persons", name="plan-new", methods=_BOTH),
    route("persons/rounds/<str:key>/plans/<str:plan>/", plans.show, "persons", name="plan", methods=_BOTH),
    route("persons/rounds/<str:key>/plans/<str:plan>/plan.json", plans.download, "persons", name="plan-file"),
    route("persons/rounds/<str:key>/plans/<str:plan>/lists/<int:number>/", plans.crossing_list, "persons", name="plan-list"),
    route("persons/cases/", cases.index, "persons", name="cases"),
    route("persons/cases/open/", cases.new, "persons", name="case-open", methods=_BOTH),
    route("persons/cases/<str:key>/", cases.show, "persons", name="case", methods=_BOTH),
    route("persons/search/", round_names.search, "persons", name="person-search", methods=_BOTH),
    # What colleagues say about a thing, and ask of each other.
    route("work/", talking.listed, "own", name="work"),
    route("work/calendar.ics", talking.calendar, "own", name="calendar"),
    # For calendar programs, which do not sign in: the key in the address says whose calendar it is.
    route("calendar/<str:token>.ics", talking.subscribed, "open", name="calendar-subscribed"),
    route("about/<str:thing>/comment/", talking.comment, "review", name="about-comment", methods=_POST),
    route("about/<str:thing>/assign/", talking.assign, "review", name="about-assign", methods=_POST),
    route("about/<str:thing>/done/", talking.done, "review", name="about-done", methods=_POST),
    # Who may see what: groups, single claims and things.
    route("groups/", groups.listed, "own", name="groups"),
    route("make-group/", groups.make, "admin", name="group-make", methods=_POST),
    # A group's name may have a slash.
    route("groups/<path:group>/members/", groups.members, "admin", name="group-members", methods=_POST),
    route("groups/<path:group>/", groups.show, "own", name="group"),
    route("about/<str:thing>/share/", groups.share, "edit", name="about-share", methods=_BOTH),
    # What was promised.
    route("commitments/", commitments.board, "read", name="commitments"),
    route("commitments/<str:key>/", commitments.show, "read", name="commitment"),
    route("commitments/<str:key>/status/", commitments.set_status, "edit", name="commitment-status", methods=_POST),
    route("commitments/<str:key>/follow/", commitments.follow, "edit", name="commitment-follow", methods=_POST),
    route("commitments/<str:key>/evidence/", commitments.add_evidence, "edit", name="commitment-evidence", methods=_POST),
    # Who, where, on which track.
    route("people/", people.listed, "read", name="people"),
    route("actors/", actors.listed, "read", name="actors"),
    route("actors/<str:key>/", actors.show, "read", name="actor"),
    route("actors/<str:key>/edit/", naming.actor, "edit", name="actor-edit", methods=_BOTH),
    route("actors/<str:key>/join/", naming.actor_join, "edit", name="actor-join", methods=_BOTH),
    route("actors/<str:key>/part/", naming.actor_part, "edit", name="actor-part", methods=_BOTH),
    route("people/<path:key>/join/", people.join, "edit", name="person-join", methods=_BOTH),
    route("people/<path:key>/part/", people.part, "edit", name="person-part", methods=_POST),
    route("people/<path:key>/", people.show, "read", name="person"),
    route("network/", actors.network, "read", name="network"),
    route("places/", places.show, "read", name="places"),
    route("places.geojson", places.geojson, "read", name="places-geojson"),
    route("charts/<slug:name>.<slug:form>", charts.file, "read", name="chart-file"),
    route("tracks/", tracks.listed, "read", name="tracks"),
    route("tracks/<str:key>/", tracks.show, "read", name="track"),
    route("tracks/<str:key>/edit/", naming.track, "edit", name="track-edit", methods=_BOTH),
    route("tracks/<str:key>/join/", naming.track_join, "edit", name="track-join", methods=_BOTH),
    route("tracks/<str:key>/part/", naming.track_part, "edit", name="track-part", methods=_BOTH),
    route("search/", search.show, "read", name="search"),
    route("go/", palette.show, "read", name="palette"),
    # What happens where the truce should hold.
    route("ground/", ground.sides, "read", name="ground"),
    route("ground/change/", before_after.show, "read", name="before-after"),
    route("ground/report/", ground.report, "export", name="ground-report", methods=_POST),
    route("ground/incidents/", incidents.listed, "read", name="incidents"),
    route("ground/incidents.geojson", incidents.geojson, "read", name="incidents-geojson"),
    route("ground/incidents/<str:key>/", incidents.show, "read", name="incident"),
    route("ground/incidents/<str:key>/join/", incidents.join, "merge", name="incident-join", methods=_POST),
    route("ground/incidents/<str:key>/part/", incidents.part, "merge", name="incident-part", methods=_POST),
    # Whatever is stated whole: ceasefire events, releases, acts.
    route("facts/<str:kind>/", facts.listed, "read", name="facts"),
    # How it is put.
    route("wording/", wording.threads, "read", name="threads"),
    route("wording/thread/", wording.cell, "read", name="thread-cell"),
    route("wording/clause/", wording.clause, "read", name="clause-life"),
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
    route("lists/<str:name>/", downloads.download, "export", name="list-download", methods=_POST),
    route("export/", export.show, "export", name="export", methods=_BOTH),
    route("accounts/", accounts.listed, "admin", name="accounts"),
    route("accounts/add/", accounts.add, "admin", name="account-add", methods=_POST),
    route("accounts/<str:name>/let-in/", accounts.let, "admin", name="account-let-in", methods=_POST),
    route("accounts/<str:name>/", accounts.change, "admin", name="account-change", methods=_POST),
    route("account/", account.show, "own", name="account"),
    route("account/calendar/", account.calendar, "own", name="account-calendar", methods=_POST),
    route("account/password/", account.password, "own", name="account-password", methods=_POST),
    route("account/second-factor/", account.second_factor, "own", name="second-factor", methods=_BOTH),
    route("account/second-factor/remove/", account.remove_second_factor, "own", name="second-factor-remove", methods=_POST),
    # For programs; tokens say who asks.
    path("api/", api.urls),
]
