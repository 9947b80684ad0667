"""A park folder and the command line on it: what was said, and whether anything changed."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest import mock

from stpdesk.cli import run
from stpdesk.db import change_log
from stpdesk.db.keys import Kdf
from stpdesk.db.park import Park

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "karakoram 7"
CHEAP = Kdf(memory_kib=8, passes=1, lanes=1)
DEBUG = {"STPDESK_DEBUG": "1"}
"""A fault of the program is raised, and not told in a sentence that a test could take for a refusal."""
NOT_FOR_PEOPLE = re.compile(
    r"Traceback|\w+(Error|Exception|Refused)\b|\bNone\b|[{}<>]|sqlite|SQL|stpdesk\.|0x[0-9a-f]+|errno|Errno|\bpark_id\b"
)


def now() -> datetime:
    """The time of this computer."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Said:
    """What a command line left behind."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on stdout; a fault where there is anything else."""
        assert self.status == 0, self.err
        return json.loads(self.out)

    def done(self) -> Said:
        """Exit status 0 and nothing on stderr."""
        assert (self.status, self.err) == (0, ""), self
        return self

    def sentence(self) -> str:
        """Refused: one plain sentence on stderr, nothing on stdout."""
        lines = self.err.splitlines()
        assert self.status == 1, self
        assert self.out == "", self
        assert lines, self
        assert all(line.startswith("  ") for line in lines[1:]), self.err
        assert re.match(r"[A-Z“0-9/.]|park\.keys |outage add ", lines[0]), lines[0]
        assert lines[0].endswith((".", ":")), lines[0]
        assert not NOT_FOR_PEOPLE.search(self.err), self.err
        return lines[0]

    def faults(self) -> list[str]:
        """The faults after the sentence, one a line."""
        self.sentence()
        return [line.strip() for line in self.err.splitlines()[1:]]


@dataclass
class Desk:
    """One park folder and who opens it."""

    folder: Path
    password: str = PASSWORD

    @property
    def place(self) -> Path:
        """Where the test may put files."""
        return self.folder.parent

    def __call__(self, *words: object, **environment: str | None) -> Said:
        """One command line in this process, as `stpdesk` would run it."""
        out, err = io.StringIO(), io.StringIO()
        told = {"STPDESK_PARK": str(self.folder), "STPDESK_PASSWORD": self.password, **DEBUG, **environment}
        with (
            mock.patch.dict(os.environ, {name: value for name, value in told.items() if value is not None}),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            for name, value in told.items():
                if value is None:
                    os.environ.pop(name, None)
            try:
                status = run([str(word) for word in words])
            except SystemExit as left:
                assert isinstance(left.code, int)
                status = left.code
        return Said(status, out.getvalue(), err.getvalue())

    def process(self, *words: object, **environment: str) -> Said:
        """The same as a process of its own."""
        done = subprocess.run(
            [sys.executable, "-m", "stpdesk", *map(str, words)],
            cwd=ROOT,
            env=self.environment() | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        return Said(done.returncode, done.stdout, done.stderr)

    def environment(self) -> dict[str, str]:
        """What a process needs to open this park."""
        return os.environ | DEBUG | {"STPDESK_PARK": str(self.folder), "STPDESK_PASSWORD": self.password}

    def make(self, code: str = "GLT", name: str = "Gilgit STP") -> Desk:
        """The park folder itself, empty, with keys that cost nothing to open."""
        park, _ = Park.create(
            self.folder, user="manager", password=self.password, code=code, name=name, clock=now, kdf=CHEAP
        )
        park.close()
        return self

    def report(self, name: str, *words: object) -> Any:
        """A report's JSON."""
        return self("report", name, *words, "--json").json

    def head(self) -> tuple[int, str]:
        """Number and hash of the change log's last row."""
        with (
            Park.open(self.folder, user="manager", password=self.password, write=False, clock=now) as park,
            park.reading() as db,
        ):
            return change_log.head(db)

    @contextlib.contextmanager
    def unchanged(self) -> Iterator[None]:
        """Fails where the change log grew or a file came or went."""
        before = self.head(), self._files()
        yield
        assert (self.head(), self._files()) == before

    def _files(self) -> list[str]:
        passing = ("-wal", "-shm", ".lock")
        return sorted(path.name for path in self.folder.rglob("*") if not path.name.endswith(passing))

    def refuses(self, *words: object) -> str:
        """The sentence of a command that is refused and changes nothing."""
        with self.unchanged():
            return self(*words).sentence()
