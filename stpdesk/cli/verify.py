"""`verify`: which document a paper is, and whether it is unchanged."""

from __future__ import annotations

import argparse
from pathlib import Path

from stpdesk.actions.attachments import read_file
from stpdesk.cli import opening
from stpdesk.cli.told import Told
from stpdesk.core.errors import Refused
from stpdesk.reports import verifying


def verify(options: argparse.Namespace) -> Told:
    """A file's verdict, or that of the words of a QR code; status 1 where it is not unchanged."""
    text = " ".join(options.paper)
    path = Path(text)
    with opening.session(options, write=False) as session, session.park.reading() as db:
        if _is_there(path):
            found = verifying.verify_file(session.park, db, path.name, read_file(path))
        elif path.suffix.casefold() in {".pdf", ".xlsx", ".json"}:
            raise Refused("There is no file {path}.", field="paper", path=path)
        else:
            found = verifying.verify_words(session.park, db, text)
    if not found.unchanged and not getattr(options, "json", False):
        raise Refused("{told}", told="\n  ".join((found.told, *found.notices)))
    return Told([found.told, *found.notices], found.data, 0 if found.unchanged else 1)


def _is_there(path: Path) -> bool:
    """Whether a path names anything; a QR's text is too long for a name on some systems."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
