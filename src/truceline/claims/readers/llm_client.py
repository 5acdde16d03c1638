"""Asking a language model over HTTPS: any endpoint that speaks OpenAI's chat completions. No other library is needed.

Rules.
 H1. The key goes into one header and nowhere else; over plain HTTP only to this machine. Redirections are not followed.
 H2. What fails for a while (429, 500, 502, 503, 504, 529, a time-out, a broken line) is tried again, after a pause that
     doubles or that the endpoint names, a set number of times. What will not mend (400, 401, 403, 404) is an error at once.
 H3. An answer has a deadline and a largest size; an endpoint that drips or floods is cut off.
 H4. Requests, tokens and cost have limits set in advance; a request that could pass them is not sent.
 H5. Nothing that was sent or received is written to a log. A key that an endpoint echoes is struck out.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import msgspec

from truceline.values.errors import InputError, OutsideError, UsageError

if TYPE_CHECKING:
    import httpx

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
FOR_A_WHILE = frozenset({408, 429, 500, 502, 503, 504, 529})
LONGEST_PAUSE = 60.0


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Where and how to ask.

    endpoint: address up to `/v1`. model: name the endpoint knows. key: secret, "" for none. form: of the answer:
    json_schema, json_object or none. timeout: seconds for one answer. attempts: for one request. max_output: tokens of
    one answer. max_requests, max_tokens, max_cost: for one run. price_in, price_out: per million tokens, in `currency`.
    """

    endpoint: str
    model: str
    key: str = ""
    form: str = "json_schema"
    timeout: float = 120.0
    attempts: int = 4
    max_output: int = 4096
    max_bytes: int = 2_000_000
    max_requests: int = 200
    max_tokens: int = 2_000_000
    max_cost: float | None = None
    price_in: float | None = None
    price_out: float | None = None
    currency: str = "USD"

    def __repr__(self) -> str:
        return f"Settings(endpoint={self.endpoint!r}, model={self.model!r}, key={'set' if self.key else 'none'})"


class Spent(msgspec.Struct):
    """What a run has used. guessed: whether an endpoint that counts no tokens made us estimate them."""

    requests: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    again: int = 0
    guessed: bool = False

    def cost(self, s: Settings) -> float | None:
        """In the currency of the settings; None where a price is not set."""
        if s.price_in is None or s.price_out is None:
            return None
        return (self.tokens_in * s.price_in + self.tokens_out * s.price_out) / 1_000_000

    def line(self, s: Settings) -> str:
        """One line for people."""
        about = "about " if self.guessed else ""
        cost = self.cost(s)
        money = f", {about}{cost:.4f} {s.currency}" if cost is not None else ", cost unknown: no price is set"
        again = f" ({self.again} of them tried again)" if self.again else ""
        return f"{s.model}: {self.requests} requests{again}, {about}{self.tokens_in} tokens in, {about}{self.tokens_out} out{money}"


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What came back. cut: the model stopped at its limit."""

    words: str
    cut: bool
    tokens_in: int
    tokens_out: int


class NoAnswer(OutsideError):
    """An answer did not come or is of no use: `what`, in the same words for the same reason. final: a limit of the run
    was reached, so that asking on is of no use."""

    def __init__(self, what: str, *, final: bool = False) -> None:
        self.final = final
        super().__init__(what)


class Client:
    """Asks, within limits. pause: waits for seconds. Close it after use."""

    def __init__(self, settings: Settings, *, pause: Callable[[float], None] = time.sleep) -> None:
        import httpx

        check(settings)
        self.settings, self.pause, self.spent = settings, pause, Spent()
        host = urlsplit(settings.endpoint).hostname or ""
        head = {"Authorization": f"Bearer {settings.key}"} if settings.key else {}
        self._http = httpx.Client(
            headers=head, timeout=settings.timeout, follow_redirects=False, trust_env=host not in LOCAL
        )

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def ask(self, body: dict[str, Any]) -> Answer:
        """The answer to one request. Raises NoAnswer, and OutsideError where asking again cannot help."""
        import httpx

        s = self.settings
        data = msgspec.json.encode(body)
        why = ""
        for n in range(s.attempts):
            self._room(len(data))
            self.spent.requests += 1
            self.spent.again += n > 0
            wait: float | None = None
            try:
                status, raw, wait = self._post(data)
            except httpx.TimeoutException:
                why = "the language model did not answer in time"
            except httpx.TransportError as e:
                why = f"no connection to the language model ({type(e).__name__})"
            else:
                if status == 200:
                    return self._answer(raw, len(data))
                if status not in FOR_A_WHILE:
                    raise OutsideError(
                        "the language model refused the request", where=s.endpoint, expected="status 200",
                        got=f"status {status}: {self._struck(raw.decode('utf-8', 'replace'))[:200]}",
                        do="check endpoint, model and key; set `form` to json_object or none where the endpoint knows no JSON schema",
                    )  # fmt: skip
                why = f"the language model answered with status {status}"
            if n + 1 < s.attempts:
                self.pause(min(LONGEST_PAUSE, wait if wait is not None else 2.0**n * (0.75 + random.random() / 2)))
        raise NoAnswer(why)

    def _room(self, size: int) -> None:
        s, used = self.settings, self.spent
        ahead = size // 3 + s.max_output
        if used.requests >= s.max_requests:
            raise NoAnswer(f"the limit of {s.max_requests} requests was reached", final=True)
        if used.tokens_in + used.tokens_out + ahead > s.max_tokens:
            raise NoAnswer(f"the limit of {s.max_tokens} tokens would be passed", final=True)
        if s.max_cost is not None and s.price_in is not None and s.price_out is not None:
            more = (size // 3 * s.price_in + s.max_output * s.price_out) / 1_000_000
            if (used.cost(s) or 0.0) + more > s.max_cost:
                raise NoAnswer(f"the limit of {s.max_cost} {s.currency} would be passed", final=True)

    def _post(self, data: bytes) -> tuple[int, bytes, float | None]:
        """Status, body and the pause asked for. Raises NoAnswer for what is too large or drips."""
        import httpx

        s = self.settings
        deadline = time.monotonic() + s.timeout
        url = s.endpoint.rstrip("/") + "/chat/completions"
        with self._http.stream("POST", url, content=data, headers={"Content-Type": "application/json"}) as r:
            got = bytearray()
            for chunk in r.iter_bytes():
                got += chunk
                if len(got) > s.max_bytes:
                    raise NoAnswer(f"an answer of the language model of more than {s.max_bytes} bytes")
                if time.monotonic() > deadline:
                    raise httpx.ReadTimeout("deadline")
            return r.status_code, bytes(got), _seconds(r.headers)

    def _answer(self, raw: bytes, size: int) -> Answer:
        try:
            whole = msgspec.json.decode(raw.decode("utf-8", "replace"))
            choice = whole["choices"][0]
            words = choice["message"]["content"]
            usage = whole.get("usage")
            cut = choice.get("finish_reason") == "length"
        except (msgspec.DecodeError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
            words, usage, cut = None, None, False
        read, wrote = _tokens(usage)
        if read is None or wrote is None:
            read, wrote, self.spent.guessed = size // 3, len(words or "") // 3, True
        self.spent.tokens_in += read
        self.spent.tokens_out += wrote
        if not isinstance(words, str):
            raise NoAnswer("an answer of the language model that is no chat completion")
        return Answer(words=self._struck(words), cut=cut, tokens_in=read, tokens_out=wrote)

    def _struck(self, words: str) -> str:
        return words.replace(self.settings.key, "[key]") if len(self.settings.key) > 3 else words


def check(s: Settings) -> None:
    """Raises UsageError or InputError for settings that cannot be used safely."""
    at = urlsplit(s.endpoint)
    if at.scheme not in ("http", "https") or not at.hostname:
        raise UsageError("no endpoint of a language model", expected="https://HOST/v1", got=s.endpoint or "nothing",
                         do="give --endpoint, or set it in [reader] of your user file")  # fmt: skip
    if at.username or at.password or at.query:
        raise UsageError("an endpoint holds no name, password or query", where=f"{at.scheme}://{at.hostname}",
                         expected="https://HOST/v1", do="give the key by TRUCELINE_LLM_KEY or your user file")  # fmt: skip
    if at.scheme == "http" and at.hostname not in LOCAL:
        raise UsageError("the documents would go out in the clear", where=s.endpoint, expected="https, or this machine",
                         got="http", do="use https")  # fmt: skip
    if not s.model:
        raise UsageError("no model named", expected="--model NAME", do="give --model, or set it in [reader]")
    if s.form not in ("json_schema", "json_object", "none"):
        raise InputError("unknown form of answer", expected="json_schema, json_object or none", got=s.form)
    if any(c.isspace() or ord(c) > 126 or ord(c) < 33 for c in s.key):
        raise InputError("the key is not one word of plain letters", where="TRUCELINE_LLM_KEY or the user file",
                         expected="no blanks or line breaks")  # fmt: skip
    if s.max_cost is not None and (s.price_in is None or s.price_out is None):
        raise UsageError("a limit of cost without prices", expected="price_in and price_out, per million tokens",
                         do="set them in [reader]")  # fmt: skip
    for name in ("timeout", "attempts", "max_output", "max_bytes", "max_requests", "max_tokens"):
        if getattr(s, name) <= 0:
            raise InputError(f"{name} is not above 0", expected="a number above 0", got=str(getattr(s, name)))


def _seconds(headers: httpx.Headers) -> float | None:
    """The pause that the endpoint names, in seconds; a date is not read."""
    try:
        return max(0.0, float(headers.get("retry-after", "")))
    except ValueError:
        return None


def _tokens(usage: object) -> tuple[int | None, int | None]:
    if not isinstance(usage, dict):
        return None, None
    a, b = usage.get("prompt_tokens"), usage.get("completion_tokens")
    ok = isinstance(a, int) and isinstance(b, int) and 0 <= a < 10**9 and 0 <= b < 10**9
    return (a, b) if ok else (None, None)
