"""Whether a claim about the ceasefire says that somebody keeps it, and not that it begins, ends or is called for.

Words by language; a claim of any language is tried against all, since a span does not say which it is in.
"""

from __future__ import annotations

import re

from truceline.claims.claim import Claim

_KEPT = re.compile(
    r"\b(?:observ|respect(?!ive)|upheld|uphold|honou?r|maintain|adher|compl(?:y|ie)|abid(?:e|ing)|keep|kept|stick|stuck)\w*\b"
    r"|\b(?:not|never) (?:\w+ )?(?:violat|breach|broke)\w*"
    r"|\bсоблюда\w+|\bпридержива\w+|\bне наруша\w+|\bвыполня\w+"
    r"|\bəməl (?:ed|et|olun)\w*|\briayət (?:ed|et|olun)\w*|\bpozm(?:a|u)\w*"
    r"|\bպահպան\w+|\bհավատարիմ|\bչի խախտ\w+",
    re.IGNORECASE,
)
_MEANT = re.compile(r"\b(?:must|should|shall|will|would|to be|urged?|called? (?:on|for)|agreed? to)\b", re.IGNORECASE)


def says_kept(claim: Claim) -> bool:
    """True for "its forces respected the ceasefire": a ceasefire or standstill, as a fact, kept."""
    return (
        claim.kind in ("ceasefire", "standstill")
        and claim.act in ("asserts", "admits", "denies")
        and (claim.polarity == "holds") == (claim.act != "denies")
        and not claim.conditional
        and not {"demand", "reading_open"} & set(claim.topics)
        and _KEPT.search(claim.span.text) is not None
        and _MEANT.search(claim.span.text) is None
    )
