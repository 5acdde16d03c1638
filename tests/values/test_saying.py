"""Times in words: what was told as about is said as about, and never as an exact minute."""

from __future__ import annotations

import pytest

from truceline.values.saying import when
from truceline.values.time import ABOUT, HOUR, MINUTE, When, parse_instant

AT = parse_instant("2020-12-11T20:40", zone="UTC")


@pytest.mark.parametrize(
    ("low", "high", "doubt", "said"),
    [
        (AT, AT + MINUTE, "", "11 December 2020, 20:40"),
        (AT - 10 * MINUTE, AT + 11 * MINUTE, ABOUT, "11 December 2020, about 20:40"),
        (AT - 30 * MINUTE, AT + 31 * MINUTE, ABOUT, "11 December 2020, about 20:40"),
        (AT - 24 * HOUR, AT + 24 * HOUR, ABOUT, "10-12 December 2020"),
    ],
)
def test_about_is_said(low: int, high: int, doubt: str, said: str) -> None:
    assert when(When(earliest=low, latest=high, precision="T1", doubt=doubt), "UTC", year=True) == said
