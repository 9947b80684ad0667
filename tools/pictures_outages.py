"""How the pictures of the screen of outages are brought up: its parts, its dialogs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QWidget

if TYPE_CHECKING:
    from tools.pictures import Stage


def _screen(stage: Stage) -> Any:
    stage.window.show_face(stage.window.workspace)
    stage.window.go("outages")
    stage.rest()
    return stage.window.screen_of("outages")


def part(stage: Stage, name: str) -> QWidget:
    """One of the parts beside the month."""
    _screen(stage).show_part(name)
    return stage.window


def timeline(stage: Stage, length: str) -> QWidget:
    """Power and links on a line of time, an outage chosen."""
    screen = _screen(stage)
    screen.show_part("timeline")
    stage.rest()
    line = screen.part("timeline").line
    line.setFocus()
    line.step(1)
    screen.part("timeline").lengths.set_value(length)
    stage.rest()
    screen.part("timeline")._relist()
    return stage.window


def monitor(stage: Stage) -> QWidget:
    """As it would stand while one runs."""
    from dataclasses import replace

    from stpdesk.core.samples import LINK, POWER, State, Watched
    from stpdesk.core.watching import Mains, Verdict
    from stpdesk.ui.watch_state import RUNS

    screen = _screen(stage)
    screen.show_part("monitor")
    stage.rest()
    made = screen.part("monitor")
    now = made.watch.now
    states = tuple(
        State(Watched(LINK, link.code), now - 12, verdict, now - 7400, now - 5, True)
        for link, verdict in zip(made.watch.plan.links, (Verdict.UP, Verdict.ISP), strict=False)
    )
    states += (State(Watched(POWER), now - 5, Mains.ON, now - 86_400, now - 5, True),)
    made._again.stop()
    made.show_watch(replace(made.watch, state=RUNS, beat=now - 5, since=now - 30_000, states=states))
    return stage.window


def hours(stage: Stage) -> QWidget:
    """Minutes by weekday and hour."""
    month = _screen(stage).part("month")
    if not month._picture_link.isHidden():  # large text: it stands in the list's place
        month._picture_link.click()
    month.glance.by.set_value("hours")
    month.glance._turn()
    return stage.window


def _dialog(stage: Stage) -> QWidget:
    stage.rest()
    return next(one for one in stage.window.findChildren(QDialog) if one.isVisible())


def indices(stage: Stage) -> QWidget:
    """Every figure of the month, and how it is counted."""
    _screen(stage).part("month").show_indices()
    return _dialog(stage)


def opened(stage: Stage, name: str) -> QWidget:
    """The form of the first one of a part."""
    screen = _screen(stage)
    screen.show_part(name)
    stage.rest()
    screen.part(name).open()
    return _dialog(stage)


def other_times(stage: Stage) -> QWidget:
    """What the monitor asks, with other times."""
    part(stage, "asked")
    stage.rest()
    stage.window.screen_of("outages").part("asked").times()  # type: ignore[attr-defined]  # a screen of parts
    return _dialog(stage)


def as_table(stage: Stage) -> QWidget:
    """The minutes of the painted month as figures."""
    _screen(stage).part("month").glance.as_table.click()
    return _dialog(stage)


def to_confirm(stage: Stage) -> QWidget:
    """What the monitor asks."""
    return part(stage, "asked")


def splitting(stage: Stage) -> QWidget:
    """One outage made two."""
    month = _screen(stage).part("month")
    month.act(month.correcting.split)
    return _dialog(stage)


def asking(stage: Stage, act: str) -> QWidget:
    """An act on an outage that asks for a reason."""
    from stpdesk.ui.outages import acts

    month = _screen(stage).part("month")
    numbers: list[int] = []
    month.act(numbers.append)
    read = (
        partial(acts.before, number=numbers[0]) if act == "merge" else partial(acts.records, numbers=numbers)
    )
    found: list[Any] = []
    stage.desk.ask(month, read, found.append)
    stage.rest()  # the question itself stands outside of any event, which would take it away again
    return stage.caught(
        partial(getattr(month.correcting, f"_{act}"), found[0] if act == "merge" else found[0][0])
    )


def dismissing(stage: Stage) -> QWidget:
    """A run that never was."""
    screen = _screen(stage)
    screen.show_part("runs")
    stage.rest()
    return stage.caught(screen.part("runs").dismiss)


def new(stage: Stage) -> QWidget:
    """An outage that is over."""
    _screen(stage).part("month").correcting.add()
    return _dialog(stage)


def entering(stage: Stage, name: str) -> QWidget:
    """The form of a part."""
    screen = _screen(stage)
    screen.show_part(name)
    stage.rest()
    screen.part(name).add()
    return _dialog(stage)


def drawn(usual: str, empty: str) -> list[tuple[str, Callable[[Stage], QWidget], Sequence[str]]]:
    """Name, act and parks."""
    only, both = (usual,), (empty, usual)
    parts: list[tuple[str, Callable[[Stage], QWidget], Sequence[str]]] = [
        (f"outages-{name}", partial(part, name=name), both) for name in ("asked", "runs", "schedule", "links")
    ]
    times = ("day", "week", "month", "year", "decade")
    parts += [(f"outages-timeline-{name}", partial(timeline, length=name), only) for name in times]
    parts += [
        ("outages-monitor", partial(part, name="monitor"), both),
        ("outages-timeline", partial(part, name="timeline"), both),
        ("outages-monitor-runs", monitor, only),
    ]
    forms = [
        (f"outages-{name}-new", partial(entering, name=name), only) for name in ("runs", "schedule", "links")
    ]
    forms += [
        (f"outages-{name}-open", partial(opened, name=name), only) for name in ("runs", "schedule", "links")
    ]
    return [
        *parts, *forms, ("outages-hours", hours, only), ("outages-indices", indices, only), ("outages-split", splitting, only),
        ("outages-new", new, only), ("outages-as-table", as_table, only), ("outages-runs-dismiss", dismissing, only),
        *((f"outages-{act}", partial(asking, act=act), only) for act in ("merge", "plan", "dismiss")),
    ]  # fmt: skip
