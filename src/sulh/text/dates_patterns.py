"""The grammar of English date expressions, as regular expressions over the letters of `dates_words`."""

from __future__ import annotations

from sulh.text.patterns import compiled_later

__all__ = ["PATTERN", "TWO_DATES", "TWO_MONTHS"]

_MONTH = r"(?:[Mm]|j\.?)"
_SURE_MONTH = r"(?:M|(?<=[pFfbXekLNTS|&])m|(?<=[pFfbXekLNTS|&])j\.?)"
_WEEKDAY = r"(?:[LNSe]?(?:W|w\.?)i?,?\(?t?)?"
# "2018", ", 2018", "(2018", "of last year"; not "7 July 2000 people", which the builder corrects.
_YEAR = r"(?:,?\(?f?9|-9|,?f?[LNS]y)"
_DAY_MONTH = rf"(?:t?[01](?:ft?)?-?{_MONTH}|t?of{_MONTH})"
_MONTH_DAY = rf"(?:{_MONTH}-?[01])"
# "22 November (Wednesday)", "22 November, Wednesday."
_TAIL = r"(?:\(W\)|,W(?=[,.;)]|$))?"
_DATE = rf"{_WEEKDAY}(?:{_DAY_MONTH}|{_MONTH_DAY}){_YEAR}?{_TAIL}"
_TO = r"(?:i?[-T]{1,2})"
_PART = r"(?:t?e(?:-?T-?e)?-?|t?B-?f|t?B-|r|t?[oL1]-?Hf|t?[oL][ud]f|te[duc]f|[er]pt?)"
_MONTH_SIDE = rf"(?:{_PART}?{_MONTH}{_YEAR}?)"
_UNIT = r"[ycuKd]"
_SPELLED = r"(?:n-?n|n|[an1#]|av|vf?|avf|[an]&aH)"

_RULES: dict[str, str] = {
    # 2018-03-16, or two of them with a dash or "to" between.
    "full": rf"{_WEEKDAY}7(?:{_TO}{_WEEKDAY}7)?",
    # 30 June - 2 July 2019; January 30 to February 2; between 7 July and 2 August.
    "across": rf"{_DATE}{_TO}{_DATE}|(?<=b){_DATE}&{_DATE}",
    # 7-8 July 2021; Monday 3 to Friday 7 May; 7, 8 and 9 July; 10-11 and 14 May.
    "days_month": rf"{_WEEKDAY}t?[01](?:(?:{_TO}|,?&|,|/){_WEEKDAY}t?[01]){{1,6}}(?:ft?)?-?{_MONTH}{_YEAR}?{_TAIL}",
    # July 7-8, 2021; July 7 and 8.
    "month_days": rf"{_WEEKDAY}{_MONTH}[01](?:(?:{_TO}|,?&|,|/)[01]){{1,6}}(?!f?t?{_MONTH}|[-/][019]){_YEAR}?{_TAIL}",
    # May-June 2018; late May to early June; May and June 2018.
    "months": rf"(?:{_MONTH_SIDE}{_TO}{_MONTH_SIDE}|(?<=b){_MONTH_SIDE}&{_MONTH_SIDE}|{_MONTH}&{_MONTH}{_YEAR})(?![01])",
    "day": _DATE,
    # the second half of 2023; mid-June; the end of next week; later this year.
    "part": rf"{_PART}(?:{_MONTH}{_YEAR}?(?!-?[01])|t?[98]|[LNSG]{_UNIT}|t?[ycuK]|[LNS]{_MONTH}|zf?9)|qf?9|y-B",
    "month": rf"{_MONTH},?{_YEAR}",
    # last July, next December.
    "sided_month": rf"t?[LNSG]{_SURE_MONTH}(?!-?[01])",
    # 2012-2016, 2017-18, mid-2019 to early 2020.
    "years": r"t?(?:e-?)?9(?:[-T]|/)(?:e-?)?(?:9|[1#](?![-/\w]))|(?<=b)t?(?:e-?)?9&(?:e-?)?9",
    "decade": r"t?8",
    # Tuesday of last week, Monday next week, last week on Friday.
    "weekday_week": r"Wi?[,f]?(?:[LNS]|t[LNG])u|[LNS]u'?x?,?k?W",
    "weekdays": rf"[LNSG]?Wi?(?:{_TO}|,?&|-)Wi?",
    "weekday": r"(?:t?[LNSG]|[er]k?)?Wi?",
    "deictic": r"t?dXR|r?Ri?|Si|L(?:i)",
    # the past 48 hours, the coming days, within ten days.
    "window": rf"t?[LNG]{_SPELLED}[hducyAK]|t?[LN](?:[hdA]|[ucy])|p{_SPELLED}[hducy](?!['g])",
    "relative": r"[er]?[LNS]-?[ucyK]|tK",
    "ago": rf"(?:{_SPELLED})?[hducyA]g|[an1][hducy]&aHg",
    # three days later, the following day, the day before.
    "offset": rf"{_SPELLED}[hducyA](?:r|X)|[ducyA]r|t?G[ducyK]|tdX|tNd|t?sd",
    # on the 14th, the afternoon of the 14th.
    "day_only": r"(?:(?<=k)|(?<=if))t0",
    "season": r"(?:t?[LNSe]-?)?zf?9|[LNS]z|t?e-?z(?!f)|(?<=p)t?z(?!f)",
    "month_alone": rf"{_SURE_MONTH}",
    "year": r"9",
}

# Alternatives are tried in this order at each position, so the longer forms come first.
_OPENING = r"(?=[109876oMmjWwLNSGerBRdhucyAKnv#zqs]|a[hducyA&f]|a?v|t[109oMmjLNSGeBRdhucyAKz8s]|p[an1#v])"
PATTERN = compiled_later(_OPENING + "(?:" + "|".join(f"(?P<{name}>{rule})" for name, rule in _RULES.items()) + ")")

# The sides of a range.
TWO_DATES = compiled_later(rf"({_DATE})(?:{_TO}|&)({_DATE})")
TWO_MONTHS = compiled_later(rf"({_MONTH_SIDE})(?:{_TO}|&)({_MONTH_SIDE})")
