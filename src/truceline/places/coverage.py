"""What of a line was in somebody's view: posts, patrols and sensors with a range and a state over time.

Geometry and plain dated intervals only; building watchers from claims is not done here. Stretches are chainage in
metres, [from, to). "Unknown" is kept apart from "not working": a stretch seen only by watchers of unknown state is
neither covered nor uncovered, it is `uncertain`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

import msgspec
import numpy as np

from truceline.places.geodesy import E2, A
from truceline.places.intervals import Interval, clip, depth, gaps, length, union
from truceline.places.line import Chain, chain
from truceline.places.zone import Zone

State = Literal["working", "not_working", "denied", "jammed", "unknown"]
DAY = 86_400_000_000


class Watcher(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that sees part of a line over [start, end).

    id: opaque. kind: post, patrol, sensor, drone ... path: longitude, latitude of where it stands or goes along, one
    position or several. range_m: how far it sees. state: what is said of it in that time.
    """

    id: str
    kind: str
    path: tuple[tuple[float, float], ...]
    range_m: float
    start: int
    end: int
    state: State = "working"


class Cover(msgspec.Struct, frozen=True, kw_only=True):
    """The line at an instant, or over a period. Stretches in metres of chainage.

    covered + uncertain + uncovered = the line's length. k: stretches with how many working watchers see each.
    largest_gap: the longest uncovered stretch, None for none. denied: what is seen only by watchers that were denied
    access or jammed (part of uncovered).
    """

    length_m: float
    covered: tuple[Interval, ...]
    uncertain: tuple[Interval, ...]
    uncovered: tuple[Interval, ...]
    denied: tuple[Interval, ...]
    k: tuple[tuple[float, float, int], ...]
    largest_gap: Interval | None

    @property
    def share(self) -> float:
        """Share of the line that was surely in view."""
        return length(self.covered) / self.length_m if self.length_m else 0.0


def seen_from(c: Chain, lat: float, lon: float, range_m: float) -> tuple[Interval, ...]:
    """Stretches of a line within a range of a point: each edge cut by the circle in the plane about the point."""
    out: list[Interval] = []
    for path, edges, start in zip(c.paths, c.edges, c.start, strict=True):
        x, y = _plane(path, lat, lon)
        ux, uy = np.diff(x), np.diff(y)
        n = ux * ux + uy * uy
        safe = np.where(n > 0, n, 1.0)
        mid = -(x[:-1] * ux + y[:-1] * uy) / safe
        disc = mid * mid - (x[:-1] ** 2 + y[:-1] ** 2 - range_m**2) / safe
        root = np.sqrt(np.maximum(disc, 0))
        a, b = np.clip(mid - root, 0, 1), np.clip(mid + root, 0, 1)
        at = start + np.concatenate(([0.0], np.cumsum(edges)[:-1]))
        for i in np.flatnonzero((disc > 0) & (b > a) & (n > 0)):
            out.append((float(at[i] + a[i] * edges[i]), float(at[i] + b[i] * edges[i])))
    return _join(out)


def _join(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """Union that also closes the rounding (a micrometre) between neighbouring edges."""
    out: list[Interval] = []
    for a, b in union(intervals):
        if out and a - out[-1][1] <= 1e-6:
            out[-1] = (out[-1][0], b)
        else:
            out.append((a, b))
    return tuple(out)


def _plane(path: Any, lat: float, lon: float) -> tuple[Any, Any]:
    mid = np.radians((path[:, 1] + lat) / 2)
    w = 1 - E2 * np.sin(mid) ** 2
    kx = np.radians(A / np.sqrt(w) * np.cos(mid))
    ky = np.radians(A * (1 - E2) / (w * np.sqrt(w)))
    return (path[:, 0] - lon) * kx, (path[:, 1] - lat) * ky


def watched(c: Chain, watcher: Watcher) -> tuple[Interval, ...]:
    """Stretches that a watcher can see: within its range of its position, or of any point of its way."""
    p = np.asarray(watcher.path, np.float64)
    if len(p) == 1:
        return seen_from(c, float(p[0, 1]), float(p[0, 0]), watcher.range_m)
    from truceline.places.geodesy import path_lengths_m

    lengths = path_lengths_m(p)
    step = max(watcher.range_m / 4, 1.0)
    out: list[Interval] = []
    for i, piece in enumerate(lengths):
        for f in np.linspace(0, 1, int(np.ceil(piece / step)) + 1):
            q = p[i] + f * (p[i + 1] - p[i])
            out.extend(seen_from(c, float(q[1]), float(q[0]), watcher.range_m))
    return _join(out)


def cover(c: Chain, watchers: Sequence[Watcher], start: int, end: int) -> Cover:
    """Coverage over [start, end): a stretch is covered where some watcher worked in all of that time or part of it.

    Give a single day or instant for a picture of the moment; `seen_days` tells what was seen when.
    """
    by_state: dict[str, list[Interval]] = {}
    for w in watchers:
        if w.start < end and start < w.end:
            by_state.setdefault(w.state, []).extend(watched(c, w))
    working = _join(by_state.get("working", []))
    maybe = _join(by_state.get("unknown", []))
    low, high = 0.0, c.length_m
    covered = clip(working, low, high)
    open_ = gaps(covered, low, high)
    uncertain = tuple(i for g in open_ for i in clip(maybe, *g))
    uncovered = gaps((*covered, *uncertain), low, high)
    shut = _join([*by_state.get("denied", []), *by_state.get("jammed", [])])
    return Cover(
        length_m=c.length_m,
        covered=covered,
        uncertain=uncertain,
        uncovered=uncovered,
        denied=tuple(i for g in uncovered for i in clip(shut, *g)),
        k=depth(by_state.get("working", []), low, high),
        largest_gap=max(uncovered, key=lambda g: (g[1] - g[0], -g[0]), default=None),
    )


def circle_gaps(angles_deg: Sequence[float], half_angle_deg: float) -> tuple[float, ...]:
    """Uncovered arcs between posts on a closed line, in degrees, by post in order of angle (closed form, for tests)."""
    a = sorted(x % 360 for x in angles_deg)
    steps = [(a[(i + 1) % len(a)] - a[i]) % 360 or 360.0 for i in range(len(a))]
    return tuple(max(0.0, s - 2 * half_angle_deg) for s in steps)


class SectorCover(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A sector over a period: share surely in view, and whole days since it was last seen at all (None: never)."""

    sector: str
    share: float
    uncertain_share: float
    largest_gap_m: float
    days_since_seen: float | None


def by_sector(line: Zone, watchers: Sequence[Watcher], start: int, end: int) -> tuple[SectorCover, ...]:
    """Coverage by sector over [start, end), in order of chainage; a line without sectors is one sector of no name."""
    c = chain(line)
    whole = cover(c, watchers, start, end)
    sectors = sorted(line.sectors.items(), key=lambda s: s[1]) or [("", (0.0, c.length_m))]
    last = [(w, watched(c, w)) for w in watchers if w.state == "working" and w.start < end]
    out = []
    for name, (a, b) in sectors:
        size = min(b, c.length_m) - a
        seen = [min(w.end, end) for w, parts in last if clip(parts, a, b)]
        open_ = clip(whole.uncovered, a, b)
        out.append(
            SectorCover(
                sector=name,
                share=length(clip(whole.covered, a, b)) / size if size > 0 else 0.0,
                uncertain_share=length(clip(whole.uncertain, a, b)) / size if size > 0 else 0.0,
                largest_gap_m=max((g[1] - g[0] for g in open_), default=0.0),
                days_since_seen=(end - max(seen)) / DAY if seen else None,
            )
        )
    return tuple(out)


Quiet = Literal["reported", "quiet_watched", "quiet_unwatched", "no_report"]


def quiet_state(*, reports: int, watched_share: float | None, enough: float = 0.5) -> Quiet:
    """The state of a stretch and time: something was reported; quiet and watched; quiet and unwatched; or no report.

    watched_share: of the stretch, None where nothing is known of who watched (then no report is all that can be said).
    enough: the least share that counts as watched; the case sets it in advance.
    """
    if reports > 0:
        return "reported"
    if watched_share is None:
        return "no_report"
    return "quiet_watched" if watched_share >= enough else "quiet_unwatched"
