"""The commands of Spaces and what F1 says there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from stpdesk.ui.commands import Command
from stpdesk.ui.spaces.telling import tr

if TYPE_CHECKING:
    from stpdesk.ui.spaces.screen import Spaces


def screen_commands(screen: Spaces) -> list[Command]:
    """Plan or table, days, floors, units, paper."""
    group, act = tr("Spaces"), screen.acting
    return [
        Command(
            "spaces.mode", tr("Plan or table"), screen.toggle_mode, ("Ctrl+T",), group, "spaces", "spaces"
        ),
        Command(
            "spaces.date",
            tr("Go to a date"),
            screen.strip.take_date,
            ("Ctrl+D",),
            group,
            "calendar",
            "spaces",
        ),
        Command("spaces.today", tr("Show today"), screen.days.today, ("Alt+Home",), group, "today", "spaces"),
        Command(
            "spaces.floor.up",
            tr("Next floor"),
            partial(screen.tabs.step, 1),
            ("Ctrl+PgDown",),
            group,
            "down",
            "spaces",
        ),
        Command(
            "spaces.floor.down",
            tr("Floor before"),
            partial(screen.tabs.step, -1),
            ("Ctrl+PgUp",),
            group,
            "up",
            "spaces",
        ),
        Command("spaces.add", tr("Add unit…"), act.add_unit, ("Ctrl+N",), group, "plus", "spaces"),
        Command("spaces.edit", tr("Edit plan"), act.edit_plan, ("Ctrl+E",), group, "edit", "spaces"),
        Command(
            "spaces.unit",
            tr("Edit the chosen unit…"),
            partial(act.act, "edit"),
            ("Ctrl+Shift+E",),
            group,
            "edit",
            "spaces",
        ),
        Command(
            "spaces.remove",
            tr("Take the chosen unit out…"),
            act.remove_unit,
            ("Ctrl+Del",),
            group,
            "minus",
            "spaces",
        ),
        Command(
            "spaces.repair",
            tr("Repair of the chosen unit…"),
            partial(act.act, "repair"),
            ("Ctrl+R",),
            group,
            "repair",
            "spaces",
        ),
        Command(
            "spaces.new",
            tr("New lease of the chosen unit"),
            partial(act.act, "new"),
            ("Ctrl+L",),
            group,
            "leases",
            "spaces",
        ),
        Command(
            "spaces.renew",
            tr("Renew the chosen unit’s lease"),
            partial(act.act, "renew"),
            (),
            group,
            "leases",
            "spaces",
        ),
        Command(
            "spaces.image", tr("Image behind this floor…"), act.floor_image, (), group, "attach", "spaces"
        ),
        Command(
            "spaces.print", tr("Print this floor…"), act.print_plan, ("Ctrl+P",), group, "print", "spaces"
        ),
        Command(
            "spaces.save",
            tr("Save this floor as PDF or PNG…"),
            act.save_plan,
            ("Ctrl+Shift+S",),
            group,
            "export",
            "spaces",
        ),
    ]


def help_words() -> str:
    """Help of the screen."""
    return tr(
        "Spaces shows who holds each unit on any day: vacant units have a dashed edge, stripes mark a lease that ends within 90 "
        "days, dots mark arrears, a cross-hatch a repair. On the plan the arrow keys go to the unit beside, letters jump to a code, "
        "Enter goes to what can be done with it, + and - zoom and 0 shows the whole floor. Page Up and Page Down go by a month, "
        "and on the days below the arrow keys go by a day; Ctrl+D takes a date. While the plan is edited the arrow keys move the "
        "chosen units by a foot, Shift and the arrows resize them, Ctrl+Z takes back, Ctrl+Enter saves and Esc leaves."
    )
