"""A head office on loopback inside the test's process, and a network between it and the laptop that fails on request."""

from __future__ import annotations

import socket
import threading
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import uvicorn

from checklists.model.case import Person
from sync.client import Enrolment, HeadOffice, Retry
from sync.headoffice.office import NewOffice, Office
from sync.headoffice.service import create_app
from sync.headoffice.serving import config_for, listening_socket
from sync.keys import DeviceKeys
from tests.unit.sync.sealed_cases import Bench, a_device

ASGIApplication = Callable[[Any, Any, Any], Awaitable[None]]

IMPATIENT = Retry(attempts=4, sleep=lambda _: None)


class Clock:
    """Head office's clock, moved by hand."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 5, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def advance(self, by: timedelta) -> None:
        self.at += by


class Listener:
    """One listening server for many tests; each puts its own office behind it."""

    def __init__(self) -> None:
        self.app: ASGIApplication | None = None
        self._socket = listening_socket("127.0.0.1", 0)
        self.port: int = self._socket.getsockname()[1]
        self._server = uvicorn.Server(config_for(self._answer))
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]})
        self._thread.start()

    async def _answer(self, scope: Any, receive: Any, send: Any) -> None:
        assert self.app is not None
        await self.app(scope, receive, send)

    def close(self) -> None:
        self._server.should_exit = True
        self._thread.join(10)
        self._socket.close()


class LiveOffice:
    """An office folder with its service listening."""

    def __init__(self, folder: Path, listener: Listener) -> None:
        self.clock = Clock()
        self.made: NewOffice = Office.create(folder, now=self.clock)
        self.office = self.made.office
        self.port = listener.port
        self.url = f"http://127.0.0.1:{listener.port}"
        self._listener = listener
        self.restart()

    def restart(self) -> None:
        """A new service over the same folder."""
        self._listener.app = create_app(self.office)

    def stop(self) -> None:
        self._listener.app = None
        self.office.close()

    def code(self, name: str = "笔记本01") -> str:
        return self.office.invite(name=name, branch="城东支行")[0].text

    def enrol(
        self, device: DeviceKeys | None = None, people: Sequence[Person] = (), *, url: str = ""
    ) -> tuple[HeadOffice, Enrolment]:
        device = device or a_device()
        enrolment = HeadOffice.enrol(url or self.url, self.code(), device=device, investigators=people, retry=IMPATIENT)
        return HeadOffice(enrolment, device, retry=IMPATIENT), enrolment

    def sealed_files(self) -> list[str]:
        return sorted(path.name for path in (self.office.folder / "sealed").iterdir())

    def incoming_files(self) -> list[str]:
        return [path.name for path in (self.office.folder / "incoming").iterdir()]


@dataclass(frozen=True)
class Item:
    """A row of the outbox."""

    sha256: str
    path: Path


def an_item(bench: Bench, *photos: bytes, live: LiveOffice, case_id: str = "01J9-case", revision: int = 1) -> Item:
    bench.recipients = (live.office.recipient, live.office.escrow_recipient)
    path, info = bench.seal_a_case(*photos, name=f"{case_id}-{revision}.jdc", case_id=case_id, revision=revision)
    return Item(info.sha256, path)


Fault = Callable[[socket.socket, socket.socket], None]


class BadNetwork:
    """Stands before an office and passes bytes on; each fault spoils one connection, in order. Then all is well."""

    def __init__(self, port: int, *faults: Fault) -> None:
        self._port = port
        self._faults = list(faults)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._threads: list[threading.Thread] = []
        self._sockets: list[socket.socket] = []
        self.connections = 0
        self._accepting = threading.Thread(target=self._accept)
        self._accepting.start()

    def spoil(self, *faults: Fault) -> None:
        self._faults += faults

    def close(self) -> None:
        # A blocked accept() is woken by shutting the listener down, blocked reads by shutting their sockets down.
        for one in (self._listener, *self._sockets):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        self._accepting.join(10)
        for thread in self._threads:
            thread.join(10)
        for one in (self._listener, *self._sockets):
            one.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                self.connections += 1
                server = socket.create_connection(("127.0.0.1", self._port))
                self._sockets += [client, server]
                fault = self._faults.pop(0) if self._faults else passing
                thread = threading.Thread(target=_run, args=(fault, client, server))
                self._threads.append(thread)
                thread.start()


def _run(fault: Fault, client: socket.socket, server: socket.socket) -> None:
    with suppress(OSError):
        fault(client, server)
    for one in (client, server):
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)


def passing(client: socket.socket, server: socket.socket) -> None:
    back = threading.Thread(target=_pump, args=(server, client))
    back.start()
    _pump(client, server)
    back.join(10)


def cut_after(count: int) -> Fault:
    """The connection dies when the laptop has sent so many bytes."""

    def fault(client: socket.socket, server: socket.socket) -> None:
        back = threading.Thread(target=_pump, args=(server, client))
        back.start()
        left = count
        while left and (data := client.recv(min(left, 65_536))):
            server.sendall(data)
            left -= len(data)
        for one in (client, server):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        back.join(10)

    return fault


def lose_answer_to(marker: bytes) -> Fault:
    """The request arrives whole, the office answers, and the answer is lost."""

    def fault(client: socket.socket, server: socket.socket) -> None:
        asked = threading.Event()

        def back() -> None:
            with suppress(OSError):
                while data := server.recv(65_536):
                    if asked.is_set():
                        client.shutdown(socket.SHUT_RDWR)
                        return
                    client.sendall(data)

        thread = threading.Thread(target=back)
        thread.start()
        with suppress(OSError):
            while data := client.recv(65_536):
                if marker in data:
                    asked.set()
                server.sendall(data)
        thread.join(10)

    return fault


def answer_with(answer: bytes) -> Fault:
    """Something else answers: a hotspot's page, a proxy, noise."""

    def fault(client: socket.socket, server: socket.socket) -> None:
        client.recv(65_536)
        client.sendall(answer)

    return fault


def rewrite_answers(old: bytes, new: bytes) -> Fault:
    """Somebody in between changes what the office says."""

    def fault(client: socket.socket, server: socket.socket) -> None:
        def back() -> None:
            with suppress(OSError):
                while data := server.recv(65_536):
                    client.sendall(data.replace(old, new))

        thread = threading.Thread(target=back)
        thread.start()
        _pump(client, server)
        thread.join(10)

    return fault


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65_536):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)
