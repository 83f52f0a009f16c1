"""The tables of a record: the ledger and the texts, which are the truth, and the projections, which can be derived from them anew."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models

__all__ = [
    "ActRow",
    "ActorRow",
    "AgendaRow",
    "ApiToken",
    "AttendanceRow",
    "Audience",
    "CeasefireRow",
    "Claim",
    "Commitment",
    "Decision",
    "Document",
    "Entry",
    "Evidence",
    "MeetingAudience",
    "MeetingRow",
    "Membership",
    "Mention",
    "ParticipationRow",
    "ProjectionState",
    "Proposal",
    "ReleaseRow",
    "SearchRow",
    "Text",
    "TrackRow",
    "User",
]


class User(AbstractUser):
    """An account; `groups` of Django's own accounts are the groups that restricted documents are shared with."""

    class Role(models.TextChoices):
        """What an account may do, each including the one below it: see `sulh.record.access`."""

        ADMIN = "admin"
        EDITOR = "editor"
        REVIEWER = "reviewer"
        READER = "reader"

    role = models.CharField(max_length=8, choices=Role, default=Role.READER)
    language = models.CharField(max_length=8, blank=True, default="")


class ApiToken(models.Model):
    """A key to the API that an account gave out: only the SHA-256 of the secret is kept, which is long and random, so it needs no salt."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    label = models.CharField(max_length=100, default="", blank=True)
    digest = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField(auto_now_add=True)


# --- the truth ---------------------------------------------------------------------------------------------------------------------


class Entry(models.Model):
    """One entry of the ledger. `hash` covers `previous`, `seq`, `at`, `author`, `kind` and `digest`; `digest` covers `salt` and `body`.

    A body may be withheld from a copy (null) without breaking the chain, since the chain runs over the digest; the salt keeps
    a withheld body from being guessed.
    """

    seq = models.BigIntegerField(primary_key=True)
    at = models.CharField(max_length=32)
    author = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, db_index=True)
    body = models.TextField(null=True)  # null says "withheld", which the empty text does not
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    told: Any = None  # the body as a value, where whoever made the entry still has it


class Text(models.Model):
    """The normalised text of a document; the ledger holds its digest."""

    document = models.CharField(max_length=71, primary_key=True)
    text = models.TextField()


# --- projections -------------------------------------------------------------------------------------------------------------------


class ProjectionState(models.Model):
    """How far the projections have followed the ledger: one row."""

    seq = models.BigIntegerField(default=0)


class Audience(models.Model):
    """Who may see a thing: everybody (`public`), every account (`team`), or the accounts of the groups named (`restricted`)."""

    level = models.CharField(max_length=10)
    groups = models.TextField(default="")  # names, sorted, joined with |

    class Meta:
        constraints = (models.UniqueConstraint(fields=("level", "groups"), name="audience_once"),)


class Document(models.Model):
    """One source. `day` is the first day of `published` as YYYY-MM-DD (for order), null when unknown."""

    id = models.CharField(max_length=71, primary_key=True)
    seq = models.BigIntegerField(unique=True)
    path = models.TextField()
    title = models.TextField(null=True)
    publisher = models.TextField(null=True)
    published = models.CharField(max_length=40, null=True)
    day = models.CharField(max_length=10, null=True, db_index=True)
    language = models.CharField(max_length=16)
    kind = models.CharField(max_length=20)
    media_type = models.CharField(max_length=80)
    length = models.IntegerField()
    body = models.IntegerField(default=0)
    dateline_place = models.TextField(null=True)
    text_digest = models.CharField(max_length=64)
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT)
    retold_from = models.TextField(null=True)


class MeetingRow(models.Model):
    """A meeting as the claims of all its mentions have it: the value most sources give, and which properties are disputed."""

    id = models.CharField(max_length=40, primary_key=True)  # of the first mention
    kind = models.CharField(max_length=20, db_index=True)
    status = models.CharField(max_length=12, db_index=True)
    track = models.ForeignKey("TrackRow", null=True, on_delete=models.SET_NULL, related_name="main_meetings")
    ordinal = models.IntegerField(null=True)
    start = models.CharField(max_length=40, null=True)
    end = models.CharField(max_length=40, null=True)
    first_day = models.CharField(max_length=10, null=True, db_index=True)  # YYYY-MM-DD, earliest possible
    last_day = models.CharField(max_length=10, null=True, db_index=True)  # YYYY-MM-DD, latest possible
    city = models.TextField(null=True)
    country = models.CharField(max_length=2, null=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    place_precision = models.CharField(max_length=12, default="none")  # building, city, country, none
    core = models.BooleanField(default=False)
    sources = models.IntegerField(default=0)
    disputed = models.JSONField(default=list)  # names of properties
    review = models.CharField(max_length=10, default="proposed")  # accepted when every claim shown was decided, else proposed


class MeetingAudience(models.Model):
    """Which audiences the claims of a meeting belong to, so that a page knows whether a viewer sees all, some or none of them."""

    meeting = models.ForeignKey(MeetingRow, on_delete=models.CASCADE, related_name="audiences")
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("meeting", "audience"), name="meeting_audience_once"),)


class Mention(models.Model):
    """One thing as one document tells it: the subject of claims. Only meetings are merged across documents, so only they have `meeting`."""

    id = models.CharField(max_length=40, primary_key=True)  # twelve digits of the document, kind and number: 0123456789ab-meeting1
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="mentions")
    kind = models.CharField(max_length=10)  # meeting, act, track, ceasefire, release
    number = models.IntegerField()
    seq = models.BigIntegerField()
    meeting = models.ForeignKey(MeetingRow, null=True, on_delete=models.SET_NULL, related_name="mentions")
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, db_index=False)


class Claim(models.Model):
    """One assertion of one document. `value` is JSON as claimed; `decided` JSON as corrected by a person, null until then."""

    id = models.CharField(max_length=32, primary_key=True)  # sha256 over identity, first 32 digits
    seq = models.BigIntegerField(unique=True)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="claims")
    mention = models.ForeignKey(Mention, on_delete=models.CASCADE, related_name="claims")
    property = models.CharField(max_length=20)
    value = models.TextField()
    written = models.TextField(default="")
    start = models.IntegerField()
    end = models.IntegerField()
    spans = models.TextField(default="")  # every span: start-end, joined with a space
    method = models.CharField(max_length=80)
    confidence = models.FloatField(null=True)
    status = models.CharField(max_length=10, default="proposed")  # proposed, accepted, rejected, corrected, withdrawn
    decided = models.TextField(null=True)
    decision = models.BigIntegerField(null=True)  # seq of the decision in force
    # No index of its own: nearly all claims share one audience, and a plan that begins with it reads them all.
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, db_index=False)

    class Meta:
        indexes = (
            models.Index(fields=("mention", "property")),
            models.Index(fields=("status", "-confidence", "seq", "audience"), name="claim_queue"),
        )


class Decision(models.Model):
    """What somebody decided: accept, reject, correct, withdraw, merge, split, undo, track, status, evidence, share."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.CharField(max_length=32)
    author = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, db_index=True)
    target = models.CharField(max_length=80, db_index=True)
    other = models.CharField(max_length=80, default="", db_index=True)
    reason = models.TextField(default="")
    body = models.JSONField(default=dict)
    superseded = models.BigIntegerField(null=True)  # seq of the later decision


class Proposal(models.Model):
    """Two meetings that may be one, waiting for a person. `reason` says which of date, place, track, ordinal and participants agree."""

    id = models.CharField(max_length=81, primary_key=True)  # the two mention ids, smaller seq first, joined with ~
    left = models.ForeignKey(Mention, on_delete=models.CASCADE, related_name="+")
    right = models.ForeignKey(Mention, on_delete=models.CASCADE, related_name="+")
    score = models.FloatField()
    reason = models.JSONField(default=dict)
    seq = models.BigIntegerField()
    status = models.CharField(max_length=10, default="open", db_index=True)  # open, merged, apart


class ActorRow(models.Model):
    """An actor that some claim names; `ids` holds identifiers by scheme (iso2, iso3, gw, ucdp, paax, mend, acled)."""

    id = models.CharField(max_length=120, primary_key=True)
    name = models.TextField()
    kind = models.CharField(max_length=16)
    ids = models.JSONField(default=dict)


class TrackRow(models.Model):
    """A track of a process, by its authority name."""

    id = models.CharField(max_length=120, primary_key=True)  # slug of the name
    name = models.TextField()
    process = models.TextField(default="")
    started = models.CharField(max_length=40, null=True)
    venue = models.TextField(null=True)
    parallel_to = models.TextField(null=True)
    part_of = models.TextField(null=True)


class Membership(models.Model):
    """A meeting's or an agreement's place in a track; may be multiple, and says who put it there (sources or a person)."""

    track = models.ForeignKey(TrackRow, on_delete=models.CASCADE, related_name="memberships")
    meeting = models.ForeignKey(MeetingRow, null=True, on_delete=models.CASCADE, related_name="memberships")
    document = models.ForeignKey(Document, null=True, on_delete=models.CASCADE, related_name="memberships")
    sources = models.IntegerField(default=0)
    decision = models.BigIntegerField(null=True)


class ParticipationRow(models.Model):
    """An actor at a merged meeting, in the role most sources give."""

    meeting = models.ForeignKey(MeetingRow, on_delete=models.CASCADE, related_name="participations")
    actor = models.ForeignKey(ActorRow, on_delete=models.PROTECT, related_name="participations")
    role = models.CharField(max_length=12)
    sources = models.IntegerField(default=1)
    disputed = models.BooleanField(default=False)  # sources give other roles

    class Meta:
        constraints = (models.UniqueConstraint(fields=("meeting", "actor"), name="participation_once"),)


class AttendanceRow(models.Model):
    """A named person at a merged meeting."""

    meeting = models.ForeignKey(MeetingRow, on_delete=models.CASCADE, related_name="attendances")
    name = models.TextField()
    office = models.TextField(null=True)
    actor = models.ForeignKey(ActorRow, null=True, on_delete=models.PROTECT, related_name="attendances")
    head = models.BooleanField(default=False)
    sources = models.IntegerField(default=1)


class AgendaRow(models.Model):
    """An issue a merged meeting was about."""

    meeting = models.ForeignKey(MeetingRow, on_delete=models.CASCADE, related_name="agenda")
    issue = models.CharField(max_length=32, db_index=True)
    sources = models.IntegerField(default=1)


class ActRow(models.Model):
    """An operative statement of one document, tied to the meeting it came out of where the document has one core meeting."""

    mention = models.OneToOneField(Mention, on_delete=models.CASCADE, primary_key=True, related_name="act")
    meeting = models.ForeignKey(MeetingRow, null=True, on_delete=models.SET_NULL, related_name="acts")
    act = models.CharField(max_length=12, db_index=True)
    actors = models.JSONField(default=list)  # identifiers
    issues = models.JSONField(default=list)
    date = models.CharField(max_length=40, null=True)
    due = models.CharField(max_length=40, null=True)
    day = models.CharField(max_length=10, null=True, db_index=True)  # of `date`, else of the document
    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, related_name="+")


class Commitment(models.Model):
    """A promise: an act of kind agree or decide with a due date or an open promise. Status: 0, 1, 2, 3, broken, superseded."""

    act = models.OneToOneField(ActRow, on_delete=models.CASCADE, primary_key=True, related_name="commitment")
    track = models.ForeignKey(TrackRow, null=True, on_delete=models.SET_NULL, related_name="commitments")
    status = models.CharField(max_length=10, default="0", db_index=True)
    due_day = models.CharField(max_length=10, null=True, db_index=True)  # last possible day of `due`
    decision = models.BigIntegerField(null=True)


class Evidence(models.Model):
    """Words of a document that bear on a commitment, with the status they were taken to show (null: not weighed yet)."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="evidence")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
    start = models.IntegerField()
    end = models.IntegerField()
    status = models.CharField(max_length=10, null=True)
    note = models.TextField(default="")
    author = models.CharField(max_length=200)
    seq = models.BigIntegerField()
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT)


class CeasefireRow(models.Model):
    """Something that happened to a ceasefire, as one document tells it."""

    mention = models.OneToOneField(Mention, on_delete=models.CASCADE, primary_key=True, related_name="ceasefire")
    event = models.CharField(max_length=12)
    start = models.CharField(max_length=40, null=True)
    end = models.CharField(max_length=40, null=True)
    first_day = models.CharField(max_length=10, null=True, db_index=True)
    last_day = models.CharField(max_length=10, null=True)
    parties = models.JSONField(default=list)
    area = models.TextField(null=True)
    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, related_name="+")


class ReleaseRow(models.Model):
    """A release of persons or remains, as one document tells it."""

    mention = models.OneToOneField(Mention, on_delete=models.CASCADE, primary_key=True, related_name="release")
    what = models.CharField(max_length=20)
    by = models.ForeignKey(ActorRow, null=True, on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(ActorRow, null=True, on_delete=models.PROTECT, related_name="+")
    count = models.IntegerField(null=True)
    date = models.CharField(max_length=40, null=True)
    day = models.CharField(max_length=10, null=True, db_index=True)
    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, related_name="+")


class SearchRow(models.Model):
    """What a search looks through: folded words of a document, a meeting or an actor; see `sulh.record.searching`.

    A migration by vendor puts an FTS5 table or a tsvector beside it.
    """

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=10)
    ref = models.CharField(max_length=120, db_index=True)
    title = models.TextField(default="")
    day = models.CharField(max_length=10, null=True)
    folded = models.TextField()
