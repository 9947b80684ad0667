"""Closing a month freezes its documents in the same act; a correction is the next revision and says what changed."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path

import pytest

from stpdesk.actions.closing import close_month, reopen_month
from stpdesk.core.errors import Refused
from stpdesk.core.frozen import Closing, FrozenDocument, Paper
from stpdesk.core.months import Month
from stpdesk.db import attachments, backup, check, closings, frozen, rows
from stpdesk.db.park import Park
from stpdesk.reports.catalogue import KINDS
from stpdesk.reports.freezing import freezer, month_set

from .conftest import Clock, Desk

OCTOBER = Month(2026, 10)


def close(desk: Desk) -> dict[str, tuple[str, ...]]:
    """Closes October with its documents; what changed in each, by number."""
    told = close_month(desk.session, OCTOBER, freezer(desk.session.park)).told["documents"]
    assert isinstance(told, dict)
    return told


def documents(desk: Desk) -> list[FrozenDocument]:
    """Every document that was ever frozen of October."""
    with desk.session.park.reading() as db:
        return frozen.of_month(db, OCTOBER)


@pytest.fixture(scope="module")
def template(empty_park: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A park whose October is billed and closed."""
    folder = tmp_path_factory.mktemp("frozen") / "park"
    shutil.copytree(empty_park, folder)
    clock = Clock()
    with Park.open(folder, user="manager", password="x", write=True, clock=clock) as park:
        desk = Desk(park, clock)
        desk.let("1000", "2026-10-01", basis="fixed").bill("2026-10")
        close(desk.today("2026-11-02"))
    return folder


@pytest.fixture
def closed(template: Path, tmp_path: Path) -> Iterator[Desk]:
    """A copy of it."""
    folder = tmp_path / "closed"
    shutil.copytree(template, folder)
    clock = Clock()
    with Park.open(folder, user="manager", password="x", write=True, clock=clock) as park:
        yield Desk(park, clock).today("2026-11-03")


def test_every_document_of_the_month_is_kept_with_its_figures(closed: Desk) -> None:
    found, vault = documents(closed), closed.session.park.vault
    assert [one.kind for one in found] == [one.name for one in month_set()]
    assert {"monthly", "rent-roll", "occupancy", "ageing", "outages", "withholding", "subsidy-claim", "invoices"} <= {
        one.kind for one in found
    }  # fmt: skip
    for one in found:
        assert (one.number, one.revision, one.changes) == (f"GLT/{one.kind}/2026-10", 1, ())
        assert sha256(vault.read(one.digest)).hexdigest() == one.digest
        assert ("json", *(file.form for file in one.files)) == KINDS[one.kind].formats
        for file in one.files:
            assert len(vault.read(file.sha256)) == file.size
    monthly = json.loads(vault.read(found[0].digest))
    assert (monthly["month"], monthly["closed"], monthly["billing"]["invoiced"]) == (
        "2026-10",
        True,
        "1000.00",
    )


def test_a_correction_is_the_next_revision_and_says_what_changed(closed: Desk) -> None:
    reopen_month(closed.session, OCTOBER, "a receipt was forgotten")
    closed.pay("300", "2026-10-20")
    told = close(closed)
    assert "Billing, received cash: 300.00, was 0.00." in told["GLT/monthly/2026-10"]
    assert told["GLT/rent-roll/2026-10"] == ("No figure changed since revision 1.",)
    both = [one for one in documents(closed) if one.kind == "monthly"]
    assert [one.revision for one in both] == [1, 2]
    assert both[0].changes == ()
    assert both[1].changes == told["GLT/monthly/2026-10"]
    with closed.session.park.reading() as db:
        assert frozen.newest(db, OCTOBER, "monthly") == both[1]


def test_the_same_month_closed_again_has_the_same_figures(closed: Desk) -> None:
    reopen_month(closed.session, OCTOBER, "a look")
    assert set(close(closed).values()) == {("No figure changed since revision 1.",)}
    first, second = ([one.digest for one in documents(closed) if one.revision == n] for n in (1, 2))
    assert first == second


def small(db: object, closing: Closing) -> Iterator[Paper]:
    """Five small papers, for what is about the act and not about the documents."""
    for number in range(5):
        figures = f'{{"n": {number}}}'.encode()
        digest = sha256(figures).hexdigest()
        yield Paper(
            f"k{number}", "Paper", f"GLT/k{number}/2026-10", digest, (), figures, {"pdf": b"%PDF" + figures}
        )


@pytest.mark.parametrize("error", [Refused("No."), KeyboardInterrupt(), ValueError("a bug")])
def test_a_close_that_fails_leaves_the_month_open_and_nothing_behind(
    desk: Desk, error: BaseException
) -> None:
    def broken(db: object, closing: Closing) -> Iterator[Paper]:
        yield from islice(small(db, closing), 3)
        raise error

    head = desk.today("2026-11-02").head()
    with pytest.raises(type(error)):
        close_month(desk.session, OCTOBER, broken)
    assert desk.head() == head
    assert list((desk.session.park.folder / "documents").iterdir()) == []
    close_month(desk.session, OCTOBER, small)
    assert len(documents(desk)) == 5


def test_a_full_disk_refuses_the_close_and_leaves_nothing_behind(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    head, written, sync = desk.today("2026-11-02").head(), [0], os.fsync

    def full(handle: int) -> None:
        written[0] += 1
        if written[0] > 5:
            raise OSError(errno.ENOSPC, "No space left on device")
        sync(handle)

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        with pytest.raises(Refused, match="is full; free some space"):
            close_month(desk.session, OCTOBER, small)
    assert desk.head() == head
    assert list((desk.session.park.folder / "documents").iterdir()) == []


def test_a_file_that_two_revisions_share_stays_when_the_second_close_fails(desk: Desk) -> None:
    def again(db: object, closing: Closing) -> Iterator[Paper]:
        yield from small(db, closing)
        raise Refused("No.")

    close_month(desk.today("2026-11-02").session, OCTOBER, small)
    reopen_month(desk.session, OCTOBER, "a look")
    with pytest.raises(Refused):
        close_month(desk.session, OCTOBER, again)
    with desk.session.park.reading() as db:
        assert attachments.files(desk.session.park.vault)(db) == check.Finding("attached files", 10)


def test_frozen_documents_never_change(closed: Desk) -> None:
    with closed.session.park.reading() as db:
        (key,) = rows.fetch(db, "SELECT id FROM frozen_documents LIMIT 1")[0]
        (file,) = rows.fetch(db, "SELECT id FROM frozen_files LIMIT 1")[0]
    for table, row, values in (
        ("frozen_documents", key, {"digest": "0" * 64}),
        ("frozen_files", file, {"sha256": "0" * 64}),
    ):
        with (
            pytest.raises(Exception, match="Frozen documents never change"),
            closed.session.park.writing() as db,
        ):
            rows.update(db, table, row, values)
        with (
            pytest.raises(Exception, match="Frozen documents never change"),
            closed.session.park.writing() as db,
        ):
            db.table(table).delete(row)


def test_a_revision_out_of_order_and_one_of_an_open_month_are_refused(closed: Desk) -> None:
    paper = Paper("x", "X", "GLT/x/2026-10", "0" * 64, (), b"{}", {})
    with closed.session.park.reading() as db:
        (key,) = rows.fetch(db, "SELECT id FROM closings")[0]
    with pytest.raises(Exception, match="not the next one"), closed.session.park.writing() as db:
        frozen.add(db, Closing(key, OCTOBER, 3, 0), paper, {}, "2026-11-02T07:00:00Z", "manager")
    reopen_month(closed.session, OCTOBER, "a look")
    with pytest.raises(Exception, match="not the next one"), closed.session.park.writing() as db:
        frozen.add(db, Closing(key, OCTOBER, 1, 0), paper, {}, "2026-11-02T07:00:00Z", "manager")


def test_check_misses_a_frozen_file_and_a_backup_brings_it_back(closed: Desk, tmp_path: Path) -> None:
    park = closed.session.park
    made = backup.backup(park, tmp_path / "copy")
    newest = documents(closed)[0]
    lost = park.folder / "documents" / newest.files[0].sha256
    lost.unlink()
    (finding,) = [one for one in check.check(park, extra=(attachments.files(park.vault),)) if one.problems]
    assert finding.problems == ("The file GLT/monthly/2026-10 revision 1.pdf is missing.",)
    backup.restore(made.folder, tmp_path / "again", user="manager", password="x", clock=closed.clock)
    with Park.open(
        tmp_path / "again", user="manager", password="x", write=False, clock=closed.clock
    ) as again:
        assert not [
            one for one in check.check(again, extra=(attachments.files(again.vault),)) if one.problems
        ]
        with again.reading() as db:
            assert frozen.of_month(db, OCTOBER) == documents(closed)
            assert closings.is_closed(db, OCTOBER)
