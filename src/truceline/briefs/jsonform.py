"""A page as JSON by the schema brief/1."""

from __future__ import annotations

import msgspec

from truceline.briefs.page import Page


def render(page: Page) -> bytes:
    """The page as JSON, keys in the order of the noun, drawings left out."""
    data = msgspec.to_builtins(page)
    for part in ("sections", "annexes"):
        for section in data.get(part, ()):
            section["blocks"] = [b for b in section.get("blocks", ()) if b.get("type") != "picture"]
    return msgspec.json.format(msgspec.json.encode({"schema": page.schema, **data}), indent=1) + b"\n"
