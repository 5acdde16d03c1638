"""Shared fixtures: the network is shut, and the evaluation data is found by TRUCELINE_EVAL_DATA only."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples on every machine: a run is repeatable, and a failure is a fault of the change under test.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


@pytest.fixture(autouse=True)
def _network_shut(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reaches beyond this machine."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if self.family != socket.AF_UNIX and host not in ("127.0.0.1", "localhost", "::1"):
            raise AssertionError(f"a test tried to reach {address}")
        real(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture(scope="session")
def evaldata() -> Path:
    """The folder of evaluation data; skips, saying so, where it is absent."""
    name = os.environ.get("TRUCELINE_EVAL_DATA", "")
    if not name or not Path(name).is_dir():
        pytest.skip("evaluation data absent: set TRUCELINE_EVAL_DATA to its folder")
    return Path(name)
