"""The error tree. Every error of truceline is one of these.

    TruceError
    ├── UsageError          the command was called wrongly            exit 2
    ├── InputError          something given to us is bad, and named    exit 3
    │   ├── DocumentError   a document could not be taken in
    │   ├── CaseFileError   mistakes in a case's files, all at once
    │   ├── DecisionError   a decision that contradicts or names nothing
    │   └── RecordError     the record is damaged or of another format
    ├── VerificationFailed  the answer is no                           exit 1
    └── OutsideError        something outside failed (network, disk)   exit 4

A message says what is wrong, where, what was expected, what was found, and what to do. Code decides by type, never
by words.
"""

from __future__ import annotations

from collections.abc import Sequence


class TruceError(Exception):
    """Root of the tree.

    what: the trouble in one clause. where: file, line, row, address or path. expected, got: as short text.
    do: what the reader can do about it. All but `what` may be empty.
    """

    exit_status = 3

    def __init__(self, what: str, *, where: str = "", expected: str = "", got: str = "", do: str = "") -> None:
        self.what, self.where, self.expected, self.got, self.do = what, where, expected, got, do
        super().__init__(what, where, expected, got, do)

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        parts = [head]
        if self.expected:
            parts.append(f"expected: {self.expected}")
        if self.got:
            parts.append(f"got: {self.got}")
        if self.do:
            parts.append(f"do: {self.do}")
        return "\n  ".join(parts)

    def as_dict(self) -> dict[str, str]:
        """The message as named parts, without the empty ones."""
        pairs = {"what": self.what, "where": self.where, "expected": self.expected, "got": self.got, "do": self.do}
        return {k: v for k, v in pairs.items() if v}


class UsageError(TruceError):
    """The command was called wrongly."""

    exit_status = 2


class InputError(TruceError):
    """Something that was given to us is bad; it is named and nothing else is lost."""


class DocumentError(InputError):
    """A document could not be taken in."""


class DecisionError(InputError):
    """A decision contradicts another that binds, or names nothing in the record."""


class RecordError(InputError):
    """The record file is damaged, cut short, or of another format."""


class VerificationFailed(TruceError):
    """A check was carried out and the answer is no."""

    exit_status = 1


class OutsideError(TruceError):
    """Something outside failed: the network, the disk, a server."""

    exit_status = 4


class CaseFileError(InputError):
    """Mistakes in a case's files, all found in one go.

    problems: one TruceError a mistake, in the order of the files.
    """

    def __init__(self, problems: Sequence[TruceError]) -> None:
        self.problems = tuple({str(p): p for p in problems}.values())  # a file read twice tells its mistakes once
        n = len(self.problems)
        super().__init__(f"{n} mistake{'' if n == 1 else 's'}")

    def __str__(self) -> str:
        return "\n".join([self.what + ":", *(str(p) for p in self.problems)])
