"""What holds for every test: no warning is logged, nothing of this computer leaks in, random tests repeat."""

import logging
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

LONGEST_LINT = 600
SLOW = [HealthCheck.too_slow]  # a busy computer is no fault of the program
settings.register_profile(
    "repeatable", deadline=None, derandomize=True, max_examples=30, suppress_health_check=SLOW
)
settings.register_profile("searching", deadline=None, max_examples=1000, suppress_health_check=SLOW)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


@pytest.fixture(autouse=True)
def no_settings_of_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer's own park is never the one a test opens."""
    for name in [name for name in os.environ if name.startswith("STPDESK_")]:
        monkeypatch.delenv(name)
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")  # no window opens on the screen of whoever runs them


@pytest.fixture(autouse=True)
def no_warning_is_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that logs a warning; one that means to reads it and calls `caplog.clear()`."""
    yield
    warned = [record for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    if warned:
        pytest.fail("logged: " + "; ".join(record.getMessage() for record in warned))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say above the last line what lint found beside the tests, so that "passed" misleads nobody."""
    place = os.environ.get("STPDESK_LINT_SAID")
    if not place:
        return
    end = time.monotonic() + LONGEST_LINT
    while not Path(place).exists() and time.monotonic() < end:
        time.sleep(0.1)
    said = Path(place).read_text("utf-8") if Path(place).exists() else "Lint has not ended."
    if said:
        terminalreporter.write_line(said, red=True)
