"""Long reads that end early once nobody waits for their answer: the next key of a filter does not queue behind the last."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from stpdesk.db.engine import OperationalError, error_code

if TYPE_CHECKING:
    from sqlite_utils import Database

STEPS = 10_000
"""Steps of SQLite's machine between two looks: a few tenths of a millisecond."""

_INTERRUPTED = 9


class Abandoned(Exception):
    """Nobody waits for this answer any more."""


@contextmanager
def abandoning(db: Database, stale: Callable[[], bool]) -> Iterator[None]:
    """Ends what is read inside with `Abandoned` once `stale` says so."""
    if stale():
        raise Abandoned
    db.conn.set_progress_handler(lambda: int(stale()), STEPS)
    try:
        yield
    except OperationalError as error:
        if error_code(error) == _INTERRUPTED:
            raise Abandoned from error
        raise
    finally:
        db.conn.set_progress_handler(None, STEPS)
