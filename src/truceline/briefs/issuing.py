"""A brief as issued: its number, the digest of what it says, who prepared and who approved it.

1. Numbers run by kind, from 1, without gaps; a draft has none and says so.
2. The digest is over the page as composed, before its number and digest are set on it.
3. Who approves is not who prepared; both are named.
4. One cut-off of a kind at one release is issued once. Another issue of it must say which one it replaces.
"""

from __future__ import annotations

import msgspec

from truceline.briefs.page import Page
from truceline.values.canonical import digest
from truceline.values.errors import DecisionError

DRAFT = "draft, not issued"


def draft(page: Page) -> Page:
    """The page marked as a draft (rule 1)."""
    return msgspec.structs.replace(page, head=(("Issue", DRAFT), *page.head))


def issued(page: Page, *, number: int, prepared_by: str, approved_by: str, replaces: int | None = None) -> Page:
    """The page with number and digest. Raises DecisionError where it is not prepared and approved by two people."""
    check_signatures(prepared_by, approved_by)
    mark = digest(msgspec.json.encode(page))[:16]
    said = f"{page.kind} no. {number}; digest {mark}"
    if replaces is not None:
        said += f"; replaces no. {replaces}"
    return msgspec.structs.replace(page, head=(("Issue", said), *page.head))


def check_signatures(prepared_by: str, approved_by: str) -> None:
    """Rule 3."""
    if not prepared_by.strip() or not approved_by.strip():
        raise DecisionError(
            "a brief is issued over two names", expected="--prepared-by NAME --approved-by NAME",
            got=f"prepared by {prepared_by.strip() or 'nobody'}, approved by {approved_by.strip() or 'nobody'}",
        )  # fmt: skip
    if prepared_by.strip().casefold() == approved_by.strip().casefold():
        raise DecisionError(
            "prepared and approved by the same person", expected="two people", got=prepared_by.strip(),
            do="let another person read and approve it",
        )  # fmt: skip
