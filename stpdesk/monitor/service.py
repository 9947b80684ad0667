"""The monitor as a process: its plan, its parts put together, its lines on stdout; small, because it runs all day."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from stpdesk.core.watching import WatchPlan
from stpdesk.db.probes import Damaged, Probes
from stpdesk.monitor import words
from stpdesk.monitor.battery import Battery
from stpdesk.monitor.clock import SystemClock
from stpdesk.monitor.journal import Journal
from stpdesk.monitor.links import Ladder
from stpdesk.monitor.log import Log
from stpdesk.monitor.looking import InThreads
from stpdesk.monitor.notify import Desktop, Quiet
from stpdesk.monitor.parts import Clock
from stpdesk.monitor.plan import PlanFile
from stpdesk.monitor.ups import NutProbe
from stpdesk.monitor.watcher import Parts, Watcher, run_until_stopped


def say(line: str) -> None:
    """A line on stdout, at once; whether anybody reads it is not the monitor's business."""
    with suppress(OSError, ValueError):
        print(line, flush=True)


def watch(
    folder: Path, *, clock: Clock | None = None, say: Callable[[str], None] = say, held: bool = False
) -> WatchPlan:
    """Watches a park until a signal says stop, saying a line for each event; the plan it began with.

    `held`: it ends too when its standard input is closed, also because who held it died, and leaves messages to that.
    Refused where another monitor watches, without a plan, and on a network drive.
    """
    clock, file = clock or SystemClock(), PlanFile(folder)
    plan = file.read()
    start = int(clock.wall())
    probes = Probes.open(folder, start)
    log = Log(folder)

    def tell(line: str) -> None:
        """Writes a line down and says it."""
        log.write(line)
        say(line)

    journal = Journal(tell, clock.wall)
    for line in (f"Watching the links and the power of park {plan.park or folder.name}.", *file.notices):
        journal.tell(line)
    for line in words.planned(plan):
        say(f"  {line}")
    try:
        watcher, looking = assemble(plan, probes, clock, file, tell, shows=not held)
    except Damaged:  # it opened, but its last account cannot be read
        probes.renew(start)
        watcher, looking = assemble(plan, probes, clock, file, tell, shows=not held)
    run_until_stopped(watcher, looking, held=held)
    return plan


def assemble(
    plan: WatchPlan,
    probes: Probes,
    clock: Clock,
    file: PlanFile,
    write_log: Callable[[str], None],
    *,
    shows: bool = True,
) -> tuple[Watcher, InThreads]:
    """A watcher of this PC's own parts, which follows the plan's file; it `shows` messages, or only writes them down."""

    def note(line: str) -> None:
        write_log(f"{words.at(int(clock.wall()))} {line}")

    def new_plan() -> WatchPlan | None:
        changed = file.changed()
        if changed is not None:
            for line in ("The plan in monitor.toml has changed; it is followed from now on.", *file.notices):
                note(line)
        return changed

    looking = InThreads()
    parts = Parts(
        clock=clock,
        looking=looking,
        link=Ladder(),
        ups=NutProbe(note),
        battery=Battery(),
        notifier=Desktop(note) if shows else Quiet(),
        write_log=write_log,
        new_plan=new_plan,
    )
    return Watcher(plan, probes, parts), looking
