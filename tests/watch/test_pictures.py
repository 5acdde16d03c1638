"""Pictures: drawn, the same byte for byte, unknown hatched."""

from __future__ import annotations

import datetime as dt

import numpy as np

from truceline.briefs.pictures.watch import (
    amoc_curve,
    chainage_by_time,
    clusters_on_map,
    daily_counts,
    effect_with_counterfactual,
    run_strip,
)
from truceline.watch.episodes import find_episodes
from truceline.watch.forward import watch_forward
from truceline.watch.interrupted import Design, effect
from truceline.watch.scan.arrays import events
from truceline.watch.scan.scan import How, scan
from truceline.watch.scan.zones import circles
from truceline.watch.series import daily_series
from truceline.watch.skill import amoc, no_change

D = dt.date(2019, 1, 1)


def test_counts_strip_and_effect_are_reproducible() -> None:
    x = np.random.default_rng(1).poisson(0.2, 700).astype(float)
    x[400:406] = [5, 9, 3, 8, 6, 4]
    x[500:560] = np.nan
    s = daily_series(x, D, reporter="Reporter", measure="deaths")
    watched = watch_forward(s)
    draw = lambda: daily_counts(s, find_episodes(s).episodes, watched.alarms)  # noqa: E731
    first = draw()
    assert first == draw()
    assert first.startswith("<svg")
    assert "hatch" in first or "pattern" in first
    assert run_strip(s, watched.path, watched.limit, watched.alarms).startswith("<svg")
    e = effect(x, 350, Design(slope=False), reporting=(0.8, 1.2))
    days = [s.date(i) for i in range(len(s))]
    assert effect_with_counterfactual(x, e, days).startswith("<svg")
    points = amoc(s, [("planted", s.date(400), s.date(405))], lambda v, h: no_change(v, by=h), (2.0, 4.0))
    assert amoc_curve([("no change", points)]).startswith("<svg")


def test_map_and_heat_map_are_drawn() -> None:
    rng = np.random.default_rng(0)
    lat, lon = 40 + rng.uniform(0, 1, 20), 46 + rng.uniform(0, 1, 20)
    data = events(rng.integers(0, 20, 200), rng.integers(0, 30, 200), n_sites=20, n_steps=30)
    zones = circles(lat, lon, weight=np.bincount(data.sites, minlength=20))
    found = scan(data, zones, How(replicates=9)).clusters
    assert clusters_on_map(lat, lon, found, [str(i) for i in range(20)]).startswith("<svg")
    table = rng.poisson(1, (10, 20))
    watched = np.ones((10, 20))
    watched[3, 4:9] = 0
    assert chainage_by_time(table, np.arange(11) * 20.0, D, posts_km=(30.0,), watched=watched).startswith("<svg")
