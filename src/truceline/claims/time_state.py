"""What is known while the times of a text are resolved one by one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

FINE = ("second", "minute", "hour", "part", "day")


@dataclass(slots=True)
class State:
    """What is known when an expression is read. said: the moment of publication (naive, local); day: the last date
    named, with its grain. narrative: count from the text. tense: 1 where the words around speak of what is to come,
    -1 of what was. over: whether what had an end ("until Monday") has been."""

    said: dt.datetime | None
    narrative: bool = False
    day: dt.date | None = None
    grain: str = ""
    year: int | None = None
    tense: int = 0
    bound: str | None = None
    over: bool = False
    moment: dt.datetime | None = None
    quarter: tuple[int, int] | None = None

    @property
    def ahead(self) -> bool:
        """Whether the words around speak of what is to come."""
        return self.tense > 0

    def base(self, kind: str) -> dt.date | None:
        """The day from which `speech` or `text` words count."""
        said = self.said.date() if self.said else None
        if self.narrative and self.day is None and self.year is not None and self.year < 1:
            return None
        if kind == "speech" and not self.narrative:
            return said or self.day
        return self.day or said
