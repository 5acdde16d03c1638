"""Back-test of the forward rules on a reporter's past: skill, the AMOC curves, and what is left when reporting thins.

Each rule sees only the past of each day, so a back-test is what it would have said then; the known episodes are the
measure, and are never complete.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from truceline.watch.alarm import Alarm
from truceline.watch.forward import Settings, filter_alarms, watch_forward
from truceline.watch.series import Series
from truceline.watch.skill import (
    AmocPoint,
    Method,
    Onset,
    Skill,
    Thinned,
    amoc,
    no_change,
    score,
    seasonal,
    thinning,
)

RUN_LENGTHS = (60.0, 180.0, 365.0, 730.0, 1500.0, 3000.0)
JUMPS = (1.0, 2.0, 3.0, 5.0, 10.0, 20.0)
RULE = "cumulative sum"
BASELINES = ("baseline: no change", "baseline: seasonal")


class BackTest(msgspec.Struct, frozen=True, kw_only=True):
    """run_length_days: asked of the rule. skills: (method, its skill), the baselines last. curves: (method, AMOC
    points). thinned: of the rule, by share of events kept. onsets: what it was measured against."""

    run_length_days: float
    onsets: tuple[Onset, ...]
    skills: tuple[tuple[str, Skill], ...]
    curves: tuple[tuple[str, tuple[AmocPoint, ...]], ...]
    thinned: tuple[Thinned, ...]

    @property
    def beats_baselines(self) -> bool:
        """Whether the rule finds at least as many onsets as each baseline with fewer false alarms a quiet month, or more
        onsets with no more false alarms."""
        of = dict(self.skills)
        rule = of[RULE]

        def better(other: Skill) -> bool:
            found, base = len(rule.delays), len(other.delays)
            few, many = len(rule.false_alarms), len(other.false_alarms)
            return (found >= base and few < many) or (found > base and few <= many)

        return all(better(of[b]) for b in BASELINES)


def back_test(series: Series, onsets: Sequence[Onset], *, run_length_days: float = 730.0, runs: int = 5) -> BackTest:
    """The cumulative sum, the hidden Markov filter and two baselines against known episodes.

    run_length_days: mean days to a false alarm asked of the rule. runs: thinned copies for each share. Raises InputError
    where there is no onset or the series cannot be judged.
    """

    def rule(s: Series, days: float = run_length_days) -> Sequence[Alarm]:
        return watch_forward(s, Settings(run_length_days=days)).alarms

    methods: dict[str, Method] = {
        RULE: rule,
        "hidden Markov filter": filter_alarms,
        BASELINES[0]: no_change,
        BASELINES[1]: seasonal,
    }
    return BackTest(
        run_length_days=run_length_days,
        onsets=tuple(onsets),
        skills=tuple((name, score(method(series), series, onsets)) for name, method in methods.items()),
        curves=(
            (RULE, amoc(series, onsets, rule, RUN_LENGTHS)),
            (BASELINES[0], amoc(series, onsets, lambda s, by: no_change(s, by=by), JUMPS)),
            (BASELINES[1], amoc(series, onsets, lambda s, by: seasonal(s, by=by), JUMPS)),
        ),
        thinned=thinning(series, onsets, methods[RULE], runs=runs),
    )
