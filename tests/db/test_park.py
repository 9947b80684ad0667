"""A park's folder, its units of work and its snapshots."""

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from stpdesk.core.errors import Refused
from stpdesk.db import change_log, check, migrate
from stpdesk.db.ids import uuid7
from stpdesk.db.park import Park
from stpdesk.db.units import Units

from .conftest import CHEAP, Clock, Made

Add = Callable[..., str]


def _codes(park: Park) -> list[str]:
    with park.reading() as db:
        return [row[0] for row in db.execute("SELECT code FROM units ORDER BY code").fetchall()]


def _head(park: Park) -> tuple[int, str]:
    with park.reading() as db:
        return change_log.head(db)


def test_a_park_closed_at_once_leaves_no_reader_that_was_being_opened(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once, closing = Units._open_reader, threading.Event()

    def late(units: Units) -> None:
        closing.wait(0.2)
        at_once(units)

    monkeypatch.setattr(Units, "_open_reader", late)
    park = Park.open(
        made.folder, user="manager", password=made.password, write=True, clock=made.clock, beside=True
    )
    opening = park.units._ahead
    assert opening is not None
    park.close()
    closing.set()
    opening.join()
    assert park.units._reader is None


def test_a_new_park_is_whole_and_its_maker_the_manager(made: Made) -> None:
    assert {path.name for path in made.folder.iterdir()} == {
        "park.db",
        "park.keys",
        "park.lock",
        "monitor.toml",
        "backups",
        "documents",
    }
    with made.open() as park:
        assert (park.actor, park.role, park.writable) == ("manager", "manager", True)
        assert [found for found in check.check(park) if not found.good] == []
        with park.reading() as db:
            assert db.execute("SELECT park_code, incarnation FROM node").fetchall() == [("GLT", 1)]
            assert ("name", '"Gilgit STP"') in db.execute("SELECT name, value FROM settings").fetchall()


def test_it_opens_by_the_recovery_code_in_a_persons_name(made: Made, clock: Clock) -> None:
    with Park.open(made.folder, user="MANAGER", recovery=made.recovery, write=True, clock=clock) as park:
        assert park.actor == "manager"
    with pytest.raises(Refused, match="no person named Bilal"):
        Park.open(made.folder, user="Bilal", recovery=made.recovery, write=False, clock=clock)


def test_a_park_that_cannot_be_made_leaves_nothing(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "a.stpdesk"
    with pytest.raises(Refused, match="password is empty"):
        Park.create(folder, user="manager", password="", code="GLT", name="G", clock=clock, kdf=CHEAP)

    def broken(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(migrate, "migrate", broken)
    with pytest.raises(Refused, match=r"disk of .* is full"):
        Park.create(folder, user="manager", password="x", code="GLT", name="G", clock=clock, kdf=CHEAP)
    assert not list(tmp_path.iterdir())


def test_a_park_is_made_in_an_empty_folder_and_in_no_other(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "empty").mkdir()
    park, _ = Park.create(
        tmp_path / "empty", user="manager", password="x", code="GLT", name="G", clock=clock, kdf=CHEAP
    )
    park.close()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("dear")
    for taken in (tmp_path / "full", tmp_path / "full" / "letter.txt", tmp_path / "empty"):
        with pytest.raises(Refused, match="already exists and is not empty"):
            Park.create(taken, user="manager", password="x", code="GLT", name="G", clock=clock, kdf=CHEAP)
    with pytest.raises(Refused, match=r"folder .*nowhere does not exist"):
        Park.create(
            tmp_path / "nowhere" / "a",
            user="manager",
            password="x",
            code="G",
            name="G",
            clock=clock,
            kdf=CHEAP,
        )
    assert (tmp_path / "full" / "letter.txt").read_text() == "dear"
    assert {path.name for path in tmp_path.iterdir()} == {"empty", "full"}


def test_a_unit_of_work_is_kept_whole_or_not_at_all(park: Park, add_unit: Add) -> None:
    add_unit(park, "A-101")
    before = _head(park)
    with pytest.raises(ZeroDivisionError), park.writing() as db:
        db.table("units").insert({"id": uuid7(), "code": "B", "folded": "b", "sqft_e4": 1, "lettable": 1})
        raise ZeroDivisionError
    assert _codes(park) == ["A-101"]
    assert _head(park) == before
    add_unit(park, "A-102")
    assert _codes(park) == ["A-101", "A-102"]


def test_insert_all_in_batches_does_not_commit_on_its_own(park: Park) -> None:
    rows = [
        {"id": uuid7(), "code": f"{n}", "folded": f"{n}", "sqft_e4": 1, "lettable": 1} for n in range(300)
    ]
    with pytest.raises(ZeroDivisionError), park.writing() as db:
        db.table("units").insert_all(rows, batch_size=100)
        raise ZeroDivisionError
    assert _codes(park) == []


def test_a_guards_sentence_comes_out_as_a_refusal_with_nothing_kept(park: Park, add_unit: Add) -> None:
    add_unit(park, "A-101")
    before = _head(park)
    with pytest.raises(Refused, match="GLT/RCT/2026-27/00007 would leave a gap"), park.writing() as db:
        db.table("tenants").insert(
            {"id": (t := uuid7()), "code": "T", "folded": "t", "name": "T", "tax_exempt": 0}
        )
        receipt = {"id": uuid7(), "number": "GLT/RCT/2026-27/00007", "fiscal_year": "2026-27", "seq": 7}
        amounts = {"tenant_id": t, "date": "2026-10-05", "cash": 1, "income_tax": 0, "sales_tax": 0}
        db.table("receipts").insert({**receipt, **amounts})
    assert _head(park) == before


def test_a_broken_rule_of_the_schema_stays_a_bug(park: Park) -> None:
    with pytest.raises(Exception, match="NOT NULL constraint failed") as bug, park.writing() as db:
        db.table("units").insert({"id": uuid7(), "folded": "b", "sqft_e4": 1, "lettable": 1})
    assert not isinstance(bug.value, Refused)


def test_a_full_disk_in_a_unit_of_work_is_a_refusal_and_the_park_goes_on(park: Park, add_unit: Add) -> None:
    add_unit(park, "A-101")
    writer = park.units.writer()
    pages = writer.execute("PRAGMA page_count").fetchone()[0]
    writer.execute(f"PRAGMA max_page_count = {pages}").fetchall()
    with pytest.raises(Refused, match="disk is full"), park.writing() as db:
        for n in range(1000):
            row = {"id": uuid7(), "code": f"{n}" * 99, "folded": f"{n}", "sqft_e4": 1, "lettable": 1}
            db.table("units").insert(row)
    writer.execute("PRAGMA max_page_count = 1000000").fetchall()
    add_unit(park, "A-102")
    assert _codes(park) == ["A-101", "A-102"]


def test_work_inside_work_and_writing_a_park_open_for_reading_are_bugs(made: Made) -> None:
    with (
        made.open() as park,
        park.writing(),
        pytest.raises(RuntimeError, match="inside another"),
        park.writing(),
    ):
        pass
    with made.open(write=False) as park, pytest.raises(RuntimeError, match="not opened for writing"):
        park.writing()


def test_after_nested_work_was_refused_the_outer_still_counts(park: Park, add_unit: Add) -> None:
    with park.writing() as db:
        with pytest.raises(RuntimeError):
            add_unit(park, "inner")
        db.table("units").insert({"id": uuid7(), "code": "A", "folded": "a", "sqft_e4": 1, "lettable": 1})
    assert _codes(park) == ["A"]


def test_a_snapshot_does_not_move_while_it_is_read(park: Park, add_unit: Add) -> None:
    add_unit(park, "A-101")
    with park.reading() as db:
        add_unit(park, "A-102")
        assert db.execute("SELECT count(*) FROM units").fetchone() == (1,)
        assert _codes(park) == ["A-101"]
    assert _codes(park) == ["A-101", "A-102"]


def test_a_half_read_query_does_not_hold_the_snapshot(park: Park, add_unit: Add) -> None:
    for n in range(10):
        add_unit(park, f"{n}")
    with park.reading() as db:
        left = db.query("SELECT * FROM units")
        next(iter(left))
    add_unit(park, "X")
    assert len(_codes(park)) == 11


def test_nothing_can_be_written_while_reading(park: Park) -> None:
    with pytest.raises(Refused, match="cannot be written"), park.reading() as db:
        db.execute("CREATE TABLE typo (id TEXT)")


def test_threads_take_turns_at_writing(park: Park, add_unit: Add) -> None:
    def many(name: str) -> None:
        for n in range(20):
            add_unit(park, f"{name}{n}")

    threads = [threading.Thread(target=many, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(_codes(park)) == 60
    with park.reading() as db:
        assert change_log.verify(db) == []


def test_one_unit_of_work_bears_one_time_even_if_the_clock_goes_on(park: Park, clock: Clock) -> None:
    with park.writing() as db:
        for code in ("a", "b"):
            row = {"id": uuid7(), "code": code, "folded": code, "sqft_e4": 1, "lettable": 1}
            db.table("units").insert(row)
            clock.moment += timedelta(hours=1)
    with park.reading() as db:
        rows = db.execute("SELECT at, actor FROM change_log WHERE tbl = 'units'").fetchall()
    assert rows == [("2026-10-05T09:00:00Z", "manager")] * 2


def test_a_clock_without_a_zone_is_a_bug(park: Park, clock: Clock, add_unit: Add) -> None:
    clock.moment = clock.moment.replace(tzinfo=None)
    with pytest.raises(ValueError, match="zone"):
        add_unit(park, "A")
    assert _codes(park) == []
