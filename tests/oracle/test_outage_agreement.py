"""The program and the brute force agree on the outage figures of random logs, through the command line."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from .compare import How
from .compare_outages import try_seed
from .program import end_servers

SEEDS = range(12)


@pytest.fixture(scope="module")
def trials(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[int, Future[list[str]]]]:
    """Every seed under way, two at a time."""
    spare, keep = tmp_path_factory.mktemp("spare"), tmp_path_factory.mktemp("differences")
    how = How(runs=3, keep=keep, spare=spare)
    with ThreadPoolExecutor(2) as pool:
        yield {seed: pool.submit(try_seed, seed, how) for seed in SEEDS}
    end_servers()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_random_log_of_outages_agrees(seed: int, trials: dict[int, Future[list[str]]]) -> None:
    assert trials[seed].result() == []
