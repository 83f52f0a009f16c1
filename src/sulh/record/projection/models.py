"""The projected tables: everything that pages read. They follow from the ledger and are rebuilt, never migrated (see `schema`).

Tables of facts are not written out: their columns come from the declared kinds (`FACTS`) and from `MeetingColumns`.
"""

from __future__ import annotations

from dataclasses import fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any, get_type_hints

from django.db import models
from django.db.models import Model, QuerySet

from sulh.model.kinds import Kind, Property, PropertyType, kinds
from sulh.record.meeting import MeetingColumns

__all__ = [
    "FACTS",
    "ActorAlias",
    "ActorRow",
    "AgendaRow",
    "AttendanceRow",
    "Audience",
    "Claim",
    "Commitment",
    "DecidedLink",
    "Decision",
    "Evidence",
    "Look",
    "MeetingRow",
    "Membership",
    "Mention",
    "OpenInRun",
    "OpenInSource",
    "ParticipationRow",
    "ProjectionState",
    "Proposal",
    "Scope",
    "SearchRow",
    "Shown",
    "Sketch",
    "Source",
    "SourceTrack",
    "Subtree",
    "TrackRow",
    "rows",
]


def rows(table: type[Model]) -> QuerySet[Any]:
    """All rows of a table whose columns come from a declaration, which no type checker sees."""
    return table._default_manager.all()


class Projected(models.Model):
    """What every projected table shares: it belongs to this application, which has no migrations."""

    class Meta:
        abstract = True
        app_label = "projection"


def _to(table: Any, **options: Any) -> Any:
    """A reference to another projected row. The rows are derived, so their references need no watching by the database."""
    return models.ForeignKey(table, on_delete=models.DO_NOTHING, db_constraint=False, **{"related_name": "+"} | options)


class ProjectionState(Projected):
    """How far the projections have followed the ledger, and the entry that last changed each sort of row: one row in all."""

    seq = models.BigIntegerField(default=0)
    fingerprint = models.CharField(max_length=64, default="")
    versions = models.JSONField(default=dict)


class Audience(Projected):
    """Who may see a thing: everybody (`public`), every account (`team`), or the accounts of the groups named (`restricted`)."""

    level = models.CharField(max_length=10)
    groups = models.TextField(default="")  # names, sorted, joined with |


class Scope(Projected):
    """What somebody may see, for whom meetings are projected: all, public, team, or team|GROUP|... for an account in groups."""

    id = models.CharField(max_length=500, primary_key=True)


class Source(Projected):
    """Where claims come from: a document, a list, a form or a person's own entry (`sort`); `day` is the first day of `published`.

    `original` is the earliest source that this one is a copy of, or its own identifier: copies count as one source.
    """

    id = models.CharField(max_length=71, primary_key=True)
    seq = models.BigIntegerField(unique=True)
    sort = models.CharField(max_length=10, default="document")
    path = models.TextField(default="")
    title = models.TextField(null=True)
    publisher = models.TextField(null=True)
    published = models.CharField(max_length=40, null=True)
    day = models.CharField(max_length=10, null=True, db_index=True)
    language = models.CharField(max_length=16, default="")
    kind = models.CharField(max_length=20, default="")
    media_type = models.CharField(max_length=80, default="")
    length = models.IntegerField(default=0)
    body = models.IntegerField(default=0)
    dateline_place = models.TextField(null=True)
    text_digest = models.CharField(max_length=64, default="")
    retold_from = models.TextField(null=True)
    about_text = models.JSONField(default=dict)  # complete or an excerpt, as its front matter says; changed_by
    original = models.CharField(max_length=71, db_index=True)
    withdrawn = models.BooleanField(default=False)
    author = models.CharField(max_length=200, default="")
    audience = _to(Audience)

    class Meta(Projected.Meta):
        # Few are withdrawn; a column of yes and no alone is no use to SQLite as an index.
        indexes = (models.Index(fields=("id",), name="projection_source_gone", condition=models.Q(withdrawn=True)),)


class Sketch(Projected):
    """A few of the smallest hashes of runs of words in a document: near-copies share most of them."""

    id = models.BigIntegerField(primary_key=True)
    source = _to(Source)
    value = models.BigIntegerField(db_index=True)


class Look(Projected):
    """That somebody was shown a thing that is restricted, or a sealed value, on a day; `seq` is the entry that says so."""

    id = models.BigIntegerField(primary_key=True)
    seq = models.BigIntegerField()
    thing = models.CharField(max_length=120, db_index=True)
    author = models.CharField(max_length=200)
    day = models.CharField(max_length=10)


class Subtree(Projected):
    """The root over a whole run of entries in the ledger's Merkle tree, keyed by its height and place (`subtrees.subtree_key`)."""

    id = models.BigIntegerField(primary_key=True)
    hash = models.CharField(max_length=64)


class Mention(Projected):
    """One thing as one source states it: the subject of claims. `meeting` is the first mention of the same meeting."""

    id = models.CharField(max_length=40, primary_key=True)  # twelve digits of the source, kind and number: 0123456789ab-meeting1
    source = _to(Source)
    kind = models.CharField(max_length=20)
    number = models.IntegerField()
    seq = models.BigIntegerField()
    meeting = models.CharField(max_length=40, null=True, db_index=True)
    audience = _to(Audience, db_index=False)

    class Meta(Projected.Meta):
        indexes = (models.Index(fields=("kind", "seq"), name="projection_mention_kind"),)


class Claim(Projected):
    """One assertion of one source. `value` is JSON as claimed; `decided` JSON as corrected by a person, null until then.

    A document is cited by spans, a list by row and column; what a person enters of their own cites that person.
    """

    id = models.CharField(max_length=32, primary_key=True)  # sha256 over identity, first 32 digits
    seq = models.BigIntegerField(unique=True)
    source = _to(Source)
    mention = _to(Mention, db_index=False)
    property = models.CharField(max_length=20)
    value = models.TextField()
    actors = models.TextField(default="")  # the identifiers of those that `value` names, as JSON has them, one after the other
    written = models.TextField(default="")
    start = models.IntegerField(null=True)
    end = models.IntegerField(null=True)
    spans = models.TextField(default="")  # every span: start-end, joined with a space
    row = models.IntegerField(null=True)
    column = models.TextField(default="")
    method = models.CharField(max_length=250)
    confidence = models.FloatField(null=True)
    decided_here = models.IntegerField(default=0)  # by how many decisions of the record the confidence is measured
    # Of claims that two readers of one document state differently: the entry of the first of them. 0 for all others.
    differing = models.BigIntegerField(default=0)
    status = models.CharField(max_length=10, default="proposed")
    decided = models.TextField(null=True)
    decision = models.BigIntegerField(null=True)  # entry of the decision that gave the status, or of the claim that a person entered
    # No index of its own: nearly all claims share one audience, and a plan that begins with it reads them all.
    audience = _to(Audience, db_index=False)

    class Meta(Projected.Meta):
        indexes = (
            models.Index(fields=("mention", "property"), name="projection_claim_of"),
            models.Index(fields=("status", "-differing", "-confidence", "seq", "audience"), name="projection_claim_queue"),
            # How many claims of which property and certainty are open in each source, and about whom, from the index alone.
            models.Index(
                fields=("status", "source", "property", "confidence", "differing", "audience", "actors"), name="projection_claim_waits"
            ),
            # Which meeting each source is mainly about, from the index alone.
            models.Index(
                fields=("source", "mention", "status", "audience", "property"),
                name="projection_claim_core",
                condition=models.Q(property="core"),
            ),
        )


class OpenInSource(Projected):
    """How many claims of a source that an audience sees await a decision; no row where none does."""

    id = models.BigIntegerField(primary_key=True)
    source = _to(Source)
    audience = _to(Audience, db_index=False)
    number = models.IntegerField()


class OpenInRun(Projected):
    """How many claims that are alike in these await a decision, of the sources of one `run` (see `open_claims`)."""

    id = models.BigIntegerField(primary_key=True)
    run = models.BigIntegerField(db_index=True)
    audience = _to(Audience, db_index=False)
    property = models.CharField(max_length=20)
    confidence = models.FloatField(null=True)
    differs = models.BooleanField()
    actors = models.TextField(default="")
    number = models.IntegerField()


class Decision(Projected):
    """What somebody decided; `superseded` is the entry of the later decision, or undoing, that took its place."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.CharField(max_length=32)
    author = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, db_index=True)
    target = models.CharField(max_length=140, db_index=True)
    other = models.CharField(max_length=140, default="", db_index=True)
    reason = models.TextField(default="")
    body = models.JSONField(default=dict)
    superseded = models.BigIntegerField(null=True)


class ProposalStatus(StrEnum):
    """Whether two meetings that may be one still wait for a person."""

    OPEN = "open"
    MERGED = "merged"
    APART = "apart"


class Proposal(Projected):
    """Two meetings that may be one, waiting for a person. `reason` says which of date, place, track, ordinal and participants agree."""

    id = models.CharField(max_length=81, primary_key=True)  # the two mention ids, smaller seq first, joined with ~
    left = _to(Mention)
    right = _to(Mention)
    score = models.FloatField()
    reason = models.JSONField(default=dict)
    seq = models.BigIntegerField()
    status = models.CharField(max_length=10, default=ProposalStatus.OPEN, db_index=True)


class ActorRow(Projected):
    """An actor that some claim or decision names; `same_as` is the actor that people said it is, or its own identifier."""

    id = models.CharField(max_length=120, primary_key=True)
    name = models.TextField()
    kind = models.CharField(max_length=16)
    ids = models.JSONField(default=dict)  # by scheme: iso2, iso3, gw, ucdp, paax, mend, acled
    claimed_name = models.TextField()  # as claims name it; `name` is what people call it
    claimed_kind = models.CharField(max_length=16)
    width = models.IntegerField()  # how widely the claimed name may be read: see `called.Width`
    same_as = models.CharField(max_length=120, db_index=True)


class ActorAlias(Projected):
    """Another name that people gave an actor or a track (`of`: actor, track)."""

    id = models.BigIntegerField(primary_key=True)
    of = models.CharField(max_length=10)
    key = models.CharField(max_length=120, db_index=True)
    alias = models.TextField()
    folded = models.TextField()


class TrackRow(Projected):
    """A track of a process, by its authority name; `same_as` is the track that people said it is, or its own identifier."""

    id = models.CharField(max_length=120, primary_key=True)  # slug of the name
    name = models.TextField()
    process = models.TextField(default="")
    claimed_name = models.TextField()
    width = models.IntegerField()
    same_as = models.CharField(max_length=120, db_index=True)


class MeetingRow(Projected):
    """A meeting as the claims have it that people of one or more scopes see; `name` is the first mention that they see."""

    key = models.BigIntegerField(primary_key=True)
    meeting = models.CharField(max_length=40, db_index=True)
    name = models.CharField(max_length=40)
    track = _to(TrackRow, null=True)
    rivals = models.JSONField(default=list)  # between what sources disagree: see `rivals`

    class Meta(Projected.Meta):
        indexes = (
            # The order of lists, and the days of tracks, without reading the rows themselves.
            models.Index(fields=("key", "first_day", "last_day", "name"), name="projection_meeting_days"),
            # Which meetings a new one may be: see `matching`.
            models.Index(fields=("first_day",), name="projection_meeting_first"),
            models.Index(fields=("last_day",), name="projection_meeting_last"),
            models.Index(fields=("ordinal",), name="projection_meeting_round"),
        )

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...  # the columns of MeetingColumns


class Shown(Projected):
    """Which row of a meeting is shown to whom."""

    id = models.BigIntegerField(primary_key=True)
    scope = models.CharField(max_length=500)
    row = _to(MeetingRow, related_name="shown")

    class Meta(Projected.Meta):
        # The rows of a scope, and whether a row is in it, from the index alone.
        indexes = (models.Index(fields=("scope", "row"), name="projection_shown_in"),)


class Membership(Projected):
    """A meeting's place in a track; may be multiple, and says who put it there (sources or a person's decision)."""

    id = models.BigIntegerField(primary_key=True)
    row = _to(MeetingRow, related_name="memberships", db_index=False)
    track = _to(TrackRow)
    sources = models.IntegerField(default=0)
    decision = models.BigIntegerField(null=True)
    first_day = models.CharField(max_length=10, null=True)  # of the meeting, as its last day
    last_day = models.CharField(max_length=10, null=True)

    class Meta(Projected.Meta):
        # How many meetings a track has, and between which days, from the index alone.
        indexes = (models.Index(fields=("row", "track", "first_day", "last_day"), name="projection_member_of"),)


class SourceTrack(Projected):
    """A track that a person put a document in (`put`) or took it out of."""

    id = models.BigIntegerField(primary_key=True)
    source = _to(Source)
    track = _to(TrackRow)
    put = models.BooleanField()
    decision = models.BigIntegerField()


class ParticipationRow(Projected):
    """An actor at a merged meeting, in the role most sources give."""

    id = models.BigIntegerField(primary_key=True)
    row = _to(MeetingRow, related_name="participations", db_index=False)
    actor = _to(ActorRow)
    role = models.CharField(max_length=12)
    sources = models.IntegerField(default=1)
    disputed = models.BooleanField(default=False)  # sources give other roles
    settled = models.BooleanField(default=False)  # a person decided the role shown

    class Meta(Projected.Meta):
        # Who took part in which role is counted from the index alone.
        indexes = (models.Index(fields=("row", "actor", "role"), name="projection_part_in"),)


class AttendanceRow(Projected):
    """A named person at a merged meeting."""

    id = models.BigIntegerField(primary_key=True)
    row = _to(MeetingRow, related_name="attendances")
    name = models.TextField()
    folded = models.TextField(db_index=True)  # the same person's name in every meeting: see `people.person_key`
    office = models.TextField(null=True)
    actor = _to(ActorRow, null=True)
    head_of_delegation = models.BooleanField(default=False)
    sources = models.IntegerField(default=1)
    settled = models.BooleanField(default=False)  # a person decided that they were there


class AgendaRow(Projected):
    """An issue a merged meeting was about."""

    id = models.BigIntegerField(primary_key=True)
    row = _to(MeetingRow, related_name="agenda", db_index=False)
    issue = models.CharField(max_length=32, db_index=True)
    sources = models.IntegerField(default=1)

    class Meta(Projected.Meta):
        indexes = (models.Index(fields=("row", "issue"), name="projection_agenda_of"),)


class Commitment(Projected):
    """A promise: an act of kind agree or decide that has a due date or undertakes something still to be done.

    `seq`, `audience`, `same`, `made` (its first day), `kind`, `actors` and `issues` are those of the act, so that lists ask one table.
    """

    act = models.CharField(max_length=40, primary_key=True)  # the mention of the act
    claim = _to(Claim)
    source = _to(Source)
    due_day = models.CharField(max_length=10, null=True, db_index=True)  # last possible day of `due`
    due_first = models.CharField(max_length=10, null=True)  # and the first day that its words allow
    due = models.CharField(max_length=40, null=True)  # EDTF, also where only its words say it
    date = models.CharField(max_length=40, null=True)  # when it was made, EDTF, where its claim says so
    meets = models.BooleanField(default=False)  # whether its words promise a meeting
    body = models.BooleanField(default=False)  # whether they promise that a body comes to be
    seq = models.BigIntegerField()
    audience = _to(Audience, db_index=False)
    same = models.CharField(max_length=40, db_index=True)
    made = models.CharField(max_length=10, null=True)
    number = models.IntegerField(null=True)  # of the meeting promised
    matter = models.JSONField(default=list)  # the words that say what it is about, each by its first letters
    kind = models.CharField(max_length=10)
    actors = models.JSONField(default=list)
    issues = models.JSONField(default=list)


class Evidence(Projected):
    """Words of a document that bear on a commitment, with the status they were taken to show (null: not weighed yet).

    `happened` is when that happened of which they tell, EDTF (null: not known).
    """

    id = models.BigIntegerField(primary_key=True)
    commitment = models.CharField(max_length=40, db_index=True)
    source = _to(Source)
    start = models.IntegerField()
    end = models.IntegerField()
    status = models.CharField(max_length=10, null=True)
    happened = models.CharField(max_length=40, null=True)
    note = models.TextField(default="")
    author = models.CharField(max_length=200)
    seq = models.BigIntegerField()
    audience = _to(Audience)


class DecidedLink(Projected):
    """What a person decided that a later item does to a commitment, or (`holds` false) that it has nothing to do with it.

    `item` is a mention of a meeting or fact, or a passage: a document with the span; `source` is the document whose words show it.
    `happened` is when that happened of which a passage tells, EDTF (null: not known); a meeting or fact has its own days.
    """

    id = models.BigIntegerField(primary_key=True)
    commitment = models.CharField(max_length=40, db_index=True)
    item = models.CharField(max_length=140)
    source = _to(Source)
    start = models.IntegerField(null=True)
    end = models.IntegerField(null=True)
    direction = models.CharField(max_length=12)
    holds = models.BooleanField()
    happened = models.CharField(max_length=40, null=True)
    note = models.TextField(default="")
    author = models.CharField(max_length=200)
    seq = models.BigIntegerField()
    audience = _to(Audience)


class SearchRow(Projected):
    """What a search looks through: folded words of a document, a meeting or an actor, and how the names among them sound.

    `schema` puts an index of each database beside it.
    """

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=10)
    audience = models.BigIntegerField(null=True)  # of a document: so the index itself counts what somebody may see
    ref = models.CharField(max_length=120, db_index=True)
    title = models.TextField(default="")
    day = models.CharField(max_length=10, null=True)
    folded = models.TextField()
    sounds = models.TextField(default="")

    class Meta(Projected.Meta):
        # What was found is told apart and counted without reading the words.
        indexes = (models.Index(fields=("id", "kind", "ref"), name="projection_search_found"),)


# --- columns that come from declarations ---------------------------------------------------------------------------------------------

_INDEXED = frozenset({"kind", "status", "first_day", "last_day"})


def _meeting_columns() -> None:
    hints = get_type_hints(MeetingColumns)
    plain: dict[Any, Any] = {int: models.IntegerField, float: models.FloatField, bool: models.BooleanField}
    for one in fields(MeetingColumns):
        hint = hints[one.name]
        inner = next((part for part in getattr(hint, "__args__", (hint,)) if part is not type(None)), hint)
        options: dict[str, Any] = {"null": type(None) in getattr(hint, "__args__", ())}
        if one.name == "disputed":
            column: Any = models.JSONField(default=list)
        elif inner in plain:
            column = plain[inner](**options)
        else:
            column = models.CharField(max_length=200, db_index=one.name in _INDEXED, **options)
        MeetingRow.add_to_class(one.name, column)


_meeting_columns()

# How a property is kept in the table of its kind: lists and actors by identifiers.
_PLAIN: dict[PropertyType, Any] = {
    PropertyType.COUNT: lambda: models.BigIntegerField(null=True),
    PropertyType.ORDINAL: lambda: models.BigIntegerField(null=True),
    PropertyType.FLAG: lambda: models.BooleanField(null=True),
    PropertyType.CODE: lambda: models.CharField(max_length=40, null=True, db_index=True),
    PropertyType.DATE: lambda: models.CharField(max_length=40, null=True),
    PropertyType.ACTOR: lambda: models.CharField(max_length=120, null=True, db_index=True),
}


def _column(one: Property) -> Any:
    if one.many:
        return models.JSONField(default=list)
    return _PLAIN.get(one.holds, lambda: models.TextField(null=True))()


def _fact_table(kind: Kind) -> type[Model]:
    """The table of a kind that is claimed whole: one row for each claim in force, keyed by its mention."""

    class Meta(Projected.Meta):
        db_table = f"projection_{kind.name}"

    attributes: dict[str, Any] = {
        "__module__": __name__,
        "__doc__": f"{kind.of.__doc__} One row for each claim in force.",
        "Meta": Meta,
        "mention": models.CharField(max_length=40, primary_key=True),
        "claim": _to(Claim),
        "source": _to(Source),
        "audience": _to(Audience, db_index=False),
        "seq": models.BigIntegerField(),
        # The days that its dates can mean, else that of its source: for order and filters.
        "first_day": models.CharField(max_length=10, null=True, db_index=True),
        "last_day": models.CharField(max_length=10, null=True),
        # What makes another source's statement the same one: see `facts`.
        "same": models.CharField(max_length=40, db_index=True),
    }
    attributes |= {one.name: _column(one) for one in kind.values}
    return type(f"{kind.name.title().replace('_', '')}Fact", (Projected,), attributes)


FACTS: dict[str, type[Model]] = {kind.name: _fact_table(kind) for kind in kinds() if kind.whole}
