"""From what is derived to a brief: gathers the material, composes the page, writes and freezes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    from truceline.app.library import Library
    from truceline.claims.sentences import Sentence

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
    replaces: int | None = None,
) -> Material:
    """What a brief is written from, under the derived view. Dailies and weeklies get the state at the start of their
    period beside it."""
    case, view, library = derived.case, derived.view, derived.library
    inside = view.release == "internal"
    before = earlier(derived, kind)
    issues = tuple(s.meta for s in library.briefs if s.meta and s.meta.get("release") == view.release)
    reviewed = sum(s.basis == "reviewed" for a in derived.assessed for s in a.terms) + sum(
        "reviewed" in (x.basis, x.occurrence.basis, x.attribution.basis) for a in derived.assessed for x in a.incidents
    )
    return Material(
        title=case.config.title, zone=case.zone, as_of=view.as_of, public_at=view.public_at, known_at=view.known_at,
        release=view.release, reconstruction=view.reconstruction, register=case.register, gazetteer=case.gazetteer,
        zones=derived.zones, agreements=derived.agreements, documents=derived.documents, claims=derived.claims,
        events=derived.events, assessed=tuple(derived.assessed), languages=case.config.languages,
        spoken=case.config.spoken, straddling=derived.selection.straddling, same_day=derived.selection.same_day, later=derived.selection.later,
        withheld=derived.selection.withheld, set_aside=dict(derived.tally), previous=last_frozen(derived, kind),
        alternat=alternat, root=library.root, delay_days=case.config.release.delay_days,
        names_order=case.config.names.order, reviewed=reviewed, code_version=__version__,
        decisions=derived.decisions, sentences=Sentences(derived), focus=focus, earlier=before, prepared_by=prepared_by, approved_by=approved_by,
        number=next_number(derived, kind), issues=issues, former=former(derived, before, issues, focus),
        replaced=issue_no(derived, kind, replaces), open_decisions=derived.open_decisions,
        refused=refused(library) if inside else (), waiting=library.unrecorded if inside and library.recorded else (),
        kept_drawing=derived.kept.drawing,
    )  # fmt: skip


def former(
    derived: Derived,
    before: Mapping[str, Mapping[str, Any]] | None,
    issues: Sequence[Mapping[str, Any]],
    focus: str | None,
) -> dict[str, str]:
    """Id that an event had where it was named before -> the id it has in this view."""
    named = [
        *(before or {}).get("event", {}),
        *(x["focus"] for x in issues if x.get("focus")),
        *([focus] if focus else []),
    ]
    found = {i: derived.names.event(i) for i in named}
    return {i: now for i, now in found.items() if now is not None and now != i}


def refused(library: Library) -> tuple[tuple[str, str], ...]:
    """What the log of intake says was not taken in, each thing once, with the last reason."""
    out: dict[str, str] = {}
    for s in library.intake:
        if s.meta and s.meta.get("what") == "refused" and s.body is not None:
            line = msgspec.json.decode(s.body)
            out[line["refused"]] = line["error"].get("what", "refused")
    return tuple(out.items())


def issue_no(derived: Derived, kind: str, number: int | None) -> dict[str, Any] | None:
    """An issue of a kind by its number; None where none is asked for. Raises InputError where there is none."""
    if number is None:
        return None
    found = [x for x in frozen(derived, kind) if x["number"] == number]
    if not found:
        raise InputError(
            "no such issue at this release", expected=f"the number of an issued {kind} brief", got=str(number)
        )
    return found[-1]


PERIODS = {"daily": DAY, "weekly": 7 * DAY}


def earlier(derived: Derived, kind: str) -> dict[str, dict[str, dict[str, str]]] | None:
    """The snapshot and figures at the start of the period of a daily or weekly; None for other kinds. As issued where
    the report of the period before was frozen at this release, else made again."""
    if kind not in PERIODS:
        return None
    from truceline.app.derive import Derived as Again
    from truceline.briefs.bottom import snapshot
    from truceline.briefs.period import figures

    start = derived.view.as_of - PERIODS[kind]
    last = last_frozen(derived, kind)
    if last is not None and last["as_of"] == start and "figures" in last:
        return {**last["snapshot"], **last["figures"]}
    limit = None if derived.view.public_at is None else min(start, derived.view.public_at)
    view = msgspec.structs.replace(derived.view, as_of=start, public_at=limit)
    before = material(Again(derived.case, derived.library, view))
    return {**snapshot(before), **figures(msgspec.structs.replace(before, period=PERIODS[kind]))}


class Sentences(dict[str, str]):
    """Claim id -> the whole sentence its span stands in, found when asked for."""

    def __init__(self, derived: Derived) -> None:
        super().__init__()
        self._claims = {c.id: c for c in derived.claims}
        self._text = derived.library.text
        self._whole: dict[str, list[Sentence]] = {}

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
            found = self._whole.get(claim.document) if part == text else None
            if found is None:
                found = sentences_of(part)
            if part == text:
                self._whole[claim.document] = found
            inside = [s for s in found if s.start + lo < b and s.end + lo > a]
            self[key] = part[inside[0].start : inside[-1].end] if inside else claim.span.text
        return self[key]


def frozen(derived: Derived, kind: str | None = None) -> list[dict[str, Any]]:
    """Briefs as issued at this view's release, in order of entry; of one kind, or of all."""
    return [
        {**msgspec.json.decode(s.body), "id": s.id, "as_of": int(s.meta.get("as_of", 0)), "number": s.meta.get("number")}
        for s in derived.library.briefs
        if s.meta and s.body is not None and s.meta.get("release") == derived.view.release
        and (kind is None or s.meta["kind"] == kind)
    ]  # fmt: skip


def as_issued(derived: Derived, kind: str, number: int) -> Page:
    """The page of an issue as the record holds it; drawings are not kept there. Raises InputError for an unknown number."""
    data = issue_no(derived, kind, number)
    return msgspec.convert(data, Page)


def last_frozen(derived: Derived, kind: str = "meeting") -> dict[str, Any] | None:
    """The last brief of a kind that was frozen with a cut-off before this view's, as data."""
    before = [x for x in frozen(derived, kind) if x["as_of"] < derived.view.as_of]
    return max(before, key=lambda x: (x["as_of"], x["number"] or 0)) if before else None


def next_number(derived: Derived, kind: str) -> int:
    """The number the next issue of a kind would bear; each release has its own, so that none tells of another."""
    same = (kind, derived.view.release)
    return 1 + sum(1 for s in derived.library.briefs if s.meta and (s.meta.get("kind"), s.meta.get("release")) == same)


def freeze_page(derived: Derived, page: Page, made: Material, *, replaces: int | None = None) -> str:
    """Record the brief as issued, with the states and figures the next one is compared by; its id.

    Raises InputError where the case has no record, or where this cut-off was issued before and `replaces` does not say so.
    """
    from truceline.app.library import open_record
    from truceline.briefs.bottom import snapshot
    from truceline.briefs.corrections import corrections
    from truceline.briefs.period import figures
    from truceline.record.entry import Entry

    if not derived.library.recorded:
        raise InputError(
            "the case has no record to freeze a brief in",
            where=str(derived.case.root),
            do=f"record it first: truceline add {derived.case.root}",
        )
    of_focus = {"focus": made.focus} if made.focus else {}
    same = [
        s.meta for s in derived.library.briefs
        if s.meta and s.meta.get("kind") == page.kind and s.meta.get("as_of") == made.as_of
        and s.meta.get("release") == made.release and s.meta.get("focus") == made.focus
    ]  # fmt: skip
    if same and replaces != same[-1].get("number"):
        last = same[-1]
        raise InputError(
            "this cut-off was issued before", where=f"{page.kind} no. {last.get('number')}, approved by {last.get('approved_by', 'nobody named')}",
            expected="one issue of a kind, cut-off and release", do=f"to issue it again, say so: --replaces {last.get('number')}",
        )  # fmt: skip
    period = msgspec.structs.replace(made, period=PERIODS.get(page.kind, made.period))
    named = list(made.previous.get("corrections", ())) if made.previous else []
    data = msgspec.json.encode(
        {
            **msgspec.json.decode(render(page, "json")),
            "snapshot": snapshot(made),
            "figures": figures(period) if page.kind in PERIODS else {},
            "corrections": named + [c.id for c in corrections(period)] if page.kind in PERIODS else named,
        }
    )
    meta = {
        "kind": page.kind, "as_of": made.as_of, "release": made.release, "number": next_number(derived, page.kind),
        "prepared_by": made.prepared_by, "approved_by": made.approved_by, **of_focus,
        **({"replaces": replaces} if replaces is not None else {}),
    }  # fmt: skip
    with closing(open_record(derived.case)) as record:
        return record.append([Entry(type="brief", body=data, meta=meta)])[0].id
