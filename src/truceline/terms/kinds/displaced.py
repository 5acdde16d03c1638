"""Return of the displaced. A return told is a part; a count of returnees is a series of its reporter, never a total of
residents."""

from __future__ import annotations

from truceline.terms.kind import Rules

KIND = Rules(
    name="displaced",
    natures=("duty", "permission"),
    params={"control": "texts"},
    needs=(),
    evidence=("return",),
    bare="part",
    placed=False,
    default_codes=("V6.3",),
)
