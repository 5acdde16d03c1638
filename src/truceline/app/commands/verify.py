"""truceline verify CASE|EXPORT: was a record changed or cut?"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from truceline.app.output import say
from truceline.values.errors import InputError, UsageError, VerificationFailed


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def verify(
        target: Annotated[Path, typer.Argument(metavar="CASE|EXPORT", help="A case folder, or an exported record.")],
        key: Annotated[
            str | None,
            typer.Option("--key", metavar="FINGERPRINT", help="Of the signer's public key, got by another way."),
        ] = None,
        checkpoint: Annotated[
            Path | None, typer.Option("--checkpoint", metavar="FILE", help="A checkpoint kept elsewhere.")
        ] = None,
        sign: Annotated[
            Path | None,
            typer.Option(
                "--sign",
                metavar="FILE",
                help="Sign a checkpoint of the case now and write it to FILE, to be kept elsewhere.",
            ),
        ] = None,
    ) -> None:
        """Check that a record or an export was not changed or cut. Exit status 1 if it was."""
        if (target / "manifest.txt").exists():
            for line in verify_export(target, key, checkpoint):
                say(line)
        else:
            for line in verify_case(target, key, checkpoint, sign):
                say(line)


def verify_export(folder: Path, key: str | None, checkpoint: Path | None) -> list[str]:
    """What holds of an export. Raises VerificationFailed."""
    from truceline.record.verify import Fault
    from truceline.record.verify import verify as check

    plain = key.lower().replace(":", "").replace(" ", "") if key else None
    if plain is not None and (len(plain) != 64 or set(plain) - set("0123456789abcdef")):
        raise UsageError("not a fingerprint", expected="64 hexadecimal digits", got=str(key))
    try:
        return check(folder, plain, checkpoint)
    except Fault as e:
        raise VerificationFailed(
            f"verification failed: {e}", where=str(folder), do="do not rely on this export; ask for another copy"
        ) from e


def verify_case(root: Path, key: str | None, checkpoint: Path | None, sign: Path | None) -> list[str]:
    """What holds of a live record. Raises VerificationFailed, InputError."""
    from truceline.app.case import open_case
    from truceline.app.keys import signer
    from truceline.app.library import open_record
    from truceline.record.checkpoint import checkpoint_line, fingerprint, parse_checkpoint

    case = open_case(root)
    if not case.record_path.exists():
        raise InputError(
            "the case has no record",
            where=str(case.root),
            expected="record.sqlite",
            do=f"record it first: truceline add {root}",
        )
    with closing(open_record(case, read_only=sign is None)) as record:
        faults = record.check()
        if faults:
            raise VerificationFailed(
                f"{len(faults)} faults: {'; '.join(faults[:5])}",
                where=str(case.record_path),
                do="restore the record from a copy; do not append to it",
            )
        points = record.tail.checkpoints
        out = [f"{record.tail.size} entries, {len(points)} signed checkpoints: consistent"]
        wrong = [p for p in points if key and fingerprint(p.key) != key.lower().replace(":", "")]
        if wrong:
            raise VerificationFailed(
                "a checkpoint was signed by another key",
                where=str(case.record_path),
                expected=str(key),
                got=fingerprint(wrong[0].key),
            )
        if checkpoint is not None:
            kept = parse_checkpoint(checkpoint.read_text(encoding="utf-8").strip(), str(checkpoint))
            missing = record.check(kept)
            if missing:
                raise VerificationFailed(
                    "the record does not contain the checkpoint kept elsewhere",
                    where=str(checkpoint),
                    expected=f"{kept.size} entries with root {kept.root.hex()}",
                    got="; ".join(missing[:3]),
                )
            out.append(f"contains the checkpoint kept elsewhere ({kept.size} entries)")
        if sign is not None:
            mine = signer()
            point = record.checkpoint(mine)
            sign.write_text(checkpoint_line(point) + "\n", encoding="utf-8")
            out.append(f"signed {point.size} entries as {fingerprint(mine.public)}; kept in {sign}")
    out.append(
        "not proven: the truth of the entries; that nothing was left out; any time before the first time-stamp by an outsider"
    )
    return out
