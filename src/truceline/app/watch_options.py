"""Options that the commands of the watch share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from truceline.app.output import say
from truceline.values.errors import OutsideError

Source = Annotated[str, typer.Argument(metavar="CASE|CSV", help="A case, or a CSV file of days and counts.")]
Measure = Annotated[str, typer.Option("--measure", help="events, or what is counted: killed, wounded ...")]
Complete = Annotated[
    list[str] | None,
    typer.Option("--complete", metavar="NAME", help="This reporter lists every day: days without a report are 0."),
]
InZone = Annotated[
    str | None, typer.Option("--zone", metavar="ID", help="Only incidents surely in this zone or place of the case.")
]
DateColumn = Annotated[str, typer.Option("--date-column", help="Of a CSV file.")]
CountColumn = Annotated[str | None, typer.Option("--count-column", help="Of a CSV file; default: the first other one.")]
ReporterColumn = Annotated[
    str | None, typer.Option("--reporter-column", help="Of a CSV file: one series for each of its values.")
]
Onsets = Annotated[
    Path | None,
    typer.Option(
        "--onsets", metavar="CSV", help="Known episodes: name, first day, last day.", exists=True, dir_okay=False
    ),
]
Every = Annotated[float, typer.Option("--every-days", metavar="N", help="At most one false alarm in N days.")]
Picture = Annotated[
    Path | None,
    typer.Option("--picture", metavar="SVG", help="Draw it; several series are numbered: NAME-2.svg and so on."),
]


class Pictures:
    """Where pictures go: the file named for the first, numbered beside it for more. Nothing where none is named."""

    def __init__(self, path: Path | None) -> None:
        self.path, self.drawn = path, 0

    def add(self, draw: Callable[[], str]) -> None:
        """Draw and write one. Raises OutsideError where the file cannot be written."""
        if self.path is None:
            return
        self.drawn += 1
        name = self.path.name if self.drawn == 1 else f"{self.path.stem}-{self.drawn}{self.path.suffix}"
        at = self.path.with_name(name)
        try:
            at.write_text(draw(), encoding="utf-8")
        except OSError as e:
            raise OutsideError("cannot write the picture", where=str(at), got=e.strerror or str(e)) from e
        say(f"wrote {at}")
