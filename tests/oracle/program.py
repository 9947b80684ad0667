"""The program as a black box: its command line, its exit status, its JSON."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

PASSWORD = "correct horse 7 battery"


class ProgramError(Exception):
    """The program refused, or failed."""


@dataclass
class Program:
    """One park folder, and the interpreter that runs `-m stpdesk` on it."""

    python: str
    folder: Path
    checkout: Path

    def run(self, *args: str) -> str:
        """Standard output; raises with the program's own words on any other exit status than 0."""
        done = self.attempt(*args)
        if done.returncode != 0:
            said = (done.stderr or done.stdout).strip()
            raise ProgramError(f"stpdesk {' '.join(args)}: exit {done.returncode}: {said[-1500:]}")
        return done.stdout

    def attempt(self, *args: str) -> subprocess.CompletedProcess[str]:
        env = {**os.environ, "STPDESK_PASSWORD": PASSWORD, "STPDESK_PARK": str(self.folder)}
        return subprocess.run(
            [self.python, "-m", "stpdesk", *args],
            cwd=self.checkout,
            env=env,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )

    def json(self, *args: str) -> Any:
        return json.loads(self.run(*args, "--json"))

    def new(self, code: str) -> None:
        self.run("new", str(self.folder), "--code", code, "--name", "Random Park")

    def report(self, name: str, *args: str) -> Any:
        out = self.folder.parent / f"{name}.json"
        out.unlink(missing_ok=True)
        self.run("report", name, *args, "--format", "json", "--out", str(out))
        return json.loads(out.read_text(encoding="utf-8"))

    def invoice(self, number: str) -> Any:
        out = self.folder.parent / "invoice.json"
        out.unlink(missing_ok=True)
        self.run("invoice", number, "--format", "json", "--out", str(out))
        return json.loads(out.read_text(encoding="utf-8"))


def paisa(text: Any) -> int:
    """ "57375.00" -> 5737500; anything but a string with two decimals is a fault of the JSON."""
    if not isinstance(text, str) or len(text) < 4 or text[-3] != ".":
        raise ProgramError(f"not money as a string with two decimals: {text!r}")
    return int(Decimal(text).scaleb(2))


def rupees(amount: int) -> str:
    """5737500 -> 57375.00."""
    sign = "-" if amount < 0 else ""
    return f"{sign}{abs(amount) // 100}.{abs(amount) % 100:02d}"
