"""What all drawings share: one hand, SVG that is the same byte for byte, and fonts that show every script in use."""

from __future__ import annotations

import io
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

INK, SOFT, LINE, PAPER = "#1b2430", "#5b6675", "#cfd6de", "#ffffff"
BLUE, GREEN, AMBER, RED, GREY = "#28527a", "#1d6b45", "#8a5a00", "#9c2f23", "#8b95a1"
STATE_COLOURS = {
    "met": GREEN, "in_force": GREEN, "quiet_watched": GREEN, "corroborated": GREEN, "met_late": BLUE,
    "met_late_by_consent": BLUE, "in_progress": BLUE, "due": BLUE, "pending": BLUE, "contested": AMBER,
    "questioned": AMBER, "alleged": AMBER, "overdue": RED, "appears_inconsistent": RED, "breach": RED,
    "not_in_force": RED,
}  # fmt: skip
SETTINGS: dict[str, Any] = {
    "svg.hashsalt": "truceline", "svg.fonttype": "path", "font.family": ["DejaVu Sans"], "font.size": 8,
    "axes.edgecolor": LINE, "axes.labelcolor": SOFT, "xtick.color": SOFT, "ytick.color": SOFT, "text.color": INK,
    "axes.spines.top": False, "axes.spines.right": False, "figure.dpi": 100, "axes.unicode_minus": False,
    "path.simplify": False,
}  # fmt: skip


@contextmanager
def canvas(width_mm: float, height_mm: float) -> Iterator[Any]:
    """A matplotlib figure of the given size, drawn without a display and closed after use."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context(SETTINGS):
        yield Figure(figsize=(width_mm / 25.4, height_mm / 25.4), facecolor=PAPER)


def svg(figure: Any) -> str:
    """The figure as SVG text for embedding: no date, no program name, no XML head; ids fixed by a salt."""
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    text = buffer.getvalue()
    return re.sub(r"<!--.*?-->\n?", "", text[text.index("<svg") :], flags=re.DOTALL)
