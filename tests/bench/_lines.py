"""How a benchmark tells: measured, floor, ratio and limit in one line, and exit status 1 where a limit is missed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Lines:
    """The lines of one benchmark."""

    missed: list[str] = field(default_factory=list)

    def ratio(self, what: str, measured: float, floor: float, limit: float) -> None:
        """A time against the floor of the same run."""
        told = f"{measured:.3f} s, floor {floor:.3f} s, ratio {measured / floor:.2f}, limit {limit:.2f}"
        self._tell(what, told, measured / floor <= limit)

    def most(self, what: str, measured: float, limit: float, unit: str) -> None:
        """A figure against a fixed limit."""
        told = f"{measured:.2f} {unit}, limit {limit:.2f} {unit}, ratio {measured / limit:.2f}"
        self._tell(what, told, measured <= limit)

    def _tell(self, what: str, told: str, good: bool) -> None:
        if not good:
            self.missed.append(what)
        print(f"{what}: {told}{'' if good else '  MISSED'}", flush=True)

    def end(self) -> None:
        """Leaves with status 1 where a limit was missed."""
        if self.missed:
            raise SystemExit(1)


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def program(*words: str, park: Path | None = None, out: Path | None = None) -> tuple[float, float]:
    """Seconds and peak memory in MB of one command line, a process of its own."""
    from tests.bench._parks import PASSWORD

    environment = os.environ | {"STPDESK_PASSWORD": PASSWORD, "STPDESK_PARK": str(park or "")}
    begun = time.perf_counter()
    with (out or Path(os.devnull)).open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "stpdesk", *words], cwd=ROOT, env=environment, stdout=file
        )
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"stpdesk {' '.join(words)} left with {process.returncode}")
    return time.perf_counter() - begun, usage.ru_maxrss / 1024
