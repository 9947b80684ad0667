"""The command line (contract.md): fixed names, exit status 0 done, 1 refused, 2 wrong usage."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence


def run(words: Sequence[str]) -> int:
    """Carries out one command line; refusals are sentences on stderr."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # a program of Windows without a console has neither
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115  # until the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(
            stream, io.TextIOWrapper
        ):  # names are in Urdu; a Windows console is not UTF-8 by itself
            stream.reconfigure(encoding="utf-8", errors="replace")
    if any(not word.isprintable() and _unreadable(word) for word in words):
        print(
            "A word of the command holds letters that cannot be read; check the terminal's encoding.",
            file=sys.stderr,
        )
        return 1
    if list(words) in (["--help"], ["-h"]):
        from stpdesk.cli.overview import overview

        print(overview())
        return 0
    from stpdesk.cli.parser import parse

    options = parse(words)
    from stpdesk.cli.carry import carry_out

    try:
        status = carry_out(options, sys.stdout, sys.stderr)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read the output has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


def _unreadable(word: str) -> bool:
    """Whether a word was not UTF-8 where it came from."""
    return any("\ud800" <= letter <= "\udfff" for letter in word)
