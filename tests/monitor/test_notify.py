"""Messages on the screen: over a real session bus, through a program, and where nothing can show them."""

from __future__ import annotations

import base64
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from stpdesk.monitor import notify
from stpdesk.monitor.notify import TOAST, Desktop, powershell

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="D-Bus is Linux's")
TITLE = "بجلی چلی گئی"
TEXT = "گلگت پارک: 14:02 سے <بجلی> بند ہے & link “A&B” down"


@pytest.fixture
def logged() -> list[str]:
    """What could not be shown."""
    return []


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A session bus of the test's own; no notify-send on the path."""
    from .bus import session_bus

    with session_bus(tmp_path) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        monkeypatch.setenv("PATH", str(tmp_path))
        yield address


@linux
def test_urdu_arrives_as_it_was_told(bus: str, logged: list[str]) -> None:
    from .bus import Service

    with Service(bus, ("body",)) as service:
        Desktop(logged.append).tell(TITLE, TEXT)
    ((name, _, _, title, text, actions, _, _),) = service.shown
    assert (name, title, text, actions) == ("STP Desk", TITLE, TEXT, [])
    assert logged == []


@linux
def test_a_service_that_reads_markup_shows_the_letters_and_not_tags(bus: str, logged: list[str]) -> None:
    from .bus import Service

    with Service(bus) as service:
        Desktop(logged.append).tell(TITLE, TEXT)
    assert service.shown[0][4] == TEXT.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert logged == []


@linux
def test_a_service_started_at_logon_finds_the_bus_at_its_usual_place(
    bus: str, logged: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from .bus import Service

    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    with Service(bus) as service:
        Desktop(logged.append).tell("a", "b")
    assert len(service.shown) == 1


@linux
def test_a_service_that_never_answers_is_given_up(bus: str, logged: list[str]) -> None:
    from .bus import Service

    with Service(bus, mute=True) as service:
        Desktop(logged.append).tell("message", "text")
    assert service.shown == []
    assert logged == ["Could not be shown on the screen: message: text"]


def test_what_hangs_holds_nobody_up_and_gets_no_second_message(logged: list[str]) -> None:
    released, begun = threading.Event(), []

    def hang(title: str, _text: str) -> bool:
        begun.append(title)
        return released.wait()

    desktop = Desktop(logged.append, [hang])
    for count in range(3):
        desktop.tell(f"message {count}", "text")  # comes back while the way still hangs
    assert begun == ["message 0"]
    assert [line.split(": ")[1] for line in logged] == ["message 0", "message 1", "message 2"]
    released.set()


@linux
def test_a_bus_without_a_service_a_dead_bus_and_no_bus_are_logged(
    bus: str, logged: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Desktop(logged.append).tell("no service", "text")
    for address in (f"unix:path={tmp_path}/gone", "tcp:host=127.0.0.1,port=1", "nonsense"):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        Desktop(logged.append).tell(address, "text")
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    Desktop(logged.append).tell("no bus", "text")
    assert len(logged) == 5
    assert logged[0] == "Could not be shown on the screen: no service: text"


@linux
def test_without_a_bus_the_program_of_the_desktop_shows_it(
    logged: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = tmp_path / "said"
    program = tmp_path / "notify-send"
    program.write_text(f'#!/bin/sh\nprintf "%s|" "$@" > "{said}"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/gone")
    Desktop(logged.append).tell("--help", TEXT)
    assert said.read_text("utf-8") == f"--app-name=STP Desk|--|--help|{TEXT}|"
    assert logged == []


def test_a_message_has_no_control_characters_and_an_end() -> None:
    assert notify.plain("a\x1b[1mb\x00\r\nc\u200cd") == "a [1mb  \nc\u200cd"
    assert len(notify.plain("x" * 5000)) == 1000


def test_on_windows_the_words_are_no_part_of_the_script() -> None:
    """The script itself can only be tried on Windows; here: that it is whole, and that no word gets into it."""
    evil = "'; Remove-Item C:\\ -Recurse; '$(calc)`\"&|"
    words, told = powershell(evil, TEXT)
    assert base64.b64decode(words[-1]).decode("utf-16-le") == TOAST
    assert evil not in " ".join(words)
    assert told == {"STPDESK_TOLD_TITLE": evil, "STPDESK_TOLD_TEXT": TEXT}
    assert all(f"$env:{name}" in TOAST for name in told)
    assert words[words.index("-WindowStyle") + 1] == "Hidden"
