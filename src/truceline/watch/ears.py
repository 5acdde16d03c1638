"""EARS C1, C2, C3: moving averages with fixed multiples of the standard deviation. For comparison only.

They take sparse counts for normal ones and flood with alarms; no alarm is drawn from them. Source: Hutwagner, Thompson,
Seeman, Treadwell 2003.
"""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from truceline.watch.counts import BoolArray, FloatArray, check_counts


def ears(
    values: Any, method: Literal["C1", "C2", "C3"] = "C2", *, window: int = 7, limit: float | None = None, lag: int = 2
) -> tuple[FloatArray, BoolArray]:
    """(statistic, alarm) of each step; NaN and False before the window is full. limit: default 3 (C3: 2)."""
    x = check_counts(values)
    gap = 0 if method == "C1" else lag
    z = np.full(x.size, np.nan)
    for t in range(window + gap, x.size):
        past = x[t - gap - window : t - gap]
        past = past[~np.isnan(past)]
        if past.size >= 2 and not np.isnan(x[t]):
            spread = max(float(past.std(ddof=1)), 1e-9)
            z[t] = (x[t] - past.mean()) / spread if x[t] > past.mean() or spread > 1e-9 else 0.0
    if method == "C3":
        part = np.maximum(0.0, np.nan_to_num(z, nan=0.0) - 1.0)
        total = part.copy()
        total[1:] += part[:-1]
        total[2:] += part[:-2]
        z = np.where(np.isnan(z), np.nan, total)
    bound = limit if limit is not None else (2.0 if method == "C3" else 3.0)
    return z, np.nan_to_num(z, nan=-np.inf) > bound
