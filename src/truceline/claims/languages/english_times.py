"""English words of time: months, days, units, numbers, parts of the day, words of direction and of approximation.

Tables only; the grammar over them is in claims/time_grammar.py.
"""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())


MONTHS = {
    name: i
    for i, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
SHORT_MONTHS = frozenset(m for m in MONTHS if len(m) <= 4 and m not in ("may", "june", "july"))
DOUBTFUL_MONTHS = frozenset({"may", "march", "mar", "august", "sep", "dec", "jan"})  # also words or names
WEEKDAYS = {
    name: i
    for i, names in enumerate(
        (
            "monday mon", "tuesday tue tues", "wednesday wed", "thursday thu thur thurs", "friday fri",
            "saturday sat", "sunday sun",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
SHORT_WEEKDAYS = frozenset({"mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"})
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
SEASON_ADJECTIVES = {"springtime": "SP", "summertime": "SU", "wintertime": "WI", "midsummer": "SU", "midwinter": "WI"}
PARTS = {
    "morning": "TMO", "mornings": "TMO", "dawn": "TMO", "daybreak": "TMO", "sunrise": "TMO", "afternoon": "TAF",
    "afternoons": "TAF", "evening": "TEV", "evenings": "TEV", "dusk": "TEV", "sunset": "TEV", "night": "TNI",
    "nights": "TNI", "nighttime": "TNI", "overnight": "TNI", "daytime": "TDT", "midday": "TMI", "lunchtime": "TMI",
    "midmorning": "TMO", "midafternoon": "TAF", "nightfall": "TEV",
}  # fmt: skip
HOURS = {"noon": 12, "midnight": 24}
# unit -> (TIMEX3 letter, whether it stands behind T)
UNITS = {
    "second": ("S", True), "minute": ("M", True), "hour": ("H", True), "day": ("D", False), "week": ("W", False),
    "fortnight": ("F", False), "weekend": ("WE", False), "month": ("M", False), "quarter": ("Q", False),
    "year": ("Y", False), "decade": ("DE", False), "century": ("CE", False), "millennium": ("ML", False),
    "night": ("NI", False), "morning": ("MO", False), "afternoon": ("AF", False), "evening": ("EV", False),
    "season": ("SE", False), "semester": ("H", False), "summer": ("SU", False), "winter": ("WI", False),
    "spring": ("SP", False), "autumn": ("FA", False),
}  # fmt: skip
PLURALS = {
    "seconds": "second", "secs": "second", "minutes": "minute", "mins": "minute", "min": "minute", "hours": "hour",
    "hrs": "hour", "days": "day", "weeks": "week", "fortnights": "fortnight", "weekends": "weekend",
    "months": "month", "quarters": "quarter", "years": "year", "yrs": "year", "decades": "decade",
    "centuries": "century", "millennia": "millennium", "nights": "night", "mornings": "morning",
    "afternoons": "afternoon", "evenings": "evening", "seasons": "season", "summers": "summer", "winters": "winter",
    "springs": "spring", "autumns": "autumn",
}  # fmt: skip
ADVERBS_OF_UNIT = {"daily": "day", "weekly": "week", "monthly": "month", "yearly": "year", "annually": "year",
                   "annual": "year", "quarterly": "quarter", "hourly": "hour", "nightly": "night",
                   "everyday": "day"}  # fmt: skip
NUMBERS = {
    w: i
    for i, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {
    w: 10 * i for i, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
ORDINALS = {
    w: i
    for i, w in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ],
        1,
    )
} | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "hundredth": 100}
DECADE_WORDS = {"twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8,
                "nineties": 9}  # fmt: skip
VAGUE_NUMBERS = frozenset({"several", "few", "many", "some", "numerous", "countless", "various", "multiple"})
DEICTIC = {"today": 0, "yesterday": -1, "tomorrow": 1}
# words for the present, past and future as a whole
PRESENT = frozenset({"now", "currently", "nowadays", "presently"})
PRESENT_ADJECTIVES = frozenset({"current", "present-day", "modern-day"})
PAST = frozenset({"recently", "previously", "formerly", "lately"})
PAST_ADJECTIVES = frozenset({"recent", "former"})
FUTURE = frozenset({"soon"})
FUTURE_ADJECTIVES = frozenset({"future"})
# this/last/next: steps of the unit from the day of speech; 0 = that unit itself
DEICTIC_STEPS = {"last": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "upcoming": 1}
TEXT_STEPS = {"previous": -1, "preceding": -1, "prior": -1, "following": 1, "next": 1, "subsequent": 1, "same": 0,
              "that": 0, "ensuing": 1}  # fmt: skip
EARLY = {"early": "START", "late": "END", "mid": "MID", "later": "END", "earlier": "START", "middle": "MID"}
PARTS_OF_SPAN = {
    "beginning": "START", "start": "START", "onset": "START", "opening": "START", "outset": "START", "end": "END",
    "close": "END", "conclusion": "END", "middle": "MID", "midst": "MID", "half": "HALF", "part": "PART",
}  # fmt: skip
APPROXIMATE = {
    "about": "APPROX", "around": "APPROX", "approximately": "APPROX", "roughly": "APPROX", "circa": "APPROX",
    "nearly": "LESS_THAN", "almost": "LESS_THAN", "under": "LESS_THAN", "over": "MORE_THAN", "some": "APPROX",
    "only": "", "just": "", "exactly": "", "barely": "", "another": "", "additional": "", "fully": "", "mere": "",
    "well": "", "full": "",
}  # fmt: skip
COMPARATIVE = {"more": "MORE_THAN", "less": "LESS_THAN", "fewer": "LESS_THAN", "longer": "MORE_THAN",
               "greater": "MORE_THAN", "shorter": "LESS_THAN", "earlier": "LESS_THAN", "later": "MORE_THAN",
               "better": "MORE_THAN"}  # fmt: skip
# fixed feasts of the civil calendar: (month, day); None: moves
HOLIDAYS = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26),
    "new year's eve": (12, 31), "new year's day": (1, 1), "new years day": (1, 1), "new year's": (1, 1),
    "new year": (1, 1), "halloween": (10, 31), "valentine's day": (2, 14), "may day": (5, 1),
    "april fools' day": (4, 1), "easter": None, "ramadan": None, "thanksgiving": None, "good friday": None,
    "passover": None, "hanukkah": None, "memorial day": None, "labor day": None, "independence day": None,
    "veterans day": (11, 11), "armistice day": (11, 11),
}  # fmt: skip
# words before a time that give it a direction
BOUNDS = {
    "since": "since", "from": "from", "starting": "from", "beginning": "from", "effective": "from", "until": "until",
    "till": "until", "til": "until", "through": "until", "by": "by", "before": "before", "after": "after",
    "following": "after", "past": "after", "prior to": "before", "ahead of": "before", "no later than": "by",
    "not later than": "by", "as of": "from", "as from": "from", "up to": "until", "up until": "until",
    "on or before": "by", "on or after": "from", "onwards": "from",
}  # fmt: skip
THROUGHOUT = frozenset({"throughout", "during", "all", "entire", "whole", "for", "over", "across"})
FUTURE_CUES = words(
    "will shall would should may might must expected expects expect scheduled schedule due plans planned planning "
    "intends intend upcoming forthcoming deadline undertakes undertake pledges expires expire expiring payable "
    "maturing unless"
)
PAST_CUES = words(
    "was were had did said told became began took went came met held made been has have left saw spoke gave brought "
    "sent struck flew shot hit wrote found lost won grew fell rose sold bought built caught chose drove ran stood led "
    "fled fought threw blew broke kept got heard felt knew thought shook swept drew withdrew sank hung ago"
)
NOT_PAST = words(
    "need needed speed indeed exceed succeed proceed feed seed united armed so-called hundred kindred sacred red bed "
    "wicked naked proposed agreed continued unarmed wounded combined detailed limited displaced"
)
