"""A server on loopback that does what a test tells it to: LibreTranslate's protocol, and OpenAI's
below /v1/."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Reply:
    """What the server does with one request."""

    text: str | None = None
    """The translation; None sends `body` instead."""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    cut: bool = False
    """Promise more than is sent, then close."""
    hang: bool = False
    """Send nothing until the test is over."""
    drip: bool = False
    """Send a byte at a time for ever, never the end."""


def english(text: str) -> str:
    """A stand-in for a translation: Latin letters, different for different texts."""
    return "Translation " + "".join(chr(97 + ord(character) % 26) for character in text[:40])


@dataclass
class LibreServer:
    """Requests that came and the replies that go."""

    answer: Callable[[str], Reply] = lambda text: Reply(english(text))
    requests: list[dict[str, str]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    url: str = ""
    at_once: int = 0
    """Requests that are being answered."""
    most_at_once: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Count the body as a request that is being answered."""
        with self._lock:
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            yield
        finally:
            with self._lock:
                self.at_once -= 1

    @property
    def texts(self) -> list[str]:
        """The texts of all requests in the order they came."""
        return [request["q"] for request in self.requests]

    def script(self, *replies: Reply) -> None:
        """Give these replies first, then translations."""
        waiting = list(replies)
        self.answer = lambda text: waiting.pop(0) if waiting else Reply(english(text))


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        sent = self.rfile.read(length).decode()
        request = self._chat(sent) if self._is_chat else self._form(sent)
        request["path"] = urlsplit(self.path).path
        control = self.server.control
        with control.counted():
            control.requests.append(request)
            self._send(control.answer(request.get("q", "")), control)

    @property
    def _is_chat(self) -> bool:
        return self.path.startswith("/v1/")

    def _form(self, sent: str) -> dict[str, str]:
        query = parse_qs(f"{urlsplit(self.path).query}&{sent}", keep_blank_values=True)
        return {name: values[0] for name, values in query.items() if name}

    def _chat(self, sent: str) -> dict[str, str]:
        asked = json.loads(sent)
        instructions, question = asked["messages"]
        assert (instructions["role"], question["role"]) == ("system", "user")
        key = self.headers.get("Authorization", "")
        return {"q": question["content"], "model": asked["model"], "key": key}

    do_GET = do_POST

    def _send(self, reply: Reply, control: LibreServer) -> None:
        if reply.hang:
            control.over.wait(30)
            self.close_connection = True
            return
        body = reply.body
        if reply.text is not None:
            answer: object = {"translatedText": reply.text}
            if self._is_chat:
                answer = {
                    "choices": [{"message": {"content": reply.text}, "finish_reason": "stop"}]
                }
            body = json.dumps(answer).encode()
        self.send_response(reply.status)
        for name, value in {"Content-Type": "application/json", **reply.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) + (500 if reply.cut or reply.drip else 0)))
        self.end_headers()
        self.wfile.write(body)
        if reply.drip:
            while not control.over.wait(0.02):
                self.wfile.write(b" ")
        if reply.cut or reply.drip:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    control: LibreServer

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that gave up is what the tests are about."""
