"""Two services that many tests ask: one that fetches from everywhere, one from this machine too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.integrations.serve.service import Service, started


@pytest.fixture(scope="session")
def service() -> Iterator[Service]:
    """As it starts by default."""
    with started() as service:
        yield service


@pytest.fixture(scope="session")
def local() -> Iterator[Service]:
    """One that may fetch from 127.0.0.1, and from no other private address."""
    with started("serve", "--allow-private", "127.0.0.1", "--delay", "0.01") as service:
        yield service
