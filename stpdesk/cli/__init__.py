"""The command line (contract.md): fixed names, exit status 0 done, 1 refused, 2 wrong usage."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from stpdesk.cli.parser import parse


def run(words: Sequence[str]) -> int:
    """Carries out one command line; refusals are sentences on stderr."""
    options = parse(words)
    from stpdesk.cli.carry import carry_out

    return carry_out(options, sys.stdout, sys.stderr)
