"""A read that nobody waits for any more ends at once, and the next one is none the worse for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from stpdesk.db import engine
from stpdesk.db.abandoning import Abandoned, abandoning

LONG = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000) SELECT max(i) FROM n"
)


def test_a_long_read_ends_once_it_is_stale_and_the_next_goes_on(tmp_path: Path) -> None:
    db = engine.database(engine.connect(tmp_path / "x.db", bytes(range(32)), create=True))
    looks: list[int] = []

    def stale() -> bool:
        looks.append(1)
        return len(looks) > 3

    with pytest.raises(Abandoned), abandoning(db, stale):
        db.execute(LONG).fetchone()
    assert len(looks) < 10
    with abandoning(db, lambda: False):
        assert db.execute("SELECT 1").fetchone() == (1,)
    with pytest.raises(Abandoned), abandoning(db, lambda: True):
        pytest.fail("nothing is begun for nobody")
    with pytest.raises(engine.OperationalError), abandoning(db, lambda: False):
        db.execute("SELECT * FROM nowhere")
    db.close()
