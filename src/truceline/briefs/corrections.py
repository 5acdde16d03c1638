"""Corrections: what is put right since the last issue, numbered on, each named once, with what it was before."""

from __future__ import annotations

import msgspec

from truceline.briefs import words as w
from truceline.briefs.incidents import sentence_of
from truceline.briefs.material import Material
from truceline.briefs.page import Bullets, Paragraph, Section, Sentence, plain
from truceline.briefs.period import SEP, Figures, entered, figures, reporter, value_of
from truceline.claims.claim import Claim
from truceline.values.decision import Decision

FIELD_WORDS = {"act": "what the speaker does", "kind": "kind of happening", "polarity": "whether it holds", "code": "type of violation", "background": "whose words", "conditional": "condition"}  # fmt: skip


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """One thing put right. id: of the claim, the decision or the figure. ids: what a reader may open."""

    id: str
    text: str
    ids: tuple[str, ...] = ()


def corrections(m: Material) -> list[Correction]:
    """What is put right since the last issue of this kind: sources that correct or withdraw their words, corrections of
    the reading by a person, figures of the last issue that are now counted otherwise, and, where an issue is replaced,
    the figures of that one. In that order."""
    named = set(m.previous.get("corrections", ())) if m.previous else set()
    out = [
        Correction(
            id=c.id,
            text=f"{reporter(m, c)} {'corrects' if c.act == 'corrects' else 'withdraws'}: {sentence_of(m, c)}",
            ids=(c.id,),
        )
        for c in m.claims
        if c.act in ("corrects", "withdraws") and entered(m, c)
    ]
    for d in m.decisions:
        if d.word == "correct" and (found := _corrected(m, d)):
            out.append(Correction(id=d.id, text=_corrected_words(m, d, found), ids=(*(c.id for c in found), d.id)))
    if m.previous and m.previous.get("as_of") == m.as_of - m.period:
        out += _refigured(m, m.previous.get("figures") or {}, figures(m, back=1), m.previous.get("number"))
    out = [c for c in out if c.id not in named]
    if m.replaced:
        out += _refigured(m, m.replaced.get("figures") or {}, figures(m), m.replaced.get("number"))
    return out


def _corrected(m: Material, d: Decision) -> list[Claim]:
    stands = {(s.document, s.start, s.end) for s in d.spans}
    return [c for c in m.claims if c.id in d.ids or (c.document, c.span.start, c.span.end) in stands]


def _corrected_words(m: Material, d: Decision, found: list[Claim]) -> str:
    """What a person put right in our reading; the sentence itself stands under the figure."""
    new = "; ".join(f"{FIELD_WORDS.get(k, k)} now {_value(k, v)}" for k, v in sorted(d.set.items()))
    c = found[0]
    told = w.when(m.documents[c.document].published, m.zone) if c.document in m.documents else ""
    whose = f"what {reporter(m, c)} said{' (published ' + told + ')' if told else ''}"
    return f"{d.by} corrected our reading of {whose}: {new}. Reason: {d.because.strip().rstrip('.')}."


def _value(field: str, value: str) -> str:
    return f"{value} ({w.CODE_WORDS[value]})" if field == "code" and value in w.CODE_WORDS else value.replace("_", " ")


def _refigured(m: Material, issued: Figures, now: Figures, number: object) -> list[Correction]:
    """Figures of an issue, as issued against as counted now."""
    if not issued:
        return []
    out = []
    for part, none in (("incidents", "0"), ("given", "none given")):
        for key in sorted({*issued.get(part, {}), *now.get(part, {})}):
            was, is_ = value_of(issued, part, key, none), value_of(now, part, key, none)
            if was != is_:
                what = key.replace(SEP, ", ")
                text = f"In no. {number or '?'}, {what}: issued as {was}; now {is_}."
                refs = tuple(now.get(part, {}).get(key, {}).get("refs", "").split())
                out.append(Correction(id=f"figure:{m.as_of}:{number}:{part}:{key}:{is_}", text=text, ids=refs))
    return out


def section(m: Material, number: str) -> Section:
    """Corrections, numbered on from those of the issues before."""
    first = len(m.previous.get("corrections", ())) + 1 if m.previous else 1
    items = tuple(
        Paragraph((Sentence(c.text, c.ids),), lead=f"Correction {i}.") for i, c in enumerate(corrections(m), first)
    )
    none = f"None since no. {m.previous.get('number')}." if m.previous and m.previous.get("number") else "None."
    note = (plain(f"This issue replaces no. {m.replaced.get('number')} of the same cut-off, which stays in the record as issued."),) if m.replaced else ()  # fmt: skip
    return Section(number, "Corrections", (*note, Bullets(items) if items else plain(none)), anchor="corrections")
