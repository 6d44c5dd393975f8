"""The built site over http and from its folder."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator

import pytest

from tests.conftest import Built


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A file server that keeps silent."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def served(built: Built) -> Iterator[str]:
    """The site over http, at a sub-path, as a sector body may host it."""
    handler = functools.partial(Quiet, directory=str(built.root))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/site/"
    server.shutdown()
    server.server_close()


@pytest.fixture(params=["http", "file"])
def address(request: pytest.FixtureRequest, built: Built, served: str) -> str:
    """The site's address, over http and from its folder."""
    return served if request.param == "http" else built.site.as_uri() + "/"
