"""Effect: how a reporter's counts differ before and after a date, as a curve over the reporting ratio."""

from __future__ import annotations

import msgspec

from truceline.values.release import Release


class CurvePoint(msgspec.Struct, frozen=True, kw_only=True):
    """The rate ratio of what happened, with its interval, if reporting after over before is `reporting`."""

    reporting: float
    ratio: float
    low: float
    high: float


class Effect(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """at: first step after. ratio, low, high, p: rate ratio of what was *reported*. curve: of what happened, over the
    reporting ratio. reporting: bounds of it, where known; band: interval that holds for all of them. no_effect_at: the
    reporting ratio that alone would explain the change. slope_change: (ratio a step, low, high, p). placebos: (step,
    ratio, low, high). fitted, counterfactual: means per step (NaN where left out)."""

    at: int
    ratio: float
    low: float
    high: float
    p: float
    dispersion: float
    curve: tuple[CurvePoint, ...]
    no_effect_at: float
    size: float | None = None
    slope_change: tuple[float, float, float, float] | None = None
    reporting: tuple[float, float] | None = None
    band: tuple[float, float] | None = None
    placebos: tuple[tuple[int, float, float, float], ...] = ()
    fitted: tuple[float, ...] = ()
    counterfactual: tuple[float, ...] = ()
    level: float = 0.95
    notes: tuple[str, ...] = ()
    release: Release = "internal"

    def at_reporting(self, reporting: float) -> tuple[float, float, float]:
        """(ratio, low, high) of what happened if reporting after over before is this."""
        return self.ratio / reporting, self.low / reporting, self.high / reporting
