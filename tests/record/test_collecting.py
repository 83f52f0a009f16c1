"""The garbage collector comes seldom within, and as often as before afterwards."""

from __future__ import annotations

import gc

from sulh.record.collecting import collecting_seldom


def test_collector_is_as_before_when_the_last_is_out() -> None:
    before = gc.get_threshold()
    outer, inner = collecting_seldom(), collecting_seldom()
    outer.__enter__()
    assert gc.isenabled() and gc.get_threshold()[0] > before[0]
    inner.__enter__()
    # Threads leave in any order.
    outer.__exit__(None, None, None)
    assert gc.get_threshold()[0] > before[0]
    inner.__exit__(None, None, None)
    assert gc.get_threshold() == before
