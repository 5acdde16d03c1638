"""Cluster: a set of neighbouring sites and a stretch of days with more events than chance leads to expect."""

from __future__ import annotations

import msgspec

from truceline.values.release import Release


class Cluster(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """sites: ids, nearest to the centre first (or along the line). centre: of a circle; radius_km: to its farthest site.
    stretch_km: (from, to) of chainage, depth_km: (from, to), of a line-adapted zone. first, last: steps, inclusive.
    observed, expected: events. statistic: log-likelihood ratio (or score). p: by Monte Carlo over `replicates`, with
    `p_error` its standard error; p_gumbel: by the Gumbel tail fitted to them. recurrence_days: length of one analysis
    step over p: so often chance alone gives such a cluster, if one looks every step. tied: other zones with exactly this
    statistic. rank: 0 the most likely, 1.. secondary."""

    sites: tuple[str, ...]
    first: int
    last: int
    observed: float
    expected: float
    statistic: float
    centre: str | None = None
    radius_km: float | None = None
    stretch_km: tuple[float, float] | None = None
    depth_km: tuple[float, float] | None = None
    p: float | None = None
    p_error: float | None = None
    p_gumbel: float | None = None
    recurrence_days: float | None = None
    replicates: int = 0
    rank: int = 0
    tied: tuple[tuple[str, ...], ...] = ()
    release: Release = "internal"

    @property
    def ratio(self) -> float | None:
        """Observed over expected; absent where nothing was expected."""
        return self.observed / self.expected if self.expected > 0 else None
