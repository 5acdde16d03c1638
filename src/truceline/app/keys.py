"""The signing key: in the user's configuration folder, never in a case."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from truceline.values.errors import OutsideError

if TYPE_CHECKING:
    from truceline.record.checkpoint import SeedSigner


def config_folder() -> Path:
    """TRUCELINE_CONFIG, else the platform's configuration folder."""
    named = os.environ.get("TRUCELINE_CONFIG")
    if named:
        return Path(named)
    home = os.environ.get("XDG_CONFIG_HOME") or os.environ.get("APPDATA")
    return (Path(home) if home else Path.home() / ".config") / "truceline"


def signer() -> SeedSigner:
    """The user's signer; its key is made on first use, readable by the user alone. Raises OutsideError."""
    from truceline.record.checkpoint import SeedSigner

    path = config_folder() / "signing.key"
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="ascii") as f:
                f.write(os.urandom(32).hex() + "\n")
        seed = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError) as e:
        raise OutsideError(
            "the signing key cannot be read or made", where=str(path), expected="64 hexadecimal digits in a file of yours", got=str(e),
            do="make the folder writable, or set TRUCELINE_CONFIG to one that is",
        ) from e  # fmt: skip
    return SeedSigner(seed)
