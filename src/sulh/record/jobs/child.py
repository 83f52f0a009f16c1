"""The process that works on jobs, one after another, as its supervisor tells it: `python -m sulh.record.jobs.child MEGABYTES`.

It gets a line of JSON for each job on standard input, and answers with lines of JSON: how far it is, and at last how it ended.
It ends with its supervisor: when standard input does, so does it, in the middle of whatever it does.
"""

from __future__ import annotations

import json
import logging
import os
import queue
import signal
import sys
import threading
import time
from typing import Any

from sulh.model import DocumentError, SulhError

__all__ = ["main"]

_log = logging.getLogger(__name__)
_PAUSE = 0.5  # seconds between two lines about progress
_NICENESS = 10  # pages come first


def main() -> None:
    """Work until standard input ends."""
    from sulh.record import open_record

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the supervisor decides what an interrupt means
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    _limit(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
    told: queue.Queue[dict[str, Any]] = queue.Queue()
    threading.Thread(target=_listen, args=(told,), daemon=True).start()
    open_record(use="check")
    while True:
        one = told.get()
        _say(**_worked(int(one["job"]), str(one["worker"])))


def _listen(told: queue.Queue[dict[str, Any]]) -> None:
    for line in sys.stdin:
        told.put(json.loads(line))
    os._exit(0)


def _limit(megabytes: int) -> None:
    """Memory that this process may take: a file that wants more harms only itself."""
    if megabytes and sys.platform == "linux":
        import resource

        most = megabytes * 1024**2
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _worked(job: int, worker: str) -> dict[str, Any]:
    """Do one job; says what became of it. What surprises is a failure, which the supervisor lets have a second try."""
    from django.db import InterfaceError, OperationalError

    from sulh.record.jobs.kinds import kind_of
    from sulh.record.jobs.models import Job, Upload
    from sulh.record.jobs.store import end, wipe

    try:
        found = Job.objects.get(pk=job)
        data = bytes(Upload.objects.filter(pk=job).values_list("data", flat=True).first() or b"")
        finish = kind_of(found.kind).run(found.asked, found.author, data, _progress())
        end(job, worker, finish)
        wipe()
    except DocumentError as problem:
        return {"ended": "refused", "problem": problem.reason}
    except SulhError as problem:
        return {"ended": "refused", "problem": str(problem)}
    except MemoryError:
        return {"ended": "failed", "problem": "memory"}
    except (OperationalError, InterfaceError) as problem:  # not the job's fault: locked for long, full, or gone
        _log.error("job %s: the database failed (%s)", job, type(problem).__name__)
        return {"ended": "lost"}
    except Exception as problem:  # noqa: BLE001 - the boundary: one file's surprise must not take the others with it
        _log.exception("job %s", job)
        return {"ended": "failed", "problem": f"internal:{type(problem).__name__}"}
    return {"ended": "done"}


def _progress() -> Any:
    before, last = "", 0.0

    def tell(stage: str, done: int, total: int) -> None:
        nonlocal before, last
        now = time.monotonic()
        if stage != before or now - last >= _PAUSE:
            before, last = stage, now
            _say(stage=stage, done=done, total=total)

    return tell


def _say(**what: Any) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
