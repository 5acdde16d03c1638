"""Where something was so: a place with the role it plays and how far off it may be."""

from __future__ import annotations

from typing import Literal

import msgspec

PlacePrecision = Literal["P0", "P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9"]
PlaceRole = Literal["at", "near", "along", "towards", "from", "to", "between", "within"]


class Where(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A place as a source gives it.

    name: as the source writes it. id: of the case's gazetteer or zone register. lat, lon: degrees, WGS 84; absent for
    a line, an area or a place without coordinates (a point is never made up). radius_m: metres around the point
    within which the place lies. precision: P0-P9 of the code list. role: how the source relates the deed to it.
    """

    name: str
    id: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_m: float | None = None
    precision: PlacePrecision = "P0"
    role: PlaceRole = "at"
