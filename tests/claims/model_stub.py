"""A language model's endpoint on this machine, for tests: it answers by a script, and misbehaves as told."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answerer = Callable[["Stub", dict[str, Any]], "Sent"]
Sent = tuple[int, bytes, dict[str, str]]


class Stub:
    """url; requests: bodies received; heads: their headers; script: what to do with each request, the last for the rest."""

    def __init__(self, *script: Answerer) -> None:
        self.script = list(script)
        self.requests: list[dict[str, Any]] = []
        self.heads: list[dict[str, str]] = []
        self.url = ""


def chat(words: Any, *, finish: str = "stop", usage: dict[str, int] | None = None) -> Sent:
    """A chat completion with these words."""
    text = words if isinstance(words, str) else json.dumps(words, ensure_ascii=False)
    body = {
        "choices": [{"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": text}}],
        "usage": {"prompt_tokens": 100, "completion_tokens": 20} if usage is None else usage,
    }
    return 200, json.dumps(body).encode(), {}


def says(words: Any, **more: Any) -> Answerer:
    """Answers with these words."""
    return lambda stub, body: chat(words, **more)


def fails(status: int, body: str = "", **head: str) -> Answerer:
    """Answers with a status."""
    return lambda stub, request: (status, body.encode(), {k.replace("_", "-"): v for k, v in head.items()})


def sleeps(seconds: float) -> Answerer:
    """Answers late."""

    def answer(stub: Stub, body: dict[str, Any]) -> Sent:
        time.sleep(seconds)
        return chat({"claims": []})

    return answer


@contextmanager
def serving(*script: Answerer, drip: float = 0.0) -> Iterator[Stub]:
    """The stub at work. drip: seconds between single bytes of an answer."""
    stub = Stub(*script)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            stub.requests.append(json.loads(raw))
            stub.heads.append(dict(self.headers))
            answer = stub.script[min(len(stub.requests), len(stub.script)) - 1]
            status, body, head = answer(stub, stub.requests[-1])
            try:
                self.send_response(status)
                for k, v in head.items():
                    self.send_header(k, v)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if drip:
                    for i in range(len(body)):
                        self.wfile.write(body[i : i + 1])
                        self.wfile.flush()
                        time.sleep(drip)
                else:
                    self.wfile.write(body)
            except (BrokenPipeError, ConnectionResetError):
                pass

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    stub.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
