"""`monitor` but for watching itself: settings, what is shown, one look, autostart; none but settings needs a password."""

from __future__ import annotations

import tomllib
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from stpdesk.core.civil import midnight
from stpdesk.core.heartbeat import Account, Beat
from stpdesk.core.proposals import OUTAGE
from stpdesk.core.samples import LINK, POWER, Sample, Watched
from stpdesk.core.watching import Mains, Verdict
from stpdesk.db.plan_file import NOTES
from stpdesk.db.probes import Noticed, Probes
from tests.monitor.answerers import NameServer, answers

from .desk import Desk
from .workbooks import save

NOON = midnight(date(2026, 6, 10)) + 12 * 3600
BARE: dict[str, Any] = {"STPDESK_PASSWORD": None}


def toml(desk: Desk) -> dict[str, Any]:
    """The file as anybody reads it."""
    return tomllib.loads((desk.folder / "monitor.toml").read_text("utf-8"))


def links(desk: Desk, rows: list[list[object]], name: str = "links.xlsx") -> Path:
    return save(desk.place / name, {"Links": [["link", "isp", "in_service_from", "to"], *rows]})


def test_a_new_park_watches_one_unnamed_link_and_a_demo_its_own(empty: Desk, tmp_path: Path) -> None:
    assert toml(empty)["park"] == "GLT"
    assert [link.get("code") for link in toml(empty)["link"]] == [None]
    demo = Desk(tmp_path / "demo", "sample")
    demo("demo", demo.folder, "--tenants", "3", "--months", "3").done()
    assert [link["code"] for link in toml(demo)["link"]] != []
    assert all(link["code"] for link in toml(demo)["link"])


def test_the_file_follows_the_links_and_their_dates(empty: Desk) -> None:
    empty(
        "import", links(empty, [["SCO", "SCO", "2026-01-05", None], ["PTCL", "PTCL", None, "2026-06-30"]])
    ).done()
    first, second = toml(empty)["link"]
    assert (first["code"], str(first["first"]), "last" in first) == ("SCO", "2026-01-05", False)
    assert (second["code"], "first" in second, str(second["last"])) == ("PTCL", False, "2026-06-30")
    empty("monitor", "--set", "link.sco.gateway=10.0.0.1").done()
    empty("import", links(empty, [["SCO", "SCO", "2026-02-01", None]], "later.xlsx"), "--update").done()
    first = toml(empty)["link"][0]
    assert (first["gateway"], str(first["first"])) == ("10.0.0.1", "2026-02-01")


def test_a_rehearsed_or_refused_import_leaves_the_file(empty: Desk) -> None:
    before = (empty.folder / "monitor.toml").read_bytes()
    empty("import", links(empty, [["SCO", "SCO", None, None]]), "--dry-run").done()
    assert empty("import", links(empty, [["SCO", "SCO", "soon", None]])).status == 1
    assert (empty.folder / "monitor.toml").read_bytes() == before


def test_settings_are_kept_in_the_park_and_go_into_its_backups(desk: Desk, tmp_path: Path) -> None:
    said = desk("monitor", "--set", "times.interval=20", "UPS.Name=park", "notify=no", "--json").json
    assert said["changed"] == ["notify", "times.interval", "ups.name"]
    assert (said["plan"]["times"]["interval"], said["plan"]["ups"]["name"]) == (20, "park")
    assert desk("monitor", "--set", "times.interval=20").done().out.startswith("Nothing changed.")
    before = toml(desk)
    assert (before["times"]["interval"], before["ups"]["name"], before["notify"]) == (20, "park", False)
    desk("backup", tmp_path / "backup").done()
    desk("restore", tmp_path / "backup", tmp_path / "restored").done()
    restored = Desk(tmp_path / "restored")
    assert toml(restored) == before
    restored("check").done()
    desk("monitor", "--set", "times.interval=").done()
    assert toml(desk)["times"]["interval"] == 30
    assert desk.head()[0] > 0
    desk("check").done()


def test_settings_do_not_travel_in_the_workbook(empty: Desk, tmp_path: Path) -> None:
    empty("monitor", "--set", "times.interval=20").done()
    empty("export", tmp_path / "out.xlsx").done()
    other = Desk(tmp_path / "other").make("AMZ", "Amazon STP")
    other("import", tmp_path / "out.xlsx").done()
    assert toml(other)["times"]["interval"] == 30


def test_several_settings_are_all_or_nothing(desk: Desk) -> None:
    before = (desk.folder / "monitor.toml").read_bytes()
    said = desk.refuses("monitor", "--set", "times.interval=20", "times.jitter=soon")
    assert (
        said
        == "The setting times.jitter must be a number of seconds from 0 to 600; “soon” is not. Type times.jitter= for the usual value."
    )
    assert "Near it: times.interval" in desk.refuses("monitor", "--set", "times.intervall=20")
    assert "KEY=VALUE" in desk.refuses("monitor", "--set", "times.interval")
    assert (desk.folder / "monitor.toml").read_bytes() == before


def test_settings_need_the_password_and_the_manager(desk: Desk) -> None:
    assert "password" in desk("monitor", "--set", "notify=no", STPDESK_PASSWORD="wrong").sentence()


def test_a_lost_or_broken_file_comes_back(desk: Desk) -> None:
    path = desk.folder / "monitor.toml"
    before = path.read_bytes()
    path.unlink()
    assert "monitor --set" in desk("monitor", "--show", **BARE).sentence()
    desk("monitor", "--set").done()
    assert path.read_bytes() == before
    assert desk("monitor", "--set").done().out.startswith("Nothing changed.")
    path.write_text("[times")
    said = desk("monitor", "--set").done().out
    assert said.startswith("monitor.toml was not what the park says; it is written anew.")
    assert path.read_bytes() == before
    path.write_text("[times")
    said = desk("monitor", "--set", "times.interval=20", "--json").json
    assert (said["changed"], said["written"]) == (["times.interval"], True)
    desk("monitor", "--set", "times.interval=").done()
    path.write_text("[times")
    assert "cannot be understood at its end" in desk("monitor", **BARE).sentence()
    desk("charge", "--tenant", "T1", "--head", "parking", "--date", "2026-01-05", "--amount", "5").done()
    assert path.read_bytes() == before


def test_the_state_and_the_plan_are_shown_without_a_password(desk: Desk) -> None:
    desk("monitor", "--set", "ups.name=park", "ups.host=10.0.0.9", "link.gateway=10.0.0.1").done()
    path = desk.folder / "monitor.toml"
    path.write_text("colour = 1\n" + path.read_text("utf-8"), encoding="utf-8")
    said = desk("monitor", "--show", **BARE).done().out
    assert "No monitor has looked at anything here yet." in said
    assert "The internet link: gateway 10.0.0.1; resolver auto; name www.gov.pk" in said
    assert "UPS park on 10.0.0.9:3493" in said
    assert "monitor.toml holds colour, which the monitor does not know." in said
    told = desk("monitor", "--show", "--json", **BARE).json
    assert (told["heartbeat"], told["watched"], told["noticed"]) == (None, [], 0)
    assert told["plan"]["links"][0]["gateway"] == "10.0.0.1"
    assert set(told["plan"]) == {"park", "battery", "notify", "links", *NOTES} - {"", "link"}


def test_the_mains_were_looked_at_at_the_last_heartbeat_while_the_monitor_runs(desk: Desk) -> None:
    """They are polled every few seconds, and stored where they change."""
    power, link = Watched(POWER), Watched(LINK)
    with closing(Probes.open(desk.folder, NOON)) as probes:
        probes.watch({power: 600, link: 70})
        seen = [Sample(power, NOON, Mains.ON.value), Sample(link, NOON + 30, Verdict.SILENT.value)]
        going = Noticed(OUTAGE, NOON + 30, None, "internet")
        beat = Beat(NOON + 45, 5.0, "boot")
        probes.write(seen, [going], Account(NOON, NOON + 45, "boot"), beat)
        said = desk("monitor", "--show", **BARE).done().out
        probes.write([], [], Account(NOON, NOON + 45, "boot", clean=True), beat)
        ended = desk("monitor", "--show", **BARE).done().out
    assert "Mains: on, since 2026-06-10 12:00:00 (looked at 2026-06-10 12:00:45)" in said
    assert "The internet link: down: nothing outside answers; the router was not asked, so the" in said
    assert "since 2026-06-10 12:00:30 (looked at 2026-06-10 12:00:30)" in said
    assert "Noticed so far: 1, of which 1 goes on;" in said
    assert "Mains: on, since 2026-06-10 12:00:00 (looked at 2026-06-10 12:00:00)" in ended


def test_a_link_with_a_single_target_abroad_is_told_of(desk: Desk) -> None:
    said = desk("monitor", "--set", "link.foreign=127.0.0.1:9", "--json").json
    assert [notice.split(", ")[0] for notice in said["notices"]] == [
        "The internet link has one target abroad"
    ]
    assert "127.0.0.1:9; if that one fails by itself" in desk("monitor", "--show", **BARE).done().out
    assert desk("monitor", "--set", "link.foreign=127.0.0.1:9,127.0.0.1:19", "--json").json["notices"] == []


def test_a_damaged_file_of_the_monitors_is_found_by_check_and_stops_no_report(
    desk: Desk, tmp_path: Path
) -> None:
    desk("check").done()
    whole = desk.report("monthly", "2026-02", "--format", "json")
    (desk.folder / "probes.db").write_bytes(b"\xff" * 8192)
    found = desk("check")
    assert (found.status, "start the monitor, which moves it aside" in found.err) == (1, True)
    assert found.err.startswith("The park is whole, but what its monitor saw is not: one problem.")
    told = desk.report("monthly", "2026-02", "--format", "json")
    (notice,) = told.pop("notices")
    assert notice.startswith("What the monitor noticed and nobody has taken into the park is not counted.")
    assert told == whole
    said = desk("report", "outages", "2026-02", "--format", "xlsx", "--out", tmp_path / "out.xlsx").done()
    assert notice in said.out
    assert "notices" not in desk.report("ageing", "--format", "json")


def test_one_look_says_what_every_rung_said(desk: Desk) -> None:
    with NameServer(answers()) as home, NameServer(answers()) as abroad:
        desk(
            "monitor", "--set", f"link.gateway={home.address}", f"link.resolver={home.address}",
            f"link.foreign={abroad.address},127.0.0.1:9", "link.portal=none", "times.timeout=1", "battery=no",
        ).done()  # fmt: skip
        told = desk("monitor", "--once", "--json", **BARE).json
        said = desk("monitor", "--once", **BARE).done().out
    (link,) = told["links"]
    assert (link["link"], link["verdict"], link["portal"]["target"]) == (None, "up", None)
    assert link["gateway"] == {"target": home.address, "answers": True}
    assert link["foreign"] == [
        {"target": abroad.address, "answers": True},
        {"target": "127.0.0.1:9", "answers": False},
    ]
    assert "The internet link is up." in said
    assert f"  gateway {home.address}: answers" in said
    assert "  abroad 127.0.0.1:9: no answer" in said
    assert not (desk.folder / "probes.db").exists()


def test_one_look_at_a_ups_that_is_not_there_says_why(desk: Desk) -> None:
    desk(
        "monitor", "--set", "ups.name=park", "ups.port=9", "times.timeout=0.3", "link.foreign=127.0.0.1:9",
        "link.portal=none", "link.gateway=none", "link.resolver=none",
    ).done()  # fmt: skip
    said = desk("monitor", "--once", **BARE).done().out
    assert "UPS park on 127.0.0.1:9: mains cannot be told (" in said
    assert "  gateway none set: not asked" in said
    assert "  resolver none set: not asked" in said
    assert "gateway answers" not in said
    assert "The internet link is down: nothing outside answers; the router was not asked" in said


def test_autostart_is_installed_and_removed_by_one_word(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("PATH", str(tmp_path))
    said = desk("monitor", "--install", **BARE).done().out
    (unit,) = (tmp_path / "config" / "systemd" / "user").glob("stpdesk-monitor-GLT-*.service")
    assert f"Written: {unit}" in said
    assert f"systemctl --user enable --now {unit.name}" in said
    assert f'--park" "{desk.folder}" "monitor"' in unit.read_text("utf-8")
    (desk.folder / "monitor.toml").unlink()
    assert "Removed: " in desk("monitor", "--uninstall", **BARE).done().out
    assert desk("monitor", "--uninstall", "--json", **BARE).json["told"] == [
        "No autostart of this park was there."
    ]


def test_one_act_at_a_time_and_a_park_that_is_there(desk: Desk, tmp_path: Path) -> None:
    assert desk("monitor", "--show", "--once").status == 2
    assert "does not exist" in desk("monitor", "--show", "--park", tmp_path / "none", **BARE).sentence()
    for words in ((), ("--install",), ("--show",)):
        said = desk("monitor", *words, "--park", tmp_path, **BARE).sentence()
        assert said == f"{tmp_path} is not a park folder."
