"""From what is derived to a brief: gathers the material, composes the page, writes and freezes it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from truceline import __version__
from truceline.briefs import html, jsonform, markdown
from truceline.briefs.material import Material
from truceline.briefs.page import Page
from truceline.values.errors import InputError
from truceline.values.plugins import scan
from truceline.values.time import DAY

if TYPE_CHECKING:
    from truceline.app.derive import Derived

RENDERERS = {"html": html.render, "md": markdown.render, "json": jsonform.render}


def kinds() -> dict[str, Any]:
    """Kinds of brief by name; each a pure function from material to page."""
    return scan("truceline.briefs.kinds", "compose")


def compose(material: Material, kind: str) -> Page:
    """The page of a brief."""
    page: Page = kinds()[kind](material)
    return page


def render(page: Page, form: str) -> bytes:
    """The bytes of a page as html, md or json."""
    return RENDERERS[form](page)


def write(page: Page, form: str, path: Path) -> None:
    """Write a page; folders on the way are made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(render(page, form))


def material(
    derived: Derived,
    *,
    alternat: str | None = None,
    kind: str = "meeting",
    focus: str | None = None,
    prepared_by: str = "",
    approved_by: str = "",
) -> Material:
    """What a brief is written from, under the derived view. Dailies and weeklies get the state at the start of their
    period beside it."""
    case, view, library = derived.case, derived.view, derived.library
    reviewed = {i for d in library.decisions for i in d.ids}
    return Material(
        title=case.config.title, zone=case.zone, as_of=view.as_of, public_at=view.public_at, known_at=view.known_at,
        release=view.release, reconstruction=view.reconstruction, register=case.register, gazetteer=case.gazetteer,
        zones=case.zones, agreements=derived.agreements, documents=derived.documents, claims=derived.claims,
        events=derived.events, assessed=tuple(derived.assessed), languages=case.config.languages,
        spoken=case.config.spoken, straddling=derived.selection.straddling, same_day=derived.selection.same_day, later=derived.selection.later,
        withheld=derived.selection.withheld, set_aside=dict(derived.tally), previous=last_frozen(derived),
        alternat=alternat, root=library.root, delay_days=case.config.release.delay_days,
        names_order=case.config.names.order, reviewed=len(reviewed), code_version=__version__,
        decisions=library.decisions, sentences=Sentences(derived), focus=focus, earlier=earlier(derived, kind), prepared_by=prepared_by, approved_by=approved_by,
        number=len(library.briefs) + 1,
    )  # fmt: skip


PERIODS = {"daily": DAY, "weekly": 7 * DAY}


def earlier(derived: Derived, kind: str) -> dict[str, dict[str, dict[str, str]]] | None:
    """The snapshot at the start of the period of a daily or weekly; None for other kinds."""
    if kind not in PERIODS:
        return None
    from truceline.app.derive import Derived as Again
    from truceline.briefs.bottom import snapshot

    start = derived.view.as_of - PERIODS[kind]
    limit = None if derived.view.public_at is None else min(start, derived.view.public_at)
    view = msgspec.structs.replace(derived.view, as_of=start, public_at=limit)
    return snapshot(material(Again(derived.case, derived.library, view)))


class Sentences(dict[str, str]):
    """Claim id -> the whole sentence its span stands in, found when asked for."""

    def __init__(self, derived: Derived) -> None:
        super().__init__()
        self._claims = {c.id: c for c in derived.claims}
        self._text = derived.library.text

    def get(self, key: str, default: str | None = None) -> str | None:  # type: ignore[override]
        """The sentence of a claim; `default` for a row of a table or an unknown claim."""
        from truceline.claims.sentences import sentences_of

        claim = self._claims.get(key)
        if claim is None or claim.span.start is None or claim.span.end is None:
            return default
        if key not in self:
            text = self._text(claim.document).text
            a, b = claim.span.start, claim.span.end
            lo, hi = max(0, a - 2000), min(len(text), b + 2000)
            part = text[lo:hi]
            inside = [s for s in sentences_of(part) if s.start + lo < b and s.end + lo > a]
            self[key] = part[inside[0].start : inside[-1].end] if inside else claim.span.text
        return self[key]


def last_frozen(derived: Derived) -> dict[str, Any] | None:
    """The last brief that was frozen before this view's time, as data."""
    before = [s for s in derived.library.briefs if s.meta and int(s.meta.get("as_of", 0)) < derived.view.as_of]
    if not before or before[-1].body is None:
        return None
    data: dict[str, Any] = msgspec.json.decode(before[-1].body)
    return data


def freeze_page(derived: Derived, page: Page) -> str:
    """Record the brief as issued, with the states the next one is compared by; its id."""
    from truceline.app.library import open_record
    from truceline.record.entry import Entry

    if not derived.library.recorded:
        raise InputError(
            "the case has no record to freeze a brief in",
            where=str(derived.case.root),
            do=f"record it first: truceline add {derived.case.root}",
        )
    from truceline.briefs.bottom import snapshot

    data = msgspec.json.encode({**msgspec.json.decode(render(page, "json")), "snapshot": snapshot(material(derived))})
    meta = {
        "kind": page.kind,
        "as_of": derived.view.as_of,
        "release": derived.view.release,
        "number": len(derived.library.briefs) + 1,
    }
    with closing(open_record(derived.case)) as record:
        return record.append([Entry(type="brief", body=data, meta=meta)])[0].id
