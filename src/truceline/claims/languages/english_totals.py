"""Words of totals that a monitor gives for a period (English): "recorded over 15,800 ceasefire violations, including about
1,100 explosions (compared with 2,700 in the previous two-week period)". Matched on lower-case words with the breaks of a
printed line mended (claims/totals.py)."""

from __future__ import annotations

import re

from truceline.claims.howmany import ABOUT, AT_LEAST, AT_MOST
from truceline.claims.languages.english_words import NUMBERS

BROKEN = frozenset(
    [
        "violation",
        "violations",
        "ceasefire",
        "including",
        "includes",
        "explosion",
        "explosions",
        "recorded",
        "registered",
        "observed",
        "previous",
        "preceding",
        "reporting",
        "compared",
        "average",
        "number",
        "weapons",
        "withdrawal",
        "incidents",
        "increase",
        "decrease",
        "period",
        "week",
        "weeks",
    ]
)  # words that a hyphen at the end of a line may part
_WORDS = "|".join(sorted((w for w, n in NUMBERS.items() if n > 0), key=len, reverse=True))
_BOUND = "|".join(sorted((*AT_LEAST, *AT_MOST, *ABOUT, "a total of", "as few as"), key=len, reverse=True))
NUMBER = re.compile(
    rf"(?<![\w.,:/-])(?:(?P<bound>{_BOUND})\s+)?(?P<n>\d{{1,3}}(?:,\d{{3}})+|\d+|{_WORDS})(?![\w:/]|[.,]\d)(?!\s*(?:per\s?-?cent|%))"
)
PERCENT = re.compile(r"%|\bper\s?-?cent|\bthirds?\b|\bquarters?\b|\bhalf\b")
UNIT = re.compile(
    r"\s+(?:(?:alleged|recorded|reported|registered|confirmed|individual|further|new|other|such)\s+){0,3}"
    r"(?:(?P<violations>(?:(?:ceasefire|truce)\s+)?violations?(?!\s+of\s+(?:(?:the|their|agreed|respective)\s+){0,3}withdrawal)"
    r"(?:\s+of\s+the\s+(?:ceasefire|truce|cessation\s+of\s+hostilities))?)|"
    r"(?P<explosions>(?:undetermined\s+)?explosions?)|"
    r"(?P<weapons>weapons?(?:\s+systems)?\s+(?:\([^)]{0,60}\)\s+)?in\s+violation\s+of\s+(?:(?:the|their|its|agreed|respective)\s+){0,3}withdrawal\s+lines))\b"
)
TOTAL_FIRST = re.compile(
    r"\b(?P<unit>ceasefire\s+violations|truce\s+violations|violations\s+of\s+the\s+(?:ceasefire|truce|cessation\s+of\s+hostilities)|explosions)\b"
    r"(?:[^.;\d()–—]|(?<=\d)\.|\d{1,2}(?:\s+\w+)?\s+(?:and|to)\s+\d{1,2}\s+\w+|\d{1,2}\s+(?=january|february|march|april|may|june|july|august|september|october|november|december)){0,120}?"
    r"(?:[–—(]|-\s|:|\b(?:reached|totall?ed|totall?ing|amounted\s+to|stood\s+at|was|rose\s+to|fell\s+to|went\s+(?:up|down)\s+to|"
    r"increased\s+to|decreased\s+to|dropped\s+to|climbed\s+to))\s*$"
)  # what stands before a number that follows what it counts
INCLUDING = re.compile(r"\b(?:including|includes|among\s+them|of\s+(?:which|them|these))\s*$")
RECORDED = re.compile(
    r"\b(?:records?|recorded|registers?|registered|observes?|observed|logs?|logged|counts?|counted|documents?|documented|notes?|noted|"
    r"reports?|reported|number\s+of|totall?(?:ed|ing)|detected|(?:this|that|it)\s+compares)\b"
)
_LENGTH = r"(?P<many>one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3})?[\s-]*(?P<of>hours?|days?|weeks?|fortnight|months?)?"
PREVIOUS = re.compile(
    rf"\b(?:(?:in|during|over|for|from|on|of)\s+)?(?:the\s+)?(?:previous|preceding|prior|last)\s+(?:reporting\s+)?{_LENGTH}[\s-]*(?:reporting\s+)?(?:period)?"
    r"(?P<before>)|\bthe\s+(?P<of2>day|week|fortnight|month)\s+(?:before|earlier)\b"
)
COMPARED = re.compile(
    r"\b(?:as\s+)?compar(?:ed|es|ing|ison)\s+(?:with|to)\b|[(;]|\bthan\b|\b(?:up|down)\s+from\b|\b(?:rose|fell|increased|decreased|dropped|climbed)\s+from\b|"
    r"\bversus\b|\bagainst\b|\bafter\b|\bfollowing\b"
)
RATE = re.compile(
    r"^\W*(?:(?:were|was|had\s+been|have\s+been|are)\s+(?:recorded|registered|observed)\s+)?(?:(?:per|every|each|a)\s+(?P<of>day|week|month|hour)\b|(?P<ly>daily|weekly|monthly)\b)"
)
AVERAGE = re.compile(r"\b(?P<ly>daily|weekly|monthly)\s+average\b[^.;\d]{0,30}$")
PART = re.compile(r"^\W*this\s+(?:number|figure|total)\s+includes\b")
SINCE = re.compile(
    r"\b(?:since|following|after|before|prior\s+to|(?:came|come|comes)\s+into\s+(?:effect|force)|took\s+effect|beginning|began|agreed|recommitment|renewed)\b[^,;()]{0,80}$"
)  # a date after these dates something else
AREA = re.compile(
    r"\s*(?:\([^)]{0,80}\)\s*)?(?:(?:in\s+total|overall|alone|altogether)\s*,?\s*)?(?P<role>along|inside|within|in|at|near|around)\s+"
    r"(?P<area>(?:the\s+|an?\s+)?(?:[^\s,.;()–—]+\s+){0,7}?(?:contact\s+line|line\s+of\s+contact|lines?|areas?|regions?|sectors?|districts?|zones?|oblasts?|provinces?|outskirts|county|state))\b"
)
RESPECTIVELY = re.compile(r",?\s*respectively\b")
NOT_SAID = re.compile(r"\b(?:would|will|could|(?<!\d\s)may(?!\s\d)|might|should|if|no|not|never|threaten\w*)\b")
NOT_AN_AREA = re.compile(r"\b(?:areas?\s+(?:not\s+)?controlled|non-?\s?government|government-controlled)\b")
BY = re.compile(r"\s+(?:committed\s+)?by\b|\s+on\s+the\s+part\s+of\b")
FROM = re.compile(
    r"\b(?P<unit>violations|explosions)\b[^.;\d]{0,80}?\b(?:rose|rising|fell|falling|increased|increasing|decreased|decreasing|dropped|declined|"
    r"grew|climbed|went\s+(?:up|down)|up|down)\s+from\s*$"
)
TO = re.compile(r"\bto\s*$")
OTHER_UNIT = re.compile(r"\s*(?:weapons|civilians?|people|persons|km|kilomet|m\b|hours|am\b|pm\b)")
