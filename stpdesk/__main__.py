"""`stpdesk`, or `python -m stpdesk`: a command, or the window where there is a display to show it on."""

from __future__ import annotations

import sys
from pathlib import Path

APART = "--apart"
"""What the window says to a process it starts to make papers (`stpdesk/apart`); nobody types it."""


def main() -> None:
    """Runs what the command line asks for and leaves with its exit status."""
    words = sys.argv[1:]
    if words == [APART]:
        from stpdesk.apart.child import main as make_papers

        sys.exit(make_papers())
    alone = not words or (len(words) == 2 and words[0] == "--park")
    if alone:
        from stpdesk.display import has_display

        if has_display():
            sys.exit(_window(Path(words[1]) if words else None))
    from stpdesk.cli import run

    sys.exit(run(words))


def _window(park: Path | None) -> int:
    """The window, on a park if one is named; where Qt lacks a library of the system, a sentence that says so."""
    try:
        from stpdesk import app
    except ImportError as error:
        if ".so" not in str(error):
            raise
        print(
            f"The window needs a library that this computer lacks ({str(error).split(':')[0]})."
            " Type `python3 run.py` in the folder of STP Desk: it installs what is missing, or says what to type.",
            file=sys.stderr,
        )
        return 3
    return app.main(park)


if __name__ == "__main__":
    main()
