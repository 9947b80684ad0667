"""The program and the brute force agree on the outage figures of random logs, through the command line."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .compare import How
from .compare_outages import try_seed
from .program import end_servers

SEEDS = range(2)


@pytest.fixture(scope="module")
def how(tmp_path_factory: pytest.TempPathFactory) -> Iterator[How]:
    """What each seed tries; the programs that answer stay up from one to the next."""
    spare, keep = tmp_path_factory.mktemp("spare"), tmp_path_factory.mktemp("differences")
    yield How(runs=3, keep=keep, spare=spare)
    end_servers()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_random_log_of_outages_agrees(seed: int, how: How) -> None:
    assert try_seed(seed, how) == []
