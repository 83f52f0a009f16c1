"""The codes that every part of Sulh shares; definitions follow the annotation guide of the reading."""

from __future__ import annotations

from enum import StrEnum

__all__ = [
    "FIRM",
    "OPEN",
    "RETIRED",
    "TOOK_PLACE",
    "ActKind",
    "ActorKind",
    "CeasefireKind",
    "Certainty",
    "ChangeFinding",
    "ClaimStatus",
    "ClauseMove",
    "ClausePart",
    "ClauseState",
    "CommitmentStatus",
    "CountMeaning",
    "CrossingOutcome",
    "DatePrecision",
    "Direction",
    "DocumentKind",
    "Harmed",
    "HolderAnswer",
    "HypothesisState",
    "IncidentKind",
    "Issue",
    "LinkGrade",
    "LinkKind",
    "MeetingKind",
    "MeetingStatus",
    "ObservationKind",
    "PersonCategory",
    "PersonFate",
    "PersonWhereabouts",
    "PlacePrecision",
    "PromiseState",
    "RecordStatus",
    "ReleaseKind",
    "RequestState",
    "ResponseKind",
    "Role",
    "Sharing",
    "SinceKind",
    "SubstanceKind",
    "TallyKind",
    "TallyVerdict",
    "TransferWish",
    "VariantKind",
    "VerificationState",
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


# A meeting with one of these took place, or is taking place.
TOOK_PLACE = frozenset({MeetingStatus.HELD, MeetingStatus.ONGOING})


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


class TallyKind(StrEnum):
    """What a side or a mission counts while a ceasefire is watched."""

    VIOLATION = "violation"
    INCIDENT = "incident"
    EXPLOSION = "explosion"
    WEAPON = "weapon"
    CASUALTY = "casualty"
    DEATH = "death"
    DENIAL = "denial"


class CountMeaning(StrEnum):
    """What a counted number means, where it is not exact."""

    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    UNINTERRUPTED = "uninterrupted"


class TallyVerdict(StrEnum):
    """What the other side says of the cases that one side counted."""

    CONFIRMED = "confirmed"
    PARTLY = "partly"
    NOT_CONFIRMED = "not_confirmed"


class IncidentKind(StrEnum):
    """What is said to have happened in an incident."""

    SHELLING = "shelling"
    AIR_STRIKE = "air_strike"
    SHOOTING = "shooting"
    CLASH = "clash"
    EXPLOSION = "explosion"
    ABDUCTION = "abduction"
    FORCES_MOVED = "forces_moved"
    WEAPONS_PLACED = "weapons_placed"
    OVERFLIGHT = "overflight"
    OTHER = "other"


class Harmed(StrEnum):
    """Whom an incident is said to have harmed."""

    CIVILIANS = "civilians"
    FIGHTERS = "fighters"
    BOTH = "both"


class VerificationState(StrEnum):
    """How far somebody says that what was reported is established."""

    ALLEGED = "alleged"
    UNDER_INQUIRY = "under_inquiry"
    CORROBORATED = "corroborated"
    VERIFIED = "verified"
    REFUTED = "refuted"
    CLOSED = "closed"


class ResponseKind(StrEnum):
    """What a party that was asked about an incident does."""

    ASKED = "asked"
    ADMITTED = "admitted"
    DENIED = "denied"
    EXPLAINED = "explained"
    PROMISED = "promised"
    ACTED = "acted"
    SILENT = "silent"


class ObservationKind(StrEnum):
    """Whether those who watch a ceasefire could look, and what a satellite saw."""

    PATROL = "patrol"
    DENIED = "denied"
    RESTRICTED = "restricted"
    CLOUD = "cloud"
    NOT_OBSERVED = "not_observed"
    HEAT = "heat"


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


class RecordStatus(StrEnum):
    """How far what a record says of a thing is settled: what people decided about its claims, and whether sources differ."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    DISPUTED = "disputed"


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


class Direction(StrEnum):
    """What a later item does to a promise."""

    FULFILS = "fulfils"
    ADVANCES = "advances"
    DELAYS = "delays"
    BREAKS = "breaks"
    REPEATS = "repeats"
    WITHDRAWS = "withdraws"
    MENTIONS = "mentions"


class ChangeFinding(StrEnum):
    """What can be said of a change of weekly counts."""

    FELL = "fell"
    ROSE = "rose"
    NO_CLEAR_CHANGE = "no_clear_change"
    TOO_FEW_WEEKS = "too_few_weeks"
    NONE_BEFORE = "none_before"
    NONE_AFTER = "none_after"
    NOT_OBSERVED = "not_observed"


class PromiseState(StrEnum):
    """What the record shows became of a promise."""

    KEPT = "kept"
    KEPT_LATE = "kept_late"
    UNDER_WAY = "under_way"
    NO_SOURCE = "no_source"
    CALLED_OFF = "called_off"
    BROKEN = "broken"
    SUPERSEDED = "superseded"


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
    """What a statement does with a formula, as far as the statements before it are held.

    A clause has one of the first five; a statement without a clause of the formula has one of the last four.
    """

    FIRST_SEEN = "first_seen"
    CARRIED = "carried"
    CHANGED = "changed"
    RETURNED = "returned"
    PERHAPS = "perhaps"
    DROPPED = "dropped"
    ABSENT = "absent"
    UNKNOWN = "unknown"


class ClausePart(StrEnum):
    """Where in its statement a clause stands: what leads up to the decisions, or the decisions themselves."""

    PREAMBLE = "preamble"
    OPERATIVE = "operative"


class ClauseMove(StrEnum):
    """Where a clause has gone that keeps its words: elsewhere in its part of the statement, or into the other part."""

    ELSEWHERE = "elsewhere"
    TO_PREAMBLE = "to_preamble"
    TO_OPERATIVE = "to_operative"


class LinkGrade(StrEnum):
    """How sure it is that two clauses are one formula. A weak link is shown, but no state follows from it."""

    FIRM = "firm"
    LIKELY = "likely"
    WEAK = "weak"


class SinceKind(StrEnum):
    """What became of a formula since the statement before, in the order in which it is shown."""

    SUBSTANCE = "substance"
    STRONGER = "stronger"
    WEAKER = "weaker"
    CHANGED = "changed"
    PERHAPS = "perhaps"
    RETURNED = "returned"
    NEW = "new"
    DROPPED = "dropped"
    ABSENT = "absent"
    CARRIED = "carried"


class SubstanceKind(StrEnum):
    """What a change of wording changes beyond the wording."""

    NEGATION = "negation"
    REVERSAL = "reversal"
    MODAL = "modal"
    NUMBER = "number"
    DEADLINE = "deadline"
    DATE = "date"
    PLACE = "place"
    ADDRESSEE = "addressee"
    CONDITION = "condition"
    ACTOR = "actor"
    DEMAND = "demand"


class LinkKind(StrEnum):
    """How the words of an earlier clause stand in a later one."""

    SAME = "same"
    EDITED = "edited"
    EMBEDDED = "embedded"
    SPLIT = "split"
    MERGED = "merged"


class VariantKind(StrEnum):
    """What makes a use of a phrase a variant of it."""

    ENDING = "ending"
    PREFIX = "prefix"
    RELATED = "related"
    ORDER = "order"
    BETWEEN = "between"
    RENAMED = "renamed"


class PersonCategory(StrEnum):
    """What puts a person on a list of releases first, in the order in which they go where the parties agreed on no other; bodies apart."""

    WOUNDED = "wounded"
    SICK = "sick"
    MINOR = "minor"
    WOMAN = "woman"
    ELDERLY = "elderly"
    LONGEST_HELD = "longest_held"
    OTHER = "other"
    BODY = "body"


class TransferWish(StrEnum):
    """What a person said in a private interview about being handed over."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not_asked"


class CrossingOutcome(StrEnum):
    """What happened to a name at the crossing."""

    CAME = "came"
    DID_NOT_COME = "did_not_come"
    REFUSED = "refused"
    DEAD = "dead"
    NOT_ON_LIST = "not_on_list"
    NOT_RECORDED = "not_recorded"


class HolderAnswer(StrEnum):
    """What the side that is asked answers about a name."""

    HELD_HERE = "held_here"
    HELD_ELSEWHERE = "held_elsewhere"
    NOT_HELD = "not_held"
    RELEASED = "released"
    EXCHANGED = "exchanged"
    DEAD_BODY_HELD = "dead_body_held"
    DEAD_BODY_NOT_HELD = "dead_body_not_held"
    UNKNOWN = "unknown"
    REFUSES_TRANSFER = "refuses_transfer"


class RequestState(StrEnum):
    """Where a requested name stands at a moment."""

    NOT_GIVEN = "not_given"
    WAITING = "waiting"
    SILENT = "silent"
    COUNTER_QUESTION = "counter_question"
    ANSWERED = "answered"
    DISPUTED = "disputed"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"


class PersonFate(StrEnum):
    """What is decided about whether a person lives; until somebody decides otherwise a person is missing, and never dead."""

    MISSING = "missing"
    ALIVE = "alive"
    DECEASED = "deceased"


class PersonWhereabouts(StrEnum):
    """What is decided about where a person is, or the body; apart from whether the person lives."""

    UNKNOWN = "unknown"
    DETAINED = "detained"
    ABDUCTED = "abducted"
    RELEASED = "released"
    EXCHANGED = "exchanged"
    AT_LARGE = "at_large"
    BODY_HELD = "body_held"
    BODY_HANDED_OVER = "body_handed_over"
    BODY_NOT_FOUND = "body_not_found"
    IDENTIFIED = "identified"


class Certainty(StrEnum):
    """How sure somebody is of a sighting or a hypothesis, the least sure first."""

    POSSIBLE = "possible"
    LIKELY = "likely"
    ALMOST_CERTAIN = "almost_certain"


class HypothesisState(StrEnum):
    """What became of a hypothesis about a person."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
