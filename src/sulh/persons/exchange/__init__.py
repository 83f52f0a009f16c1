"""The exchange of lists: names that sides ask each other about, answers under a clock, and what each side may see of it.

    events = load_log(Path("round.jsonl"))
    shown = visible_events(events, "North")
    sheet = round_sheet(round_of(shown), at)

Everything is a list of events that only grows; what stands at a moment, and what a side sees, are functions of that list.
"""

from sulh.persons.exchange.clock import moment, moment_said
from sulh.persons.exchange.duplicates import likely_duplicates
from sulh.persons.exchange.events import ExchangeError, ExchangeEvent, ExchangeEventKind
from sulh.persons.exchange.held import AGAINST_A_RELEASE, by_answers
from sulh.persons.exchange.log_file import append_events, load_log
from sulh.persons.exchange.making import answered, listed, matches_found, opened, requested, said_about, shown
from sulh.persons.exchange.sheet import RoundSheet, SheetRow, round_sheet
from sulh.persons.exchange.state import HELD, ExchangeRound, GivenAnswer, HeldEntry, NameRequest, round_of
from sulh.persons.exchange.views import visible_events

__all__ = [
    "AGAINST_A_RELEASE",
    "HELD",
    "ExchangeError",
    "ExchangeEvent",
    "ExchangeEventKind",
    "ExchangeRound",
    "GivenAnswer",
    "HeldEntry",
    "NameRequest",
    "RoundSheet",
    "SheetRow",
    "answered", "append_events", "by_answers", "likely_duplicates", "listed", "load_log", "matches_found", "moment", "moment_said",
    "opened", "requested", "round_of", "round_sheet", "said_about", "shown", "visible_events",
]  # fmt: skip
