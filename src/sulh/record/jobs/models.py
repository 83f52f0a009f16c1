"""What is no part of the truth: jobs and the bytes of files that wait to be read, and when accounts looked at the first page."""

from __future__ import annotations

from django.db import models

__all__ = ["Job", "JobState", "SavedMapping", "Upload", "Visit"]


class JobState(models.TextChoices):
    """Where a job stands; a draft waits for the person who made it, and the last three are ends."""

    DRAFT = "draft"
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    CANCELLED = "cancelled"


class Job(models.Model):
    """One piece of work. `kind` says which, see `sulh.record.jobs.kinds`; `asked` and `result` have the shape of that kind.

    `worker` holds a running job until `until`: whoever finds it later may take it. `attempts` counts how often it was begun,
    `failures` how often the process that worked on it died or got no further.
    """

    kind = models.CharField(max_length=20)
    author = models.CharField(max_length=200, db_index=True)
    title = models.TextField(default="")
    asked = models.JSONField(default=dict)
    rank = models.SmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.WAITING)
    made = models.DateTimeField()
    ended = models.DateTimeField(null=True)
    worker = models.CharField(max_length=120, default="")
    until = models.DateTimeField(null=True)
    attempts = models.SmallIntegerField(default=0)
    failures = models.SmallIntegerField(default=0)
    stage = models.CharField(max_length=20, default="")
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    result = models.JSONField(default=dict)
    problem = models.TextField(default="")

    class Meta:
        indexes = (models.Index(fields=["state", "rank", "id"], name="jobs_next"),)


class Upload(models.Model):
    """The bytes of a file, kept in the database with their job, so that both are stored or neither is; gone once they are read."""

    job = models.OneToOneField(Job, on_delete=models.CASCADE, primary_key=True, related_name="upload")
    data = models.BinaryField()


class SavedMapping(models.Model):
    """What the columns of a list mean, kept under a name for its next version; `mapping` as `sulh.intake` writes it."""

    name = models.CharField(max_length=200, unique=True)
    author = models.CharField(max_length=200)
    mapping = models.JSONField(default=dict)
    made = models.DateTimeField()


class Visit(models.Model):
    """When an account looked at the first page: `last`, and the end of its visit `before`, as ISO times in UTC. For that account alone."""

    account = models.CharField(max_length=150, unique=True)
    before = models.CharField(max_length=32, default="")
    last = models.CharField(max_length=32)
