"""Every screen of one park says the figures of the command line's JSON, which are rules.md's: no screen has its own arithmetic."""

from __future__ import annotations

from pathlib import Path

import pytest

from stpdesk.core.months import Month
from tests.cli.desk import Desk as CommandLine
from tests.ui.conftest import PASSWORD, clock
from tests.ui.figures import Figures
from tests.ui.shell import Shell

OCTOBER = Month(2026, 10)


def test_every_screens_figures_are_the_command_lines(
    shell: Shell, park_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stpdesk.cli.opening.system_clock", clock)
    line = CommandLine(park_folder, PASSWORD)
    line("bill", str(OCTOBER)).done()
    shell.open(park_folder)
    compared = Figures(shell, line, OCTOBER, OCTOBER).all_agree()
    assert len(compared) == 7
