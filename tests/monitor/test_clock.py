"""This PC's clocks, as this system has them."""

from stpdesk.monitor.clock import SystemClock


def test_the_clocks_go_on_together_and_the_boot_stays_the_same() -> None:
    clock, again = SystemClock(), SystemClock()
    wall, monotonic, awake = clock.wall(), clock.monotonic(), clock.awake()
    clock.wait(0.05)
    assert clock.monotonic() - monotonic >= 0.05
    assert clock.wall() - wall >= 0.04
    assert awake is None or (clock.awake() or 0) - awake >= 0.04
    assert clock.boot_id() == again.boot_id() != ""


def test_this_pc_was_started_before_now() -> None:
    clock = SystemClock()
    booted = clock.booted()
    assert booted is None or booted < clock.wall()
