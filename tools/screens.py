"""`run.py screens [NAME ...]`: a picture of every screen and dialog, or of the named ones, into build/screens.

`<screen>-<empty|usual|full>-<light|dark>-<100|200>.png`, drawn offscreen from real parks, which are made once under
build/parks. Screens and dialogs are listed in tools/pictures.py.
"""

import os
import sys
from pathlib import Path

from tools import system

ROOT = Path(__file__).resolve().parent.parent


def main(names: list[str]) -> int:
    """Draw them; 2 for an unknown name."""
    system.ensure("screens")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is loaded
    from tools.pictures import PICTURES, draw

    known = {picture.name for picture in PICTURES}
    if not set(names) <= known:
        print(f"There is no screen called {', '.join(sorted(set(names) - known))}; there are {', '.join(sorted(known))}.", file=sys.stderr)  # fmt: skip
        return 2
    made = draw([picture for picture in PICTURES if not names or picture.name in names], ROOT / "build")
    print(f"{len(made)} pictures in {ROOT / 'build' / 'screens'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
