"""What each model scans: cases, and two additive arrays per site and step; and how chance is drawn for it."""

from __future__ import annotations

from typing import Any, Literal

import msgspec
import numpy as np
import numpy.typing as npt

from truceline.values.errors import InputError
from truceline.watch.counts import FloatArray, IntArray

ModelName = Literal["permutation", "poisson", "expectation_poisson", "expectation_nb"]
CODES = {"permutation": 0, "poisson": 0, "expectation_poisson": 1, "expectation_nb": 2}


class Data(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Events as (site, step) pairs, with what is expected of them.

    sites, steps: index of each event's site and step. n_sites, n_steps: sizes. population: per site, or per site and
    step (Poisson).
    baseline: expected events per site and step (expectation-based). size: of the negative binomial per site and step.
    """

    sites: IntArray
    steps: IntArray
    n_sites: int
    n_steps: int
    population: FloatArray | None = None
    baseline: FloatArray | None = None
    size: float | None = None

    @property
    def total(self) -> int:
        """Number of events."""
        return int(self.sites.size)


def events(
    sites: Any,
    steps: Any,
    *,
    n_sites: int,
    n_steps: int,
    counts: Any = None,
    population: Any = None,
    baseline: Any = None,
    size: float | None = None,
) -> Data:
    """Events from site and step indices, with an optional count for each row.

    Raises InputError for indices outside the sites and steps, for negative or fractional counts, and for no event.
    """
    s, t = np.asarray(sites, dtype=np.int64).ravel(), np.asarray(steps, dtype=np.int64).ravel()
    if s.shape != t.shape:
        raise InputError("sites and steps differ in number", got=f"{s.size} and {t.size}")
    if counts is not None:
        c = np.asarray(counts, dtype=np.float64).ravel()
        if np.any(c < 0) or np.any(c != np.floor(c)) or not np.all(np.isfinite(c)):
            raise InputError("a count of events that cannot be", expected="0, 1, 2, ...", got=str(c.min()))
        s, t = np.repeat(s, c.astype(np.int64)), np.repeat(t, c.astype(np.int64))
    if s.size == 0:
        raise InputError("no event to scan", expected="at least one event in the period")
    if s.min() < 0 or s.max() >= n_sites or t.min() < 0 or t.max() >= n_steps:
        raise InputError("an event outside the sites or the period", expected=f"{n_sites} sites, {n_steps} steps")
    pop = None if population is None else np.asarray(population, dtype=np.float64)
    if pop is not None and (pop.shape not in ((n_sites,), (n_sites, n_steps)) or np.any(pop < 0) or pop.sum() <= 0):
        raise InputError("populations that cannot be", expected="one number of at least 0 per site (and step)")
    base = None if baseline is None else np.asarray(baseline, dtype=np.float64)
    if base is not None and (base.shape != (n_sites, n_steps) or np.any(base <= 0)):
        raise InputError("baselines that cannot be", expected="a number above 0 per site and step")
    return Data(sites=s, steps=t, n_sites=n_sites, n_steps=n_steps, population=pop, baseline=base, size=size)


def table(data: Data, steps: IntArray | None = None) -> FloatArray:
    """Cases per site and step."""
    flat = data.sites * data.n_steps + (data.steps if steps is None else steps)
    return np.bincount(flat, minlength=data.n_sites * data.n_steps).reshape(data.n_sites, data.n_steps).astype(float)


def expected(data: Data, model: ModelName) -> FloatArray:
    """Expected cases per site and step. permutation: site total times step total over N. poisson: N by population
    share, evenly over steps; a population per site and step (person-time, or a standardised expectation) is taken as it
    stands, scaled to N."""
    if model == "permutation":
        by_site = np.bincount(data.sites, minlength=data.n_sites).astype(float)
        by_step = np.bincount(data.steps, minlength=data.n_steps).astype(float)
        return np.outer(by_site, by_step) / data.total
    if model == "poisson":
        if data.population is None:
            raise InputError("the Poisson scan needs populations", expected="one number per site")
        share = data.population / data.population.sum()
        if share.ndim == 2:
            return np.asarray(share * data.total, dtype=np.float64)
        return np.repeat(share[:, None] * data.total / data.n_steps, data.n_steps, axis=1)
    if data.baseline is None:
        raise InputError("the expectation-based scan needs baselines", expected="a number per site and step")
    return data.baseline


def to_scan(cases: FloatArray, expect: FloatArray, data: Data, model: ModelName) -> tuple[FloatArray, FloatArray]:
    """(num, den): what the kernels add up."""
    if model != "expectation_nb":
        return cases, expect
    if data.size is None or data.size <= 0:
        raise InputError("the negative binomial scan needs a size", expected="a number above 0")
    spread = 1.0 + expect / data.size
    return (cases - expect) / spread, expect / spread


def draw(data: Data, model: ModelName, expect: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Cases of one replicate under chance: times permuted over places; N thrown by expectation; or drawn anew."""
    if model == "permutation":
        return table(data, rng.permutation(data.steps))
    if model == "poisson":
        p = (expect / expect.sum()).ravel()
        return rng.multinomial(data.total, p).reshape(expect.shape).astype(float)
    if model == "expectation_poisson":
        return rng.poisson(expect).astype(float)
    size = data.size or 1.0
    return rng.negative_binomial(size, size / (size + expect)).astype(float)


def recent_draw(data: Data, windows: int, rng: np.random.Generator) -> FloatArray:
    """Permutation replicate, last steps only, cumulated backwards: (sites, windows).

    Only who falls into the last steps matters: the sites of those events are a sample without replacement.
    """
    first = data.n_steps - windows
    late = data.steps[data.steps >= first] - first
    chosen = rng.choice(data.total, size=late.size, replace=False, shuffle=True)
    flat = data.sites[chosen] * windows + (windows - 1 - late)
    cases = np.bincount(flat, minlength=data.n_sites * windows).reshape(data.n_sites, windows).astype(float)
    return np.cumsum(cases, axis=1)


def backwards(values: npt.NDArray[np.float64], windows: int) -> FloatArray:
    """(sites, steps) -> (sites, windows): sums over the last 1, 2, ... steps."""
    return np.ascontiguousarray(np.cumsum(values[:, ::-1][:, :windows], axis=1))
