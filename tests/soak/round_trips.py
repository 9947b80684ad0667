"""Two hundred random parks, half a year each: exported, imported into a new park, billed the same."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from tests.cli import test_round_trip as promise

PARKS = range(1_000, 1_200)
MONTHS = 6


def main() -> None:
    """Leaves with an AssertionError at the first park that differs; its seed is printed."""
    for name in [name for name in os.environ if name.startswith("STPDESK_")]:
        del os.environ[name]
    promise.RUNS = MONTHS
    for seed in PARKS:
        print(f"park {seed}", end="\r", flush=True)
        with tempfile.TemporaryDirectory() as place:
            promise.test_a_random_park_exported_and_imported_bills_the_same(seed, Path(place))
    print(f"{len(PARKS)} parks of {MONTHS} months: the same invoices after export and import")
