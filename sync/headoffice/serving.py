"""Running the service: one socket, one line on stdout when it listens, a clean end on SIGTERM and SIGINT."""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Callable
from types import FrameType

import uvicorn

from sync.headoffice.office import Office
from sync.headoffice.service import create_app


def serve(office: Office, *, host: str, port: int) -> None:
    """Serve until told to stop. Port 0 takes a free one. OSError where the address cannot be had.

    Prints ``listening on http://HOST:PORT``. TLS is a proxy's work: clients refuse plain http to any other machine.
    """
    office.sweep()
    listener = listening_socket(host, port)
    shown = f"[{host}]" if ":" in host else host
    # uvicorn raises the signal once more when it has stopped; then this is who takes it, and the program ends with status 0.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stopped)
    with listener:
        _Server(config_for(create_app(office)), f"http://{shown}:{listener.getsockname()[1]}").run(sockets=[listener])


def config_for(app: Callable[..., object]) -> uvicorn.Config:
    """How the service runs, in production and in tests: silent, bounded, without a name in its answers."""
    return uvicorn.Config(
        app,
        interface="asgi3",
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        timeout_keep_alive=15,
        timeout_graceful_shutdown=10,
        limit_concurrency=200,
        h11_max_incomplete_event_size=16 << 10,
    )


def listening_socket(host: str, port: int) -> socket.socket:
    """A TCP socket that listens. Its protocol is named, not left at 0: asyncio turns Nagle's delay off (40 ms an answer) only
    where it is, and accepted sockets inherit it.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except BaseException:
        listener.close()
        raise
    return listener


def _stopped(_number: int, _frame: FrameType | None) -> None:
    """Nothing more to do: the server has ended by itself."""


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, url: str) -> None:
        super().__init__(config)
        self._url = url

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        sys.stdout.write(f"listening on {self._url}\n")
        sys.stdout.flush()
