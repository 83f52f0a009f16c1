"""Which words promise something: a future that is undertaken, not one that is only foreseen, described or already past."""

from __future__ import annotations

import re

__all__ = ["is_promise"]

# "agreed to hold", "decided to form": an infinitive after the act looks forward; "agreed on", "decided that ... was" do not.
_ONESELF = r"(?:\s+(?:themselves|itself))?"
_AGREED = rf"(?:agreed|decided|resolved|committed{_ONESELF}|pledged|promised|undertook|undertaken|intend|plan)\s+to\s+(?!the\b|an?\b)\w+"
_FUTURE = rf"(?:will|shall)\s+\w+|(?:undertakes?|pledges?|promises?|commits?{_ONESELF})\s+to\s+\w+|(?:is|are)\s+to\s+\w+"
# What is fixed for a time to come: "a further session is planned for the coming weeks", "the talks are due to resume".
_FIXED = (
    r"(?:is|are|has\s+been|have\s+been)\s+(?:\w+ly\s+|now\s+)?(?:due|set|scheduled|planned|slated|fixed|arranged)\s+"
    r"(?:to\s+(?!the\b|an?\b)\w+|for|on|next|before|within)"
)
_DEEDS = r"(?:holding|convening|forming|creating|establishing|continuing|releasing|exchanging)"
# Who agrees on a new body, a truce or a release undertakes it.
_NEW = (
    r"(?:an?|another)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:mechanism|committee|commission|working[\s-]group|body|ceasefire|truce|release|exchange|withdrawal)"
)
_PROMISE = re.compile(
    rf"\b(?:{_AGREED}|{_FUTURE}|{_FIXED}|(?:agreed|decided)\s+(?:up)?on\s+{_DEEDS}|(?:agree[sd]?|decided?)\s+(?:up)?on\s+{_NEW})\b",
    re.IGNORECASE,
)
# What a body is there for or what was settled about it, beside what is undertaken: "what the committee is to do", "the group, which is
# to watch the truce", "its members are to draft". That it is to come to be or to meet is undertaken all the same.
_COMES = (
    r"(?!(?:be\s+)?(?:held|meet|sit|conven\w+|take\s+place|open\w*|begin|start\w*|set\s+up|form\w*|establish\w*|creat\w+|launch\w*)\b)\w+"
)
_BODY = r"(?:mechanism|committee|commission|working[\s-]group|group|body|mission|centre|center|council|members|secretariat)"
_ASIDE = re.compile(
    rf"\b(?:(?:what|who|whom|how|whether)\s+(?:[^\s.;:,]+\s+){{0,6}}?(?:(?:is|are)\s+to|will|shall)\s+\w+"
    rf"|(?:which|that)\s+(?:is|are)\s+to\s+{_COMES}"
    rf"|(?:the|this|that|its|their)\s+(?:[\w-]+\s+){{0,3}}?{_BODY}\s+(?:is|are)\s+to\s+{_COMES})",
    re.IGNORECASE,
)


def is_promise(words: str) -> bool:
    """Whether the words of an act undertake something still to be done.

    A clause that only tells what a body, a person or a paper is for, or what was decided about, is no undertaking.
    """
    return _PROMISE.search(_ASIDE.sub(" ", words)) is not None
