"""Exports of a case: the record as a folder, by release."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from truceline.values.errors import InputError, UsageError


def export_record(case_path: str, folder: Path, release: str) -> tuple[int, int]:
    """Write the record as a folder that anyone can verify; how many entries stand in it and how many were withheld."""
    import msgspec

    from truceline.app.case import open_case
    from truceline.app.keys import signer
    from truceline.app.library import open_record
    from truceline.record.entry import Row
    from truceline.record.export import export_files
    from truceline.values.release import TIERS, may_show

    if release not in TIERS:
        raise UsageError("unknown release tier", expected=", ".join(TIERS), got=release)
    if folder.exists() and any(folder.iterdir()):
        raise InputError("the folder is not empty", where=str(folder), expected="a new folder")
    case = open_case(case_path)
    if not case.record_path.exists():
        raise InputError(
            "the case has no record",
            where=str(case.root),
            expected="record.sqlite",
            do=f"record it first: truceline add {case_path}",
        )
    shown = withheld = 0
    texts_of: dict[str, bool] = {}

    def include(row: Row) -> bool:
        nonlocal shown, withheld
        meta = msgspec.json.decode(row.words.meta) if row.words else {}
        tier = meta.get("release", "internal")
        ok = release == "internal" or row.type == "erasure" or (row.type == "document" and may_show(tier, release))
        if row.type == "document":
            texts_of[row.id] = ok
        if row.type == "text":
            ok = texts_of.get(meta.get("document", ""), False)
        shown, withheld = shown + ok, withheld + (not ok)
        return ok

    with closing(open_record(case)) as record:
        for name, data in export_files(record, signer(), include=include):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    return shown, withheld
