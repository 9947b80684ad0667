"""The parts of the screen of outages: the month, the timeline, what the monitor asks, runs, announced windows, links, the monitor."""

from __future__ import annotations

from stpdesk.ui.parted import Act, PartedScreen, PartOfScreen, Place


def _month(screen: PartedScreen) -> PartOfScreen:
    """Figures, picture, records."""
    from stpdesk.ui.outages.month import MonthPart

    return MonthPart(screen)


def _timeline(screen: PartedScreen) -> PartOfScreen:
    """Power and links on a line of time."""
    from stpdesk.ui.outages.timeline_part import TimelinePart

    return TimelinePart(screen)


def _asked(screen: PartedScreen) -> PartOfScreen:
    """What the monitor noticed and nobody answered."""
    from stpdesk.ui.outages.asked import Asked

    return Asked(screen)


def _runs(screen: PartedScreen) -> PartOfScreen:
    """Generator and UPS."""
    from stpdesk.ui.outages.runs import Runs

    return Runs(screen)


def _schedule(screen: PartedScreen) -> PartOfScreen:
    """Announced windows."""
    from stpdesk.ui.outages.schedule import Schedule

    return Schedule(screen)


def _links(screen: PartedScreen) -> PartOfScreen:
    """The park's links."""
    from stpdesk.ui.outages.links import Links

    return Links(screen)


def _monitor(screen: PartedScreen) -> PartOfScreen:
    """Whether somebody watches."""
    from stpdesk.ui.outages.monitor_part import MonitorPart

    return MonitorPart(screen)


PLACES: tuple[Place, ...] = (
    Place(
        "month", "Month", _month,
        frozenset({"outages", "runs", "schedule", "links", "causes", "proposals", "gaps", "leases", "tenants", "units", "settings", "closings"}),
        "outages", monthly=True,
        acts=(
            Act("outage-add", "Enter an outage that is over…", "add", "", "plus"),
            Act("outage-cause", "Cause of the selected outages…", "give_cause", "Ctrl+Shift+C", "edit", "give causes reason why name"),
            Act("outage-split", "Split the outage at a time…", "split", "Ctrl+T"),
            Act("outage-merge", "Merge the outage with the one before…", "merge", "Ctrl+M"),
            Act("outage-plan", "Outage planned, or not…", "plan", "Ctrl+L"),
            Act("outage-dismiss", "Dismiss the outage…", "dismiss", "Ctrl+Del", "minus"),
            Act("outage-figures", "All figures and rules of the month", "show_indices", "Ctrl+Shift+F", "reports", "saifi saidi caidi maifi availability index"),
            Act("outage-table", "The month’s minutes as a table", "show_table", "", "columns"),
        ),
        help="A month of power and internet: how long each was there, when it was not, and every record. Arrow keys walk the "
        "picture; Enter on a day shows that day alone. Enter or F2 puts the selected outage right, its cause first where "
        "it has none; Ctrl+Shift+C gives several selected ones one cause. Ctrl+T splits it, "
        "Ctrl+M merges it with the one before, Ctrl+L says it was planned, or not, Ctrl+Delete dismisses it. What was "
        "known stays on record with your reason. Ctrl+N enters an outage that is over. Ctrl+Page Up and Ctrl+Page Down turn "
        "the month.",
    ),
    Place(
        "timeline", "Timeline", _timeline,
        frozenset({"outages", "runs", "schedule", "links", "proposals", "gaps", "leases", "units", "settings", "closings"}), "clock",
        acts=(
            Act("timeline-in", "Zoom in", "closer"),
            Act("timeline-out", "Zoom out", "further"),
            Act("timeline-now", "Timeline: back to now", "show_now", "Ctrl+Home"),
        ),
        help="Power, every link, runs and announced load shedding on a line of time, from a quarter of a day to ten years. "
        "Left and Right pan (with Shift a whole page), + and − zoom, Home and End go to its ends, Up and Down choose a lane, Page Up "
        "and Page Down the outage before and after, Enter opens it. The wheel zooms about the pointer, dragging pans. The "
        "records of what is seen stand below.",
    ),
    Place(
        "asked", "To confirm", _asked, frozenset({"proposals", "outages", "gaps", "closings"}), "help",
        help="What the monitor noticed and nobody answered. Yes and no answer all that are selected; Enter or F2 says yes with other times.",
    ),
    Place(
        "runs", "Generator", _runs, frozenset({"runs", "closings"}), "generator", monthly=True,
        help="Generator and UPS runs of the month with litres and the hour meter. Ctrl+N enters a run, Enter or F2 puts the "
        "selected one right. F8 begins and ends a run at the moment it happens.",
    ),
    Place(
        "schedule", "Load shedding", _schedule, frozenset({"schedule"}), "calendar",
        help="What the utility announced: outages in these hours count as planned. Ctrl+N announces a window, Enter or F2 "
        "calls the selected one off, all of it, one day, or from a day on.",
    ),
    Place(
        "links", "Links", _links, frozenset({"links"}), "link",
        help="The lines the internet comes in by. Ctrl+N enters one, Enter or F2 changes the selected one.",
    ),
    Place(
        "monitor", "Monitor", _monitor, frozenset({"links", "settings"}), "find",
        acts=(
            Act("monitor-start", "Start watching power and links", "start", "", "find", "monitor"),
            Act("monitor-stop", "Stop watching power and links", "stop", "", "", "monitor"),
            Act("monitor-messages", "Messages of the monitor on the desktop: on, or off", "turn_messages", "", "help", "notifications"),
        ),
        help="The monitor looks at the links, a UPS and this PC, and proposes what it notices. F2 starts and stops it. Started "
        "here it ends with this window; started at logon it watches all day. Nothing is in the park until somebody says yes.",
    ),
)  # fmt: skip
