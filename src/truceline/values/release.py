"""Who may see what: four tiers, the strictest wins."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

Release = Literal["internal", "parties", "guarantors", "public"]
TIERS: tuple[Release, ...] = ("internal", "parties", "guarantors", "public")


def strictest(tiers: Iterable[Release], default: Release = "internal") -> Release:
    """The tier of something that stands on all of these; `default` for nothing."""
    return min(tiers, key=TIERS.index, default=default)


def may_show(item: Release, output: Release) -> bool:
    """Whether an item of tier `item` may stand in an output released to `output`."""
    return TIERS.index(item) >= TIERS.index(output)
