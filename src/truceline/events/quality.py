"""How well groups fit a known truth: pairwise and B-cubed precision, recall and F1; calibration of pair scores."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


def pairwise(groups: Any, truth: Any) -> tuple[float, float, float]:
    """F1, precision and recall over pairs of reports that are together (Hubert and Arabie 1985)."""
    g, t = _numbers(groups), _numbers(truth)
    both = _pairs(np.unique(g * (int(t.max(initial=0)) + 1) + t, return_counts=True)[1])
    mine, real = _pairs(np.bincount(g)), _pairs(np.bincount(t))
    return _f1(both / mine if mine else 1.0, both / real if real else 1.0)


def b_cubed(groups: Any, truth: Any) -> tuple[float, float, float]:
    """F1, precision and recall by report (Bagga and Baldwin 1998)."""
    g, t = _numbers(groups), _numbers(truth)
    cells, many = np.unique(g * (int(t.max(initial=0)) + 1) + t, return_counts=True)
    n, width = max(1, len(g)), int(t.max(initial=0)) + 1
    square = many.astype(np.float64) ** 2
    precision = float((square / np.bincount(g)[cells // width]).sum() / n)
    recall = float((square / np.bincount(t)[cells % width]).sum() / n)
    return _f1(precision, recall)


def calibration(weights: Any, true: Any, bins: int = 10) -> float:
    """Expected calibration error: mean distance of the probability a score states from the share that is true."""
    p = 1 / (1 + np.exp(-np.asarray(weights, np.float64) / 1000))
    which = np.minimum((p * bins).astype(np.int64), bins - 1)
    many = np.bincount(which, minlength=bins)
    gap = np.abs(np.bincount(which, p, bins) - np.bincount(which, np.asarray(true, np.float64), bins))
    return float(gap.sum() / max(1, many.sum()))


def recall_at(weights: Any, true: Any, total: int, precision: float = 0.99) -> float:
    """Share of all `total` true pairs above the lowest score at which precision still holds: what is kept by abstaining."""
    order = np.argsort(-np.asarray(weights), kind="stable")
    hits = np.cumsum(np.asarray(true)[order])
    good = np.flatnonzero(hits >= precision * np.arange(1, len(hits) + 1))
    return float(hits[good[-1]] / max(1, total)) if len(good) else 0.0


def true_pairs(truth: Any) -> int:
    """How many pairs of reports are of one event."""
    return int(_pairs(np.bincount(_numbers(truth))))


def _numbers(labels: Any) -> Ints:
    return np.unique(np.asarray(labels), return_inverse=True)[1].astype(np.int64)


def _pairs(sizes: Any) -> float:
    s = np.asarray(sizes, np.float64)
    return float((s * (s - 1) / 2).sum())


def _f1(precision: float, recall: float) -> tuple[float, float, float]:
    return (2 * precision * recall / (precision + recall) if precision + recall else 0.0), precision, recall
