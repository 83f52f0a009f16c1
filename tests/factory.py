"""Readings made by hand: small enough to check by eye, with every kind of fact in them."""

from __future__ import annotations

import hashlib

from sulh.model import (
    Act,
    ActKind,
    Actor,
    ActorKind,
    AgendaItem,
    Attendance,
    CeasefireEvent,
    CeasefireKind,
    CeasefireZone,
    Citation,
    Document,
    DocumentKind,
    IncidentAssessment,
    IncidentKind,
    Issue,
    Meeting,
    MeetingKind,
    MeetingStatus,
    Observation,
    ObservationKind,
    Participation,
    Reading,
    Release,
    ReleaseKind,
    Report,
    Response,
    ResponseKind,
    Role,
    Tally,
    TallyKind,
    Track,
    VerificationState,
)

TEXT = """\
Guarantors meet in Nur-Sultan

The 16th round of talks in the Astana format was held in Nur-Sultan on 7-8 July 2021. Russia, Iran and Turkey took part as guarantors, \
together with the Syrian government and the Syrian armed opposition. The United Nations sent observers. The Russian delegation was led \
by Alexander Lavrentiev, special envoy of the President.

The round dealt with humanitarian assistance and the exchange of prisoners. The three states reaffirmed the sovereignty and unity of Syria.

The Astana format began in January 2017 and runs parallel to the Geneva process. The ceasefire declared on 5 March 2020 in Idlib holds. \
In June the government handed over 12 prisoners to the opposition. The next round is planned in Geneva before the end of 2021.
"""

ARABIC = "انعقدت الجولة في جنيف يوم 7 يوليو 2021. وشاركت روسيا في المحادثات."

RUSSIA = Actor("RUS", "Russia", ActorKind.STATE, (("iso2", "RU"),))
IRAN = Actor("IRN", "Iran", ActorKind.STATE)
TURKEY = Actor("TUR", "T\u00fcrkiye", ActorKind.STATE)
SYRIA = Actor("SYR", "Syria", ActorKind.STATE)
OPPOSITION = Actor("syrian-armed-opposition", "Syrian armed opposition", ActorKind.ARMED_GROUP)
UN = Actor("united-nations", "United Nations", ActorKind.IGO)


def make_document(text: str = TEXT, *, path: str = "talks/round-16.txt", title: str | None = "Guarantors meet in Nur-Sultan") -> Document:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(f"sha256:{digest}", path, text, title=title, publisher="Kazinform", published="2021-07-09")


def cite(words: str, text: str = TEXT) -> Citation:
    start = text.index(words)
    return Citation.of(text, start, start + len(words))


def make_reading(document: Document | None = None) -> Reading:
    """A reading of `TEXT` with every kind of fact; the meeting it is mainly about stands second."""
    names = (("Russia", RUSSIA, Role.GUARANTOR), ("Iran", IRAN, Role.GUARANTOR), ("Turkey", TURKEY, Role.GUARANTOR))
    others = (
        ("the Syrian government", SYRIA, Role.PARTY),
        ("the Syrian armed opposition", OPPOSITION, Role.PARTY),
        ("The United Nations sent observers", UN, Role.OBSERVER),
    )
    held = Meeting(
        kind=MeetingKind.ROUND,
        status=MeetingStatus.HELD,
        cites=(cite("The 16th round of talks in the Astana format was held in Nur-Sultan on 7-8 July 2021"), cite("The round dealt with")),
        track="Astana format",
        ordinal=16,
        start="2021-07-07",
        end="2021-07-08",
        city="Nur-Sultan",
        country="KZ",
        core=True,
        participants=tuple(Participation(actor, role, (cite(words),)) for words, actor, role in (*names, *others)),
        people=(
            Attendance(
                "Alexander Lavrentiev",
                "special envoy of the President",
                RUSSIA,
                True,
                (cite("The Russian delegation was led by Alexander Lavrentiev, special envoy of the President"),),
            ),
        ),
        agenda=(
            AgendaItem(Issue.HUMANITARIAN, "humanitarian assistance", cite("humanitarian assistance")),
            AgendaItem(Issue.PRISONERS, "the exchange of prisoners", cite("the exchange of prisoners")),
        ),
    )
    planned = Meeting(
        kind=MeetingKind.ROUND,
        status=MeetingStatus.PLANNED,
        cites=(cite("The next round is planned in Geneva"),),
        city="Geneva",
        country="CH",
    )
    return Reading(
        document=document or make_document(),
        kind=DocumentKind.NEWS,
        meetings=(planned, held),
        tracks=(
            Track(
                "Astana format",
                (cite("The Astana format began in January 2017"),),
                started="2017-01",
                initiators=(RUSSIA, IRAN, TURKEY),
                venue="Nur-Sultan",
                parallel_to="Geneva process",
            ),
        ),
        acts=(
            Act(
                ActKind.REAFFIRM,
                (RUSSIA, IRAN, TURKEY),
                (Issue.SOVEREIGNTY, Issue.UNITY),
                cite("The three states reaffirmed the sovereignty and unity of Syria."),
                date="2021-07-08",
            ),
            Act(ActKind.CALL, (UN,), (Issue.HUMANITARIAN,), cite("humanitarian assistance"), due="2021-12"),
        ),
        ceasefires=(
            CeasefireEvent(
                CeasefireKind.DECLARED,
                cite("The ceasefire declared on 5 March 2020 in Idlib holds"),
                start="2020-03-05",
                parties=(SYRIA, OPPOSITION),
                area="Idlib",
            ),
        ),
        releases=(
            Release(
                ReleaseKind.RELEASE,
                cite("the government handed over 12 prisoners to the opposition"),
                by=SYRIA,
                to=OPPOSITION,
                count=12,
                date="2021-06",
            ),
        ),
        tallies=(
            Tally(
                TallyKind.VIOLATION,
                cite("The ceasefire declared on 5 March 2020 in Idlib holds"),
                count=0,
                by=RUSSIA,
                start="2020-03-05",
                place="Idlib",
            ),
        ),
        reports=(Report(IncidentKind.SHELLING, cite("in Idlib"), by=RUSSIA, start="2020-03-06", place="Idlib", against=SYRIA, killed=2),),
        assessments=(IncidentAssessment(VerificationState.VERIFIED, cite("in Idlib holds"), by=UN, date="2020-03-09", place="Idlib"),),
        responses=(Response(ResponseKind.DENIED, cite("the government"), by=SYRIA, date="2020-03-10", asked="2020-03-09"),),
        zones=(CeasefireZone("Idlib", cite("in Idlib"), ("Idlib",), "2020-03-06", drawn="by us", geometry='{"type": "Polygon"}'),),
        observations=(Observation(ObservationKind.DENIED, cite("in Idlib"), by=UN, start="2020-03-07", hindered_by=SYRIA),),
    )


def make_empty(path: str = "weather.txt", text: str = "Rain is expected tomorrow.") -> Reading:
    return Reading(make_document(text, path=path, title=None), DocumentKind.NEWS)


def make_arabic() -> Reading:
    """A reading of one Arabic document."""
    document = make_document(ARABIC, path="خبر.txt", title="جولة جنيف")
    first = ARABIC.split(".")[0]
    place = "جنيف"
    russia = "روسيا"
    meeting = Meeting(
        MeetingKind.ROUND,
        MeetingStatus.HELD,
        (cite(first, ARABIC),),
        start="2021-07-07",
        city=place,
        country="CH",
        core=True,
        participants=(Participation(RUSSIA, Role.PARTICIPANT, (cite(russia, ARABIC),)),),
    )
    return Reading(document, DocumentKind.NEWS, meetings=(meeting,))
