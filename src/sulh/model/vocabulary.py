"""The codes that every part of Sulh shares; definitions follow the annotation guide of the reading."""

from __future__ import annotations

from enum import StrEnum

__all__ = [
    "FIRM",
    "OPEN",
    "RETIRED",
    "ActKind",
    "ActorKind",
    "CeasefireKind",
    "ClaimStatus",
    "ClauseState",
    "CommitmentStatus",
    "DatePrecision",
    "DocumentKind",
    "Issue",
    "LinkKind",
    "MeetingKind",
    "MeetingStatus",
    "PlacePrecision",
    "ReleaseKind",
    "Role",
    "Sharing",
]


class ActorKind(StrEnum):
    """What sort of body an actor is."""

    STATE = "state"
    IGO = "igo"
    ARMED_GROUP = "armed_group"
    POLITICAL = "political"
    CIVIL_SOCIETY = "civil_society"
    BODY = "body"
    COALITION = "coalition"
    UNKNOWN = "unknown"


class DocumentKind(StrEnum):
    """What sort of text a document is."""

    NEWS = "news"
    COMMUNIQUE = "communique"
    JOINT_STATEMENT = "joint_statement"
    AGREEMENT = "agreement"
    REPORT = "report"
    INTERVIEW = "interview"


class MeetingKind(StrEnum):
    """The form of a meeting."""

    ROUND = "round"
    SUMMIT = "summit"
    MINISTERIAL = "ministerial"
    CONSULTATION = "consultation"
    VISIT = "visit"
    WORKING_GROUP = "working_group"
    CONFERENCE = "conference"
    CALL = "call"
    SIGNING = "signing"
    SESSION = "session"


class MeetingStatus(StrEnum):
    """Whether a meeting took place, as the document has it."""

    HELD = "held"
    ONGOING = "ongoing"
    PLANNED = "planned"
    CANCELLED = "cancelled"


class Role(StrEnum):
    """What an actor was at one meeting; the first that applies, in this order of guarantor, mediator, facilitator, host."""

    GUARANTOR = "guarantor"
    MEDIATOR = "mediator"
    FACILITATOR = "facilitator"
    HOST = "host"
    PARTY = "party"
    OBSERVER = "observer"
    SIGNATORY = "signatory"
    PARTICIPANT = "participant"


class ActKind(StrEnum):
    """What an operative statement does."""

    REAFFIRM = "reaffirm"
    CALL = "call"
    CONDEMN = "condemn"
    AGREE = "agree"
    DECIDE = "decide"
    WELCOME = "welcome"
    REJECT = "reject"
    NOTE = "note"
    OFFER = "offer"
    ACCUSE = "accuse"
    THANK = "thank"


class CeasefireKind(StrEnum):
    """What happened to a ceasefire."""

    DECLARED = "declared"
    EXTENDED = "extended"
    VIOLATED = "violated"
    ENDED = "ended"
    MONITORED = "monitored"


class ReleaseKind(StrEnum):
    """What sort of release of persons or remains was reported."""

    PRISONER_EXCHANGE = "prisoner_exchange"
    RELEASE = "release"
    HANDOVER_OF_BODIES = "handover_of_bodies"


class Issue(StrEnum):
    """What a talk, an act or a commitment is about."""

    CEASEFIRE = "ceasefire"
    DE_ESCALATION = "de_escalation"
    WITHDRAWAL = "withdrawal"
    DISARMAMENT = "disarmament"
    DEMINING = "demining"
    TERRORISM = "terrorism"
    SOVEREIGNTY = "sovereignty"
    INDEPENDENCE = "independence"
    UNITY = "unity"
    TERRITORIAL_INTEGRITY = "territorial_integrity"
    BORDERS = "borders"
    POLITICAL_PROCESS = "political_process"
    CONSTITUTION = "constitution"
    ELECTIONS = "elections"
    POWER_SHARING = "power_sharing"
    AUTONOMY = "autonomy"
    INCLUSION_WOMEN = "inclusion_women"
    HUMAN_RIGHTS = "human_rights"
    JUSTICE_AMNESTY = "justice_amnesty"
    PRISONERS = "prisoners"
    HOSTAGES = "hostages"
    MISSING = "missing"
    BODIES = "bodies"
    REFUGEES_IDPS = "refugees_idps"
    HUMANITARIAN = "humanitarian"
    SOCIOECONOMIC = "socioeconomic"
    HEALTH = "health"
    RECONSTRUCTION = "reconstruction"
    SANCTIONS = "sanctions"
    SECURITY_GUARANTEES = "security_guarantees"
    MONITORING = "monitoring"
    PEACEKEEPING = "peacekeeping"
    FOREIGN_FORCES = "foreign_forces"
    ATTACKS_BY_THIRD_STATE = "attacks_by_third_state"
    CHEMICAL_WEAPONS = "chemical_weapons"
    NUCLEAR = "nuclear"
    ENERGY = "energy"
    TRANSPORT_CORRIDORS = "transport_corridors"
    MEDIA_INCITEMENT = "media_incitement"
    BILATERAL_RELATIONS = "bilateral_relations"
    NEXT_MEETING = "next_meeting"
    OTHER = "other"


class ClaimStatus(StrEnum):
    """What people decided about a claim."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


# A claim with one of these statuses says nothing any more; one with one of those a person stands behind.
RETIRED = frozenset({ClaimStatus.REJECTED, ClaimStatus.WITHDRAWN})
FIRM = frozenset({ClaimStatus.ACCEPTED, ClaimStatus.CORRECTED})


class CommitmentStatus(StrEnum):
    """How far a promise was kept."""

    NOT_INITIATED = "0"
    MINIMAL = "1"
    INTERMEDIATE = "2"
    FULL = "3"
    BROKEN = "broken"
    SUPERSEDED = "superseded"


# A promise with one of these statuses may still be kept.
OPEN = frozenset({CommitmentStatus.NOT_INITIATED, CommitmentStatus.MINIMAL, CommitmentStatus.INTERMEDIATE})


class PlacePrecision(StrEnum):
    """How exactly a place is known."""

    BUILDING = "building"
    CITY = "city"
    COUNTRY = "country"
    NONE = "none"


class DatePrecision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    OPEN = "open"
    NONE = "none"


class Sharing(StrEnum):
    """Who may see a document or a claim."""

    PUBLIC = "public"
    TEAM = "team"
    RESTRICTED = "restricted"


class ClauseState(StrEnum):
    """What a clause is to the statements before it, as far as they are held."""

    FIRST_SEEN = "first_seen"
    CARRIED = "carried"
    CHANGED = "changed"
    RETURNED = "returned"


class LinkKind(StrEnum):
    """How the words of an earlier clause stand in a later one."""

    SAME = "same"
    EDITED = "edited"
    EMBEDDED = "embedded"
    SPLIT = "split"
    MERGED = "merged"
