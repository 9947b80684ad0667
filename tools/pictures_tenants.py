"""The tenants' screen as `run.py screens` draws it: its page at each part, the form, the returns of a month."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from tools.pictures import Stage


def _screen(stage: Stage) -> Any:
    stage.window.show_face(stage.window.workspace)
    stage.window.go("tenants")
    screen: Any = stage.window.screen_of("tenants")
    for _ in range(100):  # a busy PC may rest before the first row is asked for
        stage.rest()
        if screen.list.table.model.loaded:
            break
    return screen


def part(name: str, at: int = 1) -> Callable[[Stage], QWidget]:
    """The page of the tenant that stands second, or in another row, at one of its parts."""

    def show(stage: Stage) -> QWidget:
        screen = _screen(stage)
        screen.open_key(screen.list.table.model.keys[at])
        stage.rest()
        screen.page.show_part(name)
        if name == "outages":
            screen.page.out.step(-1)
        return stage.window

    return show


def form(stage: Stage) -> QWidget:
    """A tenant half typed: a long Urdu name, a registration that is over, an NTN that looks wrong."""
    screen = _screen(stage)
    screen.new_tenant()
    stage.rest()
    fields = screen.form.form
    fields.field("name").set_text("کشمیر سافٹ ویئر ہاؤس پرائیویٹ لمیٹڈ")
    fields.field("pseb_valid_to").set_text("1 Sep 2026")
    fields.field("ntn").set_text("12")
    fields.field("kind").focus_here()
    return stage.window


def returns(stage: Stage) -> QWidget:
    """The grid of a month with a doubt and a cell that cannot be read."""
    screen = _screen(stage)
    screen.show_thing("returns")
    stage.rest()
    grid = screen.returns.grid
    for row, text in ((1, "900"), (3, "1O")):
        if row < grid.model.rowCount():
            grid.view.setCurrentIndex(grid.model.index(row, grid.model.listing.at("men")))
            grid.model.setData(grid.view.currentIndex(), text)
    return stage.window


def nothing(stage: Stage) -> QWidget:
    """A filter that nothing answers."""
    _screen(stage).list.table.finder.line.setText("zzz")
    return stage.window


def filtered(stage: Stage) -> QWidget:
    """Some letters of names in the filter, three rows selected."""
    table = _screen(stage).list.table
    table.finder.line.setText("so")
    stage.rest()
    table.select(list(table.model.keys[1:4]))
    return stage.window


def changing(stage: Stage) -> QWidget:
    """The form of a tenant that is there, at its end."""
    screen = _screen(stage)
    screen.open_key(screen.list.table.model.keys[1])
    stage.rest()
    screen.page._change()
    stage.rest()
    bar = screen.form.form.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    return stage.window


def documents(stage: Stage) -> QWidget:
    """Documents, one selected."""
    screen = _screen(stage)
    screen.open_key(screen.list.table.model.keys[1])
    stage.rest()
    screen.page.show_part("documents")
    stage.rest()
    table = screen.page.papers.table
    table.select(list(table.model.keys[:1]))
    return stage.window


def renaming(stage: Stage) -> QWidget:
    """Another name for a document."""
    documents(stage)
    stage.rest()
    return stage.caught(_held(stage).page.papers.rename_selected)


def withdrawing(stage: Stage) -> QWidget:
    """A document taken back, after one question."""
    documents(stage)
    stage.rest()
    return stage.caught(_held(stage).page.papers.withdraw_selected)


def _held(stage: Stage) -> Any:
    """The screen as it stands."""
    return stage.window.screen_of("tenants")


def papers(usual: str) -> list[tuple[str, Callable[[Stage], QWidget], tuple[str, ...]]]:
    """What needs documents."""
    return [
        ("tenant-papers", documents, (usual,)), ("tenant-paper-name", renaming, (usual,)),
        ("tenant-paper-away", withdrawing, (usual,)),
    ]  # fmt: skip


def drawn(usual: str, full: str) -> list[tuple[str, Callable[[Stage], QWidget], tuple[str, ...]]]:
    """Name, act and parks of what differs in some of them only."""
    return [
        ("tenant-details", part("details"), (usual, full)), ("tenant-leases", part("leases"), (usual,)),
        ("tenant-ledger", part("account"), (usual, full)), ("tenant-outages", part("outages"), (usual,)),
        ("tenant-long-name", part("details", 0), (full,)), ("tenant-months", part("returns"), (usual,)), ("tenant-documents", part("documents"), (usual,)),
        ("tenant-form", form, (usual,)), ("tenant-change", changing, (usual,)),
        ("tenants-filtered", filtered, (usual, full)), ("tenants-nothing", nothing, (usual,)),
    ]  # fmt: skip
