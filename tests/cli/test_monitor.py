"""`monitor` but for watching itself: settings, what is shown, one look, autostart; none but settings needs a password."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from stpdesk.db.plan_file import NOTES
from tests.monitor.answerers import NameServer, answers

from .desk import Desk
from .workbooks import save

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
    assert "has no monitor.toml" in desk("monitor", "--install", "--park", tmp_path, **BARE).sentence()
