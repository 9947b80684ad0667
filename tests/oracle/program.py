"""The program as a black box: its command line, its exit status, its JSON."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import threading
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

PASSWORD = "correct horse 7 battery"


class ProgramError(Exception):
    """The program refused, or failed."""


_SERVERS: dict[tuple[str, Path, int], subprocess.Popen[str]] = {}


def _server(python: str, checkout: Path) -> subprocess.Popen[str]:
    """One a thread."""
    key = (python, checkout, threading.get_ident())
    if key not in _SERVERS:
        _SERVERS[key] = subprocess.Popen(
            [python, str(Path(__file__).with_name("server.py"))],
            cwd=checkout,
            env={**os.environ, "PYTHONPATH": str(checkout)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
    return _SERVERS[key]


def end_servers() -> None:
    """They end when their standard input does."""
    while _SERVERS:
        _SERVERS.popitem()[1].communicate()


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
        env = {"STPDESK_PASSWORD": PASSWORD, "STPDESK_PARK": str(self.folder)}
        if hasattr(os, "fork"):
            return self._fork(args, env)
        return subprocess.run(
            [self.python, "-m", "stpdesk", *args],
            cwd=self.checkout,
            env={**os.environ, **env},
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )

    def _fork(self, args: tuple[str, ...], env: dict[str, str]) -> subprocess.CompletedProcess[str]:
        """The same through `server.py`, which imports once for all commands."""
        server = _server(self.python, self.checkout)
        assert server.stdin is not None
        assert server.stdout is not None
        out, err = self.folder.parent / "stdout", self.folder.parent / "stderr"
        task = {"args": args, "env": env, "out": str(out), "err": str(err)}
        server.stdin.write(json.dumps(task) + "\n")
        server.stdin.flush()
        status = server.stdout.readline()
        said = out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8")
        return subprocess.CompletedProcess(args, int(status), *said)

    def json(self, *args: str) -> Any:
        return json.loads(self.run(*args, "--json"))

    def new(self, code: str, spare: Path | None = None) -> None:
        """An empty park; with `spare`, a copy of one made there before."""
        if spare is None:
            self.run("new", str(self.folder), "--code", code, "--name", "Random Park")
            return
        model = spare / f"{code}-{threading.get_ident()}.stpdesk"
        if not model.exists():
            self.run("new", str(model), "--code", code, "--name", "Random Park")
        shutil.copytree(model, self.folder)

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
