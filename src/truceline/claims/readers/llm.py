"""The language-model reader: optional, the only reader with I/O. It asks, and reads what was answered before.

What is answered is kept as it came (`Reply`), so that the same claims come back without the network. Without a client
the reader reads replies alone: pure, like every other reader.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from truceline.claims.claim import Span
from truceline.claims.readers._llm_answer import NAME, NOT_JSON, VERSION, claims_of, is_answer
from truceline.claims.readers._llm_prompt import PART, PROMPT, parts, request, request_digest
from truceline.claims.reading import Reading, SetAside
from truceline.claims.reply import Reply

if TYPE_CHECKING:
    from truceline.claims.kit import Kit
    from truceline.claims.readers.llm_client import Answer, Client
    from truceline.documents.document import Document, Text

NO_REPLY = "a part of which no language model's reply is recorded"
SMALLEST = 400  # code points of a part that is not parted further when its answer was cut off
BROKEN = 3  # answers missed in a row after which no more is asked


class LanguageModel:
    """Reader by a language model.

    replies: answers recorded before. client: asks what no reply answers; None never asks. keep: gets each new reply.
    """

    name = NAME
    version = VERSION

    def __init__(
        self,
        replies: Iterable[Reply] = (),
        *,
        client: Client | None = None,
        keep: Callable[[Reply], None] | None = None,
        part: int = PART,
    ) -> None:
        self.client, self.keep, self.part = client, keep, part
        self.replies: dict[tuple[str, str], list[Reply]] = {}
        for r in replies:
            self.replies.setdefault((r.document, r.text_digest), []).append(r)
        self.missed = 0  # in a row
        self.answered = 0
        self.last_miss = self.stopped = ""

    def read(self, text: Text, document: Document, kit: Kit) -> Reading:
        """The claims of a text by its replies, asking for those that are missing where there is a client."""
        from truceline.claims.readers.rules import READER as RULES
        from truceline.claims.readers.rules import languages

        code = (document.language or "en").split("-")[0].lower()
        plugin = languages().get(code)
        if plugin is None or not hasattr(plugin, "marks"):
            return Reading(set_aside=(_aside(text, 0, len(text.text), f"language not read: {code}"),))
        known = self.replies.get((document.id, text.digest), [])
        replies, aside = self.ask(text, document, known) if self.client is not None else (latest(known), [])
        aside = [*aside, *(_aside(text, a, b, NO_REPLY) for a, b in gaps(text.text, replies) if not _told(aside, a, b))]
        if not replies:
            return Reading(set_aside=tuple(aside))
        marks = plugin.marks(text.text, document, kit)
        rules = RULES.read(text, document, kit).claims
        found = claims_of(replies, text, document, kit, marks, rules)
        return Reading(claims=found.claims, set_aside=(*found.set_aside, *aside))

    def ask(self, text: Text, document: Document, known: Sequence[Reply]) -> tuple[list[Reply], list[SetAside]]:
        """The replies to every part of a text: those known, the others asked for; and what was not answered and why."""
        from truceline.claims.readers.llm_client import NoAnswer

        assert self.client is not None
        s = self.client.settings
        have = {r.request: r for r in known if r.model == s.model}
        out: list[Reply] = []
        aside: list[SetAside] = []
        queue = parts(text.text, self.part)[::-1]
        while queue:
            a, b = queue.pop()
            body = request(text, document, a, b, model=s.model, max_output=s.max_output, form=s.form)
            digest = request_digest(body)
            if digest in have:
                out.append(have[digest])
                continue
            halves = parts_of(text.text, a, b)
            if len(halves) > 1 and any(
                a <= r.start and r.end <= b and (r.start, r.end) != (a, b) for r in have.values()
            ):
                queue += halves[::-1]  # it was parted the last time
                continue
            if self.stopped:
                aside.append(_aside(text, a, b, self.stopped))
                continue
            try:
                answer = self._answer(body)
            except NoAnswer as e:
                self.missed += 1
                self.last_miss = e.what
                if e.final or self.missed >= BROKEN:
                    self.stopped = e.what
                aside.append(_aside(text, a, b, e.what))
                continue
            if answer.cut:
                if len(halves) > 1:
                    queue += halves[::-1]
                else:
                    aside.append(_aside(text, a, b, "an answer of the language model that was cut off"))
                continue
            self.missed = 0
            self.answered += 1
            reply = Reply(
                document=document.id, text_digest=text.digest, start=a, end=b, model=s.model, request=digest, prompt=PROMPT,
                answer=answer.words, tokens_in=answer.tokens_in, tokens_out=answer.tokens_out,
            )  # fmt: skip
            out.append(reply)
            if self.keep is not None:
                self.keep(reply)
        return out, aside

    def _answer(self, body: dict[str, object]) -> Answer:
        """An answer that is JSON, asked for twice at most."""
        from truceline.claims.readers.llm_client import NoAnswer

        assert self.client is not None
        for _ in range(2):
            answer = self.client.ask(body)
            if answer.cut or is_answer(answer.words):
                return answer
        raise NoAnswer(NOT_JSON)


def parts_of(text: str, a: int, b: int) -> list[tuple[int, int]]:
    """Code points [a, b) in two or so; one where it is small."""
    if b - a <= SMALLEST:
        return [(a, b)]
    return [(a + x, a + y) for x, y in parts(text[a:b], max(SMALLEST // 2, (b - a + 1) // 2))]


def latest(replies: Sequence[Reply]) -> list[Reply]:
    """Of replies by several models or versions of our words, those of the one that answered last; of replies that
    overlap, the last. replies: in order of entry."""
    out: list[Reply] = []
    for r in reversed(replies):
        one = (r.model, r.prompt) == (replies[-1].model, replies[-1].prompt)
        if one and not any(r.start < x.end and x.start < r.end for x in out):
            out.append(r)
    return out


def gaps(text: str, replies: Sequence[Reply]) -> list[tuple[int, int]]:
    """Code points of a text, white space apart, about which there is no reply."""
    out: list[tuple[int, int]] = []
    at = 0
    for r in [*sorted(replies, key=lambda r: r.start), None]:
        start = len(text) if r is None else r.start
        if text[at:start].strip():
            out.append((at, start))
        at = max(at, at if r is None else r.end)
    return out


def _told(aside: Sequence[SetAside], a: int, b: int) -> bool:
    return any((s.span.start or 0) < b and a < (s.span.end or 0) for s in aside)


def _aside(text: Text, a: int, b: int, why: str) -> SetAside:
    return SetAside(span=Span(start=a, end=b, text=text.text[a : min(b, a + 80)]), why=why)


READER = LanguageModel()
