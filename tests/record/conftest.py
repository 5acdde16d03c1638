"""Records on every keeper, with counted salts and a counted clock."""

from __future__ import annotations

import hashlib
import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from truceline.record.checkpoint import SeedSigner
from truceline.record.keeper import Keeper
from truceline.record.keepers.memory import MemoryKeeper
from truceline.record.keepers.sqlite import open_keeper
from truceline.record.record import Record

START = 1_600_000_000_000_000


def salts(seed: str = "salt") -> Callable[[], bytes]:
    """32 bytes a call, all different."""
    n = itertools.count()
    return lambda: hashlib.sha256(f"{seed} {next(n)}".encode()).digest()


def clock() -> Callable[[], int]:
    """One second more at each call."""
    n = itertools.count()
    return lambda: START + next(n) * 1_000_000


def a_record(keeper: Keeper, seed: str = "salt") -> Record:
    """A record with counted salts and clock."""
    return Record(keeper, salt=salts(seed), clock=clock())


@pytest.fixture
def signer() -> SeedSigner:
    """A signer with a fixed seed."""
    return SeedSigner(bytes(range(32)))


@pytest.fixture(params=["memory", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def keeper(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Keeper]:
    """Each keeper, empty."""
    if request.param == "memory":
        yield MemoryKeeper("an origin")
    elif request.param == "sqlite":
        made = open_keeper(str(tmp_path / "record.sqlite"), origin="an origin")
        yield made
        made.close()
    else:
        dsn = os.environ.get("TRUCELINE_TEST_POSTGRES", "")
        if not dsn:
            pytest.skip("no PostgreSQL: set TRUCELINE_TEST_POSTGRES to its connection string")
        postgres = pytest.importorskip("truceline.record.keepers.postgres")
        held = postgres.open_keeper(dsn, origin="an origin", schema=f"test_{os.getpid()}")
        yield held
        held.drop()
        held.close()


@pytest.fixture
def on() -> Callable[..., Record]:
    """Makes a record on a keeper."""
    return a_record


@pytest.fixture
def record(keeper: Keeper) -> Record:
    """A record on each keeper."""
    return a_record(keeper)
