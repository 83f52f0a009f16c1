"""The server itself: many browsers at once."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
from contextlib import ExitStack, closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

SERVE = """
from sulh.desk.serving import open_desk
desk = open_desk(create=True)
print(desk.address, flush=True)
desk.run()
"""


@pytest.mark.slow
def test_browsers_that_keep_their_connections_open_shut_nobody_out(tmp_path: Path) -> None:
    drop = ("SULH_DATABASE_URL", "DJANGO_SETTINGS_MODULE", "SULH_DESK_LOCAL")
    environment = {name: value for name, value in os.environ.items() if name not in drop} | {"SULH_RECORD": str(tmp_path / "record.db")}
    with (
        subprocess.Popen([sys.executable, "-c", SERVE], env=environment, stdout=subprocess.PIPE, text=True) as served,
        ExitStack() as stack,
    ):
        stack.callback(served.terminate)
        assert served.stdout is not None
        where = urlsplit(served.stdout.readline().strip()).netloc
        for _ in range(250):
            opened = stack.enter_context(closing(http.client.HTTPConnection(where, timeout=20)))
            opened.request("GET", "/sign-in/")
            answer = opened.getresponse()
            answer.read()
            assert answer.status == 200
