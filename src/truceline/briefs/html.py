"""A page as one self-contained HTML file that prints well on A4."""

from __future__ import annotations

from importlib.resources import files

from truceline.briefs.evidence import state_words
from truceline.briefs.page import Block, Citation, Page, Sentence, numbering, sources, sources_title

STATE_MARKS = {
    "met": "●", "met_late": "◕", "met_late_by_consent": "◕", "in_force": "●", "quiet_watched": "●", "stated_kept": "○",
    "overdue": "▲", "appears_inconsistent": "▲", "breach": "▲", "not_in_force": "▲",
    "contested": "◆", "questioned": "◆",
    "alleged": "◇", "cannot_tell": "?", "no_report": "–", "pending": "○", "in_progress": "◔", "due": "◔",
    "waived": "○", "lapsed": "○", "corroborated": "●",
}  # fmt: skip


def render(page: Page) -> bytes:
    """The page as HTML in UTF-8: styles and drawings inside, no script, nothing fetched."""
    from jinja2 import Environment, StrictUndefined

    env = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    source = files("truceline.briefs").joinpath("templates/brief.html.j2").read_text(encoding="utf-8")
    style = files("truceline.briefs").joinpath("templates/brief.css").read_text(encoding="utf-8")
    numbers = numbering(page)

    def marks(sentence: Sentence) -> list[int]:
        return sorted({numbers[r] for r in sentence.refs if r in numbers})

    html = env.from_string(source).render(
        page=page, style=style, running=_running(page), cited=sources(page), marks=marks, kind=_kind, state_mark=_state_mark,
        state_words=state_words, sources_title=sources_title, chain=_chain, breakable=_breakable,
    )  # fmt: skip
    return html.encode("utf-8")


def _running(page: Page) -> str:
    """What stands at the foot of each printed page: title, issue and release, as a CSS string."""
    head = dict(page.head)
    parts = (page.title, head.get("Issue", "").split("; digest")[0], head.get("Release", "").split(";")[0])
    text = "; ".join(p for p in parts if p)
    return "".join(f"\\{ord(c):x} " if c in '\\"<>&\n' else c for c in text)


def _kind(block: Block) -> str:
    return type(block).__name__


def _state_mark(state: str) -> str:
    return STATE_MARKS.get(state, "·")


def _breakable(text: str) -> str:
    """A line may break after a stroke between two names (a zero-width space)."""
    return text.replace("/", "/\u200b")


def _chain(citation: Citation) -> str:
    return " → ".join(citation.chain)
