"""A named person's word on something in the record."""

from __future__ import annotations

import msgspec


class SpanRef(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A run of text a decision stands on: document, digest of the text as read, code points [start, end)."""

    document: str
    text_digest: str
    start: int
    end: int


class Decision(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who decided what, when and why.

    word: verified, refuted, breach, same, not_same, correct, release, notified, answered ... (the command's WORD).
    ids: what it was said of, as named then. spans: the sentences those stood on, so that it survives a better reader.
    set: field=value pairs. rests_on: term states and thresholds it names. by: the person. because: the reason.
    at: microseconds of UTC. undoes: id of an earlier decision that this one takes back.
    """

    id: str = ""
    word: str
    ids: tuple[str, ...]
    spans: tuple[SpanRef, ...] = ()
    set: dict[str, str] = {}
    rests_on: tuple[str, ...] = ()
    by: str
    because: str
    at: int
    undoes: str | None = None
