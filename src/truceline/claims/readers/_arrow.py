"""Claims as Arrow batches with the same names as the claim JSON, and claims made of them on demand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import msgspec

from truceline.claims.claim import Claim


@cache
def claim_schema() -> Any:
    """The Arrow schema: columns as in the claim JSON; instants are int64 microseconds of UTC."""
    import pyarrow as pa

    text, number = pa.string(), pa.float64()
    word = pa.dictionary(pa.int16(), pa.string())

    def struct(**fields: Any) -> Any:
        return pa.struct([pa.field(k, v) for k, v in fields.items()])

    when = struct(
        earliest=pa.int64(), latest=pa.int64(), holds=text, bound=text, precision=text, zone=text, zone_basis=text,
        text=text, doubt=text,
    )  # fmt: skip
    where = struct(name=text, id=text, lat=number, lon=number, radius_m=number, precision=text, role=text)
    return pa.schema(
        [
            ("id", text),
            ("document", word),
            ("text_digest", word),
            ("span", struct(start=pa.int64(), end=pa.int64(), row=pa.int64(), text=text)),
            ("says", pa.list_(struct(name=text, id=text, kind=text))),
            ("background", pa.bool_()),
            ("act", word),
            ("polarity", word),
            ("conditional", pa.bool_()),
            ("kind", word),
            ("code", word),
            ("actors", pa.list_(struct(name=text, id=text, role=text, office=text, office_state=text))),
            ("when", when),
            ("where", pa.list_(where)),
            ("counts", pa.list_(struct(what=text, actor=text, low=number, best=number, high=number, text=text))),
            ("topics", pa.list_(text)),
            ("reader", struct(name=text, version=text)),
        ]
    )


def claims_to_batch(claims: Sequence[Claim]) -> Any:
    """One record batch of all claims, in order."""
    import pyarrow as pa

    schema = claim_schema()
    rows = [_full(c) for c in claims]
    columns = [pa.array([r.get(f.name) for r in rows], type=f.type) for f in schema]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _full(claim: Claim) -> dict[str, Any]:
    """All fields, defaults too, as plain values."""
    out: dict[str, Any] = {f: getattr(claim, f) for f in claim.__struct_fields__}
    for f in ("span", "when", "reader"):
        out[f] = None if out[f] is None else msgspec.structs.asdict(out[f])
    for f in ("says", "actors", "where", "counts"):
        out[f] = [msgspec.structs.asdict(v) for v in out[f]]
    out["topics"] = list(claim.topics)
    return out


def claim_at(batch: Any, index: int) -> Claim:
    """The claim in row `index` of a batch."""
    row = batch.slice(index, 1).to_pylist()[0]
    return msgspec.convert(_tidy(row), Claim)


def _tidy(value: Any) -> Any:
    """Without nulls; whole numbers as such."""
    if isinstance(value, dict):
        return {k: (_whole(v) if k in ("low", "best", "high") else _tidy(v)) for k, v in value.items() if v is not None}
    return [_tidy(v) for v in value] if isinstance(value, list) else value


def _whole(value: float) -> int | float:
    return int(value) if value.is_integer() else value
