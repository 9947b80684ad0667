"""Check says what is whole, how much it looked at, and what is not."""

from collections.abc import Callable
from contextlib import closing

from sqlite_utils import Database

from stpdesk.core.samples import POWER, Watched
from stpdesk.db import check
from stpdesk.db.check import Finding
from stpdesk.db.park import Park
from stpdesk.db.probes import Noticed, Probes

from .conftest import Made

Add = Callable[..., str]
NAMES = ["file", "foreign keys", "triggers", "change log", "change log against tables"]


def _bad(park: Park) -> dict[str, tuple[str, ...]]:
    return {found.name: found.problems for found in check.check(park) if not found.good}


def test_a_sound_park_passes_with_its_counts(park: Park, add_unit: Add) -> None:
    add_unit(park, "A-101")
    found = check.check(park, extra=[lambda db: Finding("books", 7)])
    assert [finding.name for finding in found] == [*NAMES, "books"]
    assert all(finding.good and finding.count > 0 for finding in found)
    with park.reading() as db:
        assert found[3].count == db.table("change_log").count
        assert found[4].count == sum(
            check.totals(db).rows[name] for name in ("causes", "node", "people", "settings", "units")
        )


def test_a_flipped_bit_is_found_by_the_file_check_and_the_rest_still_runs(made: Made, add_unit: Add) -> None:
    with made.open() as park:
        for n in range(50):
            add_unit(park, f"A-{n}")
        with park.reading() as db:
            root = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'units'").fetchone()[0]
    contents = bytearray((made.folder / "park.db").read_bytes())
    contents[(root - 1) * 4096 + 500] ^= 4
    (made.folder / "park.db").write_bytes(contents)
    with made.open(write=False) as park:
        bad = _bad(park)
    assert f"File: HMAC verification failed for page {root}." in bad["file"]
    assert "cannot be read here" in bad["change log against tables"][0]
    assert "change log" not in bad


def test_a_lost_reference_a_lost_trigger_and_an_edited_row_are_each_found_under_their_name(
    made: Made,
) -> None:
    made.with_another_tool(
        "DROP TRIGGER log_deposits_insert",
        "INSERT INTO deposits (id, tenant_id, date, kind, amount)"
        " VALUES ('deposit-1', 'nobody', '2026-10-05', 'taken', 5)",
        "DROP TRIGGER log_people_update",
        "UPDATE people SET role = 'viewer'",
    )
    with made.open(write=False) as park:
        bad = _bad(park)
    assert set(bad) == {"foreign keys", "triggers", "change log against tables"}
    assert "Table deposits, row 1: what it refers to in tenants is missing." in bad["foreign keys"]
    assert bad["triggers"] == (
        "Trigger log_people_update is missing.",
        "Trigger log_deposits_insert is missing.",
    ) or set(bad["triggers"]) == {
        "Trigger log_people_update is missing.",
        "Trigger log_deposits_insert is missing.",
    }
    assert len(bad["change log against tables"]) == 2


def test_what_the_monitor_saw_is_checked_too(made: Made) -> None:
    with closing(Probes.open(made.folder, 1_790_000_000)) as probes:
        probes.watch({Watched(POWER): 600})
        probes.write(noticed=[Noticed("gap", start, start + 60) for start in range(0, 100_000, 100)])
    with made.open(write=False) as park:
        assert check.check(park)[-1] == Finding("monitor", 1000)
    path = made.folder / "probes.db"
    whole = path.read_bytes()
    path.write_bytes(whole[:-4096] + b"\xff" * 4096)
    with made.open(write=False) as park:
        assert "monitor" in _bad(park)
    path.write_bytes(b"\xff" * 8192)
    with made.open(write=False) as park:
        bad = _bad(park)
    assert set(bad) == {"monitor"}
    assert "start the monitor, which moves it aside" in bad["monitor"][0]


def test_extra_checks_see_the_same_snapshot(park: Park, add_unit: Add) -> None:
    def units(db: Database) -> Finding:
        add_unit(park, "during")
        return Finding("units", db.table("units").count)

    assert check.check(park, extra=[units])[-1].count == 0
