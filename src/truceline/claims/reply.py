"""Reply: a language model's raw answer about one part of a text, as the record keeps it."""

from __future__ import annotations

import msgspec


class Reply(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a language model answered about code points [start, end) of a text.

    document, text_digest: what it was asked about. model: as asked for. request: digest of the request without its key.
    prompt: version of our words to it. answer: its words, unchanged. tokens_in, tokens_out: as the endpoint counted.
    """

    document: str
    text_digest: str
    start: int
    end: int
    model: str
    request: str
    prompt: str
    answer: str
    tokens_in: int = 0
    tokens_out: int = 0
