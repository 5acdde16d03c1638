"""Zone words of English texts: abbreviations with a fixed offset, and city words before "time" as IANA names.

A city word is looked up in the zone database itself (the last part of each IANA name), so that any city of the
database serves and none is singled out; COMMON holds words that are not the last part of a name.
"""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import available_timezones

OFFSETS = {
    "gmt": "+00:00", "utc": "+00:00", "z": "+00:00", "zulu": "+00:00", "bst": "+01:00", "cet": "+01:00",
    "cest": "+02:00", "eet": "+02:00", "eest": "+03:00", "msk": "+03:00", "trt": "+03:00", "get": "+04:00",
    "ist": "+05:30", "jst": "+09:00", "est": "-05:00", "edt": "-04:00", "cst": "-06:00", "cdt": "-05:00",
    "mst": "-07:00", "mdt": "-06:00", "pst": "-08:00", "pdt": "-07:00", "hkt": "+08:00", "aest": "+10:00",
    "aedt": "+11:00", "wet": "+00:00", "west": "+01:00", "irst": "+03:30", "pkt": "+05:00", "wib": "+07:00",
}  # fmt: skip
COMMON = {
    "kyiv": "Europe/Kyiv", "kiev": "Europe/Kyiv", "washington": "America/New_York", "eastern": "America/New_York",
    "central european": "Europe/Brussels", "greenwich": "+00:00", "greenwich mean": "+00:00",
    "geneva": "Europe/Zurich", "beijing": "Asia/Shanghai", "delhi": "Asia/Kolkata", "tel aviv": "Asia/Jerusalem",
    "ankara": "Europe/Istanbul", "pacific": "America/Los_Angeles", "saint petersburg": "Europe/Moscow",
    "hague": "Europe/Amsterdam", "abu dhabi": "Asia/Dubai",
    "islamabad": "Asia/Karachi", "bern": "Europe/Zurich", "ottawa": "America/Toronto", "canberra": "Australia/Sydney",
    "hanoi": "Asia/Ho_Chi_Minh", "abuja": "Africa/Lagos", "pretoria": "Africa/Johannesburg",
    "brasilia": "America/Sao_Paulo", "aden": "Asia/Aden", "sanaa": "Asia/Aden", "rabat": "Africa/Casablanca",
    "astana": "Asia/Almaty", "wellington": "Pacific/Auckland",
}  # fmt: skip
_REGIONS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@lru_cache(maxsize=1)
def _cities() -> dict[str, str]:
    out: dict[str, str] = {}
    for name in sorted(available_timezones()):
        region, _, city = name.rpartition("/")
        if region.split("/")[0] in _REGIONS:
            out.setdefault(city.replace("_", " ").lower(), name)
    return out


def zone_of(words: str) -> str | None:
    """The zone of a word or two before "time", or of an abbreviation: an IANA name, an offset, or None."""
    w = words.lower()
    return OFFSETS.get(w) or COMMON.get(w) or _cities().get(w)
